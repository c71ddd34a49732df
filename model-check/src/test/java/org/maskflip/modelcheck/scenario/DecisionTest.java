package org.maskflip.modelcheck.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.machine.Scheduler;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.modelcheck.explore.Budget;
import org.maskflip.modelcheck.explore.Progress;
import org.maskflip.modelcheck.explore.Schedule;
import org.maskflip.modelcheck.operational.Reduction;
import org.maskflip.modelcheck.program.Outcome;
import org.maskflip.modelcheck.trial.Trial;
import org.maskflip.modelcheck.trial.TrialPlan;
import org.maskflip.modelcheck.trial.TrialResult;
import org.maskflip.modelcheck.verdict.Verdict;

/** Decisions about scenarios, their witnesses, and hanging. */
class DecisionTest {
    private static final String TWO_FLAGS = """
            # scenario: flags
            # models: each CPU waits for the other's flag
            # property: P6
            # expected: safe
            # bounds: CPUS=2 CALLS=0
                    .org    0x4000
            cpu0:   lghi    %r1,1
                    stgrl   %r1,first
            1:      lgrl    %r1,second
                    cghi    %r1,1
                    jne     1b
                    j       end
            cpu1:
            1:      lgrl    %r1,first
                    cghi    %r1,1
                    jne     1b
                    lghi    %r1,1
                    stgrl   %r1,second
            end:    nopr    %r0
                    .balign 8
            first:  .quad   0
            second: .quad   0
            """;

    private static Scenario scenario(String name) {
        return ScenarioCatalogue.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Decision decide(Scenario scenario) throws ScenarioProblem {
        return Decision.of(
                new ScenarioProgram(scenario), Reduction.all(), Budget.DEFAULT.withStates(1_000_000), Progress.NONE);
    }

    private static Decision decide(String source) throws ScenarioProblem {
        return decide(ScenarioFile.read(new Sources("t.s", Map.of("t.s", source)::get))
                .get(0));
    }

    @Test
    void decision_cpusThatWaitForEachOther_hangOnlyIfNobodyBegins() throws ScenarioProblem {
        assertThat(decide(TWO_FLAGS).verdict()).isEqualTo(Verdict.PASS);
        Decision hanging = decide(TWO_FLAGS.replace(
                "lghi    %r1,1\n        stgrl   %r1,first", "lghi    %r1,2\n        stgrl   %r1,first"));
        assertThat(hanging.violated()).containsExactly(Property.P6);
        assertThat(hanging.witness(Reduction.all(), 1_000).orElseThrow().outcome())
                .isNull();
    }

    @Test
    void witness_ofAnUnsafeScenario_replaysToTheViolation() throws ScenarioProblem {
        Decision decision = decide(scenario("no-sync"));
        Decision.Shown shown = decision.witness(Reduction.all(), 100_000).orElseThrow();

        Decision.Shown again = Decision.shown(
                decision.program(), Schedule.parse(shown.schedule().toString()));

        assertThat(decision.program().violations(again.outcome())).contains(Property.P3);
        assertThat(shown.timeline().text()).contains("F-prefetch");
    }

    /** The finding about ftrace needs no weak order: one CPU after the other shows it. */
    @Test
    void opFuncPair_onTheSequentialMachine_isSeenAsWell() throws ScenarioProblem {
        ScenarioProgram program = new ScenarioProgram(scenario("op-func-pair"));
        TrialPlan plan =
                new TrialPlan(OrderKind.SEQUENTIAL, Scheduler.DETERMINISTIC, 0, 20_000, Duration.ofMinutes(2), 50_000);

        TrialResult result = Trial.run(program.program(), plan, (runs, outcomes) -> outcomes < 2);

        Set<Property> seen = result.outcomes().stream()
                .flatMap(outcome -> program.violations(outcome).stream())
                .collect(Collectors.toSet());
        assertThat(seen).containsExactly(Property.P2);
    }

    /** A patcher that executes garbage would make any scenario look unsafe. */
    @Test
    void patcher_inScenariosWithoutJumpsOfItsOwn_comesToItsEnd() throws ScenarioProblem {
        for (String name :
                Set.of("whole-instruction/misaligned", "live-alternative", "null-target", "free-after-sync")) {
            for (Outcome outcome :
                    decide(scenario(name)).exploration().outcomes().keySet()) {
                assertThat(outcome.endings().get(0)).as(name).isEmpty();
            }
        }
    }
}
