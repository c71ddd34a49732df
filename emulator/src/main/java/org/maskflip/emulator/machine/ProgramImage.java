package org.maskflip.emulator.machine;

import java.util.List;
import org.maskflip.emulator.decode.Program;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.loader.LoadedImage;
import org.maskflip.emulator.loader.Segment;

/** An assembled program as an image: its entry is the symbol {@code _start}; without one it starts from the restart new PSW. */
public final class ProgramImage {
    private ProgramImage() {}

    /**
     * The image of a program.
     *
     * @throws ImageException if it has no bytes, or two pieces of it overlap
     */
    public static LoadedImage of(Program program) throws ImageException {
        List<Segment> segments = program.pieces().stream()
                .map(piece -> Segment.of(piece.address(), piece.bytes()))
                .toList();
        if (segments.isEmpty()) {
            throw new ImageException(program.name() + ": the program is empty; expected instructions");
        }
        return LoadedImage.of(program.name(), segments, program.symbols(), program.entry());
    }
}
