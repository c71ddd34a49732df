package org.maskflip.modelcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code maskflip scenarios}. */
class ScenariosCommandTest {
    private StringWriter out = new StringWriter();

    private int run(String... arguments) {
        out = new StringWriter();
        CommandLine line = Main.commandLine(Map.of());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        return line.execute(
                Stream.concat(Stream.of("scenarios"), Stream.of(arguments)).toArray(String[]::new));
    }

    @Test
    void scenarios_safeAndUnsafe_areAsExpectedAndSeenOnTheWeakMachine() {
        assertThat(run("enable", "mask-first", "--host-runs", "0")).isZero();
        assertThat(out.toString())
                .containsPattern("PASS +enable .*20 states.*weak 4/4 in 1,000 runs")
                .containsPattern("PASS +mask-first .*found unsafe \\(P2\\)")
                .contains("2 scenarios: 2 as expected, 0 not, 0 unknown");
    }

    @Test
    void witness_scheduleOfTheReplayLine_showsTheSameViolation() {
        assertThat(run("no-sync", "--witness", "--runs", "0", "--host-runs", "0"))
                .isZero();
        Matcher replay = Pattern.compile("scenarios no-sync --replay (\\S+)").matcher(out.toString());
        assertThat(replay.find()).isTrue();

        assertThat(run("no-sync", "--replay", replay.group(1))).isZero();
        assertThat(out.toString()).contains("violates P3");
    }

    @Test
    void scenarios_otherBoundsAndMachine_changeTheVerdict() {
        assertThat(run("whole-instruction", "--facility", "+85", "--runs", "0", "--host-runs", "0"))
                .isEqualTo(1);
        assertThat(out.toString()).containsPattern("FAIL +whole-instruction .*found safe");
    }

    @Test
    void scenarios_ownFile_isDecidedWithTheProjectsParts() throws IOException {
        Path example = Path.of("../docs/examples/inline-cache.s");

        assertThat(run(example.toString(), "--runs", "0", "--host-runs", "0")).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("FAIL +inline-cache .*found unsafe \\(P1\\)")
                .contains("a shortest execution", "--replay")
                .containsPattern("PASS +inline-cache\\+sync .*found safe");
        assertThat(Files.exists(example)).isTrue();
    }

    /** A file has several scenarios: the command that replays one must say which. */
    @Test
    void replayLine_ofAnOwnFile_showsTheSameViolation() {
        assertThat(run("../docs/examples/inline-cache.s", "--runs", "0", "--host-runs", "0"))
                .isEqualTo(1);
        Matcher replay =
                Pattern.compile("maskflip scenarios (\\S+) --replay (\\S+)").matcher(out.toString());
        assertThat(replay.find()).isTrue();

        assertThat(run(replay.group(1), "--replay", replay.group(2))).isZero();
        assertThat(out.toString()).contains("violates P1");
        assertThat(run("../docs/examples/inline-cache.s:cache", "--list")).isEqualTo(2);
        assertThat(out.toString()).contains("has no scenario \"cache\"; it has inline-cache, inline-cache+sync");
    }

    @Test
    void json_hasVerdictsAndStates() throws IOException {
        assertThat(run("enable", "--json", "--runs", "0", "--host-runs", "0")).isZero();
        JsonNode scenario =
                new ObjectMapper().readTree(out.toString()).get("scenarios").get(0);
        assertThat(scenario.get("verdict").asText()).isEqualTo("PASS");
        assertThat(scenario.get("states").asLong()).isEqualTo(20);
    }

    @Test
    void list_saysWhatAScenarioIs_andAnUnknownNameIsRefusedWithAGuess() {
        assertThat(run("--list")).isZero();
        assertThat(out.toString()).contains("op-func-pair: expected unsafe, P2 P6", "origin: Linux");
        assertThat(run("no-synk")).isEqualTo(2);
        assertThat(out.toString()).contains("did you mean \"no-sync\"?");
        assertThat(run("enable", "--cpus", "99")).isEqualTo(2);
        assertThat(out.toString()).contains("99 CPUs; expected 1 to 8");
    }

    @Test
    void search_thatMeetsABound_isUnknown() {
        assertThat(run("enable+sync", "--max-states", "50", "--runs", "0", "--host-runs", "0"))
                .isEqualTo(3);
        assertThat(out.toString())
                .containsPattern("UNKNOWN +enable\\+sync .*no violation yet")
                .contains("--max-states");
    }
}
