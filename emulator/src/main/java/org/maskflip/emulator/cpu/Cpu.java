package org.maskflip.emulator.cpu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.interrupt.Attention;
import org.maskflip.emulator.interrupt.PendingInterruptions;
import org.maskflip.emulator.storage.order.StorageOrder;

/**
 * One CPU. It executes on one thread at a time: its own ({@link #run}), or that of a scheduler that takes one unit after the other
 * ({@link #step}). Requests ({@link #start}, {@link #stop}, {@link #restart}, {@link #reset}) may come from any thread and are done
 * by the CPU at its next interruption point; a request made while another is in progress has no defined sequence to it, see {@link
 * #isBusy}. Source: PoP chapter 4, "Stopped, Operating, Load, and Check-Stop States".
 */
public final class Cpu {
    /** Instructions between two looks at what {@link #instructionCount} tells. */
    private static final int STRETCH = 1 << 16;

    private static final int NO_CALL = -1;
    private static final VarHandle STATE;
    private static final VarHandle REASON;
    private static final VarHandle EXECUTED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Cpu.class, "state", CpuState.class);
            REASON = lookup.findVarHandle(Cpu.class, "reason", String.class);
            EXECUTED = lookup.findVarHandle(Cpu.class, "executed", long.class);
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
        /** An order is still in progress, or another CPU acts on this one. */
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
    private final PendingInterruptions pending;
    private final StorageOrder order;
    private final Environment environment;
    private final CpuAccess access;
    private final ExecutionHooks hooks;
    private final StatusArea status;
    private final ControlState control;
    private final InterruptionPoint interruptions;
    private final RowInterpreter interpreter;
    private final Presence presence = new Presence();

    /** Changed by the thread that runs the CPU, or with its presence locked while it is away. Reached through its VarHandle. */
    @SuppressWarnings("unused")
    private CpuState state = CpuState.STOPPED;

    /** Goes with {@link #state}. Reached through its VarHandle. */
    @SuppressWarnings("unused")
    private String reason = "";

    /** Instructions executed; written by the CPU's thread only. */
    private long executed;

    /** The code of the supervisor call that follows the present instruction, or {@link #NO_CALL}. */
    private int supervisorCall = NO_CALL;

    /** The wait that the listener was told of last and that is not over; else {@code null}. */
    private CpuListener.Waiting waiting;

    /** A stopped CPU. */
    public Cpu(CpuParts parts) {
        this.parts = parts;
        registers = parts.registers();
        pending = parts.pending();
        order = parts.order();
        hooks = new ExecutionHooks(this, parts.hooks());
        access = new CpuAccess(registers, parts.translator(), order, parts.keys());
        environment = parts.environment().apply(this);
        status = new StatusArea(registers, order, environment);
        control = new ControlState(registers, parts.translator(), order);
        interruptions = new InterruptionPoint(parts, environment, status, hooks);
        InstructionCache cache = new InstructionCache(
                registers,
                parts.translator(),
                order,
                parts.decoder(),
                parts.hooks().watched(),
                hooks.tracing());
        interpreter = new RowInterpreter(parts, access, cache, environment, hooks);
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
        return pending;
    }

    public StorageOrder order() {
        return order;
    }

    public Environment environment() {
        return environment;
    }

    /** Storage as this CPU's instructions see it, for its own thread. */
    public Access access() {
        return access;
    }

    Presence presence() {
        return presence;
    }

    /** The state, as of now. */
    public CpuState state() {
        // ORDER volatile: with the state of a stopped CPU comes all that it did; pairs with enter(). Shown by:
        // CpuThreadsTest.
        return (CpuState) STATE.getVolatile(this);
    }

    /** Why the CPU is in its state, in words; empty if it was asked to. */
    public String reason() {
        // ORDER volatile: written before the state that it belongs to; pairs with enter().
        return (String) REASON.getVolatile(this);
    }

    /**
     * Whether the CPU executes nothing just now, and will not before something becomes pending that it looks at; always so for one
     * that is run step by step. What it did before is seen by who gets true. Any thread.
     */
    public boolean isAway() {
        presence.lock();
        try {
            return presence.isAway();
        } finally {
            presence.unlock();
        }
    }

    /** The number of instructions executed so far; exact once the CPU is stopped, late by some thousands while it runs. */
    public long instructionCount() {
        // ORDER opaque: a number for reports; no data hangs on it. Partner: execute().
        return (long) EXECUTED.getOpaque(this);
    }

    // ------------------------------------------------------------------------------------------------ requests

    /** Whether an order is in progress: one that was requested and is not done (SIGP: busy). */
    public boolean isBusy() {
        return (pending.attention() & Attention.ORDERS) != 0;
    }

    /** Lets a stopped CPU operate. Any thread. */
    public void start() {
        pending.raise(Attention.START);
    }

    /** Lets the CPU enter the stopped state after the interruptions that are pending and enabled. Any thread. */
    public void stop() {
        pending.raise(Attention.STOP);
    }

    /** As {@link #stop}; its status is then stored at absolute 0x1200. Any thread. */
    public void stopAndStoreStatus() {
        pending.raise(Attention.STOP | Attention.STORE_STATUS);
    }

    /** Lets the CPU operate, if it does not, and take a restart interruption. Any thread. */
    public void restart() {
        pending.raise(Attention.RESTART);
    }

    /** Resets the CPU, which ends stopped. Any thread. */
    public void reset(Reset kind) {
        pending.raise(kind == Reset.CPU ? Attention.CPU_RESET : Attention.INITIAL_CPU_RESET);
    }

    /** Ends {@link #run}; the CPU's state stays as it is. Any thread. */
    public void terminate() {
        pending.raise(Attention.TERMINATE);
    }

    /**
     * Does something to a CPU that is stopped and stays so meanwhile: set its prefix, read its registers, store its status. Any
     * thread; the action must not wait for this CPU.
     */
    public WhileStopped whileStopped(Runnable action) {
        if (!presence.lockSoon()) {
            return WhileStopped.BUSY;
        }
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
        return whileStopped(() -> {
            enter(CpuState.LOAD, "");
            loader.run();
            enter(CpuState.STOPPED, "");
        });
    }

    // ------------------------------------------------------------------------------------------------ for the
    // environment

    /** A supervisor-call interruption follows the instruction that executes now. */
    public void supervisorCall(int code) {
        supervisorCall = code;
        registers.setControlChanged(true);
    }

    /** Stores the status into the 512 bytes at an absolute address. The CPU's own thread, or within {@link #whileStopped}. */
    public void storeStatus(long areaAbsolute) {
        status.storeStatus(areaAbsolute);
    }

    /** Removes all TLB entries of this CPU. Its own thread, within {@link #whileStopped}, or as a {@link Rendezvous.Action}. */
    public void purgeTlb() {
        parts.translator().purge();
    }

    /** Removes what the page-table entry at an absolute address took part in; as {@link #purgeTlb}. */
    public void purgePageEntry(long entryAbsolute) {
        parts.translator().purgePage(entryAbsolute);
    }

    /** Removes what the table of an address-space-control element took part in; as {@link #purgeTlb}. */
    public void purgeAsce(long asce) {
        parts.translator().purgeAsce(asce);
    }

    // ------------------------------------------------------------------------------------------------ execution

    /** Does one unit: an order, an interruption, or an instruction. For a scheduler that runs all CPUs on one thread. */
    public Step step() {
        return advance(1, -1);
    }

    /**
     * As {@link #step}, looking only at some of what is pending: the rest stays pending, as if it had not arrived yet. For a
     * scheduler that decides when interruptions are taken.
     *
     * @param interest bits of {@link Attention}
     */
    public Step step(int interest) {
        return advance(1, interest);
    }

    /**
     * Puts this CPU into a given state, as if it had never executed anything: for repeated runs. The caller's thread must be the one
     * that steps it, or have it to itself. Pending interruptions and orders, stores under way and prefetched copies are gone; the
     * TLB stays, unless the prefix changes.
     *
     * @param initial all registers and the PSW; copied
     * @param next {@link CpuState#OPERATING} or {@link CpuState#STOPPED}
     */
    public void restore(Registers initial, CpuState next) {
        pending.clear();
        pending.lower(-1);
        supervisorCall = NO_CALL;
        boolean isPrefixChanged = registers.prefix() != initial.prefix();
        registers.copyFrom(initial);
        registers.setControlChanged(true);
        if (isPrefixChanged) {
            parts.translator().purge();
        }
        control.refresh();
        order.serialize();
        enter(next, "");
    }

    /** Runs until {@link #terminate}, parking while the CPU waits or is stopped. For a thread of its own: {@link CpuThread}. */
    public void run() {
        presence.comeBack();
        try {
            while ((pending.attention() & Attention.TERMINATE) == 0) {
                switch (advance(STRETCH, -1)) {
                    case WAITING, WAITING_DISABLED, NOT_OPERATING -> idle();
                    case INSTRUCTION, INTERRUPTION -> {}
                }
            }
        } catch (RuntimeException | Error e) {
            enter(CpuState.CHECK_STOP, "the emulator failed: " + e);
            throw e;
        } finally {
            pending.lower(Attention.TERMINATE);
            leave();
        }
    }

    private void idle() {
        leave();
        pending.await(attentionBits());
        presence.comeBack();
    }

    /** From here on others may act for this CPU: its stores are in storage, and no request waits for it. */
    private void leave() {
        order.drain();
        for (Rendezvous.Request asked = presence.takeOrLeave(); asked != null; asked = presence.takeOrLeave()) {
            asked.serve(this);
        }
    }

    /** Serves a request of another CPU, if there is one. The CPU's own thread, between instructions or while it waits. */
    void serveRendezvous() {
        pending.lower(Attention.RENDEZVOUS);
        Rendezvous.Request request = presence.take();
        if (request != null) {
            request.serve(this);
        }
    }

    private int attentionBits() {
        return switch (state()) {
            case OPERATING -> control.enabled();
            case STOPPED, LOAD -> Attention.WHILE_STOPPED;
            case CHECK_STOP -> Attention.WHILE_CHECK_STOPPED;
        };
    }

    private Step advance(int limit, int interest) {
        control.refresh();
        int attention = pending.attention() & attentionBits() & interest & ~Attention.TERMINATE;
        if (attention != 0) {
            attend(attention);
            return Step.INTERRUPTION;
        }
        if (state() != CpuState.OPERATING) {
            return Step.NOT_OPERATING;
        }
        CpuListener.Waiting wait = control.waiting();
        if (wait != null) {
            beginWait(wait);
            return wait == CpuListener.Waiting.ENABLED ? Step.WAITING : Step.WAITING_DISABLED;
        }
        endWait();
        return execute(limit, interest);
    }

    private Step execute(int limit, int interest) {
        if (control.isRecording() && limit > 1) {
            return execute(1, interest);
        }
        long address = registers.instructionAddress();
        RowInterpreter.Outcome outcome = interpreter.run(limit, control.enabled() & interest);
        int count = interpreter.executed();
        boolean isEvent = control.isRecording() && count > 0 && outcome != RowInterpreter.Outcome.PROGRAM;
        ProgramInterruption event = isEvent ? control.fetchEvent(address) : null;
        // ORDER opaque: for instructionCount() on other threads; publishes nothing else.
        EXECUTED.setOpaque(this, executed + count);
        switch (outcome) {
            case LIMIT, ATTENTION -> {}
            case CONTROL_CHANGED -> controlChanged();
            case PROGRAM -> program(interpreter.condition(), interpreter.conditionLength());
        }
        if (event != null) {
            program(event, interpreter.executedLength());
        }
        return count > 0 ? Step.INSTRUCTION : Step.INTERRUPTION;
    }

    private void controlChanged() {
        interruptions.controlChanged();
        if (supervisorCall != NO_CALL) {
            int code = supervisorCall;
            supervisorCall = NO_CALL;
            interruptions.supervisorCall(code, interpreter.lastLength());
        }
        loadedPsw(interpreter.lastLength());
    }

    /**
     * An early specification exception follows where the PSW is invalid; the new PSW of that may be invalid again.
     *
     * @param length of the instruction that changed the PSW mask and went on to the next one; 0 for an interruption or a load
     */
    private void loadedPsw(int length) {
        control.refresh();
        if (control.isPswInvalid()) {
            program(ProgramInterruption.of(ProgramCode.SPECIFICATION), length);
        }
    }

    private void program(ProgramInterruption condition, int length) {
        if (hooks.isProgramEnd(condition)) {
            return;
        }
        String loop = interruptions.program(condition, length, executed);
        if (loop != null) {
            enter(CpuState.CHECK_STOP, loop);
        } else {
            loadedPsw(0);
        }
    }

    // ------------------------------------------------------------------------------------------------ interruption
    // points

    private void attend(int attention) {
        if ((attention & Attention.RENDEZVOUS) != 0) {
            serveRendezvous();
        } else if ((attention & (Attention.INITIAL_CPU_RESET | Attention.CPU_RESET)) != 0) {
            resetNow(attention);
        } else if (state() == CpuState.OPERATING) {
            attendOperating(attention);
        } else if ((attention & (Attention.RESTART | Attention.START)) != 0) {
            enter(CpuState.OPERATING, "");
            if ((attention & Attention.RESTART) != 0) {
                restartNow();
            }
            loadedPsw(0);
            pending.lower(Attention.START);
        } else {
            finishStop(attention);
        }
    }

    private void attendOperating(int attention) {
        if (interruptions.takePending(attention)) {
            endWait();
            loadedPsw(0);
        } else if ((attention & Attention.RESTART) != 0) {
            endWait();
            restartNow();
        } else if ((attention & (Attention.STOP | Attention.STORE_STATUS)) != 0) {
            finishStop(attention);
        } else {
            pending.lower(Attention.START);
        }
    }

    private void restartNow() {
        interruptions.restart();
        loadedPsw(0);
        pending.lower(Attention.RESTART);
    }

    /** The stop function is done once the CPU is stopped with its status, if asked for, in storage. */
    private void finishStop(int attention) {
        if ((attention & Attention.STORE_STATUS) != 0) {
            status.storeStatus(StatusArea.DEFAULT);
        }
        if (state() != CpuState.STOPPED) {
            enter(CpuState.STOPPED, "");
        }
        pending.lower(attention & (Attention.STOP | Attention.STORE_STATUS));
    }

    /** Source: PoP chapter 4, "CPU Reset" and "Initial CPU Reset". */
    private void resetNow(int attention) {
        pending.clear();
        supervisorCall = NO_CALL;
        if ((attention & Attention.INITIAL_CPU_RESET) != 0) {
            InitialValues.apply(registers, environment);
        }
        parts.translator().purge();
        control.refresh();
        order.serialize();
        enter(CpuState.STOPPED, "");
        pending.lower(attention & (Attention.INITIAL_CPU_RESET | Attention.CPU_RESET));
    }

    private void enter(CpuState next, String why) {
        CpuState former = state();
        endWait();
        order.drain();
        if (next == CpuState.OPERATING) {
            order.discardCopies();
        }
        // ORDER volatile: before the state that it belongs to; pairs with reason().
        REASON.setVolatile(this, why);
        // ORDER volatile: publishes all that the CPU did; pairs with state(). Without it: who sees the CPU stopped
        // reads old
        //   registers. Shown by: CpuThreadsTest.
        STATE.setVolatile(this, next);
        hooks.stateChanged(former, next, why);
    }

    private void beginWait(CpuListener.Waiting wait) {
        if (waiting != wait) {
            waiting = wait;
            hooks.waitBegun(wait);
        }
    }

    private void endWait() {
        if (waiting != null) {
            waiting = null;
            hooks.waitEnded();
        }
    }
}
