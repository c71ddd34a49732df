package org.maskflip.modelcheck.operational;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.modelcheck.explore.Schedule;
import org.maskflip.modelcheck.explore.Successors;
import org.maskflip.modelcheck.explore.TransitionSystem;
import org.maskflip.modelcheck.explore.Witness;
import org.maskflip.modelcheck.operational.Foresight.Range;
import org.maskflip.modelcheck.program.Effect;
import org.maskflip.modelcheck.program.Effect.Naming;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.NotModeledException;
import org.maskflip.modelcheck.program.Observation;
import org.maskflip.modelcheck.program.Outcome;
import org.maskflip.modelcheck.verdict.Moment;
import org.maskflip.modelcheck.verdict.Timeline;

/**
 * Model Z, operational: a guest program on the abstract machine. Its states can be searched, replayed and walked through. Safe for
 * any thread, except {@link #restart}.
 */
public final class ModelZ implements TransitionSystem<MachineState, Outcome> {
    /** CPUs are bits of a doubleword. */
    public static final int MOST_CPUS = 64;

    private static final int FIRST_WALKS = 4;
    private static final int MOST_WALKS = 16;
    private static final int WALK_STEPS = 1_000;
    private static final int MOST_EAGER_STEPS = 512;

    private final GuestProgram program;
    private final Set<Reduction> reductions;
    private final Set<Deviation> deviations;
    private final int cpus;
    private final Foresight foresight;
    private final Node.Family nodes;
    private final Interner<Signals, Integer> signalNumbers = new Interner<>();
    private final Symmetry symmetry;
    private Memory memory;
    private Steps steps;
    private Signaling signaling;
    private PersistentSets persistentSets;
    private Narrator narrator;
    private Storage initialStorage;

    /**
     * The model of a program with all reductions.
     *
     * @throws NotModeledException if the program needs what the model does not have
     */
    public ModelZ(GuestProgram program) {
        this(program, Reduction.all());
    }

    /** The model of a program with some reductions. */
    public ModelZ(GuestProgram program, Set<Reduction> reductions) {
        this(program, reductions, EnumSet.noneOf(Deviation.class));
    }

    /**
     * What a machine may show that forwards a CPU's own stores to its later fetches, as x86 and Arm do and Model Z forbids ({@code
     * W-R-same}): for the grading of the emulator's host order, no model of the architecture.
     */
    public static ModelZ withOwnStoresForwarded(GuestProgram program) {
        return new ModelZ(program, EnumSet.noneOf(Reduction.class), EnumSet.of(Deviation.FORWARDING));
    }

    /** A wrong model, if there are deviations; nobody has shown that reductions are sound for those, so it has none. */
    ModelZ(GuestProgram program, Set<Reduction> reductions, Set<Deviation> deviations) {
        if (program.cpus().size() > MOST_CPUS) {
            throw new NotModeledException(program.name() + ": more than " + MOST_CPUS + " CPUs are not modeled");
        }
        this.program = program;
        this.reductions = EnumSet.noneOf(Reduction.class);
        this.deviations = EnumSet.noneOf(Deviation.class);
        this.deviations.addAll(deviations);
        this.reductions.addAll(deviations.isEmpty() ? reductions : Set.of());
        cpus = program.cpus().size();
        nodes = new Node.Family(program);
        int[] groups = groups();
        symmetry = new Symmetry(groups);
        foresight = new Foresight(program, groups, has(Reduction.FORESIGHT) ? Range.REMAINING : Range.WHOLE);
        restart();
        walk();
    }

    /** Random walks, until some find nothing new, so that a search seldom has to begin again. */
    private void walk() {
        int seed = 0;
        for (int walks = FIRST_WALKS; walks <= MOST_WALKS; walks *= 2) {
            for (int i = 0; i < walks; i++) {
                Witness.random(this, new Random(seed++), WALK_STEPS);
            }
            if (!mustRestart()) {
                return;
            }
            restart();
        }
    }

    private boolean has(Reduction reduction) {
        return reductions.contains(reduction);
    }

