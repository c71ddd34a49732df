package org.maskflip.emulator.storage.order;

/**
 * The store of a specific update (LAA) that has not reached storage: until it has, no other CPU stores into its block. A CPU has
 * at most one, at the head of its queue. Another CPU that wants to store there first brings this store to storage in its stead,
 * which may happen at any time anyway; so nobody ever waits for it, and no deadlock can come of it. Used under the page's lock.
 */
final class HeldStore {
    final int cpu;

    long virtual;
    long absolute;
    int size;
    long value;
    /** Whether it still is to reach storage. */
    boolean isPending;

    HeldStore next;

    HeldStore(int cpu) {
        this.cpu = cpu;
    }

    boolean overlaps(long start, int length) {
        return absolute < start + length && start < absolute + size;
    }
}
