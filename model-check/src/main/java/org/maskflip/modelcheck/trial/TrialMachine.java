package org.maskflip.modelcheck.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.cpu.Cpu;
import org.maskflip.emulator.cpu.CpuState;
import org.maskflip.emulator.interrupt.Attention;
import org.maskflip.emulator.machine.Machine;
import org.maskflip.emulator.machine.MachineBuilder;
import org.maskflip.emulator.machine.OrderLayer;
import org.maskflip.emulator.machine.Scheduler;
import org.maskflip.emulator.storage.AbsoluteStorage;
import org.maskflip.emulator.storage.DirectStorage;
import org.maskflip.emulator.storage.order.AdversaryPolicy;
import org.maskflip.emulator.storage.order.Chooser;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.emulator.storage.order.StorageOrder;
import org.maskflip.emulator.storage.order.WeakOrder;
import org.maskflip.modelcheck.program.Effect;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Observation;
import org.maskflip.modelcheck.program.Outcome;

/**
 * One guest program on one machine, which is brought back to the program's initial state between runs. Which CPU executes when is
 * the caller's; each CPU is stepped by one thread at a time.
 */
public final class TrialMachine {
    /** No limit but the queue's length is the machine's own: the choosers draw everything. */
    private static final AdversaryPolicy POLICY = new AdversaryPolicy(1, Integer.MAX_VALUE, 64, 1, 1, 1, 1);

    private static final long MIB = 1L << 20;
    private static final long MOST_STORAGE = 1L << 32;

    /** How a CPU stands, if not by the reason of an END effect. */
    private static final long LIVE = -1;

    private static final long STOPPED = -2;
    private static final long WAITS = -3;

    private final GuestProgram program;
    private final Machine machine;
    private final Cpu[] cpus;
    private final StorageOrder[] orders;
    private final CpuState[] initialStates;
    private final long[] ends;
    private final long[] addresses;
    private final int[] sizes;
    private final long[] contents;

    private final Executions[] executions;

    /** Lets every reference pass at once. */
    private static final Gate OPEN = new Gate() {
        @Override
        public void before(int cpu, Reference reference, long absolute, int size) {}

        @Override
        public boolean isFetchingAnew() {
            return false;
        }
    };

    /** Per CPU: {@link #LIVE}, or the reason for which it executes nothing more. */
    private final long[] endings;

    /**
     * The machine of a program.
     *
     * @param layer between the gate and each CPU's order
     */
    TrialMachine(
            GuestProgram program,
            OrderKind order,
            Scheduler scheduler,
            IntFunction<Chooser> choosers,
            Gate gate,
            OrderLayer layer) {
        this(program, order, scheduler, choosers, gate, layer, storage(program));
    }

    /** A machine in host order, without delays, for the caller's own threads. Storage has the program's regions, and may be shared. */
    public static TrialMachine bare(GuestProgram program, AbsoluteStorage storage) {
        return new TrialMachine(
                program, OrderKind.HOST, Scheduler.FREE, TrialMachine::noChooser, OPEN, (cpu, order) -> order, storage);
    }

    private static Chooser noChooser(int cpu) {
        throw new IllegalStateException("host order makes no choices");
    }

    private TrialMachine(
            GuestProgram program,
            OrderKind order,
            Scheduler scheduler,
            IntFunction<Chooser> choosers,
            Gate gate,
            OrderLayer layer,
            AbsoluteStorage storage) {
        this.program = program;
        int number = program.cpus().size();
        orders = new StorageOrder[number];
        executions = new Executions[number];
        MachineBuilder builder = Machine.builder()
                .cpus(number)
                .facilities(program.facilities())
                .order(order)
                .scheduler(scheduler)
                .policy(POLICY)
                .choosers(choosers)
                .programEnd(this::isEnd)
                .orderLayer((cpu, made) -> {
                    orders[cpu] = made;
                    executions[cpu] = Executions.of(program, cpu);
                    return new GatedOrder(cpu, layer.over(cpu, made), program, gate, executions[cpu]);
                });
        machine = builder.storage(storage).build();
        cpus = machine.cpus().toArray(new Cpu[0]);
        endings = new long[number];
        initialStates = program.cpus().stream()
                .map(cpu -> cpu.start() == GuestProgram.Start.STOPPED ? CpuState.STOPPED : CpuState.OPERATING)
                .toArray(CpuState[]::new);
        byte[] bytes = program.contents();
        ends = ends(program, bytes.length);
        List<long[]> units = units(program, bytes);
        addresses = units.stream().mapToLong(unit -> unit[0]).toArray();
        sizes = units.stream().mapToInt(unit -> (int) unit[1]).toArray();
        contents = units.stream().mapToLong(unit -> unit[2]).toArray();
    }

