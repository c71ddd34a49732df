package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.maskflip.modelcheck.agreement.Agreement;
import org.maskflip.modelcheck.agreement.Agreement.Verdict;
import org.maskflip.modelcheck.agreement.OutcomeSetFile;
import org.maskflip.modelcheck.agreement.OutcomeSetTest;
import org.maskflip.modelcheck.agreement.Translation;
import org.maskflip.modelcheck.axiomatic.AxiomaticModel;
import org.maskflip.modelcheck.axiomatic.AxiomaticOutcomes;
import org.maskflip.modelcheck.axiomatic.Limits;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Exploration;
import org.maskflip.modelcheck.litmus.LitmusFile;
import org.maskflip.modelcheck.litmus.LitmusPrinter;
import org.maskflip.modelcheck.litmus.LitmusProblem;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.operational.ModelZ;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maskflip agree}: outcome sets made elsewhere against those of both models. */
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

    /** Which models judge. */
    enum Models {
        OPERATIONAL,
        AXIOMATIC,
        BOTH
    }

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "By which model: operational (the explorer), axiomatic or both (both).")
    private Models models = Models.BOTH;

    @Mixin
    private SearchOptions options;

    @Mixin
    private SearchStatistics statistics;

    @Option(
            names = "--litmus",
            paramLabel = "DIR",
            description = "Also write each test there as a litmus file NAME.litmus.")
    private Path litmus;

    private int different;
    private int unknown;

    @Override
    public Integer call() throws IOException {
        Budget budget = options.budget();
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
                "%,d different, %,d unknown; %,d states, %,d transitions%n",
                different, unknown, statistics.states(), statistics.transitions());
        statistics.print(out);
        out.flush();
        ExitCode code = unknown > 0 ? ExitCode.UNKNOWN : ExitCode.AS_EXPECTED;
        return (different > 0 ? ExitCode.NOT_AS_EXPECTED : code).number();
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
        Verdict operational =
                models == Models.AXIOMATIC ? Verdict.EQUAL : compareOperational(test, program, budget, out);
        Verdict axiomatic = models == Models.OPERATIONAL ? Verdict.EQUAL : compareAxioms(test, program, budget, out);
        if (operational == Verdict.DIFFERENT || axiomatic == Verdict.DIFFERENT) {
            different++;
        } else if (operational == Verdict.UNKNOWN || axiomatic == Verdict.UNKNOWN) {
            unknown++;
        }
    }

    private Verdict compareOperational(OutcomeSetTest test, GuestProgram program, Budget budget, PrintWriter out) {
        long begin = System.nanoTime();
        Agreement agreement = Agreement.of(test, new ModelZ(program, options.reductions()), budget);
        Exploration<Outcome> found = agreement.exploration();
        statistics.add(found.states(), found.transitions(), begin);
        switch (agreement.verdict()) {
            case EQUAL -> {}
            case UNKNOWN ->
                out.printf(
                        "UNKNOWN %s: gave up after %s%s; %,d outcomes so far, all expected.%n",
                        test.name(),
                        found.bound(),
                        SearchOptions.option(found.bound()),
                        found.outcomes().size());
            case DIFFERENT -> report(agreement, out);
        }
        return agreement.verdict();
    }

    private static Verdict compareAxioms(OutcomeSetTest test, GuestProgram program, Budget budget, PrintWriter out) {
        Limits limits = Limits.DEFAULT.withTime(budget.time()).withThreads(budget.threads());
        AxiomaticOutcomes found = new AxiomaticModel(program).outcomes(limits);
        Set<List<Long>> extra = new HashSet<>();
        found.outcomes().forEach(outcome -> extra.add(outcome.values()));
        Set<List<Long>> missing = new HashSet<>(test.states());
        missing.removeAll(extra);
        extra.removeAll(test.states());
        if (!extra.isEmpty() || found.isComplete() && !missing.isEmpty()) {
            out.println("DIFFERENT " + test.name() + ", by the axioms");
            extra.forEach(state -> out.println("  axioms only: " + test.describe(state)));
            missing.forEach(state -> out.println("  file only:   " + test.describe(state)));
            return Verdict.DIFFERENT;
        }
        if (!found.isComplete()) {
            String why = found.bound() == null ? found.notCovered() : "gave up after " + found.bound();
            out.println("UNKNOWN " + test.name() + ", by the axioms: " + why);
            return Verdict.UNKNOWN;
        }
        return Verdict.EQUAL;
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
