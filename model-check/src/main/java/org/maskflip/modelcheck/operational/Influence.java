package org.maskflip.modelcheck.operational;

import org.maskflip.modelcheck.operational.Signals.Run;
import org.maskflip.modelcheck.operational.Site.Facts;

/**
 * Who may still influence what, seen from one state: by the stores in the queues, and by what each CPU may still do from where it
 * stands. The answers collect processes as bits: a CPU's steps are one process, its store queue another.
 */
final class Influence {
    private final Foresight foresight;
    private final Memory memory;
    private final MachineState state;
    private final Facts[] futures;

    /** The processes collected: a bit per CPU. */
    long steppers;

    long queues;

    Influence(Foresight foresight, Memory memory, MachineState state) {
        this.foresight = foresight;
        this.memory = memory;
        this.state = state;
        futures = new Facts[state.nodes.length];
    }

    private Facts future(int cpu) {
        if (futures[cpu] == null) {
            futures[cpu] = foresight.future(state, cpu);
        }
        return futures[cpu];
    }

    /** A CPU has gone on: what it may still do is judged anew. */
    void moved(int cpu) {
        futures[cpu] = null;
    }

    void clear() {
        steppers = 0;
        queues = 0;
    }

    boolean isNone() {
        return steppers == 0 && queues == 0;
    }

    /** Collects the other CPUs that may still store into these bytes. */
    Influence storing(int cpu, int place, int size) {
        for (int d = 0; d < futures.length; d++) {
            if (d != cpu) {
                queues |= state.queues[d].overlaps(place, size) ? 1L << d : 0;
                steppers |= future(d).writes.meets(place, size) ? 1L << d : 0;
            }
        }
        return this;
    }

    /** Collects the other CPUs that may still store into these bytes, fetch them or execute them. */
    Influence touching(int cpu, int place, int size) {
        for (int d = 0; d < futures.length; d++) {
            if (d != cpu) {
                queues |= state.queues[d].overlaps(place, size) ? 1L << d : 0;
                steppers |= future(d).touches(place, size) ? 1L << d : 0;
            }
        }
        return this;
    }

    /** Collects the other CPUs that may still change code which this one may still execute. */
    Influence changingCodeOf(int cpu) {
        if (!memory.changesCode()) {
            return this;
        }
        PlaceSet executed = future(cpu).changes;
        for (int d = 0; d < futures.length; d++) {
            if (d != cpu) {
                queues |= state.queues[d].meets(executed) ? 1L << d : 0;
                steppers |= future(d).writes.meets(executed) ? 1L << d : 0;
            }
        }
        return this;
    }

    /** Collects the other CPUs that may still signal a CPU. */
    Influence signaling(int cpu, int target) {
        for (int d = 0; d < futures.length; d++) {
            Facts facts = future(d);
            if (d != cpu && ((facts.signals | facts.orders) >>> target & 1) != 0) {
                steppers |= 1L << d;
            }
        }
        return this;
    }

    /** Collects the other CPUs that may still cause something that this one would take where it stands. */
    Influence interrupting(int cpu) {
        if (!state.nodes[cpu].state().isBetweenInstructions()) {
            return this;
        }
        boolean isEnabled = state.signals[cpu].run() == Run.OPERATING && Signaling.isEnabled(state.nodes[cpu].state());
        for (int d = 0; d < futures.length; d++) {
            Facts facts = future(d);
            if (d != cpu && ((facts.orders | (isEnabled ? facts.signals : 0)) >>> cpu & 1) != 0) {
                steppers |= 1L << d;
            }
        }
        return this;
    }

    /** Collects who may still influence, or notice, that a CPU takes what is pending in it, if it can or soon could. */
    Influence taking(int cpu) {
        if (!isChoosing(cpu)) {
            return this;
        }
        for (int d = 0; d < futures.length; d++) {
            Facts facts = future(d);
            if (d != cpu && ((facts.signals | facts.orders | facts.senses) >>> cpu & 1) != 0) {
                steppers |= 1L << d;
            }
        }
        if (state.signals[cpu].order() != 0) {
            queues |= state.queues[cpu].isEmpty() ? 0 : 1L << cpu;
            changingCodeOf(cpu);
        }
        return this;
    }

    /** Whether a CPU can or soon could take what is pending in it, instead of its next step. */
    boolean isChoosing(int cpu) {
        boolean isOrdered =
                state.signals[cpu].order() != 0 && state.nodes[cpu].state().isBetweenInstructions();
        return isOrdered || Signaling.isTakable(state, cpu);
    }

    /** Whether a CPU may still execute one of these bytes itself. */
    boolean executes(int cpu, int place, int size) {
        return memory.changes(place, size) && future(cpu).executes.meets(place, size);
    }
}
