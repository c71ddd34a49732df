package org.maskflip.modelcheck.operational;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.maskflip.modelcheck.explore.Successors;

/** The transitions of the machine's states, with as many reductions as the model has. Safe for any thread. */
final class Expansion {
    private final Foresight foresight;
    private final Symmetry symmetry;
    private final Memory memory;
    private final Signaling signaling;
    private final Steps steps;
    private final PersistentSets persistentSets;
    private final Set<Reduction> reductions;
    private final boolean forgets;
    private final boolean hasOrderedQueues;

    Expansion(
            Foresight foresight,
            Symmetry symmetry,
            Memory memory,
            Set<Reduction> reductions,
            Set<Deviation> deviations) {
        this.foresight = foresight;
        this.symmetry = symmetry;
        this.memory = memory;
        this.reductions = reductions;
        forgets = reductions.contains(Reduction.FORESIGHT);
        hasOrderedQueues = !deviations.contains(Deviation.UNORDERED_QUEUE);
        signaling = new Signaling(memory, deviations);
        steps = new Steps(foresight, memory, signaling, deviations);
        persistentSets = new PersistentSets(foresight, memory, steps);
    }

    Foresight foresight() {
        return foresight;
    }

    Memory memory() {
        return memory;
    }

    Steps steps() {
        return steps;
    }

    Set<Reduction> reductions() {
        return reductions;
    }

    boolean isSymmetric() {
        return reductions.contains(Reduction.SYMMETRY) && symmetry.isAny() && !foresight.isNamed();
    }

    /** A CPU begins. Changes the state. */
    void begin(MachineState state, int cpu) {
        foresight.begin(state.nodes[cpu]);
        forget(state, cpu);
    }

    /** Transitions enough to reach every final state and every state of every single CPU. */
    void expand(MachineState state, Successors<MachineState> successors) {
        if (!reductions.contains(Reduction.PERSISTENT_SETS)) {
            expandWholly(state, successors);
            return;
        }
        PersistentSets.Choice choice = persistentSets.choose(state);
        Found found = new Found();
        boolean mayClose = false;
        boolean leads = false;
        for (int cpu = 0; cpu < state.nodes.length; cpu++) {
            Branching branching = new Branching(state, cpu, found);
            if (choice.hasStepper(cpu)) {
                branching.steps();
            }
            if (choice.hasQueue(cpu)) {
                branching.drains();
            }
            mayClose |= branching.mayClose;
            leads |= branching.leads;
        }
        if (mayClose || !leads) {
            expandOthers(state, choice, found);
        }
        for (int i = 0; i < found.states.size(); i++) {
            successors.accept(found.labels.get(i), found.states.get(i));
        }
    }

    /** Successors that are not handed out yet. A class, as one compiler of the JVM makes an object of a lambda only slowly. */
    private static final class Found implements Successors<MachineState> {
        private final List<MachineState> states = new ArrayList<>();
        private final List<Integer> labels = new ArrayList<>();

        @Override
        public void accept(int label, MachineState state) {
            labels.add(label);
            states.add(state);
        }
    }

    /** The transitions of the processes that were not chosen. */
    private void expandOthers(MachineState state, PersistentSets.Choice choice, Successors<MachineState> successors) {
        for (int cpu = 0; cpu < state.nodes.length; cpu++) {
            Branching branching = new Branching(state, cpu, successors);
            if (!choice.hasStepper(cpu)) {
                branching.steps();
            }
            if (!choice.hasQueue(cpu)) {
                branching.drains();
            }
        }
    }

    /** All transitions of all CPUs. */
    void expandWholly(MachineState state, Successors<MachineState> successors) {
        for (int cpu = 0; cpu < state.nodes.length; cpu++) {
            Branching branching = new Branching(state, cpu, successors);
            branching.steps();
            branching.drains();
        }
    }

    /**
     * The state after the transition with this label; {@code null} if there is none.
     *
     * @param taken hears the label of every step that the transition stands for
     */
    MachineState follow(MachineState state, int wanted, IntConsumer taken) {
        MachineState[] found = new MachineState[1];
        Branching branching = new Branching(state, Transition.cpu(wanted), (label, next) -> found[0] = next);
        branching.wanted = wanted;
        branching.taken = taken;
        branching.steps();
        branching.drains();
        return found[0];
    }

    /** A CPU has taken a step; whether that may close a loop. Changes the state. */
    boolean moved(MachineState state, int cpu, Node from) {
        boolean mayClose = foresight.move(from, state.nodes[cpu]);
        forget(state, cpu);
        return mayClose;
    }

    /** Forgets what the CPU will never look at again. */
    private void forget(MachineState state, int cpu) {
        if (forgets) {
            Site site = foresight.site(state.nodes[cpu]);
            if (memory.changesCode()) {
                state.windows[cpu] = state.windows[cpu].keep(site.future.changesNumber, site.future.changes);
            }
            if (!site.dead.isEmpty()) {
                state.storage = state.storage.without(site.deadNumber, site.dead);
            }
        }
    }

    /** The transitions of one CPU from one state. */
    private final class Branching implements Signaling.Sink {
        private final MachineState state;
        private final int cpu;
        private final Successors<MachineState> successors;

        /** Whether one of them may close a loop of more than one state. */
        private boolean mayClose;

        /** Whether one of them leads to another state. */
        private boolean leads;

        /** What kind of transition is handed out at present. */
        private int kind;

        /** The only label that matters; -1 if all do. */
        private int wanted = -1;

        /** Hears the label of every step. */
        private IntConsumer taken = label -> {};

        Branching(MachineState state, int cpu, Successors<MachineState> successors) {
            this.state = state;
            this.cpu = cpu;
            this.successors = successors;
        }

        void steps() {
            kind = Transition.TAKE;
            signaling.expand(state, cpu, this);
            if (state.signals[cpu].run() == Signals.Run.OPERATING) {
                kind = Transition.STEP;
                steps.expand(state, cpu, this);
            }
        }

        void drains() {
            Queue queue = state.queues[cpu];
            kind = Transition.DRAIN;
            int most = hasOrderedQueues ? Math.min(1, queue.size()) : queue.size();
            for (int number = 0; number < most; number++) {
                drain(number, queue.get(number));
            }
        }

        private void drain(int number, Entry entry) {
            if (entry.left() == 0) {
                if (!Memory.isHeld(state, cpu, entry.index(), entry.size())) {
                    MachineState next = state.copy();
                    memory.drain(next, cpu, number);
                    accept(number << 8, next);
                }
                return;
            }
            for (int i = 0; i < entry.size(); i++) {
                int place = entry.index() + i;
                if (entry.covers(place) && !Memory.isHeld(state, cpu, place, 1)) {
                    MachineState next = state.copy();
                    memory.drainByte(next, cpu, number, place);
                    accept(number << 8 | 1 + i, next);
                }
            }
        }

        @Override
        public void accept(int detail, MachineState next) {
            int label = Transition.label(cpu, kind, detail);
            if (wanted >= 0 && label != wanted) {
                return;
            }
            taken.accept(label);
            boolean isClosing = kind != Transition.DRAIN && moved(next, cpu, state.nodes[cpu]);
            isClosing |= EagerSteps.take(Expansion.this, next, taken);
            boolean isNowhere = isClosing && next.isSame(state);
            mayClose |= isClosing && !isNowhere;
            leads |= !isNowhere;
            if (isSymmetric()) {
                symmetry.order(next);
            }
            successors.accept(label, next);
        }
    }
}
