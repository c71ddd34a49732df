package org.maskflip.modelcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VerifyCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        CommandLine line = Main.commandLine(Map.of());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void verify_ofASmallGuest_passes() {
        int status = execute("verify", "--cpus", "2", "--functions", "16", "--updates", "10", "--seed", "3");

        assertThat(out.toString())
                .contains("seed 3", "as it should be", "verify: PASS")
                .doesNotContain("FAIL");
        assertThat(status).isZero();
    }

    @Test
    void verify_ofABrokenGuest_showsThatItIsCaught() {
        int status = execute(
                "verify",
                "--twin",
                "no-sync",
                "--cpus",
                "4",
                "--order",
                "weak",
                "--scheduler",
                "deterministic",
                "--functions",
                "8",
                "--updates",
                "60");

        assertThat(out.toString()).contains("caught: P3", "verify: PASS");
        assertThat(status).isZero();
    }

    @Test
    void verify_thatCatchesNothing_saysThatTheSuiteHasNoPower() {
        int status = execute(
                "verify",
                "--twin",
                "no-sync",
                "--cpus",
                "2",
                "--order",
                "weak",
                "--scheduler",
                "deterministic",
                "--functions",
                "2048",
                "--updates",
                "1");

        assertThat(out.toString()).contains("the suite has no power", "replay: ./maskflip verify", "verify: FAIL");
        assertThat(status).isOne();
    }

    @Test
    void verify_asJson_printsAnObjectPerRun() {
        execute("verify", "--json", "--cpus", "2", "--order", "host", "--functions", "8", "--updates", "2");

        assertThat(out.toString())
                .startsWith("{\"guest\":\"as it should be\",\"cpus\":2,")
                .endsWith("\"}\n");
    }

    @Test
    void verify_withoutTime_isUnknown() {
        int status = execute("verify", "--time", "0.000001");

        assertThat(out.toString()).contains("UNKNOWN");
        assertThat(status).isEqualTo(ExitCode.UNKNOWN.number());
    }

    @Test
    void verify_withNonsense_isRefused() {
        assertThat(execute("verify", "--cpus", "1")).isEqualTo(2);
        assertThat(execute("verify", "--cpus", "x")).isEqualTo(2);
        assertThat(execute("verify", "--cpus", "8-2")).isEqualTo(2);
        assertThat(execute("verify", "--order", "strong")).isEqualTo(2);
        assertThat(execute("verify", "--twin", "evil")).isEqualTo(2);
        assertThat(execute("verify", "--functions", "1")).isEqualTo(2);
        assertThat(execute("verify", "--time", "-1")).isEqualTo(2);
        assertThat(err.toString())
                .contains("1 CPUs; expected 2 to 8", "one of none, no-sync")
                .doesNotContain("\tat ");
    }
}
