package org.maskflip.modelcheck.cli;

import java.time.Duration;
import java.util.Locale;
import org.maskflip.emulator.hotpatch.AuditReport;
import org.maskflip.emulator.hotpatch.PatchGuest;
import org.maskflip.emulator.hotpatch.Twin;
import org.maskflip.emulator.machine.PatchRun;
import org.maskflip.emulator.machine.Scheduler;
import org.maskflip.emulator.storage.order.AdversaryPolicy;
import org.maskflip.emulator.storage.order.OrderKind;

/**
 * One line of {@code verify}: the guest, right or broken, on one kind of machine.
 *
 * @param seed the first; the others follow it
 * @param seeds how many to run
 * @param repetition whether to run all of them
 * @param expectation what the line is to show
 */
record PatchTrial(
        Twin twin,
        int cpus,
        int functions,
        int updates,
        OrderKind order,
        Scheduler scheduler,
        int seed,
        int seeds,
        Repetition repetition,
        Expectation expectation) {
    /** What a line is to show. */
    enum Expectation {
        HOLDS,
        IS_CAUGHT,
        /** Reported, whatever it is. */
        OPEN
    }

    /** How many of the seeds are run. */
    enum Repetition {
        UNTIL_FOUND,
        ALL
    }

    private static final long DETERMINISTIC_INSTRUCTIONS = 60_000_000;
    private static final long FREE_INSTRUCTIONS = 2_000_000_000;

    PatchRun run(int attempt, Duration limit) {
        PatchGuest guest = new PatchGuest(cpus, functions, updates, seed + attempt, twin);
        long instructions = scheduler == Scheduler.FREE ? FREE_INSTRUCTIONS : DETERMINISTIC_INSTRUCTIONS;
        return new PatchRun(guest, order, scheduler, AdversaryPolicy.PRESSING, seed + attempt, limit, instructions);
    }

    /** Whether a report says what the line is about: any violation of the right guest, a broken one's own. */
    boolean isFound(AuditReport report) {
        return violations(report) > 0;
    }

    /** How many violations a report has of what the line is about. */
    long violations(AuditReport report) {
        return twin == Twin.NONE
                ? report.counts().values().stream().mapToLong(count -> count).sum()
                : report.counts().get(twin.property());
    }

    String orderName() {
        return order.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String schedulerName() {
        return scheduler.name().toLowerCase(Locale.ROOT);
    }

    String twinName() {
        return twin == Twin.NONE
                ? "as it should be"
                : twin.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The command that does one attempt again. On free threads it has the same choices, not the same timing. */
    String replay(int attempt) {
        return String.format(
                "./maskflip verify --cpus %d --order %s --scheduler %s --functions %d --updates %d --seed %d%s",
                cpus,
                orderName(),
                schedulerName(),
                functions,
                updates,
                seed + attempt,
                twin == Twin.NONE ? "" : " --twin " + twinName());
    }
}
