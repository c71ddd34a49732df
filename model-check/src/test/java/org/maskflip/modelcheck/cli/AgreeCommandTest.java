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
import picocli.CommandLine;

/** {@code maskflip agree} and its exit statuses. */
class AgreeCommandTest {
    private static final String FILE = """
            {"meta": {"format": 1}, "tests": [{"name": "SB", "init": {"x": 0, "y": 0}, "threads": [
              [{"op": "store", "loc": "x", "value": 1}, {"op": "load", "loc": "y", "reg": "r0"}],
              [{"op": "store", "loc": "y", "value": 1}, {"op": "load", "loc": "x", "reg": "r0"}]],
             "states": [%s {"0:r0": 0, "1:r0": 1}, {"0:r0": 1, "1:r0": 0}, {"0:r0": 1, "1:r0": 1}]}]}
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    private int agree(String content, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("sets.json"), content);
        CommandLine line = Main.commandLine(Map.of());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        String[] arguments = new String[options.length + 2];
        arguments[0] = "agree";
        arguments[1] = file.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return line.execute(arguments);
    }

    @Test
    void equalSets_areStatus0() throws IOException {
        assertThat(agree(FILE.formatted("{\"0:r0\": 0, \"1:r0\": 0},"))).isZero();
        assertThat(out.toString()).contains("1 tests compared", "0 different, 0 unknown");
    }

    @Test
    void setWithoutTheWeakState_isDifferentAndShown() throws IOException {
        assertThat(agree(FILE.formatted(""))).isEqualTo(1);
        assertThat(out.toString()).contains("DIFFERENT SB", "model only: 0:r0=0 1:r0=0");
    }

    @Test
    void oneModel_judgesAlone() throws IOException {
        assertThat(agree(FILE.formatted(""), "--model", "axiomatic")).isEqualTo(1);
        assertThat(out.toString())
                .contains("DIFFERENT SB, by the axioms", " 0 states")
                .doesNotContain("model only");

        assertThat(agree(FILE.formatted(""), "--model", "operational", "--stats"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("model only: 0:r0=0 1:r0=0", "CPU time of the process");
    }

    @Test
    void brokenFile_isRefusedWithItsLine() throws IOException {
        assertThat(agree("{\n \"meta\": }")).isEqualTo(2);
        assertThat(out.toString()).contains("sets.json:2: ");
    }

    @Test
    void bound_isUnknownAndNamed() throws IOException {
        assertThat(agree(FILE.formatted("{\"0:r0\": 0, \"1:r0\": 0},"), "--max-states", "3"))
                .isEqualTo(3);
        assertThat(out.toString()).contains("UNKNOWN SB: gave up after 3 states");
    }
}