    /** Per CPU the first one that begins like it and of which the outcome asks alike. */
    private int[] groups() {
        int[] groups = new int[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            groups[cpu] = cpu;
            for (int before = cpu - 1; before >= 0; before--) {
                boolean isAlike = nodes.initial(before) == nodes.initial(cpu)
                        && program.cpus().get(before).start()
                                == program.cpus().get(cpu).start();
                groups[cpu] = isAlike ? before : groups[cpu];
            }
        }
        return groups;
    }

    private Units.Size unitSize() {
        boolean isInstalled = program.facilities().has(Facility.SEQUENTIAL_INSTRUCTION_FETCHING);
        boolean isWhole = isInstalled && !deviations.contains(Deviation.SEQUENTIAL_FETCHING_IGNORED)
                || deviations.contains(Deviation.SEQUENTIAL_FETCHING_WITHOUT_FACILITY)
                || deviations.contains(Deviation.WHOLE_INSTRUCTION_FETCH);
        return isWhole ? Units.Size.DOUBLEWORD : Units.Size.BYTE;
    }

    @Override
    public boolean mustRestart() {
        return foresight.isNew();
    }

    @Override
    public void restart() {
        foresight.assume();
        initialStorage = Storage.of(program.contents());
        memory = new Memory(new Units(program, foresight.changingCode(), unitSize()), deviations);
        signaling = new Signaling(memory, deviations);
        steps = new Steps(foresight, memory, signaling, deviations);
        persistentSets = new PersistentSets(foresight, memory, steps);
        narrator = new Narrator(program, steps);
    }

    @Override
    public MachineState initial() {
        return initial(label -> {});
    }

    private MachineState initial(IntConsumer taken) {
        MachineState state =
                new MachineState(initialStorage, new Node[cpus], new Queue[cpus], new Windows[cpus], new Signals[cpus]);
        Queue empty = Queue.empty();
        for (int cpu = 0; cpu < cpus; cpu++) {
            boolean isStopped = program.cpus().get(cpu).start() == GuestProgram.Start.STOPPED;
            state.nodes[cpu] = nodes.initial(cpu);
            state.queues[cpu] = empty;
            state.windows[cpu] = memory.windows(initialStorage);
            state.signals[cpu] = Signals.of(isStopped ? Signals.Run.STOPPED : Signals.Run.OPERATING);
            foresight.begin(cpu, state.nodes[cpu]);
            forget(state, cpu);
        }
        settle(state, taken);
        return state;
    }

    @Override
    public int width() {
        return 1 + 4 * cpus;
    }

    @Override
    public void encode(MachineState state, int[] into) {
        into[0] = state.storage.id();
        for (int cpu = 0; cpu < cpus; cpu++) {
            into[4 * cpu + 1] = state.nodes[cpu].id();
            into[4 * cpu + 2] = state.queues[cpu].id();
            into[4 * cpu + 3] = state.windows[cpu].id();
            into[4 * cpu + 4] = signalNumbers.get(state.signals[cpu], id -> id);
        }
    }

    @Override
    public void expand(MachineState state, Successors<MachineState> successors) {
        if (!has(Reduction.PERSISTENT_SETS)) {
            expandAll(state, successors);
            return;
        }
        PersistentSets.Choice choice = persistentSets.choose(state);
        List<MachineState> found = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        boolean mayClose = false;
        for (int cpu = 0; cpu < cpus; cpu++) {
            Branching branching = new Branching(state, cpu, (label, next) -> {
                labels.add(label);
                found.add(next);
            });
            if (choice.hasStepper(cpu)) {
                branching.steps();
            }
            if (choice.hasQueue(cpu)) {
                branching.drains();
            }
            mayClose |= branching.mayClose;
        }
        if (mayClose) {
            expandAll(state, successors);
            return;
        }
        for (int i = 0; i < found.size(); i++) {
            successors.accept(labels.get(i), found.get(i));
        }
    }

