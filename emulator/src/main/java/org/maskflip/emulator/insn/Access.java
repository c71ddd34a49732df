package org.maskflip.emulator.insn;

/**
 * Storage as an instruction sees it. Addresses are already wrapped to the addressing mode; operands that run past the end of
 * the address space wrap inside the access. Values are right-aligned and zero-extended. Sizes are 1, 2, 4 or 8 bytes.
 *
 * <p>An operand aligned on its size is one event (block-concurrent); any other is one event per byte, left to right for
 * fetches. Source: Model Z, rule block. Every method may throw {@link org.maskflip.emulator.arch.ProgramInterruption} with an
 * access exception, and has then changed nothing.
 */
public interface Access {
    /** Stands for the PSW key. */
    int PSW_KEY = -1;

    /** A logical operand fetch with the PSW key. */
    long fetch(long address, int size);

    /** A logical operand store with the PSW key. */
    void store(long address, int size, long value);

    /** A fetch in a given space with a given key (0-15 or {@link #PSW_KEY}). */
    long fetch(Space space, int key, long address, int size);

    /** A store in a given space with a given key. With {@link Space#REAL} it is what STURA and STURG do. */
    void store(Space space, int key, long address, int size, long value);

    /** A fetch of an aligned quadword as one event. */
    Quadword fetchQuadword(long address);

    /** A store of an aligned quadword as one event. */
    void storeQuadword(long address, Quadword value);

    /** Interlocked compare and swap of an aligned operand; the caller's row serializes. Returns what was there. */
    long compareAndSwap(long address, int size, long expected, long replacement);

    /** The same for an aligned quadword. */
    Quadword compareAndSwapQuadword(long address, Quadword expected, Quadword replacement);

    /**
     * An interlocked update: stores {@code operation(old, second, third)} and returns the old value. {@link Update#SPECIFIC}
     * leaves the store behind later fetches as architected; {@link Update#PLAIN} here means interlocked and stored at once.
     */
    long update(long address, int size, Update kind, Operation operation, long second, long third);

    /**
     * Sixteen doublewords to gather fetched elements in before the first register changes; what stands in them is undefined. An
     * engine may give the same ones at every call.
     */
    default long[] elements() {
        return new long[16];
    }

    /**
     * Whether the CPU fetches the two operands of the instruction independently this time (rule two-operands), so that {@link
     * #isSecondOperandNext} is to be asked; else in the order of the routine, which is one of the possible ones.
     */
    default boolean fetchesOperandsIndependently() {
        return false;
    }

    /** Which of two operands, of which both have bytes left to fetch, a byte is fetched of next. */
    default boolean isSecondOperandNext() {
        return false;
    }

    /** Throws the access exception that a fetch of {@code length} bytes (0 to 16 MiB) would meet; makes no reference. */
    void probeFetch(Space space, int key, long address, long length);

    /** Throws the access exception that a store of {@code length} bytes would meet; makes no reference. */
    void probeStore(Space space, int key, long address, long length);

    /**
     * MOVE (MVC): byte by byte from the left, so that an overlapping destination propagates. Both operands are probed first.
     * Engines may do it in larger pieces where nobody can see the difference.
     */
    default void move(long to, long from, int length) {
        probeFetch(Space.CURRENT, PSW_KEY, from, length);
        probeStore(Space.CURRENT, PSW_KEY, to, length);
        for (int i = 0; i < length; i++) {
            store(to + i, 1, fetch(from + i, 1));
        }
    }

    /**
     * The moves between two spaces or two keys (MVCOS, MVCP, MVCS, MVCK, MVCSK, MVCDK): byte by byte from the left, both operands
     * probed first. Engines may do it in larger pieces where nobody can see the difference.
     *
     * @param length 0 to 4,096 bytes; with 0 nothing is probed
     */
    default void move(Space toSpace, int toKey, long to, Space fromSpace, int fromKey, long from, int length) {
        if (length == 0) {
            return;
        }
        probeFetch(fromSpace, fromKey, from, length);
        probeStore(toSpace, toKey, to, length);
        for (int i = 0; i < length; i++) {
            store(toSpace, toKey, to + i, 1, fetch(fromSpace, fromKey, from + i, 1));
        }
    }

    /**
     * Translation without a reference, as LRA does it.
     *
     * @return the real address, or an exception code with the table-entry address
     */
    Translation translate(Space space, long address);

    /** The storage key (7 bits, right-aligned: ACC 0x78, F 4, R 2, C 1) of the 4 KiB block at an absolute address. */
    int storageKey(long absolute);

    /** Replaces the storage key. */
    void setStorageKey(long absolute, int key);

    /** Converts a real to an absolute address and checks that the location is installed. */
    long realToAbsolute(long real);

    /**
     * The result of a translation: code 0 and the real address; or the program-interruption code that stopped it and the real
     * address of the table entry concerned (0 if the address lies outside the table or a designation is at fault), with whether
     * the page is protected.
     */
    record Translation(int code, long address, boolean isProtected) {}
}
