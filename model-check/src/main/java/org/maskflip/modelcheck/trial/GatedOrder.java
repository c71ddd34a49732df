package org.maskflip.modelcheck.trial;

import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.decode.Decoder;
import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Quadword;
import org.maskflip.emulator.insn.Update;
import org.maskflip.emulator.storage.order.StorageOrder;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.trial.Gate.Reference;

/**
 * Passes the references of one CPU to its order, with a gate at each, and with an addressing exception where the program has no
 * storage, as in the models.
 */
final class GatedOrder extends StorageOrder {
    private static final int FETCHED_FIRST = 2;

    private final int cpu;
    private final StorageOrder order;
    private final GuestProgram program;
    private final Gate gate;

    /** Whether the last instruction was fetched in pieces of which the order knows the last only. */
    private boolean isPieced;

    GatedOrder(int cpu, StorageOrder order, GuestProgram program, Gate gate) {
        this.cpu = cpu;
        this.order = order;
        this.program = program;
        this.gate = gate;
    }

    private void before(Reference reference, long absolute, int size) {
        if (!program.isInstalled(absolute, size)) {
            throw ProgramInterruption.of(ProgramCode.ADDRESSING);
        }
        gate.before(cpu, reference, absolute, size);
    }

    private void after(Reference reference) {
        gate.after(cpu, reference);
    }

    @Override
    public long fetch(long absolute, int size) {
        before(Reference.FETCH, absolute, size);
        long value = order.fetch(absolute, size);
        after(Reference.FETCH);
        return value;
    }

    @Override
    public void store(long virtual, long absolute, int size, long value) {
        before(Reference.STORE, absolute, size);
        order.store(virtual, absolute, size, value);
        after(Reference.STORE);
    }

    @Override
    public void storeBytes(long virtual, long absolute, int count, long restAbsolute, int size, long value) {
        if (count < size && !program.isInstalled(restAbsolute, size - count)) {
            throw ProgramInterruption.of(ProgramCode.ADDRESSING);
        }
        before(Reference.STORE, absolute, count);
        order.storeBytes(virtual, absolute, count, restAbsolute, size, value);
        after(Reference.STORE);
    }

    @Override
    public long update(
            long virtual, long absolute, int size, Update kind, Operation operation, long second, long third) {
        before(Reference.UPDATE, absolute, size);
        long old = order.update(virtual, absolute, size, kind, operation, second, third);
        after(Reference.UPDATE);
        return old;
    }

    @Override
    public long compareAndSwap(long virtual, long absolute, int size, long expected, long replacement) {
        before(Reference.UPDATE, absolute, size);
        long old = order.compareAndSwap(virtual, absolute, size, expected, replacement);
        after(Reference.UPDATE);
        return old;
    }

    @Override
    public Quadword fetchQuadword(long absolute) {
        before(Reference.FETCH, absolute, 2 * Long.BYTES);
        Quadword value = order.fetchQuadword(absolute);
        after(Reference.FETCH);
        return value;
    }

    @Override
    public void storeQuadword(long virtual, long absolute, Quadword value) {
        before(Reference.STORE, absolute, 2 * Long.BYTES);
        order.storeQuadword(virtual, absolute, value);
        after(Reference.STORE);
    }

    @Override
    public Quadword compareAndSwapQuadword(long virtual, long absolute, Quadword expected, Quadword replacement) {
        before(Reference.UPDATE, absolute, 2 * Long.BYTES);
        Quadword old = order.compareAndSwapQuadword(virtual, absolute, expected, replacement);
        after(Reference.UPDATE);
        return old;
    }

    @Override
    public void serialize() {
        gate.before(cpu, Reference.SERIALIZE, 0, 0);
        order.serialize();
        gate.after(cpu, Reference.SERIALIZE);
    }

    @Override
    public void discardCopies() {
        order.discardCopies();
    }

    @Override
    public void step() {
        order.step();
    }

    @Override
    public void drain() {
        order.drain();
    }

    @Override
    public long copyEpoch() {
        return order.copyEpoch();
    }

    /** Where storage ends within the bytes asked for, those of the instruction decide whether that matters. */
    @Override
    public long fetchInstruction(long virtual, long absolute, int length) {
        isPieced = !program.isInstalled(absolute, length);
        if (!isPieced) {
            return piece(virtual, absolute, length);
        }
        long first = piece(virtual, absolute, FETCHED_FIRST);
        int rest = Decoder.length((int) (first >>> Long.SIZE - Byte.SIZE)) - FETCHED_FIRST;
        if (rest <= 0) {
            return first;
        }
        return first | piece(virtual + FETCHED_FIRST, absolute + FETCHED_FIRST, rest) >>> Byte.SIZE * FETCHED_FIRST;
    }

    private long piece(long virtual, long absolute, int length) {
        before(Reference.INSTRUCTION_FETCH, absolute, length);
        long bytes = order.fetchInstruction(virtual, absolute, length);
        after(Reference.INSTRUCTION_FETCH);
        return bytes;
    }

    @Override
    public boolean isStable() {
        return !isPieced && order.isStable();
    }

    @Override
    public boolean mayJoinBytes() {
        return order.mayJoinBytes();
    }

    @Override
    public long fetchTableEntry(long absolute) {
        return order.fetchTableEntry(absolute);
    }
}
