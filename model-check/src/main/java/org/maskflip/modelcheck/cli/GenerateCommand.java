package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.maskflip.modelcheck.generate.CycleProblem;
import org.maskflip.modelcheck.generate.Generator;
import org.maskflip.modelcheck.generate.Sizes;
import org.maskflip.modelcheck.litmus.LitmusPrinter;
import org.maskflip.modelcheck.litmus.LitmusTest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskflip generate}: litmus tests from cycles of relations. */
@Command(
        name = "generate",
        header = "Write litmus tests made from cycles of relations.",
        description = {
            "Write litmus tests made from cycles of relations, drawn by a seed or given. Each asks whether all relations of its",
            "cycle can hold at once, and expects what the axioms say."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the tests were written", "2:the input was refused"})
final class GenerateCommand implements Callable<Integer> {
    private static final int MOST = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Write each test as a file NAME.litmus there; else all are printed.")
    private Path directory;

    @Option(names = "--count", paramLabel = "N", description = "How many tests to draw (${DEFAULT-VALUE}).")
    private int count = 10;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Which ones: the same seed draws the same (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--cycle",
            paramLabel = "\"RELATION…\"",
            description = {
                "The test of this cycle, for instance \"PodWR Fre PodWR Fre\". Relations: Pod and Pos (program order, different",
                "or same location), Fenced and Fences (with BCR 15,0 between), each with two of R W F S A (fetch, store,",
                "instruction fetch, STURG, LAAG); Rfe Fre Coe Irfe Ifre (to another CPU) and Rfi Fri Coi Irfi Ifri (to the same)."
            })
    private List<String> cycles;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description = "References to data: byte, halfword, word, doubleword, mixed (${DEFAULT-VALUE}).")
    private Sizes size = Sizes.DOUBLEWORD;

    @Override
    public Integer call() throws IOException {
        if (count < 1 || count > MOST) {
            throw new BadInput("maskflip generate: --count wants a number from 1 to " + MOST);
        }
        PrintWriter out = spec.commandLine().getOut();
        List<LitmusTest> tests = cycles == null
                ? new Generator(seed, size).tests(count)
                : cycles.stream().map(this::test).toList();
        if (directory == null) {
            tests.forEach(test -> out.println(LitmusPrinter.print(test)));
        } else {
            Files.createDirectories(directory);
            for (LitmusTest test : tests) {
                Files.writeString(directory.resolve(test.name() + ".litmus"), LitmusPrinter.print(test));
            }
            out.printf("%,d tests written to %s%n", tests.size(), directory);
        }
        out.flush();
        return ExitCode.AS_EXPECTED.number();
    }

    private LitmusTest test(String cycle) {
        try {
            return Generator.test(cycle, size);
        } catch (CycleProblem e) {
            throw new BadInput("maskflip generate: --cycle \"" + cycle + "\": " + e.getMessage(), e);
        }
    }
}
