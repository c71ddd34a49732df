package org.maskflip.modelcheck.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Exploration;
import org.maskflip.modelcheck.explore.Search;
import org.maskflip.modelcheck.operational.ModelZ;
import org.maskflip.modelcheck.program.NotModeledException;
import org.maskflip.modelcheck.program.Outcome;

/**
 * What a trial saw beside what Model Z allows.
 *
 * @param allowed the outcomes of the model; not all of them if there is a bound
 * @param bound why the model's outcomes are not known to be all, in words; {@code null} if they are
 * @param lines seen outcomes, the most frequent first, then those that are allowed and were never seen
 */
public record Grading(TrialResult result, Set<Outcome> allowed, String bound, List<Line> lines) {
    /** What is to be said of an outcome. */
    public enum Grade {
        ALLOWED_AND_SEEN,
        ALLOWED_AND_NEVER_SEEN,
        /** Forbidden by {@code W-R-same} and by nothing else: the host order forwards own stores, by design. */
        FORWARDED,
        /** Seen, and the model's outcomes are not all known. */
        UNDECIDED,
        SEEN_BUT_NOT_ALLOWED
    }

    /** One outcome; count and seed are 0 if it was never seen. */
    public record Line(Outcome outcome, Grade grade, long count, long firstSeed) {}

    public Grading {
        allowed = Set.copyOf(allowed);
        lines = List.copyOf(lines);
    }

    /**
     * Explores the model and grades what was seen.
     *
     * @param exploration of the program's model
     */
    public static Grading of(TrialResult result, Exploration<Outcome> exploration, Budget budget) {
        Set<Outcome> allowed = exploration.outcomes().keySet();
        Set<Outcome> forwarded = Set.of();
        if (exploration.isComplete()
                && result.plan().order() == OrderKind.HOST
                && !result.without(allowed).isEmpty()) {
            forwarded = forwarded(result, budget);
        }
        List<Line> lines = new ArrayList<>();
        for (TrialResult.Observed each : result.observed()) {
            Grade grade = grade(each.outcome(), exploration, forwarded);
            lines.add(new Line(each.outcome(), grade, each.count(), each.firstSeed()));
        }
        Set<Outcome> unseen = new HashSet<>(allowed);
        unseen.removeAll(result.outcomes());
        unseen.stream()
                .sorted(Comparator.comparing(Outcome::toString))
                .forEach(outcome -> lines.add(new Line(outcome, Grade.ALLOWED_AND_NEVER_SEEN, 0, 0)));
        return new Grading(result, allowed, exploration.bound(), lines);
    }

    private static Set<Outcome> forwarded(TrialResult result, Budget budget) {
        try {
            return new Search<>(ModelZ.withOwnStoresForwarded(result.program()), budget)
                    .run()
                    .outcomes()
                    .keySet();
        } catch (NotModeledException e) {
            return Set.of();
        }
    }

    private static Grade grade(Outcome seen, Exploration<Outcome> exploration, Set<Outcome> forwarded) {
        if (exploration.outcomes().containsKey(seen)) {
            return Grade.ALLOWED_AND_SEEN;
        }
        if (!exploration.isComplete()) {
            return Grade.UNDECIDED;
        }
        return forwarded.contains(seen) ? Grade.FORWARDED : Grade.SEEN_BUT_NOT_ALLOWED;
    }

    /** The outcomes of a grade. */
    public List<Line> lines(Grade grade) {
        return lines.stream().filter(line -> line.grade() == grade).toList();
    }

    /** How many of the allowed outcomes were seen. */
    public int seen() {
        return lines(Grade.ALLOWED_AND_SEEN).size();
    }

    /** Whether the model's outcomes are all known. */
    public boolean isComplete() {
        return bound == null;
    }
}
