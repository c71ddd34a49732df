package org.maskflip.modelcheck.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.machine.Scheduler;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.modelcheck.litmus.Catalogue;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.program.Outcome;

/** The whole catalogue on the machines: nothing that the model forbids, and under weak order nearly everything it allows. */
class CatalogueTrialTest {
    private static final long MOST_RUNS = Long.getLong("maskflip.trial.mostRuns", 100_000);
    private static final long FREE_RUNS = Long.getLong("maskflip.trial.freeRuns", 200);

    @Test
    void weakOrder_showsOnlyWhatIsAllowed_and99PercentOfThat() {
        long allowed = 0;
        long seen = 0;
        List<String> forbidden = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        for (LitmusTest test : Catalogue.tests()) {
            Set<Outcome> states = Programs.allowed(test.program());
            TrialResult result = Trial.until(test.program(), TrialPlan.weak(MOST_RUNS), states);
            result.without(states)
                    .forEach(each -> forbidden.add(
                            test.name() + ", seed " + each.firstSeed() + ": " + test.describe(each.outcome())));
            allowed += states.size();
            seen += result.coverage(states);
            Set<Outcome> found = result.outcomes();
            states.stream()
                    .filter(state -> !found.contains(state))
                    .forEach(state -> missed.add(test.name() + ": " + test.describe(state)));
        }
        System.out.printf("catalogue: %,d of %,d allowed outcomes observed; missed: %s%n", seen, allowed, missed);
        assertThat(forbidden).isEmpty();
        assertThat(allowed).isGreaterThan(500);
        assertThat(seen).isGreaterThanOrEqualTo((long) Math.ceil(0.99 * allowed));
    }

    @Test
    void otherOrders_onFreeThreads_showOnlyWhatIsAllowed_butForForwardingOfTheHost() {
        List<String> forbidden = new ArrayList<>();
        for (LitmusTest test : Catalogue.tests()) {
            Set<Outcome> states = Programs.allowed(test.program());
            for (OrderKind order : List.of(OrderKind.WEAK, OrderKind.HOST_STRICT, OrderKind.SEQUENTIAL)) {
                TrialPlan plan = TrialPlan.weak(FREE_RUNS).withOrder(order).withScheduler(Scheduler.FREE);
                Trial.run(test.program(), plan)
                        .without(states)
                        .forEach(each ->
                                forbidden.add(test.name() + ", " + order + ": " + test.describe(each.outcome())));
            }
        }
        assertThat(forbidden).isEmpty();
    }
}
