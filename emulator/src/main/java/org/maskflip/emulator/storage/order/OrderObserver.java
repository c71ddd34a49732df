package org.maskflip.emulator.storage.order;

/**
 * Sees what {@link WeakOrder} does, for traces and the auditor. Called on the CPU's thread, in the middle of a reference and at
 * times under a page's lock: it must be quick, throw nothing and call no storage order. All methods default to nothing.
 */
public interface OrderObserver {
    /** A store was appended to the queue of the CPU; {@code virtual} may be {@link StorageOrder#BY_REAL}. */
    default void storeQueued(int cpu, long virtual, long absolute, int size, long value) {}

    /** A store of the CPU reached storage; an interlocked one without having been queued. */
    default void storeDrained(int cpu, long virtual, long absolute, int size, long value) {}

    /** The CPU discarded all copies of prefetched instructions. */
    default void copiesDiscarded(int cpu) {}

    /**
     * The CPU is about to execute a byte that storage no longer holds.
     *
     * @param age how many other values of its window are newer; with facility 85, how many stores into its doubleword are
     */
    default void staleByteChosen(int cpu, long virtual, long absolute, int value, int age) {}
}
