package org.maskflip.emulator.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.PrefixArea;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.cpu.Cpu;
import org.maskflip.emulator.cpu.CpuHooks;
import org.maskflip.emulator.cpu.CpuParts;
import org.maskflip.emulator.cpu.CpuThread;
import org.maskflip.emulator.cpu.InstructionDecoder;
import org.maskflip.emulator.cpu.Rendezvous;
import org.maskflip.emulator.decode.Program;
import org.maskflip.emulator.device.Alarm;
import org.maskflip.emulator.device.Configuration;
import org.maskflip.emulator.device.ConsoleMode;
import org.maskflip.emulator.device.ConsoleSink;
import org.maskflip.emulator.device.CpuClocks;
import org.maskflip.emulator.device.HostTime;
import org.maskflip.emulator.device.ServiceProcessor;
import org.maskflip.emulator.device.SystemInformation;
import org.maskflip.emulator.device.TimeSource;
import org.maskflip.emulator.device.TodClock;
import org.maskflip.emulator.device.VirtualTime;
import org.maskflip.emulator.interrupt.FloatingInterruptions;
import org.maskflip.emulator.interrupt.PendingInterruptions;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.loader.LoadedImage;
import org.maskflip.emulator.sigp.SignalProcessor;
import org.maskflip.emulator.storage.AbsoluteStorage;
import org.maskflip.emulator.storage.DirectStorage;
import org.maskflip.emulator.storage.StorageKeys;
import org.maskflip.emulator.storage.Translator;
import org.maskflip.emulator.storage.order.Chooser;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.emulator.storage.order.OrderObserver;
import org.maskflip.emulator.storage.order.SeededChooser;
import org.maskflip.emulator.storage.order.StorageOrder;
import org.maskflip.emulator.storage.order.StorageOrders;
import org.maskflip.emulator.storage.order.Threading;
import org.maskflip.emulator.trace.Event;
import org.maskflip.emulator.trace.TraceSink;
import org.maskflip.emulator.translate.RowTranslator;

/**
 * A machine: load a program, start, await its end, look at storage and registers, close.
 *
 * <pre>{@code
 * try (Machine machine = Machine.builder().cpus(4).storage("64 MiB").order(OrderKind.WEAK).seed(42).build()) {
 *     machine.load(image);
 *     machine.start();
 *     Ending ending = machine.await(Duration.ofSeconds(10));
 * }
 * }</pre>
 *
 * <p>Methods may be called from any thread that is not one of the machine's own, but from one at a time unless said.
 */
public final class Machine implements AutoCloseable {
    /** 64-bit addressing, DAT off, all interruptions disabled, supervisor state. */
    private static final long START_MASK = Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING;

    private static final Instant DETERMINISTIC_CLOCK = Instant.parse("2024-01-01T00:00:00Z");

    private final Facilities facilities;
    private final AbsoluteStorage storage;
    private final List<Cpu> cpus = new ArrayList<>();
    private final List<CpuClocks> clocks = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final ServiceProcessor service;
    private final Alarm alarm;
    private final TodClock tod;
    private final EndWatch watch;
    private final DeterministicScheduler single;
    private final Rendezvous rendezvous = new Rendezvous();
    private final MachineState state;
    private final RowTranslator blockTranslator = new RowTranslator();
    private LoadedImage image;

    Machine(MachineBuilder from) {
        facilities = from.facilities;
        storage = from.storage != null ? from.storage : new DirectStorage(from.storageSize);
        VirtualTime virtual = from.scheduler == Scheduler.DETERMINISTIC ? new VirtualTime() : null;
        TimeSource time = virtual == null ? new HostTime(from.slowdown) : virtual;
        Instant first = from.clock != null ? from.clock : virtual == null ? Instant.now() : DETERMINISTIC_CLOCK;
        tod = new TodClock(time, TodClock.valueAt(first));
        alarm = new Alarm(time);
        FloatingInterruptions floating = new FloatingInterruptions();
        Configuration configuration =
                new Configuration(from.cpus, from.storageSize, machineType(from), from.informationLevel);
        service = new ServiceProcessor(storage, floating, configuration, traced(from.console, from.trace));
        watch = new EndWatch(cpus, clocks, from.input, from.maximumInstructions);
        Surroundings around = new Surroundings(
                facilities,
                tod,
                alarm,
                new SignalProcessor(cpus, facilities, from.storageSize),
                service,
                new SystemInformation(configuration),
                rendezvous,
                new ProgramLocks(),
                from.trace);
        Chooser chooser = virtual == null ? null : chooser(from);
        StorageKeys keys = new StorageKeys(from.storageSize);
        addCpus(from, around, time, floating, orders(from, chooser), keys);
        state = new MachineState(from, storage, keys, cpus, floating, service, tod);
        single = virtual == null
                ? null
                : new DeterministicScheduler(cpus, clocks, virtual, chooser, watch, from.maximumInstructions);
    }

    /** A configuration with defaults. */
    public static MachineBuilder builder() {
        return new MachineBuilder();
    }

    // ------------------------------------------------------------------------------------------------ wiring

