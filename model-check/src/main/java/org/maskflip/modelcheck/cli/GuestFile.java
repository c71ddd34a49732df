package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.maskflip.emulator.decode.Assembler;
import org.maskflip.emulator.decode.AssemblyException;
import org.maskflip.emulator.loader.ElfImage;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.loader.LoadedImage;
import org.maskflip.emulator.loader.RawImage;
import org.maskflip.emulator.machine.ProgramImage;

/** A guest program in a file: assembly by its suffix, ELF by its first bytes, else storage contents as they stand. */
final class GuestFile {
    private GuestFile() {}

    /**
     * The program.
     *
     * @param symbols defined before an assembly is read
     * @param rawAddress where a raw image belongs; 0 if empty
     * @throws BadInput if the file is no program, or one for which symbols or an address mean nothing; the message says where
     * @throws IOException if it cannot be read
     */
    static LoadedImage read(Path file, Map<String, Long> symbols, OptionalLong rawAddress) throws IOException {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            throw new BadInput(name + ": a directory; expected an ELF file, an assembly (.s, .S) or a raw image");
        }
        byte[] bytes = Files.readAllBytes(file);
        try {
            boolean isSource = name.endsWith(".s") || name.endsWith(".S");
            boolean isElf = !isSource && ElfImage.isElf(bytes);
            if (rawAddress.isPresent() && (isSource || isElf)) {
                throw new BadInput(name + ": --raw-address is for raw images, but this is "
                        + (isElf ? "an ELF file, which says itself where it belongs" : "assembly; use .org in it"));
            }
            if (!symbols.isEmpty() && !isSource) {
                throw new BadInput(name + ": -D defines symbols for assembly (.s, .S), but this is "
                        + (isElf ? "an ELF file" : "a raw image"));
            }
            if (isSource) {
                return assemble(file, new String(bytes, StandardCharsets.UTF_8), symbols);
            }
            return isElf
                    ? ElfImage.read(name, bytes)
                    : RawImage.of(name, bytes, rawAddress.orElse(0), OptionalLong.empty());
        } catch (ImageException e) {
            throw new BadInput(e.getMessage(), e);
        }
    }

    private static LoadedImage assemble(Path file, String source, Map<String, Long> symbols) throws ImageException {
        Assembler assembler = new Assembler().resolver(name -> included(file, name));
        symbols.forEach(assembler::define);
        try {
            return ProgramImage.of(assembler.assemble(file.toString(), source));
        } catch (AssemblyException e) {
            throw new BadInput(e.getMessage(), e);
        }
    }

    private static String included(Path file, String name) {
        try {
            return Files.readString(file.resolveSibling(name));
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }
}
