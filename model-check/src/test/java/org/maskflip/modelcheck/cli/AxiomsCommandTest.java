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
import org.maskflip.modelcheck.litmus.Catalogue;
import picocli.CommandLine;

/** The command {@code axioms} as a user calls it. */
class AxiomsCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private static final String SB = "S390X SB\n{\nx=0; y=0; 0:r8=x; 0:r9=y; 0:r1=1; 1:r8=x; 1:r9=y; 1:r1=1;\n}\n"
            + " P0 | P1 ;\n stg %r1,0(%r8) | stg %r1,0(%r9) ;\n %s | %s ;\n lg %r2,0(%r9) | lg %r2,0(%r8) ;\n"
            + "exists (0:r2=0 /\\ 1:r2=0)\nExpect: never\n";

    private Path sb(String between) throws IOException {
        return Files.writeString(directory.resolve("sb.litmus"), SB.replace("%s", between));
    }

    private int run(Object... arguments) {
        CommandLine line = Main.commandLine(Map.of());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(errors, true));
        String[] words = new String[arguments.length + 1];
        words[0] = "axioms";
        for (int i = 0; i < arguments.length; i++) {
            words[i + 1] = arguments[i].toString();
        }
        return line.execute(words);
    }

    @Test
    void forbiddenOutcome_isExplainedByItsCycle_andDrawn() throws IOException {
        assertThat(run(sb("bcr 15,0"), "--explain", "condition", "--svg", directory, "--dot", directory))
                .isZero();

        assertThat(out.toString())
                .startsWith("PASS SB: expected never, found never; 3 outcomes")
                .contains("order is acyclic, by ser, fr", "stg %r1,0(%r8)  W", "--fr-->", "CPU 1");
        assertThat(directory.resolve("SB.svg")).content().startsWith("<svg ").contains("CPU 1", ">ser<", "#c02020");
        assertThat(directory.resolve("SB.dot")).content().startsWith("digraph").contains("label=\"fr\"");
    }

    @Test
    void unexpectedOutcome_isStatus1_andExplainedByAnExecution() throws IOException {
        assertThat(run(sb("nopr %r0"), "--explain", "0:r2=0; 1:r2=0")).isEqualTo(1);

        assertThat(out.toString())
                .contains(
                        "FAIL SB: expected never, found sometimes; 4 outcomes", "allowed; an execution", "  * 0:r2=0");
    }

    @Test
    void tooFewCandidates_isUnknown_andTheBoundIsNamed() throws IOException {
        assertThat(run(sb("bcr 15,0"), "--max-candidates", 1)).isEqualTo(3);

        assertThat(out.toString()).contains("UNKNOWN SB", "gave up after 1 candidates");
    }

    @Test
    void signals_areNotCovered_andSaidSo() throws IOException {
        Path file = Files.writeString(directory.resolve("s.litmus"), Catalogue.text("SB+sigp"));

        assertThat(run(file, "--json")).isEqualTo(3);
        assertThat(out.toString()).contains("\"notCovered\" : \"CPU 0 executes SIGNAL PROCESSOR", "maskflip explore");
    }

    @Test
    void unknownName_isRefused() throws IOException {
        assertThat(run(sb("nopr %r0"), "--explain", "0:r7=1")).isEqualTo(2);
        assertThat(errors.toString()).contains("--explain 0:r7=1: expected one of");
    }
}
