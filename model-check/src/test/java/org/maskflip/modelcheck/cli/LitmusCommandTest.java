package org.maskflip.modelcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskflip.modelcheck.litmus.Catalogue;
import picocli.CommandLine;

/** {@code maskflip litmus} and its exit statuses. */
class LitmusCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    private int litmus(String... options) {
        CommandLine line = Main.commandLine(Map.of());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        String[] arguments = new String[options.length + 1];
        arguments[0] = "litmus";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return line.execute(arguments);
    }

    @Test
    void storeBuffering_isAsExpected_withAllFourOutcomes() {
        assertThat(litmus("SB", "--runs", "2000")).isZero();
        assertThat(out.toString())
                .contains("2,000 runs, weak order, deterministic", "* 0:r2=0; 1:r2=0", "coverage: 4 of 4");
    }

    @Test
    void wrongExpectation_isStatus1() throws IOException {
        String text = Catalogue.text("SB").replace("Expect: sometimes", "Expect: never");
        Path file = Files.writeString(folder.resolve("wrong.litmus"), text);

        assertThat(litmus(file.toString(), "--runs", "100")).isEqualTo(1);
        assertThat(out.toString()).contains("NOT AS EXPECTED");
    }

    @Test
    void json_isOneObjectPerTest_withTheReplayOfEachOutcome() {
        assertThat(litmus("SB", "MP", "--runs", "2000", "--json")).isZero();
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(out.toString()).contains("\"grade\":\"allowed-and-seen\"", "./maskflip litmus SB --order weak");
    }

    @Test
    void boundOnStates_isStatus3() {
        assertThat(litmus("IRIW", "--runs", "100", "--max-states", "1")).isEqualTo(3);
        assertThat(out.toString()).contains("UNKNOWN: the allowed set is not known");
    }

    @Test
    void badInput_isStatus2() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.litmus"), "X86 SB\n");

        assertThat(litmus(file.toString())).isEqualTo(2);
        assertThat(litmus(folder.toString())).isEqualTo(2);
        assertThat(litmus("SB", "--cpus", "7")).isEqualTo(2);
        assertThat(litmus("SB", "--runs", "0")).isEqualTo(2);
        assertThat(out.toString()).contains("bad.litmus", "a directory", "no test of 7 CPUs", "numbers above 0");
    }
}
