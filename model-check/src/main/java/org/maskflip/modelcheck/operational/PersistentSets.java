package org.maskflip.modelcheck.operational;

import org.maskflip.modelcheck.operational.Signals.Run;
import org.maskflip.modelcheck.program.Effect;
import org.maskflip.modelcheck.program.Effect.Naming;

/**
 * Chooses a persistent set of a state's transitions: those of some processes such that nothing that the others can do, however long
 * they go on, influences them. A CPU's steps are one process, its store queue another. Whoever may influence, or must enable, the
 * next transition of a process in the set is in the set too. (Godefroid, "Partial-Order Methods for the Verification of Concurrent
 * Systems", 1996, section 4.) That no process is left out for ever is the caller's concern: a state from which a loop may close is
 * expanded wholly.
 */
final class PersistentSets {
    /** Of which CPUs the steps, and of which the drains, are enough; a bit per CPU. */
    record Choice(long steppers, long queues) {
        private int size() {
            return Long.bitCount(steppers) + Long.bitCount(queues);
        }

        boolean hasStepper(int cpu) {
            return (steppers >>> cpu & 1) != 0;
        }

        boolean hasQueue(int cpu) {
            return (queues >>> cpu & 1) != 0;
        }
    }

    private final Foresight foresight;
    private final Memory memory;
    private final Steps steps;

    PersistentSets(Foresight foresight, Memory memory, Steps steps) {
        this.foresight = foresight;
        this.memory = memory;
        this.steps = steps;
    }

    /** The smallest set that some process is in; all processes that can do anything if there is no smaller one. */
    Choice choose(MachineState state) {
        Choice enabled = enabled(state);
        if (enabled.size() <= 1) {
            return enabled;
        }
        int cpus = state.nodes.length;
        Choice[] influences = new Choice[2 * cpus];
        Influence influence = new Influence(foresight, memory, state);
        for (int cpu = 0; cpu < cpus; cpu++) {
            influences[cpu] = onSteps(state, cpu, influence);
            influences[cpus + cpu] = state.queues[cpu].isEmpty() ? new Choice(0, 0) : onQueue(state, cpu, influence);
        }
        Choice best = enabled;
        for (int seed = 0; seed < 2 * cpus && best.size() > 1; seed++) {
            boolean isEnabled = seed < cpus ? enabled.hasStepper(seed) : enabled.hasQueue(seed - cpus);
            if (isEnabled) {
                Choice closed = close(seed, influences, enabled);
                best = closed.size() < best.size() ? closed : best;
            }
        }
        return best;
    }

    private static Choice close(int seed, Choice[] influences, Choice enabled) {
        int cpus = influences.length / 2;
        long steppers = seed < cpus ? 1L << seed : 0;
        long queues = seed < cpus ? 0 : 1L << seed - cpus;
        long doneSteppers = 0;
        long doneQueues = 0;
        while (steppers != doneSteppers || queues != doneQueues) {
            long fromSteppers = steppers & ~doneSteppers;
            long fromQueues = queues & ~doneQueues;
            doneSteppers = steppers;
            doneQueues = queues;
            for (int cpu = 0; cpu < cpus; cpu++) {
                if ((fromSteppers >>> cpu & 1) != 0) {
                    steppers |= influences[cpu].steppers;
                    queues |= influences[cpu].queues;
                }
                if ((fromQueues >>> cpu & 1) != 0) {
                    steppers |= influences[cpus + cpu].steppers;
                    queues |= influences[cpus + cpu].queues;
                }
            }
        }
        return new Choice(steppers & enabled.steppers, queues & enabled.queues);
    }

    private Choice enabled(MachineState state) {
        long steppers = 0;
        long queues = 0;
        for (int cpu = 0; cpu < state.nodes.length; cpu++) {
            boolean canStep = state.signals[cpu].run() == Run.OPERATING
                    && steps.isPossible(state, cpu, state.nodes[cpu].effect());
            steppers |= canStep || Signaling.isTakable(state, cpu) ? 1L << cpu : 0;
            queues |= canDrain(state, cpu) ? 1L << cpu : 0;
        }
        return new Choice(steppers, queues);
    }

    private static boolean canDrain(MachineState state, int cpu) {
        if (state.queues[cpu].isEmpty()) {
            return false;
        }
        Entry entry = state.queues[cpu].get(0);
        if (entry.left() == 0) {
            return !Memory.isHeld(state, cpu, entry.index(), entry.size());
        }
        for (int i = entry.index(); i < entry.index() + entry.size(); i++) {
            if (entry.covers(i) && !Memory.isHeld(state, cpu, i, 1)) {
                return true;
            }
        }
        return false;
    }

    // ------------------------------------------------------------------------------------------------ influences

    private Choice onSteps(MachineState state, int cpu, Influence influence) {
        influence.clear();
        influence.taking(cpu).interrupting(cpu);
        if (state.signals[cpu].run() != Run.OPERATING) {
            return new Choice(influence.steppers, influence.queues);
        }
        Effect effect = state.nodes[cpu].effect();
        int place = state.nodes[cpu].place();
        switch (effect.kind()) {
            case INSTRUCTION_FETCH -> onInstructionFetch(state, cpu, influence);
            case FETCH -> {
                if (state.queues[cpu].overlaps(place, effect.size())) {
                    influence.queues |= 1L << cpu;
                } else {
                    influence.storing(cpu, place, effect.size());
                }
            }
            case SERIALIZE, SERIALIZE_INTERRUPTION -> {
                if (state.queues[cpu].isEmpty()) {
                    influence.changingCodeOf(cpu);
                } else {
                    influence.queues |= 1L << cpu;
                }
            }
            case COMPARE_AND_SWAP, UPDATE, SPECIFIC_UPDATE -> {
                int holder = Memory.holder(state, cpu, place, effect.size());
                if (!state.queues[cpu].isEmpty()) {
                    influence.queues |= 1L << cpu;
                } else if (holder >= 0) {
                    influence.queues |= 1L << holder;
                } else {
                    influence.touching(cpu, place, effect.size());
                }
            }
            case SIGNAL -> {
                if (effect.address() < state.nodes.length) {
                    int target = (int) effect.address();
                    influence.steppers |= 1L << target;
                    influence.signaling(cpu, target);
                }
            }
            case STORE, STORE_BYTES, CPU_ADDRESS, CHOICE, WAIT, END -> {}
        }
        return new Choice(influence.steppers, influence.queues);
    }

    /** The second half may be fetched in the same transition. */
    private void onInstructionFetch(MachineState state, int cpu, Influence influence) {
        int place = state.nodes[cpu].place();
        int size = steps.span(state, cpu);
        if (memory.changes(place, size)) {
            influence.storing(cpu, place, size);
            for (int i = 0; i < state.queues[cpu].size(); i++) {
                Entry entry = state.queues[cpu].get(i);
                if (entry.naming() == Naming.BY_REAL && entry.overlaps(place, size)) {
                    influence.queues |= 1L << cpu;
                }
            }
        }
    }

    private static Choice onQueue(MachineState state, int cpu, Influence influence) {
        influence.clear();
        Entry entry = state.queues[cpu].get(0);
        int holder = Memory.holder(state, cpu, entry.index(), entry.size());
        if (holder >= 0) {
            influence.queues |= 1L << holder;
        }
        influence.touching(cpu, entry.index(), entry.size());
        if (entry.naming() == Naming.BY_REAL && influence.executes(cpu, entry.index(), entry.size())) {
            influence.steppers |= 1L << cpu;
        }
        return new Choice(influence.steppers, influence.queues);
    }
}
