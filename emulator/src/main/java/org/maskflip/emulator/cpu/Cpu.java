package org.maskflip.emulator.cpu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.interrupt.Attention;
import org.maskflip.emulator.interrupt.PendingInterruptions;
import org.maskflip.emulator.storage.order.StorageOrder;

/**
 * One CPU. It executes on one thread at a time: its own ({@link #run}), or that of a scheduler that takes one unit after the other
 * ({@link #step}). Requests ({@link #start}, {@link #stop}, {@link #restart}, {@link #reset}) may come from any thread and are done
 * by the CPU at its next interruption point. Source: PoP chapter 4, "Stopped, Operating, Load, and Check-Stop States".
 */
public final class Cpu {
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Cpu.class, "state", CpuState.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The kinds of reset that are requested of a CPU. */
    public enum Reset {
        /** Clears pending conditions and stops the CPU; the registers stay. */
        CPU,
        /** Moreover PSW, prefix, timers and control registers get their initial values. */
        INITIAL_CPU
    }

    /** What became of something to be done while the CPU is stopped. */
    public enum WhileStopped {
        DONE,
        /** The CPU is not stopped. */
        NOT_STOPPED,
        /** An order is still in progress. */
        BUSY
    }

    /** What a {@link #step} did. */
    public enum Step {
        /** An instruction or a unit of operation of one. */
        INSTRUCTION,
        /** An interruption or an order. */
        INTERRUPTION,
        /** Nothing: the CPU waits with some interruption class enabled. */
        WAITING,
        /** Nothing, and no interruption can change it: a disabled wait. */
        WAITING_DISABLED,
        /** Nothing: the CPU is stopped, in the load state or in the check-stop state. */
        NOT_OPERATING
    }

    private final CpuParts parts;
    private final Registers registers;
    private final Environment environment;
    private final Presence presence = new Presence();

    /** Changed by the thread that runs the CPU, or under the presence lock while it is away. Reached through its VarHandle. */
    @SuppressWarnings("unused")
    private CpuState state = CpuState.STOPPED;

    /** A stopped CPU. */
    public Cpu(CpuParts parts) {
        this.parts = parts;
        registers = parts.registers();
        environment = parts.environment().apply(this);
        parts.rendezvous().add(this);
    }

    public int address() {
        return parts.address();
    }

    /** For the CPU's own thread, or within {@link #whileStopped}. */
    public Registers registers() {
        return registers;
    }

    public PendingInterruptions pending() {
        return parts.pending();
    }

    public StorageOrder order() {
        return parts.order();
    }

    public Environment environment() {
        return environment;
    }

    Presence presence() {
        return presence;
    }

    /** The state, as of now. */
    public CpuState state() {
        // ORDER volatile: with the state of a stopped CPU comes all that it did; pairs with enter. Shown by: CpuTest.
        return (CpuState) STATE.getVolatile(this);
    }

    /** The reason of the last change of state, in words; empty if it was asked for. */
    public String reason() {
        return "";
    }

    /** The number of instructions executed so far; exact once the CPU is stopped, late by some thousands while it runs. */
    public long instructionCount() {
        return 0;
    }

    /** Whether an order is in progress: one that was requested and is not done (SIGP: busy). */
    public boolean isBusy() {
        return (pending().attention() & Attention.ORDERS) != 0;
    }

    /** Lets a stopped CPU operate. Any thread. */
    public void start() {
        pending().raise(Attention.START);
    }

    /** Lets the CPU enter the stopped state after the interruptions that are pending and enabled. Any thread. */
    public void stop() {
        pending().raise(Attention.STOP);
    }

    /** As {@link #stop}; then its status is stored at absolute 0x1200. Any thread. */
    public void stopAndStoreStatus() {
        pending().raise(Attention.STOP | Attention.STORE_STATUS);
    }

    /** Lets the CPU operate, if it does not, and take a restart interruption. Any thread. */
    public void restart() {
        pending().raise(Attention.RESTART);
    }

    /** Resets the CPU, which ends stopped. Any thread. */
    public void reset(Reset kind) {
        pending().raise(kind == Reset.CPU ? Attention.CPU_RESET : Attention.INITIAL_CPU_RESET);
    }

    /** Ends {@link #run}; the CPU's state stays as it is. Any thread. */
    public void terminate() {
        pending().raise(Attention.TERMINATE);
    }

    /**
     * Does something to a CPU that is stopped and stays so meanwhile: set its prefix, read its registers, store its status. Any
     * thread; the action must not wait for this CPU.
     */
    public WhileStopped whileStopped(Runnable action) {
        presence.lock();
        try {
            if (state() != CpuState.STOPPED) {
                return WhileStopped.NOT_STOPPED;
            }
            if (isBusy() || !presence.isAway()) {
                return WhileStopped.BUSY;
            }
            action.run();
            return WhileStopped.DONE;
        } finally {
            presence.unlock();
        }
    }

    /** Runs {@code loader} in the load state, which gives this stopped CPU its PSW, and leaves it stopped, ready to start. */
    public WhileStopped load(Runnable loader) {
        return whileStopped(loader);
    }

    /** Stores the status into the 512 bytes at an absolute address. The CPU's own thread, or within {@link #whileStopped}. */
    public void storeStatus(long areaAbsolute) {
        throw new UnsupportedOperationException("lands with the run loop: " + areaAbsolute);
    }

    /** For the environment: a supervisor-call interruption follows the instruction that executes now. */
    public void supervisorCall(int code) {
        throw new UnsupportedOperationException("lands with the run loop: " + code);
    }

    /** Removes all TLB entries of this CPU. Its own thread, within {@link #whileStopped}, or as a {@link Rendezvous.Action}. */
    public void purgeTlb() {
        throw new UnsupportedOperationException("lands with the run loop");
    }

    /** Removes what the page-table entry at an absolute address took part in; as {@link #purgeTlb}. */
    public void purgePageEntry(long entryAbsolute) {
        throw new UnsupportedOperationException("lands with the run loop: " + entryAbsolute);
    }

    /** Removes what the table of an address-space-control element took part in; as {@link #purgeTlb}. */
    public void purgeAsce(long asce) {
        throw new UnsupportedOperationException("lands with the run loop: " + asce);
    }

    /** Does one unit: an order, an interruption, or an instruction. For a scheduler that runs all CPUs on one thread. */
    public Step step() {
        throw new UnsupportedOperationException("lands with the run loop");
    }

    /** Runs until {@link #terminate}, parking while the CPU waits or is stopped. For a thread of its own, see {@link CpuThread}. */
    public void run() {
        throw new UnsupportedOperationException("lands with the run loop");
    }

    /** Serves a request of another CPU, if there is one. The CPU's own thread, between instructions or while it waits. */
    void serveRendezvous() {
        pending().lower(Attention.RENDEZVOUS);
        Rendezvous.Request request = presence.take();
        if (request != null) {
            request.serve(this);
        }
    }
}