    private void expandAll(MachineState state, Successors<MachineState> successors) {
        for (int cpu = 0; cpu < cpus; cpu++) {
            Branching branching = new Branching(state, cpu, successors);
            branching.steps();
            branching.drains();
        }
    }

    /** The transitions of one CPU from one state. */
    private final class Branching {
        private final MachineState state;
        private final int cpu;
        private final Successors<MachineState> successors;

        /** Whether one of them may close a loop. */
        private boolean mayClose;

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
            signaling.expand(state, cpu, (detail, next) -> accept(Transition.TAKE, detail, next));
            if (state.signals[cpu].run() == Signals.Run.OPERATING) {
                steps.expand(state, cpu, (detail, next) -> accept(Transition.STEP, detail, next));
            }
        }

        void drains() {
            Queue queue = state.queues[cpu];
            int most = deviations.contains(Deviation.UNORDERED_QUEUE) ? queue.size() : Math.min(1, queue.size());
            for (int number = 0; number < most; number++) {
                drain(number, queue.get(number));
            }
        }

        private void drain(int number, Entry entry) {
            if (entry.left() == 0) {
                if (!Memory.isHeld(state, cpu, entry.index(), entry.size())) {
                    MachineState next = state.copy();
                    memory.drain(next, cpu, number);
                    accept(Transition.DRAIN, number << 8, next);
                }
                return;
            }
            for (int i = 0; i < entry.size(); i++) {
                int place = entry.index() + i;
                if (entry.covers(place) && !Memory.isHeld(state, cpu, place, 1)) {
                    MachineState next = state.copy();
                    memory.drainByte(next, cpu, number, place);
                    accept(Transition.DRAIN, number << 8 | 1 + i, next);
                }
            }
        }

        /** Only the transition with this label, and every step it stands for. */
        void follow(int wanted, IntConsumer taken) {
            this.wanted = wanted;
            this.taken = taken;
            steps();
            drains();
        }

