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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RunCommandTest {
    private static final String HELLO = """
                    .org 0x1d0
                    .quad 0x0002000180000000, 0xdead
                    .org 0x10000
            _start: larl %r2,sccb
                    llilf %r3,0x00760005
                    servc %r3,%r2
                    larl %r1,end
                    lpswe 0(%r1)
                    .align 8
            end:    .quad 0x0002000180000000, 0x77
                    .align 4096
            sccb:   .short 8+6+6, 0, 0, 0
                    .short 6+6
                    .byte 0x1a, 0, 0, 0
                    .ascii "Hello\\n"
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private int run(Path program, String... options) {
        CommandLine line = Main.commandLine(Map.of());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        String[] arguments = new String[options.length + 2];
        arguments[0] = "run";
        arguments[1] = program.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return line.execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"weak", "host", "host-strict", "sequential"})
    void run_assemblyProgram_showsItsConsoleAndItsEnd(String order) throws IOException {
        Path program = file("hello.s", HELLO);
        for (String scheduler : new String[] {"free", "deterministic"}) {
            assertThat(run(program, "--order", order, "--scheduler", scheduler)).isZero();
        }
        assertThat(out.toString()).startsWith("Hello\n").contains("disabled wait, CPU 0, PSW 0002000180000000");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void run_otherWaitThanExpected_isNotAsExpected() throws IOException {
        Path program = file("hello.s", HELLO);
        assertThat(run(program, "--expect-wait", "77")).isZero();
        assertThat(run(program, "--expect-wait", "78")).isEqualTo(1);
    }

    @Test
    void run_trace_writesALinePerEvent() throws IOException {
        Path trace = folder.resolve("trace");
        assertThat(run(file("hello.s", HELLO), "--trace", trace.toString())).isZero();
        assertThat(Files.readString(trace)).contains("lpswe").contains("VT220 console: Hello\\n");
    }

    @Test
    void run_programInterruptionLoop_isReported() throws IOException {
        assertThat(run(file("loop.s", ".org 0x1000\n_start: .short 0\n"))).isEqualTo(1);
        assertThat(out.toString()).contains("program-interruption loop");
    }

    @Test
    void run_limits_areUnknown() throws IOException {
        Path endless = file("endless.s", ".org 0x1000\n_start: j .\n");
        assertThat(run(endless, "--max-instructions", "1000", "--scheduler", "deterministic"))
                .isEqualTo(3);
        assertThat(run(endless, "--timeout", "0.01")).isEqualTo(3);
    }

    @Test
    void run_badAssembly_namesFileAndLine() throws IOException {
        assertThat(run(file("bad.s", "_start: lgh %r1,%r2,%r3\n frobnicate\n"))).isEqualTo(2);
        assertThat(err.toString()).contains("bad.s:1: ").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--cpus=0",
                "--cpus=x",
                "--storage=3K",
                "--order=strong",
                "--level=z99",
                "--facility=85",
                "--facility=+x",
                "--max-instructions=0",
                "--timeout=-1",
                "--raw-address=xyz",
                "--entry=nowhere",
                "--expect-wait=q",
                "-Da=b"
            })
    void run_nonsenseOption_isRefusedInOneLine(String option) throws IOException {
        assertThat(run(file("hello.s", HELLO), option)).isEqualTo(2);
        assertThat(err.toString()).isNotBlank().doesNotContain("\tat ");
    }

    @Test
    void run_numberThatIsNone_saysWhatTheOptionTakes() throws IOException {
        assertThat(run(file("hello.s", HELLO), "--cpus=x")).isEqualTo(2);
        assertThat(err.toString()).contains("'x' is not an int; N: Number of CPUs, 1 to 64");
    }

    @Test
    void run_traceIntoAMissingFolder_saysThatTheFolderIsMissing() throws IOException {
        Path trace = folder.resolve("absent").resolve("trace");

        assertThat(run(file("hello.s", HELLO), "--trace", trace.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(trace.getParent() + " does not exist");
    }

    @Test
    void run_optionThatMeansNothingForTheProgram_isRefused() throws IOException {
        assertThat(run(file("hello.s", HELLO), "--raw-address=1000")).isEqualTo(2);
        assertThat(err.toString()).contains("--raw-address is for raw images, but this is assembly");
        assertThat(run(file("raw.bin", "07fe"), "-DX=1")).isEqualTo(2);
        assertThat(err.toString()).contains("-D defines symbols for assembly");
    }

    @Test
    void run_missingFileAndEmptyFile_areRefused() throws IOException {
        assertThat(run(folder.resolve("absent.elf"))).isEqualTo(2);
        assertThat(run(file("empty", ""))).isEqualTo(2);
        assertThat(err.toString()).contains("no such file").contains("the file is empty");
    }

    @Test
    void everyProblemOfASource_standsOnALineOfItsOwn() throws IOException {
        Path program = file("bad.s", "_start: lghi %r1,70000\n        j nowhere\n");

        assertThat(run(program)).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        program + ":1: immediate operand \"70000\" is 70000; expected from -32768 to 32767",
                        program + ":2: \"nowhere\" has no value: undefined label or symbol \"nowhere\"");
    }

    @Test
    void aDirectory_isNoProgram() {
        assertThat(run(folder)).isEqualTo(2);
        assertThat(err.toString()).startsWith(folder + ": a directory; expected");
    }
}
