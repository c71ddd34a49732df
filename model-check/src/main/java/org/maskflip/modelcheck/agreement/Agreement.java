package org.maskflip.modelcheck.agreement;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Exploration;
import org.maskflip.modelcheck.explore.Search;
import org.maskflip.modelcheck.explore.TransitionSystem;
import org.maskflip.modelcheck.program.Outcome;

/**
 * The comparison of one test's outcome set with that of a model.
 *
 * @param test the test
 * @param exploration what the model's search found
 * @param missing states of the file that the model does not have
 * @param extra states that the model has in addition
 * @param disorderly outcomes in which a CPU did not come to its end, in words
 */
public record Agreement(
        OutcomeSetTest test,
        Exploration<Outcome> exploration,
        Set<List<Long>> missing,
        Set<List<Long>> extra,
        Set<String> disorderly) {

    /** What a comparison says. */
    public enum Verdict {
        /** The sets are equal. */
        EQUAL,
        /** They are not. */
        DIFFERENT,
        /** The search hit a bound, and nothing unexpected was found until then. */
        UNKNOWN
    }

    /** Explores the model of a test's translation and compares. */
    public static <S> Agreement of(OutcomeSetTest test, TransitionSystem<S, Outcome> model, Budget budget) {
        Exploration<Outcome> found = new Search<>(model, budget).run();
        Set<List<Long>> states = new HashSet<>();
        Set<String> disorderly = new HashSet<>();
        for (Outcome outcome : found.outcomes().keySet()) {
            if (outcome.isOrderly()) {
                states.add(outcome.values());
            } else {
                disorderly.add(outcome.toString());
            }
        }
        Set<List<Long>> missing = new HashSet<>(test.states());
        missing.removeAll(states);
        Set<List<Long>> extra = new HashSet<>(states);
        extra.removeAll(test.states());
        return new Agreement(test, found, missing, extra, disorderly);
    }

    /** The verdict; while the search is not complete, states that are missing so far say nothing. */
    public Verdict verdict() {
        if (!extra.isEmpty() || !disorderly.isEmpty()) {
            return Verdict.DIFFERENT;
        }
        if (!exploration.isComplete()) {
            return Verdict.UNKNOWN;
        }
        return missing.isEmpty() ? Verdict.EQUAL : Verdict.DIFFERENT;
    }
}
