package org.maskflip.emulator.cpu;

import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.interrupt.PendingInterruptions;
import org.maskflip.emulator.storage.order.StorageOrder;

/** What translated code reaches of the CPU whose thread runs it, and where it says how it ended. */
public final class BlockContext {
    private final Registers registers;
    private final CpuAccess access;
    private final StorageOrder order;
    private final PendingInterruptions pending;
    private final Environment environment;

    private Translation running;
    private int executed;
    private int length;

    BlockContext(
            Registers registers,
            CpuAccess access,
            StorageOrder order,
            PendingInterruptions pending,
            Environment environment) {
        this.registers = registers;
        this.access = access;
        this.order = order;
        this.pending = pending;
        this.environment = environment;
    }

    public Registers registers() {
        return registers;
    }

    public Access access() {
        return access;
    }

    public Environment environment() {
        return environment;
    }

    /** The storage order's number of copies: translated code is left when a store changes it. */
    public long copyEpoch() {
        return order.copyEpoch();
    }

    /** The attention bits that are on, of those of interest. */
    public int attention(int interest) {
        return pending.attentionOpaque() & interest;
    }

    // ------------------------------------------------------------------------------------------------ storage operands
    // One method for each size, which blocks call: put into every block, they would cost the host's compiler more time
    // than they save (docs/performance.md). The launcher tells it so.

    /** A logical fetch of a byte. */
    public long fetch1(long address) {
        return access.fetch(address, 1);
    }

    /** A logical fetch of a halfword. */
    public long fetch2(long address) {
        return access.fetch(address, 2);
    }

    /** A logical fetch of a word. */
    public long fetch4(long address) {
        return access.fetch(address, 4);
    }

    /** A logical fetch of a doubleword. */
    public long fetch8(long address) {
        return access.fetch(address, 8);
    }

    /** A logical store of a byte. */
    public void store1(long address, long value) {
        access.store(address, 1, value);
    }

    /** A logical store of a halfword. */
    public void store2(long address, long value) {
        access.store(address, 2, value);
    }

    /** A logical store of a word. */
    public void store4(long address, long value) {
        access.store(address, 4, value);
    }

    /** A logical store of a doubleword. */
    public void store8(long address, long value) {
        access.store(address, 8, value);
    }

    /** Fetch, then store, not interlocked; returns the old value. */
    public long updatePlain(long address, int size, Operation operation, long second, long third) {
        return access.updatePlain(address, size, operation, second, third);
    }

    /** After condition code 3 of a row that overflows: the interruption, if the program mask allows it. */
    public void overflow(int code) {
        if (code == 3 && registers.isMaskSet(Psw.FIXED_POINT_OVERFLOW)) {
            throw ProgramInterruption.completed(ProgramCode.FIXED_POINT_OVERFLOW);
        }
    }

    /**
     * A program interruption ends the block; the registers are as the instruction left them.
     *
     * @param index of the instruction that meets it
     * @param counted what the code had counted so far
     */
    public void fault(int index, int counted) {
        routineFault(index, counted);
        Decoded instruction = running.instructions().get(index);
        registers.setInstructionAddress(instruction.address());
        registers.setNextAddress(registers.wrap(instruction.address() + length));
    }

    /** The same for a routine, which has its addresses in the registers. */
    public void routineFault(int index, int counted) {
        executed = counted + running.before().get(index);
        length = running.instructions().get(index).length();
    }

    /** A routine of so many bytes changed the PSW or a control; the block ends behind it. */
    public void controlChanged(int bytes) {
        boolean goesOn = registers.nextAddress() == registers.wrap(registers.instructionAddress() + bytes);
        length = goesOn ? bytes : 0;
    }

    /** Code is about to run. */
    void begin(Translation translation) {
        running = translation;
    }

    /** After a program interruption: the number of instructions executed before the one that met it. */
    int executed() {
        return executed;
    }

    /**
     * After a program interruption: the length, in bytes, of the instruction. After a control that changed: the same, or 0 if the
     * instruction did not go on to the one that follows it.
     */
    int length() {
        return length;
    }
}