    private static Chooser chooser(MachineBuilder from) {
        return from.chooser != null ? from.chooser : new SeededChooser(from.seed, from.policy);
    }

    private StorageOrders orders(MachineBuilder from, Chooser chooser) {
        OrderObserver observer = from.trace == null ? from.observer : new TracedStores(from.trace, from.observer);
        Threading threading = chooser == null ? Threading.FREE : Threading.DETERMINISTIC;
        IntFunction<Chooser> choosers = from.choosers != null || chooser == null ? from.choosers : cpu -> chooser;
        if (choosers != null && from.order == OrderKind.WEAK) {
            return StorageOrders.weak(storage, from.cpus, facilities, from.policy, threading, choosers, observer);
        }
        return StorageOrders.create(
                from.order, storage, from.cpus, facilities, from.seed, from.policy, threading, observer);
    }

    private void addCpus(
            MachineBuilder from,
            Surroundings around,
            TimeSource time,
            FloatingInterruptions floating,
            StorageOrders orders,
            StorageKeys keys) {
        InstructionDecoder decoder = from.instructions.decoder(facilities)::decode;
        CpuHooks hooks = new CpuHooks(watch, from.watched, from.executions, changesOnly(from.trace), from.programEnd);
        CpuParts.Blocks blocks =
                from.engine == Engine.TRANSLATED ? new CpuParts.Blocks(blockTranslator, from.hot) : null;
        for (int address = 0; address < from.cpus; address++) {
            PendingInterruptions pending = new PendingInterruptions(from.cpus, floating);
            CpuClocks own = new CpuClocks(tod, time, alarm, pending);
            Registers registers = new Registers();
            StorageOrder order = from.layer.over(address, orders.cpu(address));
            Cpu cpu = new Cpu(new CpuParts(
                    address,
                    registers,
                    order,
                    new Translator(registers, facilities, from.storageSize, keys, order::fetchTableEntry),
                    keys,
                    pending,
                    decoder,
                    around.rendezvous(),
                    made -> new CpuEnvironment(made, around, own),
                    hooks,
                    blocks));
            clocks.add(own);
            cpus.add(cpu);
            cpu.reset(Cpu.Reset.INITIAL_CPU);
            cpu.step();
        }
    }

    /** A trace without the CPUs' first resets, which change no state. */
    private static TraceSink changesOnly(TraceSink trace) {
        return trace == null
                ? null
                : event -> {
                    if (!(event instanceof Event.StateChanged change
                            && change.from().equals(change.to()))) {
                        trace.accept(event);
                    }
                };
    }

    private static ConsoleSink traced(ConsoleSink console, TraceSink trace) {
        return trace == null
                ? console
                : (cpu, mode, text) -> {
                    trace.accept(new Event.ConsoleWritten(cpu, mode.name(), text));
                    console.write(cpu, mode, text);
                };
    }

    private static String machineType(MachineBuilder from) {
        return switch (from.level) {
            case ALS, Z10 -> "2097";
            case Z196 -> "2817";
            case ZEC12 -> "2827";
            case Z13 -> "2964";
        };
    }

    // ------------------------------------------------------------------------------------------------ what there is

    public Facilities facilities() {
        return facilities;
    }

    /** Absolute storage; stores of running CPUs may still be on their way to it. */
    public AbsoluteStorage storage() {
        return storage;
    }

    /** A doubleword of absolute storage, on a doubleword boundary. */
    public long doubleword(long absolute) {
        // ORDER volatile: a host's look at storage; whoever needs more awaits the end first. Partner: the CPUs' stores.
        return storage.getVolatile(absolute, Long.BYTES);
    }

    /** The CPUs by address. */
    public List<Cpu> cpus() {
        return Collections.unmodifiableList(cpus);
    }

    public Cpu cpu(int address) {
        return cpus.get(address);
    }

    public TodClock tod() {
        return tod;
    }

    /** Instructions executed by all CPUs; late by some thousands for those that run. */
    public long instructionCount() {
        return cpus.stream().mapToLong(Cpu::instructionCount).sum();
    }

    /** Blocks of instructions translated so far. */
    public int translations() {
        return blockTranslator.count();
    }

    // ------------------------------------------------------------------------------------------------ load and start

    /**
     * Puts a program into storage and remembers where it starts.
     *
     * @throws ImageException if storage is too small
     */
    public void load(LoadedImage program) throws ImageException {
        program.store(storage);
        image = program;
    }

    /**
     * Puts an assembled program into storage and remembers where it starts.
     *
     * @throws ImageException if it is empty or storage is too small
     */
    public void load(Program program) throws ImageException {
        load(ProgramImage.of(program));
    }

    /** Puts bytes into storage; they must be within it. */
    public void load(long absolute, byte[] bytes) {
        if (absolute < 0 || absolute > storage.size() - bytes.length) {
            throw new IllegalArgumentException(String.format(
                    "%d bytes at %x: storage ends at %x; more storage or another address expected",
                    bytes.length, absolute, storage.size()));
        }
        storage.write(absolute, bytes, 0, bytes.length);
    }