    private static AbsoluteStorage storage(GuestProgram program) {
        int length = program.contents().length;
        long highest = length == 0 ? 0 : program.address(length - 1);
        if (highest < 0 || highest >= MOST_STORAGE) {
            throw new IllegalArgumentException(String.format(
                    "%s: storage at %x; the machine has addresses below %x", program.name(), highest, MOST_STORAGE));
        }
        return new DirectStorage(highest / MIB * MIB + MIB);
    }

    /** The end addresses within the program's storage or right behind it; no CPU comes to another one. */
    private static long[] ends(GuestProgram program, int length) {
        List<Long> found = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            long address = program.address(i);
            if (program.isEnd(address)) {
                found.add(address);
            }
            if (program.index(address + 1) < 0 && program.isEnd(address + 1)) {
                found.add(address + 1);
            }
        }
        return found.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /** Address, size and value of what storage holds at first, in doublewords where they stand on their boundary. */
    private static List<long[]> units(GuestProgram program, byte[] bytes) {
        List<long[]> units = new ArrayList<>();
        int size;
        for (int i = 0; i < bytes.length; i += size) {
            long address = program.address(i);
            size = (address & 7) == 0 && program.isInstalled(address, 8) ? 8 : 1;
            long value = 0;
            for (int n = 0; n < size; n++) {
                value = value << 8 | bytes[i + n] & 0xFF;
            }
            units.add(new long[] {address, size, value});
        }
        return units;
    }

    int cpus() {
        return cpus.length;
    }

    /** A CPU, for the thread that steps it. */
    public Cpu cpu(int cpu) {
        return cpus[cpu];
    }

    /** The length of a row: a value per observation, then an ending per CPU. */
    public int width() {
        return program.observations().size() + cpus.length;
    }

    // ------------------------------------------------------------------------------------------------ one run

    /** Brings everything to its initial state. No CPU is executing. */
    public void restore() {
        AbsoluteStorage storage = machine.storage();
        for (int i = 0; i < addresses.length; i++) {
            // ORDER release: before the CPUs' threads are let go, which publishes it all.
            storage.setRelease(addresses[i], sizes[i], contents[i]);
        }
        for (int cpu = 0; cpu < cpus.length; cpu++) {
            Registers initial = program.cpus().get(cpu).registers();
            cpus[cpu].restore(initial, initialStates[cpu]);
            executions[cpu].clear();
            endings[cpu] = Psw.isInvalid(initial.pswMask(), initial.instructionAddress()) ? Effect.INVALID_PSW : LIVE;
        }
    }

    private boolean isEnd(Cpu cpu, ProgramInterruption condition) {
        Registers registers = cpu.registers();
        if (Psw.isInvalid(registers.pswMask(), registers.instructionAddress())) {
            endings[cpu.address()] = Effect.INVALID_PSW;
            return true;
        }
        if (!program.isInstalled(registers.prefix(), 0x200)) {
            endings[cpu.address()] = Effect.PROGRAM_INTERRUPTION + condition.code();
            return true;
        }
        return false;
    }

    /** Whether a CPU can execute or take something. Only as long as no other thread steps it. */
    public boolean canGo(int number) {
        Cpu cpu = cpus[number];
        int attention = cpu.pending().attentionOpaque();
        if (endings[number] != LIVE || cpu.state() == CpuState.STOPPED) {
            return (attention & Attention.ORDERS) != 0;
        }
        Registers registers = cpu.registers();
        if (registers.isMaskSet(Psw.WAIT)) {
            return (attention & Attention.enabled(registers.pswMask(), registers.cr(0), registers.cr(6))) != 0;
        }
        return true;
    }