        private void accept(int kind, int detail, MachineState next) {
            int label = Transition.label(cpu, kind, detail);
            if (wanted >= 0 && label != wanted) {
                return;
            }
            taken.accept(label);
            if (kind != Transition.DRAIN) {
                mayClose |= moved(next, cpu, state.nodes[cpu]);
            }
            mayClose |= settle(next, taken);
            if (isSymmetric()) {
                symmetry.order(next);
            }
            successors.accept(label, next);
        }
    }

    private boolean isSymmetric() {
        return has(Reduction.SYMMETRY) && symmetry.isAny() && !foresight.isNamed();
    }

    /** A CPU has taken a step; whether that may close a loop. */
    private boolean moved(MachineState state, int cpu, Node from) {
        boolean mayClose = foresight.move(cpu, from, state.nodes[cpu]);
        forget(state, cpu);
        return mayClose;
    }

    /** Forgets what the CPU will never look at again. */
    private void forget(MachineState state, int cpu) {
        if (has(Reduction.FORESIGHT)) {
            Site site = foresight.site(cpu, state.nodes[cpu]);
            if (memory.changesCode()) {
                state.windows[cpu] = state.windows[cpu].keep(site.future.changesNumber, site.future.changes);
            }
            if (!site.dead.isEmpty()) {
                state.storage = state.storage.without(site.deadNumber, site.dead);
            }
        }
    }

    /**
     * Takes the steps that nobody else can notice or influence; whether one of them may close a loop. Each is the only transition of
     * its CPU that matters there, and commutes with all of the others. A CPU that does nothing else for long is left to the search,
     * so that this ends.
     */
    private boolean settle(MachineState state, IntConsumer taken) {
        if (!has(Reduction.EAGER_STEPS)) {
            return false;
        }
        Settling settling = new Settling(state, taken);
        boolean isMoving = true;
        while (isMoving) {
            isMoving = false;
            for (int cpu = 0; cpu < cpus; cpu++) {
                isMoving |= settling.run(cpu);
            }
        }
        state.eager = MOST_EAGER_STEPS - settling.left;
        return settling.mayClose;
    }

    /** One run of eager steps. */
    private final class Settling {
        private final MachineState state;
        private final IntConsumer taken;
        private final Influence influence;

        /** Where ways led that may close loops. A CPU that gets there again only goes round. */
        private final List<Node> heads = new ArrayList<>(0);

        private int left = MOST_EAGER_STEPS;
        private long spinning;
        private boolean mayClose;

        Settling(MachineState state, IntConsumer taken) {
            this.state = state;
            this.taken = taken;
            influence = new Influence(foresight, memory, state);
        }

        /** As many steps of a CPU as possible; whether there was one. */
        boolean run(int cpu) {
            boolean isMoving = false;
            while (left > 0 && (spinning >>> cpu & 1) == 0) {
                Node from = state.nodes[cpu];
                if (steps.takeEagerly(state, cpu, influence)) {
                    taken.accept(Transition.label(cpu, Transition.STEP, 0));
                    influence.moved(cpu);
                    if (moved(state, cpu, from)) {
                        closing(cpu);
                    }
                } else if (!drainEagerly(state, cpu, influence, taken)) {
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
            heads.add(state.nodes[cpu]);
        }
    }

    private boolean drainEagerly(MachineState state, int cpu, Influence influence, IntConsumer taken) {
        Queue queue = state.queues[cpu];
        if (queue.isEmpty() || !has(Reduction.EAGER_DRAINS)) {
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

    @Override
    public Outcome outcome(MachineState state) {
        List<Long> values = new ArrayList<>();
        for (Observation observation : program.observations()) {
            boolean isStorage = observation.isStorage();
            values.add(observation.value(
                    isStorage ? null : state.nodes[observation.cpu()].state(),
                    isStorage ? state.storage.fetch(program.index(observation.address()), observation.size()) : 0));
        }
        List<String> endings = new ArrayList<>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            endings.add(ending(state, cpu));
        }
        return new Outcome(values, endings);
    }

    /** With CPUs that are interchangeable, the outcomes of all their arrangements. */
    @Override
    public void outcomes(MachineState state, Consumer<Outcome> sink) {
        if (isSymmetric()) {
            symmetry.arrangements(state, arranged -> sink.accept(outcome(arranged)));
        } else {
            sink.accept(outcome(state));
        }
    }

    private static String ending(MachineState state, int cpu) {
        if (state.signals[cpu].run() == Signals.Run.STOPPED) {
            return Outcome.STOPPED;
        }
        Effect effect = state.nodes[cpu].effect();
        if (effect.kind() == Effect.Kind.END) {
            return Outcome.ending(effect.reason());
        }
        return effect.kind() == Effect.Kind.WAIT ? Outcome.WAITS : Outcome.BLOCKED;
    }

    @Override
    public int steps(MachineState state) {
        return 1 + state.eager;
    }

    @Override
    public String describe(MachineState state, int label) {
        Moment moment = narrator.moment(state, label);
        return "CPU " + moment.cpu() + ": " + moment.words() + " (" + String.join(", ", moment.rules()) + ")";
    }

    /**
     * An execution of this model, in which transitions stand for many steps, step by step: as one of the model without reductions.
     * Not with symmetry, under which transitions exchange CPUs.
     */
    public Schedule spell(Schedule reduced) {
        List<Integer> labels = new ArrayList<>();
        MachineState state = initial(labels::add);
        for (int wanted : reduced.labels()) {
            MachineState[] found = new MachineState[1];
            new Branching(state, Transition.cpu(wanted), (label, next) -> found[0] = next).follow(wanted, labels::add);
            state = found[0];
        }
        return new Schedule(labels);
    }

    /**
     * The steps of an execution of this model, which has no reductions.
     *
     * @throws IllegalArgumentException if a step is not possible; the message names it
     */
    public Timeline timeline(Schedule schedule) {
        Schedule.Execution<MachineState> execution = schedule.replay(this);
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < schedule.labels().size(); i++) {
            moments.add(
                    narrator.moment(execution.states().get(i), schedule.labels().get(i)));
        }
        return new Timeline(moments);
    }
}