    /**
     * Starts CPU 0, the others stopped: at the entry of the program loaded last, or if it names none with a restart interruption,
     * which loads the PSW at absolute 0x1A0.
     *
     * @throws IllegalStateException if there is neither, or CPU 0 is not stopped
     */
    public void start() {
        OptionalLong entry = image == null ? OptionalLong.empty() : image.entry();
        if (entry.isPresent()) {
            start(entry.getAsLong());
            return;
        }
        if (doubleword(PrefixArea.RESTART_NEW_PSW) == 0 && doubleword(PrefixArea.RESTART_NEW_PSW + 8) == 0) {
            throw new IllegalStateException((image == null ? "the machine" : image.name())
                    + ": nowhere to start: neither an entry nor a restart new PSW at 1a0;"
                    + " define the symbol _start or store a PSW there");
        }
        begin();
        cpus.get(0).restart();
        run();
    }

    /**
     * Starts CPU 0 at an address, the others stopped: 64-bit addressing, DAT off, all interruptions disabled.
     *
     * @throws IllegalStateException if CPU 0 is not stopped
     */
    public void start(long entry) {
        begin();
        Cpu cpu = cpus.get(0);
        Cpu.WhileStopped loaded = cpu.load(() -> {
            cpu.registers().setPswMask(START_MASK);
            cpu.registers().setInstructionAddress(entry);
            cpu.registers().setNextAddress(entry);
        });
        if (loaded != Cpu.WhileStopped.DONE) {
            throw new IllegalStateException("start: CPU 0 is not stopped");
        }
        cpu.start();
        run();
    }

    private void begin() {
        watch.begin();
    }

    private void run() {
        if (single != null) {
            if (threads.stream().anyMatch(Thread::isAlive)) {
                throw new IllegalStateException("start: the machine is running");
            }
            launch(new Thread(single, "cpus"));
        } else if (threads.isEmpty()) {
            alarm.start();
            cpus.forEach(cpu -> launch(new CpuThread(cpu)));
        }
    }

    private void launch(Thread thread) {
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    // ------------------------------------------------------------------------------------------------ snapshots

    /**
     * The state of the whole machine at one moment, at which every CPU stands between two instructions. A machine on free threads goes
     * on afterwards.
     *
     * @throws IllegalStateException if the deterministic scheduler is running, or a CPU is in the check-stop state
     */
    public Snapshot snapshot() {
        if (single != null && threads.stream().anyMatch(Thread::isAlive)) {
            throw new IllegalStateException(
                    "a snapshot while the deterministic scheduler runs: stop the machine first");
        }
        Snapshot[] taken = new Snapshot[1];
        while (!rendezvous.betweenInstructions(() -> taken[0] = state.take())) {
            Thread.onSpinWait();
        }
        return taken[0];
    }

    /**
     * Puts a machine that has not run yet into the state of a snapshot; {@link #resume} goes on from there.
     *
     * @throws ImageException if the snapshot is of a machine of another configuration
     */
    public void restore(Snapshot snapshot) throws ImageException {
        state.restore(snapshot);
        alarm.todChanged();
    }

    /** Goes on from the state that there is. */
    public void resume() {
        begin();
        run();
    }

    // ------------------------------------------------------------------------------------------------ end

    /** Waits for the end of the run. */
    public Ending await() throws InterruptedException {
        return await(Duration.ofDays(1000));
    }

    /** Waits for the end of the run, which goes on if the answer is {@link Ending.Kind#TIMEOUT}. Any thread. */
    public Ending await(Duration limit) throws InterruptedException {
        return watch.await(limit, single == null ? watch::look : () -> {});
    }

    /** Stops all CPUs and ends the run. Any thread; returns when they are stopped. */
    public void stop() throws InterruptedException {
        watch.end(Idleness.ending(Ending.Kind.STOPPED_BY_HOST, cpus.get(0), "", cpus));
        if (single == null) {
            cpus.forEach(Cpu::stop);
            for (Cpu cpu : cpus) {
                while (!threads.isEmpty() && cpu.isBusy() && isThreadAlive(cpu)) {
                    Thread.sleep(1);
                }
            }
            return;
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private boolean isThreadAlive(Cpu cpu) {
        return threads.get(cpu.address()).isAlive();
    }

    // ------------------------------------------------------------------------------------------------ operator

    /** Types at a console: one event; a line for {@link ConsoleMode#LINE}. Any thread. */
    public void type(ConsoleMode mode, String text) {
        service.type(mode, text);
    }

    /** Nobody types any more: a machine that waits for input has come to its end. Any thread. */
    public void closeInput() {
        watch.closeInput();
    }

    /** Ends the machine's threads. Storage and registers can still be read. */
    @Override
    public void close() {
        watch.end(Idleness.ending(Ending.Kind.STOPPED_BY_HOST, cpus.get(0), "", cpus));
        alarm.close();
        if (single == null) {
            cpus.forEach(Cpu::terminate);
        }
        boolean wasInterrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    wasInterrupted = true;
                }
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
