package org.maskflip.modelcheck.operational;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.modelcheck.explore.Successors;
import org.maskflip.modelcheck.explore.TransitionSystem;
import org.maskflip.modelcheck.explore.Witness;
import org.maskflip.modelcheck.program.Effect;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.NotModeledException;
import org.maskflip.modelcheck.program.Observation;
import org.maskflip.modelcheck.program.Outcome;

/**
 * Model Z, operational: a guest program on the abstract machine. Its states can be searched, replayed and walked through. Safe for
 * any thread, except {@link #restart}.
 */
public final class ModelZ implements TransitionSystem<MachineState, Outcome> {
    /** CPUs are bits of a doubleword. */
    public static final int MOST_CPUS = 64;

    private static final int WALKS = 4;
    private static final int WALK_STEPS = 2_000;
    private static final int MOST_EAGER_STEPS = 512;

    private final GuestProgram program;
    private final Set<Reduction> reductions;
    private final Set<Deviation> deviations;
    private final int cpus;
    private final Footprint footprint;
    private final Node.Family nodes;
    private final Interner<Signals, Integer> signalNumbers = new Interner<>();
    private Memory memory;
    private Steps steps;
    private Signaling signaling;
    private Storage initialStorage;

    /**
     * The model of a program with all reductions.
     *
     * @throws NotModeledException if the program needs what the model does not have
     */
    public ModelZ(GuestProgram program) {
        this(program, EnumSet.allOf(Reduction.class));
    }

    /** The model of a program with some reductions. */
    public ModelZ(GuestProgram program, Set<Reduction> reductions) {
        this(program, reductions, EnumSet.noneOf(Deviation.class));
    }

    ModelZ(GuestProgram program, Set<Reduction> reductions, Set<Deviation> deviations) {
        if (program.facilities().has(Facility.SEQUENTIAL_INSTRUCTION_FETCHING)) {
            throw new NotModeledException(
                    program.name() + ": the sequential-instruction-fetching facility is not modeled");
        }
        if (program.cpus().size() > MOST_CPUS) {
            throw new NotModeledException(program.name() + ": more than " + MOST_CPUS + " CPUs are not modeled");
        }
        this.program = program;
        this.reductions = reductions.isEmpty() ? EnumSet.noneOf(Reduction.class) : EnumSet.copyOf(reductions);
        this.deviations = deviations.isEmpty() ? EnumSet.noneOf(Deviation.class) : EnumSet.copyOf(deviations);
        cpus = program.cpus().size();
        nodes = new Node.Family(program);
        footprint = new Footprint(program.contents().length);
        prepare();
        for (int seed = 0; seed < WALKS; seed++) {
            Witness.random(this, new Random(seed), WALK_STEPS);
            restart();
        }
    }

    private void prepare() {
        initialStorage = Storage.of(program.contents());
        memory = new Memory(program.contents().length, footprint, deviations);
        signaling = new Signaling(footprint, memory);
        steps = new Steps(footprint, memory, signaling, deviations);
    }

    @Override
    public boolean mustRestart() {
        return footprint.isNew();
    }

    @Override
    public void restart() {
        if (footprint.isNew()) {
            footprint.assume();
            prepare();
        }
    }

    @Override
    public MachineState initial() {
        MachineState state =
                new MachineState(initialStorage, new Node[cpus], new Queue[cpus], new Windows[cpus], new Signals[cpus]);
        Queue empty = Queue.empty();
        for (int cpu = 0; cpu < cpus; cpu++) {
            boolean isStopped = program.cpus().get(cpu).start() == GuestProgram.Start.STOPPED;
            state.nodes[cpu] = nodes.initial(cpu);
            state.queues[cpu] = empty;
            state.windows[cpu] = memory.windows(initialStorage);
            state.signals[cpu] = Signals.of(isStopped ? Signals.Run.STOPPED : Signals.Run.OPERATING);
        }
        settle(state);
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
        for (int cpu = 0; cpu < cpus; cpu++) {
            int number = cpu;
            signaling.expand(state, cpu, (detail, next) -> accept(number, Transition.TAKE, detail, next, successors));
            if (state.signals[cpu].run() == Signals.Run.OPERATING) {
                steps.expand(state, cpu, (detail, next) -> accept(number, Transition.STEP, detail, next, successors));
            }
            expandDrains(state, cpu, successors);
        }
    }

    private void accept(int cpu, int kind, int detail, MachineState next, Successors<MachineState> successors) {
        settle(next);
        successors.accept(Transition.label(cpu, kind, detail), next);
    }

    private void expandDrains(MachineState state, int cpu, Successors<MachineState> successors) {
        Queue queue = state.queues[cpu];
        int most = deviations.contains(Deviation.UNORDERED_QUEUE) ? queue.size() : Math.min(1, queue.size());
        for (int number = 0; number < most; number++) {
            Entry entry = queue.get(number);
            if (entry.left() == 0) {
                if (!Memory.isHeld(state, cpu, entry.index(), entry.size())) {
                    MachineState next = state.copy();
                    memory.drain(next, cpu, number);
                    accept(cpu, Transition.DRAIN, number << 8, next, successors);
                }
                continue;
            }
            for (int i = 0; i < entry.size(); i++) {
                int place = entry.index() + i;
                if (entry.covers(place) && !Memory.isHeld(state, cpu, place, 1)) {
                    MachineState next = state.copy();
                    memory.drainByte(next, cpu, number, place);
                    accept(cpu, Transition.DRAIN, number << 8 | 1 + i, next, successors);
                }
            }
        }
    }

    /**
     * Takes the steps that nobody else can notice or influence. Each is the only transition of its CPU that matters there, and
     * commutes with all of the others. A CPU that does nothing else for long is left to the search, so that this ends.
     */
    private void settle(MachineState state) {
        if (!reductions.contains(Reduction.EAGER_STEPS)) {
            return;
        }
        for (int cpu = 0; cpu < cpus; cpu++) {
            int left = MOST_EAGER_STEPS;
            while (left-- > 0 && (steps.takeEagerly(state, cpu) || drainEagerly(state, cpu))) {
                // Until neither is possible.
            }
        }
    }

    private boolean drainEagerly(MachineState state, int cpu) {
        Queue queue = state.queues[cpu];
        if (queue.isEmpty() || !reductions.contains(Reduction.INVISIBLE_DRAINS)) {
            return false;
        }
        Entry entry = queue.get(0);
        if (entry.left() != 0 || !footprint.isPrivateTo(cpu, entry.index(), entry.size())) {
            return false;
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
    public String describe(MachineState state, int label) {
        int cpu = Transition.cpu(label);
        String who = "CPU " + cpu + ": ";
        return switch (Transition.kind(label)) {
            case Transition.TAKE -> who + "takes what is pending (ser-int): " + state.signals[cpu];
            case Transition.DRAIN -> {
                Entry entry = state.queues[cpu].get(Transition.detail(label) >>> 8);
                yield who
                        + String.format(
                                "store of %x (%d bytes) to %x reaches storage (W-R allows it to be this late)",
                                entry.value(), entry.size(), program.address(entry.index()));
            }
            default -> who + steps.describe(state, cpu, Transition.detail(label));
        };
    }

    /** Whether an exploration of this program meets signals between CPUs; known after the exploration. */
    public boolean usesSignals() {
        return footprint.isSignaled();
    }
}
