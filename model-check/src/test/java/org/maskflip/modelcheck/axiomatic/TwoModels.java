package org.maskflip.modelcheck.axiomatic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Exploration;
import org.maskflip.modelcheck.explore.Search;
import org.maskflip.modelcheck.litmus.LitmusFile;
import org.maskflip.modelcheck.litmus.LitmusPrinter;
import org.maskflip.modelcheck.litmus.LitmusProblem;
import org.maskflip.modelcheck.litmus.LitmusSource;
import org.maskflip.modelcheck.litmus.LitmusSource.Column;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.operational.ModelZ;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Outcome;

/** The operational and the axiomatic model on the same program, and the smallest program on which they differ. */
final class TwoModels {
    private static final long STATES = 300_000;
    private static final long WRONG_CANDIDATES = 10_000;
    private static final Limits LIMITS = new Limits(300_000, 3_000, Duration.ofMinutes(1), 1);

    /** What the comparison says. */
    enum Verdict {
        EQUAL,
        DIFFERENT,
        /** One of the two hit a bound of states or candidates, or does not cover the program. */
        UNDECIDED
    }

    private TwoModels() {}

    static Verdict compare(GuestProgram program, Set<Variation> variations) {
        Limits limits = variations.isEmpty() ? LIMITS : LIMITS.withCandidates(WRONG_CANDIDATES);
        AxiomaticOutcomes axiomatic = new AxiomaticModel(program, variations).outcomes(limits);
        Exploration<Outcome> operational = operational(program);
        if (!axiomatic.isComplete() || !operational.isComplete()) {
            return Verdict.UNDECIDED;
        }
        boolean isEqual = operational.outcomes().keySet().equals(axiomatic.outcomes());
        return isEqual ? Verdict.EQUAL : Verdict.DIFFERENT;
    }

    static Exploration<Outcome> operational(GuestProgram program) {
        return new Search<>(new ModelZ(program), Budget.DEFAULT.withStates(STATES)).run();
    }

    /** The difference in words. */
    static String difference(LitmusTest test, Set<Variation> variations) {
        Set<Outcome> axiomatic =
                new AxiomaticModel(test.program(), variations).outcomes(LIMITS).outcomes();
        Set<Outcome> operational = operational(test.program()).outcomes().keySet();
        return only("operational only: ", test, operational, axiomatic)
                + only("axiomatic only:   ", test, axiomatic, operational);
    }

    private static String only(String words, LitmusTest test, Collection<Outcome> one, Collection<Outcome> other) {
        Set<Outcome> rest = new HashSet<>(one);
        rest.removeAll(other);
        StringBuilder text = new StringBuilder();
        rest.forEach(
                outcome -> text.append(words).append(test.describe(outcome)).append('\n'));
        return text.toString();
    }

    /** Takes out CPUs' code and instructions as long as a test still has a property. */
    static LitmusTest shrink(LitmusTest test, Predicate<LitmusTest> property) {
        LitmusTest smallest = test;
        Optional<LitmusTest> smaller = Optional.of(test);
        while (smaller.isPresent()) {
            smallest = smaller.get();
            smaller = smaller(smallest).stream().filter(property).findFirst();
        }
        return smallest;
    }

    /** How many instructions the CPUs begin with, those that they call left out. */
    static long instructions(LitmusTest test) {
        return test.source().columns().stream()
                .filter(Column::isCpu)
                .flatMap(column -> column.cells().stream())
                .filter(cell -> !cell.isBlank())
                .count();
    }

    /** Without the instructions of a CPU; then without one instruction. Those that cannot be read any more are left out. */
    private static List<LitmusTest> smaller(LitmusTest test) {
        List<Column> columns = test.source().columns();
        List<LitmusTest> smaller = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).isCpu() && columns.get(i).cells().stream().anyMatch(cell -> !cell.isBlank())) {
                List<String> nothing =
                        Collections.nCopies(columns.get(i).cells().size(), "");
                with(test, i, nothing).ifPresent(smaller::add);
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            List<String> cells = columns.get(i).cells();
            for (int row = 0; columns.get(i).isCpu() && row < cells.size(); row++) {
                if (!cells.get(row).isBlank()) {
                    List<String> rest = new ArrayList<>(cells);
                    rest.set(row, "");
                    with(test, i, rest).ifPresent(smaller::add);
                }
            }
        }
        return smaller;
    }

    private static Optional<LitmusTest> with(LitmusTest test, int column, List<String> cells) {
        LitmusSource source = test.source();
        List<Column> columns = new ArrayList<>(source.columns());
        columns.set(column, new Column(columns.get(column).name(), cells));
        LitmusSource changed = new LitmusSource(
                source.name(),
                source.comment(),
                source.information(),
                source.settings(),
                columns,
                source.locations(),
                source.quantifier(),
                source.condition(),
                source.expectation(),
                source.reason());
        LitmusTest unread = new LitmusTest(changed, test.program(), test.condition(), Map.copyOf(test.versions()));
        try {
            return Optional.of(LitmusFile.read(test.name(), LitmusPrinter.print(unread)));
        } catch (LitmusProblem e) {
            return Optional.empty();
        }
    }
}
