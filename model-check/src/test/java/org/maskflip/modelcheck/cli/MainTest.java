package org.maskflip.modelcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void help_listsCommands_andIsAsExpected() {
        assertThat(run(Map.of(), "--help")).isEqualTo(0);
        assertThat(out.toString()).contains("Commands:", "version", "Exit status:");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void version_namesTheJdk() {
        assertThat(run(Map.of(), "version")).isEqualTo(0);
        assertThat(out.toString()).startsWith("maskflip ").contains("JDK " + Runtime.version());
    }

    @Test
    void noCommand_isBadInput_withHint() {
        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("maskflip: no command given", "Try 'maskflip --help'.");
    }

    @Test
    void misspelledCommand_isBadInput_withSuggestion() {
        assertThat(run(Map.of(), "versoin")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "maskflip: unknown command or argument 'versoin'",
                        "Did you mean version or verify or generate?",
                        "Try 'maskflip --help'.");
    }

    @Test
    void unknownOption_isBadInput() {
        assertThat(run(Map.of(), "version", "--hlep")).isEqualTo(2);
        assertThat(err.toString()).contains("--hlep", "Try 'maskflip version --help'.");
    }

    @Test
    void badInput_isOneLinePerProblem() {
        assertThat(fail(Map.of(), new BadInput("SB.litmus:7: unknown instruction\nSB.litmus:9: no such label\n")))
                .isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly("SB.litmus:7: unknown instruction", "SB.litmus:9: no such label");
    }

    @Test
    void missingFile_isBadInput() {
        assertThat(fail(Map.of(), new NoSuchFileException("a.litmus"))).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("maskflip: a.litmus: no such file");
    }

    @Test
    void defect_showsNoStackTrace_unlessAskedFor() {
        assertThat(fail(Map.of(), new IllegalStateException("broken"))).isEqualTo(70);
        assertThat(err.toString()).contains("broken", "--debug").doesNotContain("\tat ");

        assertThat(fail(Map.of("MASKFLIP_DEBUG", "1"), new IllegalStateException("broken")))
                .isEqualTo(70);
        assertThat(err.toString()).contains("\tat ");
    }

    @Test
    void interruption_isNoDefect() {
        assertThat(fail(Map.of(), new CancellationException())).isEqualTo(130);
        assertThat(err.toString().lines()).containsExactly("maskflip: interrupted");
    }

    @Test
    void fullHeap_isUnknown_withoutStackTrace() {
        CommandLine line = quiet(Main.commandLine(Map.of()));
        line.addSubcommand("fill", new Filling());

        assertThat(Main.run(line, "fill")).isEqualTo(3);
        assertThat(err.toString().lines()).singleElement().asString().contains("heap is full", "MASKFLIP_JAVA_OPTS");
    }

    @Command
    private static final class Filling implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new OutOfMemoryError("as the JVM does");
        }
    }

    private int run(Map<String, String> environment, String... arguments) {
        return Main.run(quiet(Main.commandLine(environment)), arguments);
    }

    private int fail(Map<String, String> environment, Exception failure) {
        CommandLine line = Main.commandLine(environment);
        line.addSubcommand("fail", new Failing(failure));
        return quiet(line).execute("fail");
    }

    private CommandLine quiet(CommandLine line) {
        return line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    }

    @Command
    private record Failing(Exception failure) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }
}
