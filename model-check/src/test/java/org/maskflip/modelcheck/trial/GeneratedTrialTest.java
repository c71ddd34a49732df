package org.maskflip.modelcheck.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Exploration;
import org.maskflip.modelcheck.explore.Search;
import org.maskflip.modelcheck.generate.CycleProblem;
import org.maskflip.modelcheck.generate.Generator;
import org.maskflip.modelcheck.generate.Sizes;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.operational.ModelZ;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Outcome;

/**
 * Tests from cycles of relations on the weak machine: {@code -Dmaskflip.agree.tests} of them, from the seed {@code
 * -Dmaskflip.agree.seed} on, as {@code ModelsAgreeTest} compares the models with each other; every other one with facility 85.
 */
class GeneratedTrialTest {
    private static final long SEED = Long.getLong("maskflip.agree.seed", 1);
    private static final int TESTS = Integer.getInteger("maskflip.agree.tests", 2_000);
    private static final long MOST_RUNS = Long.getLong("maskflip.trial.mostRuns", 1_000);
    private static final long STATES = 200_000;

    @Test
    void weakOrder_ofTestsFromCycles_showsOnlyWhatIsAllowed() throws CycleProblem {
        long allowed = 0;
        long seen = 0;
        int number = 0;
        int undecided = 0;
        List<String> forbidden = new ArrayList<>();
        for (Sizes sizes : Sizes.values()) {
            for (LitmusTest test : new Generator(SEED, sizes).tests(TESTS / Sizes.values().length)) {
                GuestProgram program = number++ % 2 == 0
                        ? test.program()
                        : test.program().with(Facility.SEQUENTIAL_INSTRUCTION_FETCHING);
                Exploration<Outcome> states =
                        new Search<>(new ModelZ(program), Budget.DEFAULT.withStates(STATES)).run();
                if (!states.isComplete()) {
                    undecided++;
                    continue;
                }
                Set<Outcome> outcomes = states.outcomes().keySet();
                TrialResult result = Trial.until(program, TrialPlan.weak(MOST_RUNS), outcomes);
                result.without(outcomes)
                        .forEach(each -> forbidden.add("maskflip generate --size " + sizes.word() + " --cycle \""
                                + test.name() + "\", seed " + each.firstSeed() + ": " + test.describe(each.outcome())));
                allowed += outcomes.size();
                seen += result.coverage(outcomes);
            }
        }
        System.out.printf(
                "generated: seed %d, %,d tests, %d undecided; %,d of %,d allowed outcomes observed in up to %,d runs each%n",
                SEED, number, undecided, seen, allowed, MOST_RUNS);
        assertThat(forbidden).isEmpty();
        assertThat(undecided).isLessThanOrEqualTo(number / 100);
        assertThat(seen).isGreaterThan(allowed * 9 / 10);
    }
}
