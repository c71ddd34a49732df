package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.maskflip.modelcheck.litmus.Catalogue;
import org.maskflip.modelcheck.litmus.LitmusFile;
import org.maskflip.modelcheck.litmus.LitmusProblem;
import org.maskflip.modelcheck.litmus.LitmusTest;

/** A litmus test as a user names it: a file, or else a test of the catalogue by its name. */
record NamedTest(String argument, LitmusTest test) {
    /**
     * The test.
     *
     * @throws BadInput if there is none, or the file is no test; the message says where
     * @throws IOException if the file cannot be read
     */
    static NamedTest read(String argument) throws IOException {
        Path file = Path.of(argument);
        if (!Files.exists(file) && Catalogue.names().contains(argument)) {
            return new NamedTest(argument, Catalogue.test(argument));
        }
        if (Files.isDirectory(file)) {
            throw new BadInput(argument + ": a directory; expected a litmus file, as in " + argument + "/*.litmus");
        }
        try {
            return new NamedTest(argument, LitmusFile.read(argument, Files.readString(file)));
        } catch (LitmusProblem e) {
            throw new BadInput(e.getMessage(), e);
        }
    }
}
