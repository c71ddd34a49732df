package org.maskflip.modelcheck.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.emulator.machine.Scheduler;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.modelcheck.agreement.OutcomeSetTest;
import org.maskflip.modelcheck.agreement.Translation;
import org.maskflip.modelcheck.litmus.LitmusFile;
import org.maskflip.modelcheck.litmus.LitmusProblem;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Observation;
import org.maskflip.modelcheck.program.Outcome;

/** What the machines show of small programs is what the model allows, and under weak order nearly all of it. */
class TrialTest {
    private static final long RUNS = Long.getLong("maskflip.trial.runs", 4_000);
    private static final boolean ALL = Boolean.getBoolean("maskflip.trial.all");
    private static final int SAMPLE = 25;

    private static final String SB = "cpu0: lghi %r1,1\n stgrl %r1,x\n lgrl %r2,y\nend0: nop\n"
            + "cpu1: lghi %r1,1\n stgrl %r1,y\n lgrl %r2,x\nend1: nop" + Programs.DATA;

    private static TrialResult checked(GuestProgram program, TrialPlan plan) {
        TrialResult result = Trial.run(program, plan);
        assertThat(result.without(Programs.allowed(program))).isEmpty();
        return result;
    }

    private static void assertCoversAll(GuestProgram program) {
        Set<Outcome> allowed = Programs.allowed(program);
        TrialResult result = Trial.until(program, TrialPlan.weak(200_000), allowed);
        assertThat(result.outcomes()).isEqualTo(allowed);
    }

    @Test
    void storeBuffering_underWeakOrder_showsAllFourOutcomes() {
        TrialResult result = checked(Programs.of(2, SB), TrialPlan.weak(RUNS));

        assertThat(Programs.values(result))
                .containsExactlyInAnyOrder(List.of(0L, 0L), List.of(0L, 1L), List.of(1L, 0L), List.of(1L, 1L));
        assertThat(result.runs()).isEqualTo(RUNS);
        assertThat(result.unfinished()).isZero();
    }

    @Test
    void storeBuffering_underSequentialOrder_hasNoTwoZeros() {
        TrialResult result = checked(Programs.of(2, SB), TrialPlan.weak(RUNS).withOrder(OrderKind.SEQUENTIAL));

        assertThat(Programs.values(result))
                .containsExactlyInAnyOrder(List.of(0L, 1L), List.of(1L, 0L), List.of(1L, 1L));
    }

    @Test
    void sameSeeds_giveTheSameHistogram_andTheFirstSeedItsOutcome() {
        GuestProgram program = Programs.of(2, SB);
        TrialPlan plan = TrialPlan.weak(RUNS).withSeed(77);

        TrialResult result = Trial.run(program, plan);

        assertThat(Trial.run(program, plan).observed()).isEqualTo(result.observed());
        for (TrialResult.Observed each : result.observed()) {
            TrialResult single = Trial.run(program, TrialPlan.weak(1).withSeed(each.firstSeed()));
            assertThat(single.outcomes()).containsExactly(each.outcome());
        }
    }

    @ParameterizedTest
    @EnumSource(OrderKind.class)
    void onFreeThreads_everyOrderShowsOnlyWhatIsAllowed(OrderKind order) {
        TrialResult result = checked(
                Programs.of(2, SB), TrialPlan.weak(RUNS).withOrder(order).withScheduler(Scheduler.FREE));

        assertThat(result.runs()).isEqualTo(RUNS);
        assertThat(result.unfinished()).isZero();
        assertThat(result.observed()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"operands.json", "fetches.json"})
    void outcomeSetFiles_observedIsAllowed_andCoverageIsHigh(String file) {
        List<OutcomeSetTest> tests = Programs.oracle(file);
        long allowed = 0;
        long seen = 0;
        for (int i = 0; i < tests.size(); i += ALL ? 1 : SAMPLE) {
            OutcomeSetTest test = tests.get(i);
            Set<Outcome> states = new HashSet<>();
            for (List<Long> values : test.states()) {
                states.add(new Outcome(
                        values, test.threads().stream().map(thread -> "").toList()));
            }
            TrialResult result = Trial.until(Translation.of(test), TrialPlan.weak(5 * RUNS), states);
            assertThat(result.without(states)).as(test.name()).isEmpty();
            allowed += states.size();
            seen += result.coverage(states);
        }
        System.out.printf("%s: %,d of %,d allowed outcomes observed%n", file, seen, allowed);
        assertThat(seen).isGreaterThanOrEqualTo((long) Math.ceil(0.99 * allowed));
    }

