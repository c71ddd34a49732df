package org.maskflip.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.emulator.hotpatch.AuditReport;
import org.maskflip.emulator.hotpatch.PatchGuest;
import org.maskflip.emulator.hotpatch.Property;
import org.maskflip.emulator.hotpatch.Twin;
import org.maskflip.emulator.storage.order.AdversaryPolicy;
import org.maskflip.emulator.storage.order.OrderKind;

class PatchRunTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static PatchRun.Result run(Twin twin, int cpus, int functions, OrderKind order, Scheduler kind, int seed)
            throws InterruptedException {
        PatchGuest guest = new PatchGuest(cpus, functions, 60, seed, twin);
        return run(guest, order, kind, seed, Long.MAX_VALUE);
    }

    private static PatchRun.Result run(PatchGuest guest, OrderKind order, Scheduler kind, int seed, long most)
            throws InterruptedException {
        return new PatchRun(guest, order, kind, AdversaryPolicy.PRESSING, seed, LIMIT, most).run();
    }

    @ParameterizedTest
    @CsvSource({
        "2,WEAK,DETERMINISTIC",
        "4,WEAK,DETERMINISTIC",
        "3,WEAK,FREE",
        "3,HOST,FREE",
        "2,SEQUENTIAL,DETERMINISTIC"
    })
    void run_ofTheGuestAsItShouldBe_holdsEveryProperty(int cpus, OrderKind order, Scheduler kind) throws Exception {
        PatchRun.Result result = run(Twin.NONE, cpus, 32, order, kind, 7);

        assertThat(result.ending().kind()).isEqualTo(Ending.Kind.DISABLED_WAIT);
        assertThat(result.report().violations()).isEmpty();
        assertThat(result.report().isClean()).isTrue();
        assertThat(result.report().updates()).isEqualTo(60);
        assertThat(result.report().arrived()).isPositive();
        assertThat(result.served()).isGreaterThanOrEqualTo(60L * cpus);
    }

    @ParameterizedTest
    @CsvSource({"NULL_TARGET,P2", "SKIP_LOCK,P5"})
    void run_ofAGuestBrokenElsewhere_isCaughtBySomeSeed(Twin twin, Property property) throws Exception {
        long found = 0;
        for (int seed = 1; seed <= 20 && found == 0; seed++) {
            found = run(twin, 2, 32, OrderKind.WEAK, Scheduler.DETERMINISTIC, seed)
                    .report()
                    .counts()
                    .get(property);
        }

        assertThat(found).isPositive();
    }

    /** Each single seed must do, on every number of CPUs: nothing is left to luck. */
    @ParameterizedTest
    @CsvSource({
        "NO_SYNC,2", "NO_SYNC,4", "NO_SYNC,8",
        "NO_WAIT,2", "NO_WAIT,4", "NO_WAIT,8",
        "MASK_FIRST,2", "MASK_FIRST,4", "MASK_FIRST,8"
    })
    void run_ofABrokenGuest_isCaughtByEverySeed(Twin twin, int cpus) throws Exception {
        for (int seed = 101; seed <= 104; seed++) {
            AuditReport report = run(twin, cpus, 16, OrderKind.WEAK, Scheduler.DETERMINISTIC, seed)
                    .report();

            assertThat(report.counts().get(twin.property())).as("seed %d", seed).isPositive();
            assertThat(report.violations())
                    .as("seed %d: not only on the CPU that patches", seed)
                    .anyMatch(violation -> violation.property() == twin.property() && violation.cpu() > 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void run_ofTheRightGuestUnderTheSamePressure_isClean(int cpus) throws Exception {
        for (int seed = 101; seed <= 104; seed++) {
            PatchRun.Result result = run(Twin.NONE, cpus, 16, OrderKind.WEAK, Scheduler.DETERMINISTIC, seed);

            assertThat(result.report().violations()).as("seed %d", seed).isEmpty();
            assertThat(result.report().staleBeforeRound())
                    .as("seed %d: stale copies were executed", seed)
                    .isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_SYNC", "MASK_FIRST"})
    void run_ofABrokenGuestOnFreeThreads_isCaught(Twin twin) throws Exception {
        long found = 0;
        for (int seed = 1; seed <= 10 && found == 0; seed++) {
            found = run(twin, 2, 32, OrderKind.WEAK, Scheduler.FREE, seed)
                    .report()
                    .counts()
                    .get(twin.property());
        }

        assertThat(found).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "NO_SYNC"})
    void run_withTheSameSeed_repeatsExactly(Twin twin) throws Exception {
        PatchRun.Result first = run(twin, 3, 16, OrderKind.WEAK, Scheduler.DETERMINISTIC, 11);
        PatchRun.Result second = run(twin, 3, 16, OrderKind.WEAK, Scheduler.DETERMINISTIC, 11);

        assertThat(second.report()).isEqualTo(first.report());
        assertThat(second.ending()).isEqualTo(first.ending());
    }

    @Test
    void run_thatDoesNotEnd_violatesP6() throws Exception {
        PatchGuest guest = new PatchGuest(2, 8, 1_000_000, 1, Twin.NONE);

        PatchRun.Result result = run(guest, OrderKind.WEAK, Scheduler.DETERMINISTIC, 1, 200_000);

        assertThat(result.report().counts().get(Property.P6)).isOne();
    }
}
