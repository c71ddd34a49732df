package org.maskflip.modelcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.maskflip.modelcheck.litmus.LitmusFile;
import org.maskflip.modelcheck.litmus.LitmusProblem;
import picocli.CommandLine;

/** The command {@code generate} as a user calls it. */
class GenerateCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.commandLine(Map.of());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(errors, true));
        return line.execute(
                Stream.concat(Stream.of("generate"), Stream.of(arguments)).toArray(String[]::new));
    }

    @Test
    void cycle_isPrintedAsALitmusFileThatCanBeReadAgain() throws LitmusProblem {
        assertThat(run("--cycle", "PodWR Fre PodWR Fre", "--size", "word")).isZero();

        assertThat(out.toString()).contains("S390X PodWR-Fre-PodWR-Fre.word", "Cycle=PodWR Fre PodWR Fre", "mvhi");
        assertThat(LitmusFile.read("printed", out.toString()).expectation().toString())
                .isEqualToIgnoringCase("sometimes");
    }

    @Test
    void testsDrawn_areWrittenAsFiles_theSameForOneSeed() throws IOException {
        Path first = directory.resolve("first");
        Path second = directory.resolve("second");

        assertThat(run("--count", "5", "--seed", "3", "-o", first.toString())).isZero();
        assertThat(run("--count", "5", "--seed", "3", "-o", second.toString())).isZero();

        try (Stream<Path> files = Files.list(first)) {
            List<Path> written = files.toList();
            assertThat(written).hasSize(5).allSatisfy(file -> {
                assertThat(file.toString()).endsWith(".litmus");
                assertThat(second.resolve(file.getFileName())).hasSameTextualContentAs(file);
            });
        }
        assertThat(out.toString()).contains("5 tests written to");
    }

    @ParameterizedTest
    @CsvSource({
        "--cycle, PodWR Fre, expected",
        "--cycle, PodWQ Fre PodWR Fre, unknown relation \"PodWQ\"",
        "--count, 0, a number from 1 to",
        "--size, huge, huge"
    })
    void wrongInput_isRefusedWithStatus2AndTheReason(String option, String value, String words) {
        assertThat(run(option, value)).isEqualTo(2);

        assertThat(errors.toString()).contains(words);
        assertThat(out.toString()).isEmpty();
    }
}
