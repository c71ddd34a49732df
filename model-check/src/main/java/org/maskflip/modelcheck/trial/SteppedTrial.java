package org.maskflip.modelcheck.trial;

import org.maskflip.emulator.interrupt.Attention;
import org.maskflip.emulator.machine.OrderLayer;
import org.maskflip.emulator.machine.Scheduler;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.modelcheck.program.GuestProgram;

/**
 * Runs a program on one thread, unit by unit; a seed repeats a run exactly. Other CPUs also execute between the references of one
 * instruction, whole units nested in it: may miss outcomes that need two instructions to alternate reference by reference.
 */
final class SteppedTrial implements Gate {
    private static final int[] SWITCH_ONE_IN = {1, 1, 2, 3, 6, 16, 64};
    private static final int[] NEST_ONE_IN = {0, 0, 2, 4, 12};
    private static final int[] DEFER_ONE_IN = {0, 1, 2, 8};
    private static final int MOST_DEFERRED = 64;
    private static final int TIRED_AFTER = 2_000;

    private final TrialMachine machine;
    private final Adversary[] adversaries;
    private final Randomness random = new Randomness();
    private final int mostUnits;
    private final boolean[] isBusy;
    private final int[] ready;
    private int busy;
    private int units;
    private int deferred;

    private int switchOneIn;
    private int nestOneIn;
    private int deferOneIn;

    SteppedTrial(GuestProgram program, OrderKind order, OrderLayer layer, int mostUnits) {
        this.mostUnits = mostUnits;
        int cpus = program.cpus().size();
        adversaries = new Adversary[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            adversaries[cpu] = new Adversary(cpu + 1);
        }
        isBusy = new boolean[cpus];
        ready = new int[cpus];
        machine = new TrialMachine(program, order, Scheduler.DETERMINISTIC, cpu -> adversaries[cpu], this, layer);
    }

    TrialMachine machine() {
        return machine;
    }

    /** One run; false if it did not come to rest in time. Afterwards the machine can be read. */
    boolean run(long seed) {
        begin(seed);
        int current = -1;
        for (int count = ready(); count > 0; count = ready()) {
            if (current < 0 || !isReady(current, count) || random.isOneIn(switchOneIn)) {
                current = ready[random.below(count)];
            }
            unit(current);
            if (units > mostUnits) {
                return false;
            }
        }
        drain();
        return true;
    }

    private void begin(long seed) {
        random.start(seed, 0);
        switchOneIn = SWITCH_ONE_IN[random.below(SWITCH_ONE_IN.length)];
        nestOneIn = NEST_ONE_IN[random.below(NEST_ONE_IN.length)];
        deferOneIn = DEFER_ONE_IN[random.below(DEFER_ONE_IN.length)];
        units = 0;
        deferred = 0;
        busy = machine.cpus(); // no nesting while the CPUs are brought to their initial state
        for (Adversary adversary : adversaries) {
            adversary.start(seed);
        }
        machine.restore();
        busy = 0;
    }

    private int ready() {
        int count = 0;
        for (int cpu = 0; cpu < isBusy.length; cpu++) {
            if (!isBusy[cpu] && machine.canGo(cpu)) {
                ready[count++] = cpu;
            }
        }
        return count;
    }

    private boolean isReady(int cpu, int count) {
        for (int i = 0; i < count; i++) {
            if (ready[i] == cpu) {
                return true;
            }
        }
        return false;
    }

    private void unit(int cpu) {
        if (++units == TIRED_AFTER) {
            for (Adversary adversary : adversaries) {
                adversary.tire();
            }
        }
        isBusy[cpu] = true;
        busy++;
        machine.unit(cpu, machine.isPending(cpu) ? interest() : -1);
        busy--;
        isBusy[cpu] = false;
    }

    /** What of that which is pending has arrived: a pending condition is taken some time later, but not for ever later. */
    private int interest() {
        if (deferOneIn == 0 || deferred >= MOST_DEFERRED || !random.isOneIn(deferOneIn)) {
            return -1;
        }
        deferred++;
        return random.isOneIn(4) ? Attention.ORDERS : 0;
    }

    @Override
    public boolean isFetchingAnew() {
        return true;
    }

    /** Between two references of one instruction, others may execute. */
    @Override
    public void before(int cpu, Reference reference, long absolute, int size) {
        if (nestOneIn == 0 || busy >= isBusy.length || !random.isOneIn(nestOneIn)) {
            return;
        }
        int count = ready();
        if (count > 0) {
            int other = ready[random.below(count)];
            do {
                unit(other);
            } while (units <= mostUnits && machine.canGo(other) && !random.isOneIn(2));
        }
    }

    /** What is left in the queues reaches storage, in any order of the CPUs. */
    private void drain() {
        while (true) {
            int count = 0;
            for (int cpu = 0; cpu < isBusy.length; cpu++) {
                if (machine.isQueued(cpu)) {
                    ready[count++] = cpu;
                }
            }
            if (count == 0) {
                return;
            }
            machine.drainOne(ready[random.below(count)]);
        }
    }
}