    @Test
    void loadMultiple_seesAnotherCpusSwapsInBetween() {
        assertCoversAll(Programs.of(
                2,
                "cpu0: larl %r4,x\n lmg %r2,%r3,0(%r4)\nend0: nop\n"
                        + "cpu1: larl %r4,x\n lghi %r5,0\n lghi %r1,1\n csg %r5,%r1,0(%r4)\n lghi %r5,0\n"
                        + " csg %r5,%r1,8(%r4)\nend1: nop" + Programs.DATA,
                Observation.register("0:r3", 0, 3, 8)));
    }

    @Test
    void emergencySignal_isTakenSomeTimeLater_orAtOnce() {
        assertCoversAll(Programs.of(
                2,
                "cpu0: lghi %r6,0\n lghi %r7,1\n sigp %r6,%r7,3\n lghi %r1,1\n stgrl %r1,x\nend0: nop\n"
                        + "cpu1: lgrl %r2,x\n lgrl %r3,y\nend1: nop\n"
                        + "handler: lghi %r9,1\n stgrl %r9,y\n lg %r8,0x138\n br %r8\n" + Programs.DATA,
                Observation.register("1:r3", 1, 3, 8)));
    }

    @Test
    void stopStartAndRestart_andWaiting_endAsInTheModel() {
        String sender = "cpu0: lghi %%r6,0\n lghi %%r7,1\n sigp %%r6,%%r7,%d\nend0: nop\n";
        String target = "cpu1: lghi %r2,1\n lghi %r2,2\nend1: nop\nhandler: lghi %r2,3\n j end1\n";
        String waiting = "cpu1: larl %r4,w\n lpswe 0(%r4)\nend1: nop\nhandler: lghi %r2,3\n j end1\n .balign 8\n"
                + "w: .quad 0x0102000180000000\n .quad end1";

        assertCoversAll(Programs.of(2, sender.formatted(5) + target));
        assertCoversAll(Programs.of(2, sender.formatted(6) + target));
        assertCoversAll(Programs.of(2, sender.formatted(4) + target, List.of(1)));
        assertCoversAll(Programs.of(2, sender.formatted(1) + target, List.of(1)));
        assertCoversAll(Programs.of(2, sender.formatted(2) + waiting));
        assertCoversAll(Programs.of(2, sender.formatted(1) + waiting));
    }

    @Test
    void programInterruptionWithoutPrefixArea_endsTheCpu() {
        assertCoversAll(Programs.of(
                2, "cpu0: larl %r4,f\n mvi 0(%r4),0\nend0: nop\n.balign 8\ncpu1:\nf: lghi %r2,1\nend1: nop"));
        assertCoversAll(Programs.of(1, "cpu0: lghi %r4,-8\n lg %r2,0(%r4)\nend0: nop"));
        assertCoversAll(Programs.of(1, "cpu0: llill %r4,0x9000\n stg %r2,0(%r4)\nend0: nop"));
        assertCoversAll(Programs.of(1, "cpu0: larl %r4,w\n lpswe 0(%r4)\nend0: nop\n .balign 8\nw: .quad 1\n .quad 0"));
    }

    @ParameterizedTest
    @EnumSource(Scheduler.class)
    void facility85_aDoublewordStoredWhole_isFetchedWhole(Scheduler scheduler) throws LitmusProblem {
        LitmusTest test = LitmusFile.read("SEQ85.litmus", """
                S390X SEQ85
                "An instruction of six bytes, changed whole"
                {
                level=zEC12;
                facilities=85;
                }
                 P0                           | P1                           ;
                 larl %r4,new                 | .balign 8                    ;
                 lg %r5,0(%r4)                | site: lgfi %r2,0x11111111    ;
                 larl %r4,site                |                              ;
                 stg %r5,0(%r4)               |                              ;
                 j over                       |                              ;
                 .balign 8                    |                              ;
                 new: llihf %r2,0x22222222    |                              ;
                 nopr                         |                              ;
                 over: nopr                   |                              ;
                exists (1:r2=0x22222222)
                Expect: never

                One store inside a doubleword is seen whole (F-seq).
                """);

        TrialResult result = checked(test.program(), TrialPlan.weak(RUNS).withScheduler(scheduler));

        assertThat(result.observed()).isNotEmpty();
        if (scheduler == Scheduler.DETERMINISTIC) {
            assertThat(result.outcomes()).hasSize(2);
        }
    }

    @Test
    void endlessLoop_isAnUnfinishedRun() {
        TrialResult result = Trial.run(Programs.of(1, "cpu0: j cpu0\nend0: nop"), TrialPlan.weak(2));

        assertThat(result.unfinished()).isEqualTo(2);
        assertThat(result.observed()).isEmpty();
    }
}
