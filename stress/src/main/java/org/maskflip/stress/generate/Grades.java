package org.maskflip.stress.generate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Exploration;
import org.maskflip.modelcheck.explore.Schedule;
import org.maskflip.modelcheck.explore.Search;
import org.maskflip.modelcheck.explore.Witness;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.operational.ModelZ;
import org.maskflip.modelcheck.program.Outcome;
import org.maskflip.modelcheck.verdict.Moment;
import org.maskflip.stress.guest.GuestTests;

/** What Model Z says of each outcome of a litmus test. */
final class Grades {
    /** A grade. */
    enum Grade {
        ALLOWED,
        /** Model Z forbids it, the model with own-store forwarding does not: host order may show it. */
        FORWARDED
    }

    /**
     * One outcome.
     *
     * @param words as the harness sees it
     * @param grade what it is
     * @param interleaving a shortest execution that makes it
     */
    record Line(String words, Grade grade, String interleaving) {}

    private static final long MOST_STATES = 5_000_000;

    private Grades() {}

    /** All outcomes, sorted by their words. */
    static List<Line> of(LitmusTest test) {
        Map<String, Line> lines = new TreeMap<>();
        Set<Outcome> allowed = outcomes(test, new ModelZ(test.program()));
        add(lines, test, new ModelZ(test.program(), Set.of()), allowed, Grade.ALLOWED);
        Set<Outcome> forwarded = new HashSet<>(outcomes(test, ModelZ.withOwnStoresForwarded(test.program())));
        forwarded.removeAll(allowed);
        add(lines, test, ModelZ.withOwnStoresForwarded(test.program()), forwarded, Grade.FORWARDED);
        return new ArrayList<>(lines.values());
    }

    private static Set<Outcome> outcomes(LitmusTest test, ModelZ model) {
        Exploration<Outcome> found = new Search<>(model, Budget.DEFAULT.withStates(MOST_STATES)).run();
        if (!found.isComplete()) {
            throw new IllegalStateException(test.name() + ": the model's outcomes are not all known: " + found.bound());
        }
        return found.outcomes().keySet();
    }

    private static void add(
            Map<String, Line> lines, LitmusTest test, ModelZ model, Set<Outcome> outcomes, Grade grade) {
        if (outcomes.isEmpty()) {
            return;
        }
        Map<Outcome, Schedule> shortest = Witness.each(model, outcomes::contains, outcomes.size(), MOST_STATES);
        for (Outcome outcome : outcomes) {
            Schedule schedule = shortest.get(outcome);
            if (schedule == null) {
                throw new IllegalStateException(test.name() + ": no execution found for " + test.describe(outcome));
            }
            String words = GuestTests.words(test, outcome);
            Line line =
                    new Line(words, grade, interleaving(model.timeline(schedule).moments()));
            if (lines.put(words, line) != null) {
                throw new IllegalStateException(test.name() + ": two outcomes are called " + words);
            }
        }
    }

    /** The moments that other CPUs can notice, in their order; a CPU is named where it changes. */
    private static String interleaving(List<Moment> moments) {
        StringBuilder text = new StringBuilder();
        int cpu = -1;
        for (Moment moment : moments) {
            if (moment.kind() == Moment.Kind.INTERNAL
                    || moment.kind() == Moment.Kind.INSTRUCTION_FETCH && !isTold(moment)) {
                continue;
            }
            if (moment.cpu() != cpu) {
                cpu = moment.cpu();
                text.append(text.length() == 0 ? "" : "; ")
                        .append("CPU ")
                        .append(cpu)
                        .append(": ");
            } else {
                text.append(", ");
            }
            text.append(moment.words());
            if (moment.size() > 0) {
                text.append(" at ").append(Long.toHexString(moment.address()));
            }
        }
        return text.toString();
    }

    /** Fetches of instructions are told where a rule had something to say. */
    private static boolean isTold(Moment moment) {
        return !moment.rules().isEmpty();
    }
}
