package org.maskflip.modelcheck.trial;

import java.time.Duration;
import org.maskflip.emulator.machine.Scheduler;
import org.maskflip.emulator.storage.order.OrderKind;

/**
 * How often and in which way a program is run.
 *
 * @param order of the machine
 * @param scheduler with {@code DETERMINISTIC} a seed repeats a run exactly
 * @param seed of the first run; each further one has the next
 * @param runs how many, at least 1
 * @param limit of host time
 * @param mostUnits instructions and interruptions of one run, after which it counts as unfinished
 */
public record TrialPlan(OrderKind order, Scheduler scheduler, long seed, long runs, Duration limit, int mostUnits) {
    private static final int MOST_UNITS = 50_000;

    public TrialPlan {
        if (runs < 1 || mostUnits < 1 || limit.isNegative()) {
            throw new IllegalArgumentException("a plan has a run at least, and limits above 0");
        }
    }

    /** So many runs on the weak machine, deterministic, from seed 0, within an hour. */
    public static TrialPlan weak(long runs) {
        return new TrialPlan(OrderKind.WEAK, Scheduler.DETERMINISTIC, 0, runs, Duration.ofHours(1), MOST_UNITS);
    }

    /** The same in another order. */
    public TrialPlan withOrder(OrderKind other) {
        return new TrialPlan(other, scheduler, seed, runs, limit, mostUnits);
    }

    /** The same with another scheduler. */
    public TrialPlan withScheduler(Scheduler other) {
        return new TrialPlan(order, other, seed, runs, limit, mostUnits);
    }

    /** The same from another seed. */
    public TrialPlan withSeed(long first) {
        return new TrialPlan(order, scheduler, first, runs, limit, mostUnits);
    }

    /** The same within another time. */
    public TrialPlan withLimit(Duration other) {
        return new TrialPlan(order, scheduler, seed, runs, other, mostUnits);
    }
}
