package org.maskflip.emulator.cpu;

import java.util.ArrayList;
import java.util.List;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.decode.Decoder;
import org.maskflip.emulator.decode.InstructionSet;
import org.maskflip.emulator.interrupt.FloatingInterruptions;
import org.maskflip.emulator.interrupt.PendingInterruptions;
import org.maskflip.emulator.storage.AbsoluteStorage;
import org.maskflip.emulator.storage.DirectStorage;
import org.maskflip.emulator.storage.StorageKeys;
import org.maskflip.emulator.storage.Translator;
import org.maskflip.emulator.storage.order.AdversaryPolicy;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.emulator.storage.order.StorageOrder;
import org.maskflip.emulator.storage.order.StorageOrders;
import org.maskflip.emulator.storage.order.Threading;

/** CPUs over one storage, without devices: what tests and benchmarks of a CPU need. */
public final class CpuRig {
    /** 64-bit addressing mode, everything disabled. */
    public static final long PLAIN = Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING;

    private static final Facilities FACILITIES = Level.ZEC12.facilities();

    final AbsoluteStorage storage;
    final StorageKeys keys;
    final FloatingInterruptions floating = new FloatingInterruptions();
    final Rendezvous rendezvous = new Rendezvous();
    final List<Cpu> cpus = new ArrayList<>();
    final List<Translator> translators = new ArrayList<>();
    private final List<CpuThread> threads = new ArrayList<>();

    /** CPUs that nobody looks at. */
    public CpuRig(OrderKind kind, Threading threading, int count) {
        this(kind, threading, count, CpuHooks.NONE);
    }

    /** CPUs with hooks. */
    public CpuRig(OrderKind kind, Threading threading, int count, CpuHooks hooks) {
        this(kind, threading, count, hooks, FACILITIES);
    }

    private CpuRig(OrderKind kind, Threading threading, int count, CpuHooks hooks, Facilities facilities) {
        long size = 64 << 20;
        storage = new DirectStorage(size);
        keys = new StorageKeys(size);
        StorageOrders orders =
                StorageOrders.create(kind, storage, count, facilities, 42, AdversaryPolicy.DEFAULT, threading, null);
        Decoder decoder = InstructionSet.all().decoder(facilities);
        for (int address = 0; address < count; address++) {
            Registers registers = new Registers();
            StorageOrder order = orders.cpu(address);
            Translator translator = new Translator(registers, facilities, size, keys, order::fetchTableEntry);
            translators.add(translator);
            cpus.add(new Cpu(new CpuParts(
                    address,
                    registers,
                    order,
                    translator,
                    keys,
                    new PendingInterruptions(count, floating),
                    decoder::decode,
                    rendezvous,
                    cpu -> new TestEnvironment(cpu, facilities),
                    hooks,
                    null)));
        }
    }

    /** One CPU in host order, run step by step. */
    static CpuRig single() {
        return new CpuRig(OrderKind.HOST, Threading.DETERMINISTIC, 1);
    }

    /** The same with other facilities. */
    static CpuRig single(Facilities facilities) {
        return new CpuRig(OrderKind.HOST, Threading.DETERMINISTIC, 1, CpuHooks.NONE, facilities);
    }

    public Cpu cpu(int address) {
        return cpus.get(address);
    }

    public AbsoluteStorage storage() {
        return storage;
    }

    Registers registers() {
        return cpu(0).registers();
    }

    TestEnvironment environment(int address) {
        return (TestEnvironment) cpu(address).environment();
    }

    /** Stores hexadecimal digits, blanks ignored. */
    CpuRig code(long absolute, String digits) {
        String packed = digits.replace(" ", "");
        byte[] bytes = new byte[packed.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(packed.substring(2 * i, 2 * i + 2), 16);
        }
        storage.write(absolute, bytes, 0, bytes.length);
        return this;
    }

    /** Stores a PSW. */
    CpuRig psw(long absolute, long mask, long address) {
        put(absolute, 8, mask);
        put(absolute + 8, 8, address);
        return this;
    }

    void put(long absolute, int size, long value) {
        // ORDER volatile: a test's own store.
        storage.setVolatile(absolute, size, value);
    }

    long get(long absolute, int size) {
        // ORDER volatile: a test's own look.
        return storage.getVolatile(absolute, size);
    }

    /** Gives a stopped CPU its PSW and has it start. */
    public CpuRig start(int address, long mask, long instruction) {
        Cpu cpu = cpu(address);
        cpu.load(() -> {
            cpu.registers().setPswMask(mask);
            cpu.registers().setInstructionAddress(instruction);
        });
        cpu.start();
        return this;
    }

    /** Starts CPU 0 at an address with nothing enabled, and takes the order. */
    CpuRig startAt(long instruction) {
        return startAt(PLAIN, instruction);
    }

    CpuRig startAt(long mask, long instruction) {
        start(0, mask, instruction);
        cpu(0).step();
        return this;
    }

    Cpu.Step step() {
        return cpu(0).step();
    }

    /** Steps CPU 0 until it does nothing any more. */
    CpuRig run() {
        for (int steps = 0; steps < 1_000_000; steps++) {
            switch (cpu(0).step()) {
                case WAITING, WAITING_DISABLED, NOT_OPERATING -> {
                    cpu(0).order().drain();
                    return this;
                }
                default -> {}
            }
        }
        throw new AssertionError(
                "still running at " + Long.toHexString(registers().instructionAddress()));
    }

    /** A thread for each CPU. */
    public CpuRig threads() {
        for (Cpu cpu : cpus) {
            CpuThread thread = new CpuThread(cpu);
            threads.add(thread);
            thread.start();
        }
        return this;
    }

    /** Ends the threads. */
    public void close() throws InterruptedException {
        cpus.forEach(Cpu::terminate);
        for (CpuThread thread : threads) {
            thread.join();
        }
    }
}
