package org.maskflip.emulator.storage.order;

import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Quadword;
import org.maskflip.emulator.insn.Update;

/**
 * The ordering of one CPU's storage references: what Model Z leaves open, decided by this CPU's engine ({@code host}, {@code
 * weak} or {@code sequential}). It takes absolute addresses that have passed every access check. All methods are called by the
 * CPU's own thread only, unless said.
 *
 * <p>The virtual address of a store counts for {@code F-own} only: a store by real address (STURG) passes {@link #BY_REAL}.
 */
public abstract class StorageOrder {
    /** In place of a virtual address: the store was by real address, and the CPU's own copies do not see it. */
    public static final long BY_REAL = -1L;

    /** An operand fetch of an operand on its boundary: one event. */
    public abstract long fetch(long absolute, int size);

    /** An operand store on its boundary: one event. */
    public abstract void store(long virtual, long absolute, int size, long value);

    /**
     * A store of an operand that is not on its boundary: one event per byte, in any order. The first {@code count} bytes stand at
     * {@code absolute}, the others at {@code restAbsolute} (another page), {@code virtual + count}.
     */
    public abstract void storeBytes(long virtual, long absolute, int count, long restAbsolute, int size, long value);

    /** One byte of a fetch that is not on its boundary is just {@code fetch(absolute, 1)}. An interlocked update: old value. */
    public abstract long update(
            long virtual, long absolute, int size, Update kind, Operation operation, long second, long third);

    /** Interlocked compare and swap; the caller serializes. Returns what was there. */
    public abstract long compareAndSwap(long virtual, long absolute, int size, long expected, long replacement);

    public abstract Quadword fetchQuadword(long absolute);

    public abstract void storeQuadword(long virtual, long absolute, Quadword value);

    public abstract Quadword compareAndSwapQuadword(
            long virtual, long absolute, Quadword expected, Quadword replacement);

    /** Rules ser and ser-discard: completes all earlier references and discards all copies of prefetched instructions. */
    public abstract void serialize();

    /** Rule F-discard without completing references: a change of the translation parameters. */
    public abstract void discardCopies();

    /** An instruction has ended: an opportunity for stores to reach storage. Must let every store become visible eventually. */
    public abstract void step();

    /** Whether the CPU is held up for now: others are to run, if any can. It may go on all the same. */
    public boolean isStalled() {
        return false;
    }

    /** Brings all pending stores to storage: before the thread parks, stops or is looked at. */
    public abstract void drain();

    /**
     * A number that changes whenever a copy that was fetched before might have to be fetched anew. A copy taken under an epoch may
     * be executed again while {@link #copyEpoch()} still gives it, provided {@link #isStable()} held when it was taken.
     */
    public abstract long copyEpoch();

    /**
     * Fetches 2 to 6 bytes of an instruction for one execution: every byte independently takes any value of its fetch window.
     * All bytes are in one page. Left-aligned in the result.
     */
    public abstract long fetchInstruction(long virtual, long absolute, int length);

    /** Whether every byte of the last {@link #fetchInstruction} had only one value to take. */
    public abstract boolean isStable();

    /**
     * Whether a move may fetch and store several bytes as one aligned event, because byte by byte could not be told from it: not
     * where every event is a choice of its own.
     */
    public boolean mayJoinBytes() {
        return false;
    }

    /** Whether the CPU fetches two operands of an instruction independently this time (rule two-operands). */
    public boolean fetchesOperandsIndependently() {
        return false;
    }

    /** Which of the two a byte is fetched of next. */
    public boolean isSecondOperandNext() {
        return false;
    }

    /**
     * Whether the CPU may fetch instructions long before it executes them, and {@link #fetchInstruction} takes 8 bytes on their
     * boundary, so that whole blocks of instructions are copies: not where every fetch is a choice of its own, or where each
     * instruction must {@link #step}.
     */
    public boolean mayFetchAhead() {
        return false;
    }

    /** A doubleword of a translation table. Not ordered by serialization; sees this CPU's own stores. */
    public abstract long fetchTableEntry(long absolute);
}
