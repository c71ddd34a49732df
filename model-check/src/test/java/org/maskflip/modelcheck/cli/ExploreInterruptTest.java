package org.maskflip.modelcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.maskflip.modelcheck.litmus.Catalogue;

/** Ctrl-C at {@code maskflip explore}, on a process of its own. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ExploreInterruptTest {
    private static final int CPUS = 9;
    private static final int INTERRUPTED = 130;

    @TempDir
    Path folder;

    /** Every CPU stores and then fetches twice: without reductions, more states than can be looked at. */
    private static String huge() {
        StringBuilder text = new StringBuilder("S390X huge\n\"More than can be explored\"\n{\n");
        IntStream.range(0, CPUS).forEach(cpu -> text.append("x" + cpu + "=0; "));
        text.append("\n}\n");
        for (String row : List.of("P%1$d", "stgrl %%r1,x%1$d", "lgrl %%r2,x%2$d", "lgrl %%r3,x%3$d")) {
            text.append(IntStream.range(0, CPUS)
                    .mapToObj(cpu -> " " + row.formatted(cpu, (cpu + 1) % CPUS, (cpu + 2) % CPUS))
                    .collect(Collectors.joining(" |", "", " ;\n")));
        }
        return text + "exists (0:r2=1)\nExpect: never\n";
    }

    /** A process that was started in the background by a shell ignores SIGINT, and so do its children: env takes that back. */
    private static boolean canReset() throws IOException, InterruptedException {
        try {
            Process trial = new ProcessBuilder("env", "--default-signal=INT", "kill", "-l").start();
            return trial.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void interrupted_isStatus130_withWhatWasFound() throws IOException, InterruptedException {
        assumeTrue(canReset(), "needs env with --default-signal, and kill");
        Path first = Files.writeString(folder.resolve("SB.litmus"), Catalogue.text("SB"));
        Path second = Files.writeString(folder.resolve("huge.litmus"), huge());
        Process process = new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "explore",
                        first.toString(),
                        second.toString(),
                        "--threads",
                        "1",
                        "--no-reduction",
                        "all")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            StringBuilder said = new StringBuilder();
            for (String line = ""; line != null && !line.contains("states,"); line = output.readLine()) {
                said.append(line).append('\n');
            }
            assertThat(said.toString()).contains("PASS SB");

            assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            String rest = output.lines().collect(Collectors.joining("\n"));

            assertThat(rest)
                    .contains("UNKNOWN huge: gave up after ", " outcomes so far")
                    .containsPattern("[0-9] states");
            assertThat(process.waitFor()).isEqualTo(INTERRUPTED);
        } finally {
            process.destroyForcibly();
        }
    }
}
