package org.maskflip.modelcheck.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.maskflip.emulator.machine.OrderLayer;
import org.maskflip.emulator.machine.Scheduler;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Outcome;

/** Runs a guest program many times on a machine and counts what comes out. For one thread. */
public final class Trial {
    /** Runs between two looks at the clock and at whoever watches. */
    private static final int STRETCH = 1 << 10;

    /** Watches a trial. */
    @FunctionalInterface
    public interface Watcher {
        /** So many runs are done, with so many different outcomes; false ends the trial. */
        boolean goOn(long runs, int outcomes);
    }

    /** Runs the program once for a seed; false if it did not come to rest. */
    @FunctionalInterface
    private interface Runner {
        boolean run(long seed);
    }

    private final TrialPlan plan;
    private final Watcher watcher;
    private final OrderLayer layer;

    private Trial(TrialPlan plan, Watcher watcher, OrderLayer layer) {
        this.plan = plan;
        this.watcher = watcher;
        this.layer = layer;
    }

    /** All runs of a plan. */
    public static TrialResult run(GuestProgram program, TrialPlan plan) {
        return run(program, plan, (runs, outcomes) -> true);
    }

    /** All runs of a plan, or as many as the watcher wants. */
    public static TrialResult run(GuestProgram program, TrialPlan plan, Watcher watcher) {
        return spoiled(program, plan, watcher, (cpu, order) -> order);
    }

    /** As {@link #run}, until every outcome of a set has been seen. */
    public static TrialResult until(GuestProgram program, TrialPlan plan, Set<Outcome> wanted) {
        return run(program, plan, (runs, outcomes) -> outcomes < wanted.size());
    }

    /** As {@link #run}, on a machine whose order is changed. */
    static TrialResult spoiled(GuestProgram program, TrialPlan plan, Watcher watcher, OrderLayer layer) {
        return new Trial(plan, watcher, layer).run(program);
    }

    private TrialResult run(GuestProgram program) {
        if (plan.scheduler() == Scheduler.DETERMINISTIC) {
            SteppedTrial trial = new SteppedTrial(program, plan.order(), layer, plan.mostUnits());
            return run(program, trial.machine(), trial::run);
        }
        try (FreeTrial trial = new FreeTrial(program, plan.order(), layer, plan.mostUnits())) {
            return run(program, trial.machine(), trial::run);
        }
    }

    private TrialResult run(GuestProgram program, TrialMachine machine, Runner runner) {
        long begun = System.nanoTime();
        Histogram histogram = new Histogram();
        long[] row = new long[machine.width()];
        long unfinished = 0;
        long done = 0;
        while (done < plan.runs()) {
            long seed = plan.seed() + done++;
            if (runner.run(seed)) {
                machine.read(row);
                histogram.add(row, seed);
            } else {
                unfinished++;
            }
            if (done % STRETCH == 0
                    && (System.nanoTime() - begun > plan.limit().toNanos() || !watcher.goOn(done, histogram.size()))) {
                break;
            }
        }
        List<TrialResult.Observed> observed = new ArrayList<>();
        histogram.forEach((values, count) ->
                observed.add(new TrialResult.Observed(machine.outcome(values), count.number(), count.firstSeed())));
        observed.sort(Comparator.comparingLong(TrialResult.Observed::count).reversed());
        return new TrialResult(program, plan, observed, done, unfinished, System.nanoTime() - begun);
    }
}
