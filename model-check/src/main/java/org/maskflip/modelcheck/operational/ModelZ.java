package org.maskflip.modelcheck.operational;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.modelcheck.explore.Schedule;
import org.maskflip.modelcheck.explore.Successors;
import org.maskflip.modelcheck.explore.TransitionSystem;
import org.maskflip.modelcheck.operational.Foresight.Range;
import org.maskflip.modelcheck.program.Effect;
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

    private static final int MOST_ROUNDS = 8;

    private final GuestProgram program;
    private final Set<Reduction> reductions;
    private final Set<Deviation> deviations;
    private final int cpus;
    private final Foresight foresight;
    private final Node.Family nodes;

    /** Per CPU: the first CPU that begins like it. */
    private final int[] groups;

    private final Interner<Signals, Integer> signalNumbers = new Interner<>();
    private final Symmetry symmetry;
    private Memory memory;
    private Expansion expansion;
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
        groups = groups();
        symmetry = new Symmetry(groups);
        foresight = new Foresight(
                program, groups, this.reductions.contains(Reduction.FORESIGHT) ? Range.REMAINING : Range.WHOLE);
        restart();
        lookAround();
    }

    private void lookAround() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            new Discovery(expansion, round).run(initial());
            if (!mustRestart()) {
                return;
            }
            restart();
        }
    }

    /** Per CPU the first one that begins like it and of which the outcome asks alike. */
    private int[] groups() {
        int[] firsts = new int[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            firsts[cpu] = cpu;
            for (int before = cpu - 1; before >= 0; before--) {
                boolean isAlike = nodes.start(before).equals(nodes.start(cpu))
                        && program.cpus().get(before).start()
                                == program.cpus().get(cpu).start();
                firsts[cpu] = isAlike ? before : firsts[cpu];
            }
        }
        return firsts;
    }

    private Units.Size unitSize() {
        boolean isInstalled = program.facilities().has(Facility.SEQUENTIAL_INSTRUCTION_FETCHING);
        boolean isWhole = isInstalled && !deviations.contains(Deviation.SEQUENTIAL_FETCHING_IGNORED)
                || deviations.contains(Deviation.SEQUENTIAL_FETCHING_WITHOUT_FACILITY)
                || deviations.contains(Deviation.WHOLE_INSTRUCTION_FETCH);
        return isWhole ? Units.Size.DOUBLEWORD : Units.Size.BYTE;
    }

    @Override
    public boolean mayGoRound() {
        return foresight.mayGoRound();
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
        expansion = new Expansion(foresight, symmetry, memory, reductions, deviations);
        narrator = new Narrator(program, expansion.steps());
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
            state.nodes[cpu] = nodes.initial(cpu, groups[cpu]);
            state.queues[cpu] = empty;
            state.windows[cpu] = memory.windows(initialStorage);
            state.signals[cpu] = Signals.of(isStopped ? Signals.Run.STOPPED : Signals.Run.OPERATING);
            expansion.begin(state, cpu);
        }
        EagerSteps.take(expansion, state, taken);
        return state;
    }

    /** Copies of instructions, and what is pending, count only where there can be any; if that proves untrue, it restarts. */
    @Override
    public int width() {
        return 1 + cpus * (2 + (memory.changesCode() ? 1 : 0) + (foresight.isNamed() ? 1 : 0));
    }

    @Override
    public void encode(MachineState state, int[] into) {
        boolean changesCode = memory.changesCode();
        boolean isNamed = foresight.isNamed();
        int at = 0;
        into[at++] = state.storage.id();
        for (int cpu = 0; cpu < cpus; cpu++) {
            into[at++] = state.nodes[cpu].id();
            into[at++] = state.queues[cpu].id();
            if (changesCode) {
                into[at++] = state.windows[cpu].id();
            }
            if (isNamed) {
                into[at++] = number(state.signals[cpu]);
            }
        }
    }

    private int number(Signals signals) {
        int packed = signals.packed();
        return packed >= 0 ? packed : -1 - signalNumbers.get(signals, id -> id);
    }

    @Override
    public void expand(MachineState state, Successors<MachineState> successors) {
        expansion.expand(state, successors);
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
        if (expansion.isSymmetric()) {
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
            state = expansion.follow(state, wanted, labels::add);
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
