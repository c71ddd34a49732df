package org.maskflip.modelcheck.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.maskflip.modelcheck.explore.Schedule;
import org.maskflip.modelcheck.explore.Witness;
import org.maskflip.modelcheck.litmus.Catalogue;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.operational.ModelZ;
import org.maskflip.modelcheck.operational.Reduction;
import org.maskflip.modelcheck.program.Outcome;

/** Shortest executions of the model, played on the weak machine. */
class ReenactmentTest {
    /** How many outcomes of each test; all with {@code -Dmaskflip.replay.outcomes=1000000}. */
    private static final int MOST_OUTCOMES = Integer.getInteger("maskflip.replay.outcomes", 4);

    private static final int MOST_STATES = Integer.getInteger("maskflip.replay.states", 20_000);

    /**
     * The machine fetches a doubleword of instructions at one moment where facility 85 is installed. The second of two stores without
     * the first, which the weaker reading of F-seq allows, it never has (docs/litmus-runs.md).
     */
    private static final String BEYOND_THE_MACHINE = "FOW+seq";

    @Test
    void shortestExecutionsOfTheCatalogue_endAlikeOnTheWeakMachine() {
        List<String> different = new ArrayList<>();
        int played = 0;
        for (LitmusTest test : Catalogue.tests()) {
            Set<Reduction> reductions = EnumSet.complementOf(EnumSet.of(Reduction.SYMMETRY));
            ModelZ reduced = new ModelZ(test.program(), reductions);
            Map<Outcome, Schedule> found = Witness.each(reduced, outcome -> true, MOST_OUTCOMES, MOST_STATES);
            ModelZ whole = new ModelZ(test.program(), Set.of());
            for (Map.Entry<Outcome, Schedule> each : found.entrySet()) {
                Schedule schedule = reduced.spell(each.getValue());
                played++;
                try {
                    Outcome outcome = Reenactment.play(test.program(), whole.timeline(schedule));
                    if (!outcome.equals(each.getKey())) {
                        different.add(test.name() + " " + schedule + ": " + test.describe(outcome) + " instead of "
                                + test.describe(each.getKey()));
                    }
                } catch (Reenactment.Divergence e) {
                    different.add(test.name() + " " + schedule + ": " + e.getMessage());
                }
            }
        }
        System.out.printf("replay: %,d executions, %,d not the same%n", played, different.size());
        assertThat(different)
                .singleElement()
                .asString()
                .startsWith(BEYOND_THE_MACHINE + " ")
                .endsWith("the machine has no such copy");
        assertThat(played).isGreaterThan(300);
    }
}
