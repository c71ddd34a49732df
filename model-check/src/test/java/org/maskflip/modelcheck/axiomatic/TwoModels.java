package org.maskflip.modelcheck.axiomatic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Exploration;
import org.maskflip.modelcheck.explore.Search;
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

    /** Takes out CPUs and instructions as long as a test still has a property. */
    static RandomLitmus shrink(RandomLitmus test, Predicate<RandomLitmus> property) {
        RandomLitmus smallest = test;
        boolean isSmaller = true;
        while (isSmaller) {
            isSmaller = false;
            for (RandomLitmus each : smaller(smallest)) {
                if (each.isWhole() && property.test(each)) {
                    smallest = each;
                    isSmaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    /** Without the instructions of a CPU; then without one instruction. */
    private static List<RandomLitmus> smaller(RandomLitmus test) {
        List<RandomLitmus> smaller = new ArrayList<>();
        for (int cpu = 0; cpu < test.cpus().size(); cpu++) {
            if (test.cpus().get(cpu).size() > 1) {
                smaller.add(test.with(replaced(test.cpus(), cpu, List.of("nopr %r0"))));
            }
        }
        for (int cpu = 0; cpu < test.cpus().size(); cpu++) {
            List<String> own = test.cpus().get(cpu);
            for (int i = 0; own.size() > 1 && i < own.size(); i++) {
                List<String> rest = new ArrayList<>(own);
                rest.remove(i);
                smaller.add(test.with(replaced(test.cpus(), cpu, rest)));
            }
        }
        return smaller;
    }

    private static List<List<String>> replaced(List<List<String>> cpus, int cpu, List<String> own) {
        List<List<String>> changed = new ArrayList<>(cpus);
        changed.set(cpu, own);
        return changed;
    }
}
