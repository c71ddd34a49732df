package org.maskflip.emulator.storage.order;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.storage.AbsoluteStorage;

/**
 * What the CPUs of a machine in weak order share: storage, the history of each page, and the clock of discards. A store enters
 * storage under the lock of its page, together with its entry in the page's history.
 */
final class WeakStorage {
    private static final VarHandle CODE_STORES;
    private static final VarHandle DISCARDS = MethodHandles.arrayElementVarHandle(long[].class);

    static {
        try {
            CODE_STORES = MethodHandles.lookup().findVarHandle(WeakStorage.class, "codeStores", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final AbsoluteStorage storage;
    /** Null unless someone watches. */
    final OrderObserver observer;
    /** Whether a store inside a doubleword is seen whole by instruction fetch (F-seq). */
    final boolean isSequentialFetching;

    /** The engines by CPU if they share one host thread, else null. */
    final WeakOrder[] onOneThread;

    private final AtomicReferenceArray<PageHistory> pages;
    /** Counts the discards of all CPUs: the time that history entries carry. */
    private final AtomicLong clock = new AtomicLong();
    /** For each CPU, at index 8 times its number, the clock at its last discard, or less. */
    private final long[] lastDiscards;
    /** Counts the stores into pages that some CPU has fetched instructions from. */
    @SuppressWarnings("unused")
    private long codeStores;

    WeakStorage(AbsoluteStorage storage, int cpus, Facilities facilities, Threading threading, OrderObserver observer) {
        this.storage = storage;
        this.observer = observer;
        this.isSequentialFetching = facilities.has(Facility.SEQUENTIAL_INSTRUCTION_FETCHING);
        this.onOneThread = threading == Threading.DETERMINISTIC ? new WeakOrder[cpus] : null;
        this.pages = new AtomicReferenceArray<>((int) (storage.size() >>> 12));
        this.lastDiscards = new long[8 * cpus];
    }

    /** The history of the page that holds the address. */
    PageHistory page(long absolute) {
        int index = (int) (absolute >>> 12);
        // ORDER acquire: the history's fields as constructed; pairs with the compare-and-set below.
        PageHistory page = pages.getAcquire(index);
        return page != null ? page : create(index);
    }

    private PageHistory create(int index) {
        // ORDER compare-and-set, volatile: all CPUs agree on one history per page; publishes its fields.
        //   Without it: two CPUs lock different locks. Shown by: FreeThreadsTest (counter).
        pages.compareAndSet(index, null, new PageHistory());
        // ORDER volatile: whoever won.
        return pages.get(index);
    }

    /**
     * Waits while a quadword goes to storage in the page: to be called after a fetch of storage. Both halves are then in storage,
     * so the fetched half counts as fetched after both.
     */
    void awaitQuadword(long absolute) {
        // ORDER acquire: after the volatile fetch before it, which has synchronized with whoever stored a half.
        PageHistory page = pages.getAcquire((int) (absolute >>> 12));
        if (page != null && page.isStoringQuadword()) {
            page.awaitQuadword();
        }
    }

    /** The time for history entries: to be read under the page's lock, before storage changes. */
    long now() {
        // ORDER volatile: a discard that is over before the store enters storage has been counted, or else the store
        // would
        //   seem to come before it and the value before the store would be lost from the window, never the other way
        // round.
        return clock.get();
    }

    /** A CPU discards its copies: the clock ticks. Returns the time from which on entries are newer than the discard. */
    long discard(int cpu) {
        // ORDER volatile: all stores that other CPUs completed carry earlier times.
        long time = clock.incrementAndGet();
        // ORDER release: for oldestDiscard(), which may see it late and then keeps more history than needed.
        DISCARDS.setRelease(lastDiscards, 8 * cpu, time);
        return time;
    }

    /** No CPU has discarded its copies last before this time: entries before it can be forgotten. */
    long oldestDiscard() {
        long oldest = Long.MAX_VALUE;
        for (int i = 0; i < lastDiscards.length; i += 8) {
            // ORDER acquire: pairs with release in discard(); an older number only keeps more history.
            oldest = Math.min(oldest, (long) DISCARDS.getAcquire(lastDiscards, i));
        }
        return oldest;
    }

    /** A store has entered a page of code. */
    void countCodeStore() {
        // ORDER volatile add: no count is lost among CPUs; read by codeStores() some time later.
        CODE_STORES.getAndAdd(this, 1L);
    }

    /** How many stores have entered pages of code. */
    long codeStores() {
        // ORDER opaque: seen eventually, which is all that Model Z asks of a copy (F-prefetch).
        return (long) CODE_STORES.getOpaque(this);
    }
}
