package org.maskflip.modelcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code maskflip explore} and {@code maskflip replay}. */
class ExploreCommandTest {
    private static final String SB = """
            S390X SB
            "Store buffering"
            { 0:r1=x; 0:r2=y; x=0; 1:r1=y; 1:r2=x }
             P0              | P1              ;
             mvghi 0(%%r1),1  | mvghi 0(%%r1),1  ;
             lg %%r3,0(%%r2)   | lg %%r3,0(%%r2)   ;
            exists (0:r3=0 /\\ 1:r3=0)
            Expect: %s

            A store need not precede a later fetch from another location (W-R).
            """;

    @TempDir
    Path folder;

    private Path file;
    private StringWriter out = new StringWriter();

    @BeforeEach
    void writeTest() throws IOException {
        file = write("sometimes");
    }

    private Path write(String expectation) throws IOException {
        return Files.writeString(folder.resolve("SB.litmus"), SB.formatted(expectation));
    }

    private int run(String command, String... options) {
        out = new StringWriter();
        CommandLine line = Main.commandLine(Map.of());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        List<String> arguments = new ArrayList<>(List.of(command, file.toString()));
        arguments.addAll(List.of(options));
        return line.execute(arguments.toArray(new String[0]));
    }

    @Test
    void asExpected_isStatus0_withEveryOutcome() {
        assertThat(run("explore")).isZero();
        assertThat(out.toString())
                .contains("PASS SB: expected sometimes, found sometimes")
                .contains("*         1  0:r3=0; 1:r3=0", "          1  0:r3=1; 1:r3=1")
                .contains("4 outcomes, 7 states, 6 transitions");
    }

    @Test
    void notAsExpected_isStatus1() throws IOException {
        write("never");

        assertThat(run("explore")).isEqualTo(1);
        assertThat(out.toString()).contains("FAIL SB: expected never, found sometimes");
    }

    @Test
    void bound_isStatus3_andNamedWithWhatWasFound() {
        assertThat(run("explore", "--max-states", "2", "--no-reduction", "all")).isEqualTo(3);
        assertThat(out.toString())
                .contains(
                        "UNKNOWN SB: gave up after 2 states (--max-states); 0 outcomes so far, the condition holds in none of"
                                + " them.");
    }

    @Test
    void witness_namesTheRule_andReplays() {
        assertThat(run("explore", "--witness", "condition")).isZero();
        assertThat(out.toString()).contains("passing 1 pending store", "W-R");
        String schedule = out.toString().replaceAll("(?s).*SB\\.litmus (\\S+).*", "$1");

        assertThat(run("replay", schedule)).isZero();
        assertThat(out.toString()).contains("0:r3=0; 1:r3=0", "The condition holds.");
    }

    @Test
    void replay_onTheModelOrTheWeakMachine_showsWhatIsAskedFor() {
        run("explore", "--witness", "condition");
        String schedule = out.toString().replaceAll("(?s).*SB\\.litmus (\\S+).*", "$1");

        assertThat(run("replay", schedule, "--on", "model")).isZero();
        assertThat(out.toString())
                .contains("The condition holds.", "passing 1 pending store", "W-R")
                .doesNotContain("weak machine");
        assertThat(run("replay", schedule, "--on", "weak")).isZero();
        assertThat(out.toString().lines()).containsExactly("On the weak machine: 0:r3=0; 1:r3=0");
        assertThat(run("replay", schedule, "--on", "both")).isZero();
        assertThat(out.toString()).contains("The condition holds.", "On the weak machine: 0:r3=0; 1:r3=0");
        assertThat(run("replay", schedule, "--on", "host")).isEqualTo(2);
        assertThat(out.toString()).contains("--on host: expected model, weak or both");
    }

    @Test
    void replay_ofAFileThatIsNotThere_isStatus2() {
        file = folder.resolve("gone.litmus");

        assertThat(run("replay", "0")).isEqualTo(2);
        assertThat(out.toString()).contains("gone.litmus");
    }

