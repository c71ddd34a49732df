package org.maskflip.modelcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ClaimsCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int claims(String... options) {
        CommandLine line = Main.commandLine(Map.of());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        List<String> arguments = new ArrayList<>(List.of("claims"));
        arguments.addAll(List.of(options));
        return line.execute(arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--kernel TEXT --cpus 1 | --cpus 2 or more",
                "--kernel TEXT --cpus 2 --timeout 0 | --timeout",
                "--kernel TEXT --cpus 2 | neither an ELF file nor a kernel image",
                "--kernel missing.bin --cpus 2 | missing.bin",
            })
    void claims_badInput_isRefusedWithStatus2(String options, String message) throws Exception {
        String text =
                Files.writeString(folder.resolve("notes.txt"), "no kernel").toString();
        assertThat(claims(options.strip().replace("TEXT", text).split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(message.strip()).doesNotContain("\tat ");
    }

    @Test
    void claims_debianKernel_eachIsMeasured() {
        String kernel = System.getProperty("maskflip.kernel");
        assumeTrue(kernel != null, "no kernel: give one by -Dmaskflip.kernel=FILE (maskflip fetch-kernel gets one)");
        assertThat(claims("--kernel", kernel, "--cpus", "2", "--clock-slowdown", "4"))
                .as("%s%s", out, err)
                .isZero();
        assertThat(out.toString())
                .containsPattern("calls of stop_machine in updates +0\n")
                .containsPattern("per cent of the image without bss +3.85\n")
                .containsPattern("holds +stop_machine")
                .containsPattern("holds +signals")
                .containsPattern("does not hold +size of second stages")
                .containsPattern("holds +while the tracer is off")
                .containsPattern("holds +256-byte lines fetched")
                .containsPattern("holds +the same by stop_machine")
                .doesNotContain("not measured");
    }
}
