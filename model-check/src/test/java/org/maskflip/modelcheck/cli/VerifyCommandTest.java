package org.maskflip.modelcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VerifyCommandTest {
    /** Of a run of one update: misses no-sync, and the next one catches it. */
    private static final String MISSING_SEED = "2";

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

        assertThat(out.toString())
                .contains(
                        "PASS, caught by seed 1: ",
                        "weak order, seed 1, the first tried; for one: P3 CPU ",
                        "--functions 8 --updates 60 --seed 1 --twin no-sync",
                        "verify: PASS");
        assertThat(status).isZero();
    }

    /** The patched site alone is called hardly ever, so that the first seeds may miss: the report says so. */
    @Test
    void verify_ofABrokenGuestThatALaterSeedCatches_saysHowManyMissed() {
        int status = verifyRarely("--seed", MISSING_SEED);

        String caughtBy = String.valueOf(Integer.parseInt(MISSING_SEED) + 1);
        assertThat(out.toString())
                .contains(
                        "PASS, caught by seed " + caughtBy + ": P2",
                        "seed " + caughtBy + ", number 2 tried; the ones before it missed",
                        "--seed " + caughtBy + " --twin mask-first",
                        "verify: PASS");
        assertThat(status).isZero();

        out.getBuffer().setLength(0);
        assertThat(verifyRarely("--seed", caughtBy)).isZero();
        assertThat(out.toString()).contains("PASS, caught by seed " + caughtBy + ": P2", "the first tried");
    }

    @Test
    void verify_withANumberOfSeeds_countsThoseThatCatch() {
        int status = verifyRarely("--seed", MISSING_SEED, "--seeds", "2");

        assertThat(out.toString())
                .contains("PASS, caught by 1 of 2 seeds, P2 at least 0 times each; seed ", "found with 1 of 2 seeds");
        assertThat(status).isZero();
    }

    @Test
    void verify_ofTheRightGuestWithANumberOfSeeds_countsThem() {
        int status = execute(
                "verify", "--cpus", "2", "--order", "host", "--functions", "8", "--updates", "2", "--seeds", "3");

        assertThat(out.toString()).contains("PASS, 3 seeds");
        assertThat(status).isZero();
    }

    @Test
    void verify_thatCatchesNothing_saysThatTheSuiteHasNoPower() {
        int status = verifyRarely("--seed", MISSING_SEED, "--seeds", "1");

        assertThat(out.toString())
                .contains(
                        "FAIL: not caught by 1 seed",
                        "the suite has no power",
                        "nothing was found with seed " + MISSING_SEED,
                        "replay: ./maskflip verify",
                        "verify: FAIL");
        assertThat(status).isOne();
    }

    private int verifyRarely(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "verify", "--twin", "mask-first", "--cpus", "2", "--order", "weak", "--scheduler", "deterministic"));
        arguments.addAll(List.of("--functions", "2048", "--updates", "1"));
        arguments.addAll(List.of(more));
        return execute(arguments.toArray(String[]::new));
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
        assertThat(execute("verify", "--seeds", "0")).isEqualTo(2);
        assertThat(err.toString())
                .contains("1 CPUs; expected 2 to 8", "one of none, no-sync")
                .doesNotContain("\tat ");
    }
}
