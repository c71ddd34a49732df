package org.maskflip.emulator.machine;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.cpu.CpuParts;
import org.maskflip.emulator.cpu.ExecutionListener;
import org.maskflip.emulator.cpu.ProgramEnd;
import org.maskflip.emulator.decode.InstructionSet;
import org.maskflip.emulator.device.ConsoleSink;
import org.maskflip.emulator.storage.AbsoluteStorage;
import org.maskflip.emulator.storage.order.AdversaryPolicy;
import org.maskflip.emulator.storage.order.Chooser;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.emulator.storage.order.OrderObserver;
import org.maskflip.emulator.trace.TraceSink;

/**
 * The configuration of a machine; what is not said has a default. Every setter refuses what can never be right with an {@link
 * IllegalArgumentException} whose message says what was found and what was expected. For one thread.
 */
public final class MachineBuilder {
    static final int MOST_CPUS = 64;
    private static final long MIB = 1L << 20;
    private static final long MOST_STORAGE = 4L << 30;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})\\s*([KMG])(?:i?B)?", Pattern.CASE_INSENSITIVE);

    int cpus = 1;
    long storageSize = 64 * MIB;
    Level level = Level.Z10;
    Facilities facilities = level.facilities();
    OrderKind order = OrderKind.HOST;
    long seed;
    AdversaryPolicy policy = AdversaryPolicy.DEFAULT;
    Chooser chooser;
    IntFunction<Chooser> choosers;
    AbsoluteStorage storage;
    OrderLayer layer = (cpu, order) -> order;
    ProgramEnd programEnd;
    Scheduler scheduler = Scheduler.FREE;
    Engine engine = Engine.ROWS;
    int hot = CpuParts.Blocks.HOT;
    double slowdown = 1;
    Instant clock;
    int informationLevel = 1;
    ConsoleSink console = (cpu, mode, text) -> {};
    ConsoleInput input = ConsoleInput.CLOSED;
    TraceSink trace;
    LongPredicate watched;
    ExecutionListener executions;
    OrderObserver observer;
    long maximumInstructions = Long.MAX_VALUE;
    InstructionSet instructions;

    MachineBuilder() {}

    /** The number of CPUs, 1 to 64; addresses from 0. Default 1. */
    public MachineBuilder cpus(int number) {
        require(number >= 1 && number <= MOST_CPUS, number + " CPUs: 1 to " + MOST_CPUS + " expected");
        cpus = number;
        return this;
    }

    /** The size of storage: a multiple of 1 MiB up to 4 GiB, as in {@code 64 MiB}, {@code 64M} or {@code 1 GiB}. */
    public MachineBuilder storage(String size) {
        Matcher matcher = SIZE.matcher(size.strip());
        require(
                matcher.matches(),
                "storage of \"" + size
                        + "\": a number with the unit K, M or G expected, as in \"64 MiB\", up to 4 GiB");
        int shift = switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
            case "K" -> 10;
            case "M" -> 20;
            default -> 30;
        };
        return storage(Long.parseLong(matcher.group(1)) << shift);
    }

    /** The size of storage in bytes: a multiple of 1 MiB up to 4 GiB. Default 64 MiB. */
    public MachineBuilder storage(long bytes) {
        require(
                bytes > 0 && bytes <= MOST_STORAGE && bytes % MIB == 0,
                "storage of " + bytes + " bytes: a multiple of 1 MiB up to 4 GiB expected");
        storageSize = bytes;
        return this;
    }

    /** The architecture level, which replaces all facilities. Default z10. */
    public MachineBuilder level(Level offered) {
        level = Objects.requireNonNull(offered);
        facilities = offered.facilities();
        return this;
    }

    /** Exactly these facilities. */
    public MachineBuilder facilities(Facilities offered) {
        facilities = Objects.requireNonNull(offered);
        return this;
    }

    /** One facility more. */
    public MachineBuilder with(Facility facility) {
        facilities = facilities.with(facility);
        return this;
    }

    /** One facility less. */
    public MachineBuilder without(Facility facility) {
        facilities = facilities.without(facility);
        return this;
    }

    /** The storage order. Default {@code HOST}. */
    public MachineBuilder order(OrderKind kind) {
        order = Objects.requireNonNull(kind);
        return this;
    }

    /** What choices of the weak order and of the deterministic scheduler are drawn from. Default 0. */
    public MachineBuilder seed(long value) {
        seed = value;
        return this;
    }

    /** How the weak order uses its freedom. */
    public MachineBuilder policy(AdversaryPolicy adversary) {
        policy = Objects.requireNonNull(adversary);
        return this;
    }

    /** Makes all choices in place of the seed: a recorded or a replayed schedule. With the deterministic scheduler only. */
    public MachineBuilder chooser(Chooser single) {
        chooser = Objects.requireNonNull(single);
        return this;
    }

    /** Makes the weak order's choices of each CPU in place of the seed, for a machine whose CPUs the caller steps. */
    public MachineBuilder choosers(IntFunction<Chooser> byCpu) {
        choosers = Objects.requireNonNull(byCpu);
        return this;
    }

    /** Absolute storage that there is already, with what it holds; its size is the machine's. */
    public MachineBuilder storage(AbsoluteStorage present) {
        storage = Objects.requireNonNull(present);
        return storage(present.size());
    }

    /** Puts something between each CPU and its storage order. */
    public MachineBuilder orderLayer(OrderLayer above) {
        layer = Objects.requireNonNull(above);
        return this;
    }

    /** Decides which program interruptions end their CPU. Default: none. */
    public MachineBuilder programEnd(ProgramEnd end) {
        programEnd = Objects.requireNonNull(end);
        return this;
    }

    /** What runs the CPUs. Default {@code FREE}. */
    public MachineBuilder scheduler(Scheduler kind) {
        scheduler = Objects.requireNonNull(kind);
        return this;
    }

    /** What executes instructions. Default {@code ROWS}. */
    public MachineBuilder engine(Engine kind) {
        engine = Objects.requireNonNull(kind);
        return this;
    }

    /** How often a CPU comes to an address before what is there is translated, from 1 on. Default 1,000. */
    public MachineBuilder hot(int arrivals) {
        require(arrivals > 0, "hot after " + arrivals + " arrivals: 1 or more expected");
        hot = arrivals;
        return this;
    }

    /** Host seconds per second of the guest's clocks, above 0. Default 1. The deterministic scheduler makes its own time. */
    public MachineBuilder clockSlowdown(double factor) {
        require(factor > 0 && !Double.isInfinite(factor), "clock slowdown " + factor + ": a number above 0 expected");
        slowdown = factor;
        return this;
    }

    /** What the TOD clock shows at first. Default: the present, or the start of 2024 with the deterministic scheduler. */
    public MachineBuilder clock(Instant moment) {
        clock = Objects.requireNonNull(moment);
        return this;
    }

    /** The highest function code of STORE SYSTEM INFORMATION: 1 basic machine (default), 2 logical partition, 3 virtual machine. */
    public MachineBuilder informationLevel(int functionCode) {
        require(
                functionCode >= 1 && functionCode <= 3,
                "system-information level " + functionCode + ": 1, 2 or 3 expected");
        informationLevel = functionCode;
        return this;
    }

    /** Takes what the guest writes to its consoles. Default: nobody. */
    public MachineBuilder console(ConsoleSink sink) {
        console = Objects.requireNonNull(sink);
        return this;
    }

    /** Whether somebody may {@link Machine#type}. Default {@code CLOSED}; typing is possible all the same. */
    public MachineBuilder input(ConsoleInput open) {
        input = Objects.requireNonNull(open);
        return this;
    }

    /** Takes an event for everything that happens, instructions included. Default: nobody, at no cost. */
    public MachineBuilder trace(TraceSink sink) {
        trace = Objects.requireNonNull(sink);
        return this;
    }

    /** Shows each execution of the instructions whose addresses are watched. */
    public MachineBuilder watch(LongPredicate addresses, ExecutionListener listener) {
        watched = Objects.requireNonNull(addresses);
        executions = Objects.requireNonNull(listener);
        return this;
    }

    /** Sees what the weak order does with stores and copies. */
    public MachineBuilder orderObserver(OrderObserver sink) {
        observer = Objects.requireNonNull(sink);
        return this;
    }

    /** Ends a run after so many instructions of all CPUs; on free threads it may be some hundred thousand more. */
    public MachineBuilder maximumInstructions(long number) {
        require(number > 0, "at most " + number + " instructions: a number above 0 expected");
        maximumInstructions = number;
        return this;
    }

    /** The rows of the machine's instructions. Default: all there are. */
    public MachineBuilder instructions(InstructionSet rows) {
        instructions = Objects.requireNonNull(rows);
        return this;
    }

    /** The machine, all CPUs stopped. */
    public Machine build() {
        require(
                chooser == null || scheduler == Scheduler.DETERMINISTIC,
                "a schedule on free threads: the deterministic scheduler expected");
        if (instructions == null) {
            instructions = InstructionSet.all();
        }
        return new Machine(this);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
