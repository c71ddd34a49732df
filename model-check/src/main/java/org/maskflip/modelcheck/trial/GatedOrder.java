package org.maskflip.modelcheck.trial;

import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.decode.Decoder;
import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Quadword;
import org.maskflip.emulator.insn.Update;
import org.maskflip.emulator.storage.order.DelegatingOrder;
import org.maskflip.emulator.storage.order.StorageOrder;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.trial.Gate.Reference;

/**
 * Passes the references of one CPU to its order, with a gate at each, and with an addressing exception where the program has no
 * storage, as in the models.
 */
final class GatedOrder extends DelegatingOrder {
    private static final int FETCHED_FIRST = 2;
    private static final int LONGEST = 6;
    private static final int PAGE = 4096;
    private static final long NOWHERE = 1;

    private final int cpu;
    private final GuestProgram program;
    private final Gate gate;
    private final Executions executions;
    private final boolean isSequentialFetching;

    /** Where the instruction fetched last goes on in the next page. */
    private long restAddress = NOWHERE;

    /** The instruction fetched last as far as it is in its page, left-aligned. */
    private long whole;

    private long wholeAddress;

    /** Whether the CPU asked for less of it and will ask again. */
    private boolean isOpen;

    /** Whether the bytes fetched last may serve for another execution. */
    private boolean isStable;

    GatedOrder(int cpu, StorageOrder order, GuestProgram program, Gate gate, Executions executions) {
        super(order);
        this.cpu = cpu;
        this.program = program;
        this.gate = gate;
        this.executions = executions;
        isSequentialFetching = program.facilities().has(Facility.SEQUENTIAL_INSTRUCTION_FETCHING);
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

    /**
     * A run that must not depend on those before it fetches whole instructions, whatever length the CPU believes in. So does one at
     * the end of a region of storage, where the bytes themselves decide whether that matters.
     */
    @Override
    public long fetchInstruction(long virtual, long absolute, int length) {
        isStable = !gate.isFetchingAnew();
        if (virtual == restAddress) {
            restAddress = NOWHERE;
            return piece(virtual, absolute, length);
        }
        if (isOpen && virtual == wholeAddress) {
            isOpen = false;
            return whole;
        }
        boolean isWhole = gate.isFetchingAnew() || !program.isInstalled(absolute, length);
        int room = PAGE - (int) (absolute & PAGE - 1);
        whole = isWhole ? whole(virtual, absolute, room) : piece(virtual, absolute, length);
        wholeAddress = virtual;
        int actual = Decoder.length((int) (whole >>> Long.SIZE - Byte.SIZE));
        isOpen = isWhole && length < Math.min(actual, room);
        restAddress = actual > room ? virtual + room : NOWHERE;
        isStable &= !executions.isObserved(virtual);
        return whole;
    }

    /** All of an instruction that is in its page: the first two bytes, then the others; at one moment where F-seq asks for it. */
    private long whole(long virtual, long absolute, int room) {
        if (isSequentialFetching) {
            int length = Math.min(LONGEST, room);
            while (length > FETCHED_FIRST && !program.isInstalled(absolute, length)) {
                length -= 2;
            }
            return piece(virtual, absolute, length);
        }
        long bytes = piece(virtual, absolute, FETCHED_FIRST);
        int rest = Math.min(Decoder.length((int) (bytes >>> Long.SIZE - Byte.SIZE)), room) - FETCHED_FIRST;
        return rest <= 0
                ? bytes
                : bytes | piece(virtual + FETCHED_FIRST, absolute + FETCHED_FIRST, rest) >>> Byte.SIZE * FETCHED_FIRST;
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
}