    /** Whether an interruption or an order is pending that the CPU could take. As {@link #canGo}. */
    boolean isPending(int number) {
        return cpus[number].pending().attentionOpaque() != 0;
    }

    /**
     * One unit of a CPU that {@link #canGo}: an instruction, an interruption, an order, or its end.
     *
     * @param interest what of that which is pending may be taken; what a CPU waits for is taken in any case
     */
    public void unit(int number, int interest) {
        Cpu cpu = cpus[number];
        if (endings[number] != LIVE || cpu.state() == CpuState.STOPPED) {
            boolean isRestart = (cpu.pending().attentionOpaque() & Attention.RESTART) != 0;
            cpu.step(Attention.ORDERS);
            if (isRestart && (cpu.pending().attentionOpaque() & Attention.RESTART) == 0) {
                endings[number] = LIVE;
            }
            return;
        }
        Registers registers = cpu.registers();
        if (registers.isMaskSet(Psw.WAIT)) {
            cpu.step();
        } else if (Arrays.binarySearch(ends, registers.instructionAddress()) >= 0) {
            endings[number] = Effect.ENDED;
        } else {
            cpu.step(interest);
        }
        if (registers.isMaskSet(Psw.WAIT) && !registers.isMaskSet(Psw.EXTERNAL | Psw.IO | Psw.MACHINE_CHECK)) {
            endings[number] = Effect.ENDED;
        }
    }

    /** Whether a CPU stands where it ends; one more {@link #unit} then says so and does nothing else. As {@link #canGo}. */
    boolean isEnding(int number) {
        Registers registers = cpus[number].registers();
        return endings[number] == LIVE
                && cpus[number].state() == CpuState.OPERATING
                && !registers.isMaskSet(Psw.WAIT)
                && Arrays.binarySearch(ends, registers.instructionAddress()) >= 0;
    }

    /** Whether a store of the CPU waits in its queue. */
    boolean isQueued(int cpu) {
        return orders[cpu] instanceof WeakOrder && ((WeakOrder) orders[cpu]).isPending();
    }

    /** Lets the oldest store of the CPU's queue, or a byte of it, reach storage. */
    void drainOne(int cpu) {
        ((WeakOrder) orders[cpu]).drainOne();
    }

    /** As {@link #drainOne}, if that is the store, or the byte of one, that goes to a location; whether it is. */
    boolean drainAt(int cpu, long absolute) {
        return ((WeakOrder) orders[cpu]).drainAt(absolute);
    }

    /** What counts of the state in which everything has come to rest. */
    public void read(long[] row) {
        int at = 0;
        for (Observation observation : program.observations()) {
            row[at++] = value(observation);
        }
        for (int cpu = 0; cpu < cpus.length; cpu++) {
            row[at++] = cpus[cpu].state() == CpuState.STOPPED ? STOPPED : endings[cpu] == LIVE ? WAITS : endings[cpu];
        }
    }

    private long value(Observation observation) {
        int size = observation.size();
        if (observation.isExecution()) {
            return executions[observation.cpu()].value(observation);
        }
        if (!observation.isStorage()) {
            return low(cpus[observation.cpu()].registers().gr(observation.register()), size);
        }
        long value = 0;
        for (int i = 0; i < size; i++) {
            // ORDER volatile: everything has come to rest, by the barrier that the threads have met at.
            value = value << 8 | machine.storage().getVolatile(observation.address() + i, 1);
        }
        return value;
    }

    private static long low(long register, int size) {
        return size == 8 ? register : register & (1L << 8 * size) - 1;
    }

    /** The outcome that a row stands for. */
    public Outcome outcome(long[] row) {
        int values = program.observations().size();
        List<String> words = new ArrayList<>();
        for (int i = values; i < row.length; i++) {
            words.add(row[i] == STOPPED ? Outcome.STOPPED : row[i] == WAITS ? Outcome.WAITS : Outcome.ending(row[i]));
        }
        return new Outcome(Arrays.stream(row, 0, values).boxed().toList(), words);
    }
}
