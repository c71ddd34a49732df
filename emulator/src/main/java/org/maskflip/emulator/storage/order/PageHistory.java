package org.maskflip.emulator.storage.order;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The stores that entered one page of 4 KiB, newest last, each with the bytes that it replaced: from these and from storage
 * follows every CPU's fetch window. Also the page's lock, which every store holds while it enters storage, and the stores that a
 * specific update holds back in this page. All but {@link #isStoringQuadword} and
 * {@link #mayBeCode} is used under the lock.
 *
 * <p>Entries are numbered from 1 on; numbers may wrap. An entry is forgotten when no window reaches back to it, or when there are
 * too many: windows then lose their oldest values, which is an outcome less and never one too many.
 */
final class PageHistory {
    private static final VarHandle STATE;
    private static final VarHandle CODE;

    private static final int FREE = 0;
    private static final int LOCKED = 1;
    private static final int STORING_QUADWORD = 2;

    private static final int LINE_SHIFT = 6;
    private static final int LINES = 4096 >>> LINE_SHIFT;
    private static final int FIRST_CAPACITY = 8;
    /** DEVIATION: a page that nobody has fetched instructions from remembers this many stores (Model Z: all). */
    private static final int DATA_CAPACITY = 64;
    /** DEVIATION: a page of code remembers this many stores since the oldest discard (Model Z: all). */
    private static final int CODE_CAPACITY = 1 << 16;

    private static final int SPINS_BEFORE_YIELD = 64;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(PageHistory.class, "state", int.class);
            CODE = MethodHandles.lookup().findVarHandle(PageHistory.class, "isCode", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Reached through {@link #STATE} only. */
    @SuppressWarnings("unused")
    private int state;

    /** Whether some CPU has fetched instructions from this page. */
    private boolean isCode;

    /** A list of the stores held back here, or null. */
    private HeldStore held;

    /** The number of the newest entry. */
    private int newest;
    /** How many entries are kept; never more than the arrays hold. */
    private int kept;
    /** Discards known to be over on all CPUs: entries before this time can go. */
    private long oldestDiscard;

    private final int[] newestOfLine = new int[LINES];
    private long[] times = new long[FIRST_CAPACITY];
    private long[] virtuals = new long[FIRST_CAPACITY];
    private long[] replaced = new long[FIRST_CAPACITY];
    /** Offset in the page times 16 plus size. */
    private int[] places = new int[FIRST_CAPACITY];

    private int[] cpus = new int[FIRST_CAPACITY];
    /** The number of the entry before in the same line; it may be gone. */
    private int[] previous = new int[FIRST_CAPACITY];

    void lock() {
        int spins = 0;
        // ORDER compare-and-set, acquire: sees the history and the held stores that the last holder left; pairs with
        // release in
        //   unlock(). Without it: a window with a value from nowhere, or two stores at once. Shown by: FreeThreadsTest
        // (counter).
        while (!STATE.weakCompareAndSetAcquire(this, FREE, LOCKED)) {
            spins = pause(spins);
        }
    }

    void unlock() {
        // ORDER release: publishes history, held stores and storage to the next holder; pairs with acquire in lock().
        STATE.setRelease(this, FREE);
    }

    /** The holder of the lock begins to store a quadword: until unlock, fetches wait. */
    void beginQuadword() {
        // ORDER volatile: before the first half is in storage; pairs with acquire in isStoringQuadword().
        //   Without it: another CPU fetches new left and old right half. Shown by: FreeThreadsTest (quadword).
        STATE.setVolatile(this, STORING_QUADWORD);
    }

    boolean isStoringQuadword() {
        // ORDER acquire: after the fetch of the half; pairs with volatile in beginQuadword().
        return (int) STATE.getAcquire(this) == STORING_QUADWORD;
    }

    void awaitQuadword() {
        int spins = 0;
        while (isStoringQuadword()) {
            spins = pause(spins);
        }
    }

    private static int pause(int spins) {
        if (spins < SPINS_BEFORE_YIELD) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
        return spins + 1;
    }

    boolean isCode() {
        return isCode;
    }

    void setCode() {
        // ORDER opaque: for mayBeCode(), which asks without the lock; all others ask under it.
        CODE.setOpaque(this, true);
    }

    /** The same, without the lock: it may say no for some time after the first fetch. */
    boolean mayBeCode() {
        // ORDER opaque: only how long a store lingers hangs on it. Shown by: StallTest.
        return (boolean) CODE.getOpaque(this);
    }

    HeldStore held() {
        return held;
    }

    void setHeld(HeldStore first) {
        held = first;
    }

    /** Notes that a store of 1 to 8 bytes, aligned, replaces {@code old}. */
    void append(WeakStorage shared, int cpu, long virtual, long absolute, int size, long old) {
        if (kept == times.length) {
            makeRoom(shared);
        }
        int number = ++newest;
        kept++;
        int i = number & times.length - 1;
        int line = line(absolute);
        times[i] = shared.now();
        virtuals[i] = virtual;
        replaced[i] = old;
        places[i] = ((int) absolute & 0xFFF) << 4 | size;
        cpus[i] = cpu;
        previous[i] = newestOfLine[line];
        newestOfLine[line] = number;
    }

    private void makeRoom(WeakStorage shared) {
        int capacity = times.length;
        if (capacity < (isCode ? CODE_CAPACITY : DATA_CAPACITY)) {
            long oldestTime = times[newest - kept + 1 & capacity - 1];
            if (oldestTime >= oldestDiscard) {
                oldestDiscard = shared.oldestDiscard();
            }
            if (oldestTime >= oldestDiscard) {
                grow(capacity);
                return;
            }
        }
        kept--;
    }

    private void grow(int capacity) {
        int twice = 2 * capacity;
        long[] newTimes = new long[twice];
        long[] newVirtuals = new long[twice];
        long[] newReplaced = new long[twice];
        int[] newPlaces = new int[twice];
        int[] newCpus = new int[twice];
        int[] newPrevious = new int[twice];
        for (int n = 0; n < kept; n++) {
            int from = newest - n & capacity - 1;
            int to = newest - n & twice - 1;
            newTimes[to] = times[from];
            newVirtuals[to] = virtuals[from];
            newReplaced[to] = replaced[from];
            newPlaces[to] = places[from];
            newCpus[to] = cpus[from];
            newPrevious[to] = previous[from];
        }
        times = newTimes;
        virtuals = newVirtuals;
        replaced = newReplaced;
        places = newPlaces;
        cpus = newCpus;
        previous = newPrevious;
    }

    /** The newest entry of the line of an address that is not older than a discard; or 0. */
    int newest(long absolute, long discard) {
        return since(newestOfLine[line(absolute)], discard);
    }

    /** The entry before the given one in its line, if it is kept and not older than the discard; or 0. */
    int before(int entry, long discard) {
        return since(previous[entry & times.length - 1], discard);
    }

    private int since(int number, long discard) {
        int age = newest - number;
        return number != 0 && age >= 0 && age < kept && times[number & times.length - 1] >= discard ? number : 0;
    }

    /** Where in the page the entry's store begins, 0-4,095. */
    int offset(int entry) {
        return places[entry & times.length - 1] >>> 4;
    }

    int size(int entry) {
        return places[entry & times.length - 1] & 15;
    }

    long replaced(int entry) {
        return replaced[entry & times.length - 1];
    }

    /** Whether the CPU made the entry's store, using the given virtual address for its first byte. */
    boolean isBy(int entry, int cpu, long virtual) {
        int i = entry & times.length - 1;
        return cpus[i] == cpu && virtuals[i] == virtual && virtual != StorageOrder.BY_REAL;
    }

    int capacity() {
        return times.length;
    }

    private static int line(long absolute) {
        return (int) (absolute >>> LINE_SHIFT) & LINES - 1;
    }

    @Override
    public String toString() {
        return kept + " stores remembered, newest entries of lines " + Arrays.toString(newestOfLine);
    }
}
