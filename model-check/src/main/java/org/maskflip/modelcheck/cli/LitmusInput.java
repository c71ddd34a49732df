package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.maskflip.modelcheck.litmus.LitmusFile;
import org.maskflip.modelcheck.litmus.LitmusProblem;
import org.maskflip.modelcheck.litmus.LitmusTest;
import picocli.CommandLine.Mixin;

/** Litmus files as input of a command, and the options that change their machine. */
final class LitmusInput {
    @Mixin
    private FacilityOptions facilities;

    /**
     * The test of a file, on the machine that the options say.
     *
     * @throws BadInput if there is no test in it; the message says where and why
     */
    LitmusTest read(Path file) throws IOException {
        LitmusTest test;
        try {
            test = LitmusFile.read(file.toString(), Files.readString(file));
        } catch (LitmusProblem e) {
            throw new BadInput(e.getMessage(), e);
        } catch (MalformedInputException e) {
            throw new BadInput(file + ": not text in UTF-8; a litmus file was expected", e);
        }
        return new LitmusTest(
                test.source(), facilities.apply(test.program()), test.condition(), Map.copyOf(test.versions()));
    }
}
