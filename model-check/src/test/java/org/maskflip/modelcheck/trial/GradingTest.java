package org.maskflip.modelcheck.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Exploration;
import org.maskflip.modelcheck.explore.Search;
import org.maskflip.modelcheck.litmus.Catalogue;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.operational.ModelZ;
import org.maskflip.modelcheck.program.Outcome;
import org.maskflip.modelcheck.trial.Grading.Grade;

/** Which grade an outcome gets that a machine is said to have shown: the runs are made up, the models are real. */
class GradingTest {
    private static final LitmusTest FORWARDING = Catalogue.tests().stream()
            .filter(test -> test.name().equals("SB+rfi"))
            .findFirst()
            .orElseThrow();

    private static Grading graded(OrderKind order, Budget budget, Outcome... seen) {
        List<TrialResult.Observed> observed = java.util.Arrays.stream(seen)
                .map(outcome -> new TrialResult.Observed(outcome, 1, 0))
                .toList();
        TrialPlan plan = TrialPlan.weak(1).withOrder(order);
        TrialResult result = new TrialResult(FORWARDING.program(), plan, observed, seen.length, 0, 1);
        Exploration<Outcome> exploration = new Search<>(new ModelZ(FORWARDING.program()), budget).run();
        return Grading.of(result, exploration, Budget.DEFAULT);
    }

    /** Both CPUs find their own store and not the other's. */
    private static Outcome bothForwarded() {
        return new Search<>(ModelZ.withOwnStoresForwarded(FORWARDING.program()), Budget.DEFAULT)
                .run().outcomes().keySet().stream()
                        .filter(FORWARDING.condition()::holds)
                        .findFirst()
                        .orElseThrow();
    }

    private static Outcome impossible() {
        Outcome some = bothForwarded();
        return new Outcome(some.values().stream().map(each -> each + 7).toList(), some.endings());
    }

    @Test
    void ownStoresForwardedByTheHost_areGradedSo_andNothingElseIs() {
        Grading grading = graded(OrderKind.HOST, Budget.DEFAULT, bothForwarded(), impossible());

        assertThat(grading.lines(Grade.FORWARDED))
                .extracting(Grading.Line::outcome)
                .containsExactly(bothForwarded());
        assertThat(grading.lines(Grade.SEEN_BUT_NOT_ALLOWED))
                .extracting(Grading.Line::outcome)
                .containsExactly(impossible());
        assertThat(grading.lines(Grade.ALLOWED_AND_NEVER_SEEN)).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(value = OrderKind.class, names = "HOST", mode = EnumSource.Mode.EXCLUDE)
    void ownStoresForwardedByAnyOtherOrder_areNotAllowed(OrderKind order) {
        Grading grading = graded(order, Budget.DEFAULT, bothForwarded());

        assertThat(grading.lines(Grade.SEEN_BUT_NOT_ALLOWED)).hasSize(1);
        assertThat(grading.lines(Grade.FORWARDED)).isEmpty();
    }

    @Test
    void outcomeBeyondAModelThatHitItsBound_isUndecided() {
        Grading grading = graded(OrderKind.WEAK, Budget.DEFAULT.withStates(1), impossible());

        assertThat(grading.isComplete()).isFalse();
        assertThat(grading.lines(Grade.UNDECIDED)).hasSize(1);
        assertThat(grading.lines(Grade.SEEN_BUT_NOT_ALLOWED)).isEmpty();
    }
}
