package org.maskflip.modelcheck.operational;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.maskflip.modelcheck.program.Effect.Naming;

/**
 * Takes the steps that nobody else can notice or influence ({@link Reduction#EAGER_STEPS}). Each is the only transition of its CPU
 * that matters there, and commutes with all of the others. A CPU that does nothing else for long is left to the search, so that
 * this ends. Changes a state that nobody else has seen.
 */
final class EagerSteps {
    private static final int MOST = 512;

    private final Expansion expansion;
    private final Memory memory;
    private final Steps steps;
    private final boolean drains;
    private final MachineState state;
    private final IntConsumer taken;
    private final Influence influence;

    /** Where ways led that may close loops. A CPU that gets there again only goes round. */
    private List<Node> heads = List.of();

    private int left = MOST;
    private long spinning;
    private boolean mayClose;

    private EagerSteps(Expansion expansion, MachineState state, IntConsumer taken) {
        this.expansion = expansion;
        this.state = state;
        this.taken = taken;
        memory = expansion.memory();
        steps = expansion.steps();
        drains = expansion.reductions().contains(Reduction.EAGER_DRAINS);
        influence = new Influence(expansion.foresight(), memory, state);
    }

    /**
     * Takes all that there are.
     *
     * @param taken hears the label of every step
     * @return whether one of them may close a loop
     */
    static boolean take(Expansion expansion, MachineState state, IntConsumer taken) {
        return expansion.reductions().contains(Reduction.EAGER_STEPS) && new EagerSteps(expansion, state, taken).run();
    }

    private boolean run() {
        boolean isMoving = true;
        while (isMoving) {
            isMoving = false;
            for (int cpu = 0; cpu < state.nodes.length; cpu++) {
                isMoving |= run(cpu);
            }
        }
        state.eager = MOST - left;
        return mayClose;
    }

    /** As many steps of a CPU as possible; whether there was one. */
    private boolean run(int cpu) {
        boolean isMoving = false;
        while (left > 0 && (spinning >>> cpu & 1) == 0) {
            Node from = state.nodes[cpu];
            if (steps.takeEagerly(state, cpu, influence)) {
                taken.accept(Transition.label(cpu, Transition.STEP, 0));
                influence.moved(cpu);
                if (expansion.moved(state, cpu, from)) {
                    closing(cpu);
                }
            } else if (!drain(cpu)) {
                break;
            }
            isMoving = true;
            left--;
        }
        return isMoving;
    }

    private void closing(int cpu) {
        mayClose = true;
        if (heads.contains(state.nodes[cpu])) {
            spinning |= 1L << cpu;
        }
        heads = heads.isEmpty() ? new ArrayList<>() : heads;
        heads.add(state.nodes[cpu]);
    }

    /** Brings the oldest store of a CPU's queue to storage, if that can be done at once; whether it was. */
    private boolean drain(int cpu) {
        Queue queue = state.queues[cpu];
        if (queue.isEmpty() || !drains) {
            return false;
        }
        Entry entry = queue.get(0);
        influence.clear();
        boolean isOwn = entry.naming() == Naming.BY_REAL && influence.executes(cpu, entry.index(), entry.size());
        if (isOwn || !influence.touching(cpu, entry.index(), entry.size()).isNone()) {
            return false;
        }
        for (int i = 0; entry.left() != 0 && i < entry.size(); i++) {
            if (entry.covers(entry.index() + i)) {
                taken.accept(Transition.label(cpu, Transition.DRAIN, 1 + i));
            }
        }
        if (entry.left() == 0) {
            taken.accept(Transition.label(cpu, Transition.DRAIN, 0));
        }
        memory.drain(state, cpu, 0);
        return true;
    }
}