    @Test
    void witness_ofOneOutcome_isTakenByItsWords() {
        assertThat(run("explore", "--witness", "0:r3=1; 1:r3=0")).isZero();
        assertThat(out.toString()).contains("a shortest execution to 0:r3=1; 1:r3=0:");

        assertThat(run("explore", "--witness", "0:r3=7")).isEqualTo(2);
        assertThat(out.toString()).contains("SB has no outcome \"0:r3=7\"");
    }

    @Test
    void schedule_thatIsNone_isRefused() {
        assertThat(run("replay", "!")).isEqualTo(2);
        assertThat(out.toString()).contains("SB: not a step of a schedule: \"!\"");
        assertThat(run("replay", "3")).isEqualTo(2);
        assertThat(out.toString()).contains("step 1 of the schedule, 3, is not possible there");
    }

    @Test
    void json_hasOutcomesAndTimelines() throws IOException {
        assertThat(run("explore", "--json", "--witness", "all")).isZero();

        JsonNode test = new ObjectMapper().readTree(out.toString()).at("/tests/0");
        assertThat(test.path("verdict").asText()).isEqualTo("PASS");
        assertThat(test.path("complete").asBoolean()).isTrue();
        assertThat(test.path("outcomes")).hasSize(4).allSatisfy(outcome -> {
            assertThat(outcome.path("schedule").asText()).isNotEmpty();
            assertThat(outcome.path("timeline")).hasSize(10);
        });
        assertThat(test.at("/outcomes/0/values/0:r3").asLong()).isZero();
        assertThat(test.at("/outcomes/0/condition").asBoolean()).isTrue();
    }

    @Test
    void badOptions_areRefusedWithWhatIsExpected() {
        assertThat(run("explore", "--no-reduction", "luck")).isEqualTo(2);
        assertThat(out.toString()).contains("--no-reduction luck: expected eager-steps, eager-drains, foresight");
        assertThat(run("explore", "--facility", "85")).isEqualTo(2);
        assertThat(out.toString()).contains("expected + or -");
        assertThat(run("explore", "--threads", "0")).isEqualTo(2);
        assertThat(run("explore", "--timeout", "0")).isEqualTo(2);
        assertThat(run("axioms", "--timeout", "0")).isEqualTo(2);
        assertThat(out.toString()).contains("--timeout", "above 0");
        assertThat(run("axioms", "--max-states", "1")).isEqualTo(3);
        assertThat(out.toString()).contains("gave up after 1 candidates");
        assertThat(run("explore", "--level", "z9")).isEqualTo(2);
    }

    /** Every CPU stores and then fetches what the next one stores. */
    private void writeRing(int cpus) throws IOException {
        StringBuilder rows = new StringBuilder("S390X ring\n\"A ring\"\n{ ");
        for (int cpu = 0; cpu < cpus; cpu++) {
            rows.append("x").append(cpu).append("=0; ");
        }
        rows.append("}\n");
        for (String row : List.of("P%d", "lghi %%%%r1,1", "stgrl %%%%r1,x%d", "lgrl %%%%r2,x%2$d")) {
            for (int cpu = 0; cpu < cpus; cpu++) {
                rows.append(cpu == 0 ? " " : " | ")
                        .append(row.formatted(cpu, (cpu + 1) % cpus).replace("%%", "%"));
            }
            rows.append(" ;\n");
        }
        Files.writeString(file, rows + "exists (0:r2=0)\nExpect: always\n");
    }

    @Test
    void boundOnMemory_isStatus3_andNamedWithWhatWasFound() throws IOException {
        writeRing(6);

        assertThat(run("explore", "--max-memory", "1", "--no-reduction", "all")).isEqualTo(3);
        assertThat(out.toString())
                .contains("UNKNOWN ring: gave up after 1,048,576 bytes of memory (--max-memory); 0 outcomes so far")
                .containsPattern("0 outcomes, [1-9][0-9,]* states, [1-9][0-9,]* transitions, depth [1-9]");
    }

    @Test
    void boundOnTime_isStatus3_andNamedWithWhatWasFound() throws IOException {
        writeRing(8);

        assertThat(run("explore", "--timeout", "1", "--no-reduction", "all")).isEqualTo(3);
        assertThat(out.toString())
                .contains("UNKNOWN ring: gave up after 1 seconds (--timeout); 0 outcomes so far")
                .containsPattern("0 outcomes, [1-9][0-9,]* states");
    }

