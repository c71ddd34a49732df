package org.maskflip.modelcheck.operational;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Exploration;
import org.maskflip.modelcheck.explore.Schedule;
import org.maskflip.modelcheck.explore.Search;
import org.maskflip.modelcheck.explore.Witness;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Outcome;

/** Reductions change the number of states and nothing else. */
class ReductionTest {
    private static final Budget BUDGET = Budget.DEFAULT.withStates(100_000);

    private static Exploration<Outcome> explore(GuestProgram program, Set<Reduction> reductions) {
        return new Search<>(new ModelZ(program, reductions), BUDGET).run();
    }

    /** The tests of which a search with these reductions ends within the budget; each is compared with all reductions. */
    private static List<LitmusTest> equalSets(Set<Reduction> reductions) {
        List<LitmusTest> compared = new ArrayList<>();
        for (LitmusTest test : Catalogue.all()) {
            Exploration<Outcome> found = explore(test.program(), reductions);
            if (found.isComplete()) {
                Exploration<Outcome> reduced = explore(test.program(), Reduction.all());
                assertThat(reduced.outcomes().keySet())
                        .as(test.name())
                        .isEqualTo(found.outcomes().keySet());
                compared.add(test);
            }
        }
        return compared;
    }

    @ParameterizedTest
    @EnumSource(Reduction.class)
    void catalogue_withoutOneReduction_hasTheSameOutcomes(Reduction reduction) {
        Set<Reduction> others = EnumSet.complementOf(EnumSet.of(reduction));

        assertThat(equalSets(others)).hasSizeGreaterThan(150);
    }

    @Test
    void catalogue_withoutAnyReduction_hasTheSameOutcomes() {
        List<LitmusTest> compared = equalSets(EnumSet.noneOf(Reduction.class));

        assertThat(compared).hasSizeGreaterThan(120);
        assertThat(compared.stream().filter(test -> test.program().cpus().size() >= 3))
                .hasSizeGreaterThan(5);
    }

    @Test
    void eachReduction_savesStatesSomewhere() {
        GuestProgram hotpatch = Protocols.hotpatch(1);
        GuestProgram counters = Protocols.counters(3);
        for (Reduction reduction : Reduction.values()) {
            GuestProgram program = reduction == Reduction.SYMMETRY ? counters : hotpatch;
            Set<Reduction> others = EnumSet.complementOf(EnumSet.of(reduction));

            assertThat(explore(program, Reduction.all()).states())
                    .as(reduction.option())
                    .isLessThan(new Search<>(new ModelZ(program, others), Budget.DEFAULT)
                            .run()
                            .states());
        }
    }

    @Test
    void interchangeableCpus_haveTheOutcomesOfAllArrangements() {
        GuestProgram counters = Protocols.counters(3);

        Exploration<Outcome> all = explore(counters, EnumSet.noneOf(Reduction.class));
        Exploration<Outcome> reduced = explore(counters, EnumSet.of(Reduction.SYMMETRY));

        assertThat(reduced.outcomes()).isEqualTo(all.outcomes());
        assertThat(reduced.states()).isLessThan(all.states() / 3);
    }

    @Test
    void hotpatchOfThreeCpus_neverRunsTheOldInstructionAfterTheAcknowledgements() {
        Exploration<Outcome> found = explore(Protocols.hotpatch(2), Reduction.all());

        assertThat(found.isComplete()).isTrue();
        assertThat(found.outcomes()).hasSize(49);
        assertThat(found.outcomes().keySet())
                .allSatisfy(outcome -> assertThat(Protocols.isCurrent(outcome, 2))
                        .as(outcome.toString())
                        .isTrue());
    }

    @Test
    void threads_changeNothing() {
        GuestProgram program = Protocols.hotpatch(1);

        Exploration<Outcome> one = explore(program, Reduction.all());

        assertThat(new Search<>(new ModelZ(program), BUDGET.withThreads(2)).run())
                .isEqualTo(one);
        assertThat(new Search<>(new ModelZ(program), BUDGET.withThreads(3)).run())
                .isEqualTo(one);
    }

    @Test
    void shortestExecutions_replayOnTheWholeModel_eachToItsOutcome() {
        for (String name : List.of("SB", "MP.RF", "FOW", "SIGP+acknowledge", "UNALIGNED+stg")) {
            LitmusTest test = Catalogue.read(name);
            Set<Reduction> reductions = EnumSet.complementOf(EnumSet.of(Reduction.SYMMETRY));
            ModelZ reduced = new ModelZ(test.program(), reductions);
            var found = Witness.each(reduced, outcome -> true, Integer.MAX_VALUE, 100_000);

            assertThat(found.keySet())
                    .isEqualTo(
                            explore(test.program(), Reduction.all()).outcomes().keySet());
            found.forEach((outcome, schedule) -> {
                Schedule whole = Schedule.parse(reduced.spell(schedule).toString());
                ModelZ unreduced = new ModelZ(test.program(), Set.of());
                assertThat(unreduced.outcome(whole.replay(unreduced).last()))
                        .as(name)
                        .isEqualTo(outcome);
                assertThat(unreduced.timeline(whole).moments()).hasSameSizeAs(whole.labels());
            });
        }
    }

    @Test
    void shortestExecution_isAsShortAsWithoutReductions() {
        for (String name : List.of("SB", "MP.RF", "LB", "CoFF")) {
            LitmusTest test = Catalogue.read(name);
            Set<Reduction> reductions = EnumSet.complementOf(EnumSet.of(Reduction.SYMMETRY));
            ModelZ reduced = new ModelZ(test.program(), reductions);
            ModelZ whole = new ModelZ(test.program(), Set.of());

            Witness.each(whole, outcome -> true, Integer.MAX_VALUE, 100_000).forEach((outcome, schedule) -> {
                Schedule shortest =
                        Witness.shortest(reduced, outcome::equals, 100_000).orElseThrow();
                assertThat(reduced.spell(shortest).labels()).as(name).hasSameSizeAs(schedule.labels());
            });
        }
    }
}
