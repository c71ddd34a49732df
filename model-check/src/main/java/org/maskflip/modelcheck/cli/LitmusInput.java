package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Level;
import org.maskflip.modelcheck.litmus.LitmusFile;
import org.maskflip.modelcheck.litmus.LitmusProblem;
import org.maskflip.modelcheck.litmus.LitmusTest;
import picocli.CommandLine.Option;

/** Litmus files as input of a command, and the options that change their machine. */
final class LitmusInput {
    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "Architecture level: als, z10, z196 or zEC12 (what the test says).")
    private String level;

    @Option(
            names = "--facility",
            paramLabel = "+F,-F",
            split = ",",
            description = "Facilities more (+) or less (-) than the test has, by name or bit number.")
    private String[] facilities = {};

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
        if (level == null && facilities.length == 0) {
            return test;
        }
        Facilities offered = level == null
                ? test.program().facilities()
                : MachineOptions.constant(Level.class, "--level", level).facilities();
        for (String change : facilities) {
            offered = changed(offered, change);
        }
        return new LitmusTest(
                test.source(), test.program().withFacilities(offered), test.condition(), Map.copyOf(test.versions()));
    }

    private static Facilities changed(Facilities from, String change) {
        if (change.startsWith("+")) {
            return from.with(MachineOptions.facility(change.substring(1)));
        }
        if (change.startsWith("-")) {
            return from.without(MachineOptions.facility(change.substring(1)));
        }
        throw new BadInput("maskflip: --facility " + change + ": expected + or - before the facility");
    }
}
