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
    private static final int PAGE = 4096;
    private static final long NOWHERE = 1;

    private final int cpu;
    private final StorageOrder order;
    private final GuestProgram program;
    private final Gate gate;
    private final Executions executions;

    /** Where the rest of the instruction begins of which the CPU has fetched a part, and how long that is. */
    private long restAddress = NOWHERE;

    private int rest;

    /** The beginning of that rest, if it is here already, left-aligned. */
    private long ahead;

    private boolean isAhead;

    /** Whether the bytes fetched last may serve for another execution. */
    private boolean isStable;

    GatedOrder(int cpu, StorageOrder order, GuestProgram program, Gate gate, Executions executions) {
        this.cpu = cpu;
        this.order = order;
        this.program = program;
        this.gate = gate;
        this.executions = executions;
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
        isStable = !gate.isFetchingAnew();
        if (virtual == restAddress) {
            return rest(virtual, absolute, length);
        }
        isAhead = false;
        boolean isDivided = gate.isFetchingAnew() || !program.isInstalled(absolute, length);
        long bytes = isDivided && length > FETCHED_FIRST
                ? divided(virtual, absolute, length)
                : piece(virtual, absolute, length);
        isStable &= !executions.isObserved(virtual);
        expect(virtual + length, length(bytes) - length);
        return bytes;
    }

    private static int length(long bytes) {
        return Decoder.length((int) (bytes >>> Long.SIZE - Byte.SIZE));
    }

    private void expect(long virtual, int length) {
        rest = length;
        restAddress = length > 0 ? virtual : NOWHERE;
    }

    /** The first two bytes, and then as many as these say, be it more than the CPU believed; but no more than are in the page. */
    private long divided(long virtual, long absolute, int asked) {
        long bytes = piece(virtual, absolute, FETCHED_FIRST);
        int length = Math.min(length(bytes), PAGE - (int) (absolute & PAGE - 1));
        if (length > FETCHED_FIRST) {
            bytes |= piece(virtual + FETCHED_FIRST, absolute + FETCHED_FIRST, length - FETCHED_FIRST)
                    >>> Byte.SIZE * FETCHED_FIRST;
        }
        isAhead = length > asked;
        ahead = bytes << Byte.SIZE * asked;
        return bytes;
    }

    private long rest(long virtual, long absolute, int length) {
        long bytes = isAhead ? ahead : piece(virtual, absolute, length);
        isAhead = false;
        expect(virtual + length, rest - length);
        return bytes;
    }

    private long piece(long virtual, long absolute, int length) {
        before(Reference.INSTRUCTION_FETCH, absolute, length);
        long bytes = order.fetchInstruction(virtual, absolute, length);
        after(Reference.INSTRUCTION_FETCH);
        isStable &= order.isStable();
        executions.fetched(virtual, bytes, length);
        return bytes;
    }

    @Override
    public boolean isStable() {
        return isStable;
    }

    @Override
    public boolean isStalled() {
        return order.isStalled();
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