    @Test
    void boundInJson_isNamedWithWhatWasFound() throws IOException {
        assertThat(run("explore", "--json", "--max-states", "2", "--no-reduction", "all"))
                .isEqualTo(3);

        JsonNode test = new ObjectMapper().readTree(out.toString()).at("/tests/0");
        assertThat(test.path("bound").asText()).isEqualTo("2 states");
        assertThat(test.path("complete").asBoolean()).isFalse();
        assertThat(test.path("states").asLong()).isPositive();
        assertThat(test.has("endlessStates")).isFalse();
    }

    private void writeSpin(String store) throws IOException {
        Files.writeString(file, """
                S390X spin
                "A CPU that waits for another"
                { x=0; y=0; 0:r1=1; }
                 P0          | P1                       ;
                 %s          | loop: lgrl %%r2,x        ;
                             | cgije %%r2,0,loop        ;
                exists (1:r2=1)
                Expect: always
                """.formatted(store));
    }

    @Test
    void waitingForWhatNeverComes_isReportedWithAWayThere() throws IOException {
        writeSpin("stgrl %r1,y");
        assertThat(run("explore", "--witness", "endless")).isEqualTo(1);
        assertThat(out.toString())
                .contains("0 outcomes, ", "executions may go on for ever: from ")
                .contains("CPU 1  fetches 0 at");
        String schedule = out.toString().replaceAll("(?s).*SB\\.litmus (\\S+).*", "$1");

        assertThat(run("replay", schedule)).isZero();
        assertThat(out.toString()).contains("That is not the end of an execution.");
        assertThat(run("explore", "--json", "--witness", "endless")).isEqualTo(1);
        JsonNode test = new ObjectMapper().readTree(out.toString()).at("/tests/0");
        assertThat(test.path("endlessStates").asLong()).isPositive();
        assertThat(test.at("/endless/schedule").asText()).isEqualTo(schedule);
        assertThat(run("explore", "--no-reduction", "all")).isEqualTo(1);
        assertThat(out.toString()).contains("executions may go on for ever: from ");
    }

    @Test
    void waitingForWhatComes_isNoEndlessExecution() throws IOException {
        writeSpin("stgrl %r1,x");
        for (String reductions : List.of("symmetry", "all")) {
            assertThat(run("explore", "--witness", "endless", "--no-reduction", reductions))
                    .isZero();
            assertThat(out.toString()).contains("from every state an end can be reached");
        }
    }

    @Test
    void pictures_haveAColumnPerCpuAndTheReorderingInRed() {
        String pictures = folder.resolve("pictures").toString();

        assertThat(run("explore", "--dot", pictures, "--svg", pictures)).isZero();
        assertThat(folder.resolve("pictures/SB.svg"))
                .content()
                .contains("CPU 1", ">queue<", ">po<", "[W-R]", "#c02020", "SB: 0:r3=0; 1:r3=0");
        assertThat(folder.resolve("pictures/SB.dot"))
                .content()
                .startsWith("digraph")
                .contains("label=\"queue\"", "fetches 0 at");
        assertThat(run("explore", "--svg", pictures, "--witness", "all")).isZero();
        assertThat(folder.resolve("pictures/SB-4.svg")).exists();
    }

    @Test
    void statistics_nameStatesPerSecondAndCpuTime() {
        assertThat(run("explore", "--stats")).isZero();
        assertThat(out.toString()).containsPattern("states/s; CPU time of the process with start-up [0-9.]+ s");
    }

    @Test
    void brokenFile_isRefusedWithItsPlace() throws IOException {
        Files.writeString(file, "S390X SB\n{ }\n P0 ;\n BCR15 ;\nexists (0:r1=0)\n");

        assertThat(run("explore")).isEqualTo(2);
        assertThat(out.toString()).contains("SB.litmus:4:");
    }

    @Test
    void progress_isALineOnATerminal_andStopsWhenTold() {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try (SearchProgress progress = new SearchProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
            progress.begin("SB");
            progress.level(5, 2, 1);
            progress.end();
            assertThat(progress.isStopped()).isFalse();
            progress.stop();
            assertThat(progress.isStopped()).isTrue();
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\r");
    }
}
