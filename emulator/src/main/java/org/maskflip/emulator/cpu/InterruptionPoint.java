package org.maskflip.emulator.cpu;

import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.interrupt.Attention;
import org.maskflip.emulator.interrupt.ExchangeStorage;
import org.maskflip.emulator.interrupt.ExternalInterruption;
import org.maskflip.emulator.interrupt.InterruptionExchange;
import org.maskflip.emulator.interrupt.IoInterruption;
import org.maskflip.emulator.interrupt.PendingInterruptions;
import org.maskflip.emulator.interrupt.TimerConditions;
import org.maskflip.emulator.storage.order.StorageOrder;
import org.maskflip.emulator.trace.Event.InterruptionClass;

/**
 * What one CPU does between two units of operation: takes the pending interruption of highest priority. Source: PoP chapter 6, "Priority of Interruptions" and "Exceptions Associated with the PSW".
 */
final class InterruptionPoint implements TimerConditions, ExchangeStorage {
    private final Registers registers;
    private final StorageOrder order;
    private final PendingInterruptions pending;
    private final Environment environment;
    private final StatusArea status;
    private final ExecutionHooks hooks;
    private final InterruptionExchange exchange;
    private final ExternalInterruption external = new ExternalInterruption();
    private final ProgramLoop loop = new ProgramLoop();

    InterruptionPoint(CpuParts parts, Environment environment, StatusArea status, ExecutionHooks hooks) {
        registers = parts.registers();
        order = parts.order();
        pending = parts.pending();
        this.environment = environment;
        this.status = status;
        this.hooks = hooks;
        exchange = new InterruptionExchange(registers, this);
    }

    /** Takes a machine-check, external or I/O interruption if one is enabled and there. Returns whether it did. */
    boolean takePending(int enabled) {
        return takeMachineCheck(enabled) || takeExternal(enabled) || takeIo(enabled);
    }

    private boolean takeMachineCheck(int enabled) {
        if ((pending.attention() & enabled & Attention.MACHINE_CHECK) == 0) {
            return false;
        }
        long code = pending.takeMachineCheck();
        if (code == 0) {
            return false;
        }
        long old = registers.instructionAddress();
        status.storeRegisters(registers.prefix() + StatusArea.DEFAULT);
        exchange.machineCheck(code);
        loop.interrupted();
        hooks.interrupted(InterruptionClass.MACHINE_CHECK, code, old);
        return true;
    }

    private boolean takeExternal(int enabled) {
        if (!pending.takeExternal(enabled, this, external)) {
            return false;
        }
        long old = registers.instructionAddress();
        exchange.external(external);
        loop.interrupted();
        hooks.interrupted(InterruptionClass.EXTERNAL, external.code(), old);
        return true;
    }

    private boolean takeIo(int enabled) {
        IoInterruption io = pending.takeIo(enabled);
        if (io == null) {
            return false;
        }
        long old = registers.instructionAddress();
        exchange.io(io);
        loop.interrupted();
        hooks.interrupted(InterruptionClass.IO, io.subchannelId() & 0xFFFF_FFFFL, old);
        return true;
    }

    void restart() {
        long old = registers.instructionAddress();
        exchange.restart();
        loop.interrupted();
        hooks.interrupted(InterruptionClass.RESTART, 0, old);
    }

    /** @param length of the SVC, or of the execute whose target it is */
    void supervisorCall(int code, int length) {
        long old = registers.instructionAddress();
        exchange.supervisorCall(code, length);
        hooks.interrupted(InterruptionClass.SUPERVISOR_CALL, code, old);
    }

    /**
     * A program interruption.
     *
     * @param executed the number of instructions executed so far
     * @return {@code null}, or why the CPU cannot go on: it is in a loop of program interruptions
     */
    String program(ProgramInterruption condition, int length, long executed) {
        long old = registers.instructionAddress();
        String how = loop.loop(registers, condition.code(), executed);
        exchange.program(condition, length);
        hooks.interrupted(InterruptionClass.PROGRAM, condition.code(), old);
        if (how == null) {
            return null;
        }
        loop.reset();
        return String.format(
                "program-interruption loop: %s (code %04x) at %x, and the program new PSW (%016x %016x) leads to the next one: %s",
                ProgramCode.name(condition.code()),
                condition.code(),
                old,
                registers.pswMask(),
                registers.instructionAddress(),
                how);
    }

    /** An instruction loaded the PSW or changed a control. */
    void controlChanged() {
        loop.returned();
    }

    // ------------------------------------------------------------------------------------------------ what it asks for

    @Override
    public boolean isClockComparatorDue() {
        return Long.compareUnsigned(environment.fastTod(), environment.clockComparator()) > 0;
    }

    @Override
    public boolean isCpuTimerDue() {
        return environment.cpuTimer() < 0;
    }

    @Override
    public void serialize() {
        order.serialize();
    }

    @Override
    public long fetch(long absolute, int size) {
        return order.fetch(absolute, size);
    }

    @Override
    public void store(long absolute, int size, long value) {
        order.store(StorageOrder.BY_REAL, absolute, size, value);
    }
}
