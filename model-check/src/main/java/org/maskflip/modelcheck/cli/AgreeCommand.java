package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.maskflip.modelcheck.agreement.Agreement;
import org.maskflip.modelcheck.agreement.OutcomeSetFile;
import org.maskflip.modelcheck.agreement.OutcomeSetTest;
import org.maskflip.modelcheck.agreement.Translation;
import org.maskflip.modelcheck.axiomatic.AxiomaticModel;
import org.maskflip.modelcheck.axiomatic.AxiomaticOutcomes;
import org.maskflip.modelcheck.axiomatic.Limits;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.litmus.LitmusFile;
import org.maskflip.modelcheck.litmus.LitmusPrinter;
import org.maskflip.modelcheck.litmus.LitmusProblem;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.operational.ModelZ;
import org.maskflip.modelcheck.program.GuestProgram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maskflip agree}: outcome sets made elsewhere against those of the operational model. */
@Command(
        name = "agree",
        header = "Compare whole outcome sets of files with those of both models.",
        description = {
            "Compare whole outcome sets: each test of the files (JSON, format 1) is translated to guest code, explored under",
            "Model Z, judged by its axioms, and every difference is printed."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all sets are equal",
            "1:a set differs",
            "2:the input was refused",
            "3:UNKNOWN: no set differs, but a bound was hit",
        })
final class AgreeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of outcome sets.")
    private List<Path> files;

    @Option(
            names = "--max-states",
            paramLabel = "N",
            description = "Give up a test after so many states (${DEFAULT-VALUE}).")
    private long maximumStates = Budget.DEFAULT.states();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Give up a test after so much time (${DEFAULT-VALUE}).")
    private long timeout = Budget.DEFAULT.time().toSeconds();

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the search (${DEFAULT-VALUE}).")
    private int threads = Budget.DEFAULT.threads();

    @Option(
            names = "--litmus",
            paramLabel = "DIR",
            description = "Also write each test there as a litmus file NAME.litmus.")
    private Path litmus;

    private long states;
    private long transitions;
    private int different;
    private int unknown;

    @Override
    public Integer call() throws IOException {
        Budget budget = budget();
        PrintWriter out = spec.commandLine().getOut();
        for (Path file : files) {
            List<OutcomeSetTest> tests = read(file);
            for (OutcomeSetTest test : tests) {
                compare(file, test, budget, out);
            }
            out.printf("%s: %,d tests compared%n", file, tests.size());
            out.flush();
        }
        out.printf(
                "%,d different, %,d unknown; %,d states, %,d transitions%n", different, unknown, states, transitions);
        out.flush();
        ExitCode code = unknown > 0 ? ExitCode.UNKNOWN : ExitCode.AS_EXPECTED;
        return (different > 0 ? ExitCode.NOT_AS_EXPECTED : code).number();
    }

    private Budget budget() {
        requireAboveZero("--max-states", maximumStates);
        requireAboveZero("--timeout", timeout);
        requireAboveZero("--threads", threads);
        return new Budget(maximumStates, Budget.DEFAULT.bytes(), Duration.ofSeconds(timeout), threads);
    }

    private static void requireAboveZero(String option, long value) {
        if (value < 1) {
            throw new BadInput("maskflip agree: " + option + " " + value + ": a number above 0 expected");
        }
    }

    private static List<OutcomeSetTest> read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return OutcomeSetFile.read(file.toString(), stream);
        } catch (OutcomeSetFile.Unreadable e) {
            throw new BadInput(e.getMessage(), e);
        }
    }

    private void compare(Path file, OutcomeSetTest test, Budget budget, PrintWriter out) throws IOException {
        GuestProgram program;
        try {
            program = Translation.of(test);
            write(test);
        } catch (IllegalArgumentException e) {
            throw new BadInput(file + ": " + e.getMessage(), e);
        }
        Agreement agreement = Agreement.of(test, new ModelZ(program), budget);
        states += agreement.exploration().states();
        transitions += agreement.exploration().transitions();
        switch (agreement.verdict()) {
            case EQUAL -> {}
            case UNKNOWN -> {
                unknown++;
                out.printf(
                        "UNKNOWN %s: gave up after %s; %,d outcomes so far, all expected.%n",
                        test.name(),
                        agreement.exploration().bound(),
                        agreement.exploration().outcomes().size());
            }
            case DIFFERENT -> {
                different++;
                report(agreement, out);
            }
        }
        compareAxioms(test, program, agreement, out);
    }

    /** The same by the axioms; a test that differs in both models is counted once. */
    private void compareAxioms(OutcomeSetTest test, GuestProgram program, Agreement agreement, PrintWriter out) {
        Limits limits = Limits.DEFAULT.withTime(Duration.ofSeconds(timeout)).withThreads(threads);
        AxiomaticOutcomes found = new AxiomaticModel(program).outcomes(limits);
        Set<List<Long>> extra = new HashSet<>();
        found.outcomes().forEach(outcome -> extra.add(outcome.values()));
        Set<List<Long>> missing = new HashSet<>(test.states());
        missing.removeAll(extra);
        extra.removeAll(test.states());
        boolean isDifferent = !extra.isEmpty() || found.isComplete() && !missing.isEmpty();
        if (isDifferent) {
            different += agreement.verdict() == Agreement.Verdict.DIFFERENT ? 0 : 1;
            out.println("DIFFERENT " + test.name() + ", by the axioms");
            extra.forEach(state -> out.println("  axioms only: " + test.describe(state)));
            missing.forEach(state -> out.println("  file only:   " + test.describe(state)));
        } else if (!found.isComplete()) {
            unknown += agreement.verdict() == Agreement.Verdict.UNKNOWN ? 0 : 1;
            String why = found.bound() == null ? found.notCovered() : "gave up after " + found.bound();
            out.println("UNKNOWN " + test.name() + ", by the axioms: " + why);
        }
    }

    private void write(OutcomeSetTest test) throws IOException {
        if (litmus != null) {
            Files.createDirectories(litmus);
            String name = test.name().replaceAll("[^\\w.+-]", "_");
            try {
                LitmusTest written = LitmusFile.read(name + ".litmus", Translation.litmus(test));
                Files.writeString(litmus.resolve(name + ".litmus"), LitmusPrinter.print(written));
            } catch (LitmusProblem e) {
                throw new IllegalStateException("a translation that cannot be read: " + e.getMessage(), e);
            }
        }
    }

    private static void report(Agreement agreement, PrintWriter out) {
        OutcomeSetTest test = agreement.test();
        out.println("DIFFERENT " + test.name());
        agreement.extra().forEach(state -> out.println("  model only: " + test.describe(state)));
        if (agreement.exploration().isComplete()) {
            agreement.missing().forEach(state -> out.println("  file only:  " + test.describe(state)));
        }
        agreement.disorderly().forEach(words -> out.println("  no orderly end: " + words));
    }
}
