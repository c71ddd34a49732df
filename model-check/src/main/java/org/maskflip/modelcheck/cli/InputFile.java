package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that the user named. */
final class InputFile {
    private InputFile() {}

    /**
     * Its bytes.
     *
     * @param expected what it should be, for the message
     * @throws BadInput if it is a folder
     */
    static byte[] bytes(Path file, String expected) throws IOException {
        if (Files.isDirectory(file)) {
            throw new BadInput(file + ": a directory; expected " + expected);
        }
        return Files.readAllBytes(file);
    }
}
