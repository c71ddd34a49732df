package org.maskflip.emulator.storage.order;

import java.util.Arrays;

/**
 * The fetch windows of one CPU for the bytes of one instruction: which copies may execute, and the choice of one. A part is what
 * is chosen on its own: a byte, or with facility 85 the instruction's bytes in one doubleword. Source: Model Z, section 3, rules
 * F-piecemeal, F-prefetch, F-own and F-seq.
 */
final class InstructionCopies {
    private static final int FRESH = 0;
    private static final int STALE = 1;
    private static final int MAX_LENGTH = 6;
    /** DEVIATION: a part has at most this many different states to choose from (Model Z: all); a byte never has more than 256. */
    private static final int MAX_STATES = 1024;

    private final WeakStorage shared;
    private final int cpu;
    private final StoreQueue queue;

    /** The different states of each part, newest first: its bytes where they stand in the instruction, left-aligned. */
    private final long[][] states = new long[MAX_LENGTH][4];

    private final int[] counts = new int[MAX_LENGTH];
    private final long[] masks = new long[MAX_LENGTH];
    private int parts;
    private boolean isStable = true;

    InstructionCopies(WeakStorage shared, int cpu, StoreQueue queue) {
        this.shared = shared;
        this.cpu = cpu;
        this.queue = queue;
    }

    /** Whether the last instruction had only one possible copy. */
    boolean isStable() {
        return isStable;
    }

    /**
     * One possible copy, left-aligned.
     *
     * @param discard the time of this CPU's last discard
     */
    long fetch(long virtual, long absolute, int length, long discard, Chooser chooser) {
        PageHistory page = shared.page(absolute);
        long newest;
        boolean isPlain;
        page.lock();
        newest = currentBytes(absolute, length);
        page.setCode();
        isPlain = page.newest(absolute, discard) == 0 && page.newest(absolute + length - 1, discard) == 0;
        boolean mayBePinned =
                !queue.isEmpty() && (queue.mayOverlap(absolute) || queue.mayOverlap(absolute + length - 1));
        if (isPlain && !mayBePinned) {
            page.unlock();
            isStable = true;
            return newest;
        }
        int pinned = 0;
        for (int n = 0; n < length && mayBePinned; n++) {
            int pending = queue.newestByte(virtual + n, absolute + n);
            if (pending >= 0) {
                pinned |= 1 << n;
                newest = newest & ~byteMask(n) | (long) pending << 56 - 8 * n;
            }
        }
        parts = 0;
        isStable = true;
        for (int from = 0; from < length; ) {
            int to = shared.isSequentialFetching ? Math.min(length, from + 8 - (int) (absolute + from & 7)) : from + 1;
            collect(page, virtual, absolute, from, to, newest, pinned, discard);
            from = to;
        }
        page.unlock();
        return isStable ? newest : choose(virtual, absolute, newest, chooser);
    }

    /** What storage holds; under the page's lock, so that each doubleword is seen at one moment. */
    private long currentBytes(long absolute, int length) {
        long start = absolute & -8L;
        int offset = (int) absolute & 7;
        // ORDER volatile (both): F-before-later: no later operand fetch comes before; all stores hold the lock that we
        // hold.
        long bytes = shared.storage.getVolatile(start, 8) << 8 * offset;
        if (offset + length > 8) {
            // ORDER volatile: as above, for the second doubleword.
            bytes |= shared.storage.getVolatile(start + 8, 8) >>> 8 * (8 - offset);
        }
        return bytes & -1L << 8 * (8 - length);
    }

    /** Walks back through the stores into the bytes {@code from} to {@code to} - 1 and gathers the states before each. */
    private void collect(
            PageHistory page, long virtual, long absolute, int from, int to, long newest, int pending, long discard) {
        long mask = -1L >>> 8 * from & -1L << 8 * (8 - to);
        long state = newest & mask;
        int pinned = pending;
        int part = parts++;
        masks[part] = mask;
        states[part][0] = state;
        counts[part] = 1;
        int start = (int) absolute & 0xFFF;
        for (int entry = page.newest(absolute + from, discard); entry != 0; entry = page.before(entry, discard)) {
            int at = page.offset(entry);
            int size = page.size(entry);
            // The virtual address that the store used for its first byte, had it been by the instruction's.
            boolean isOwn = page.isBy(entry, cpu, virtual + at - start);
            for (int n = Math.max(from, at - start); n < Math.min(to, at - start + size); n++) {
                if ((pinned >>> n & 1) != 0) {
                    continue;
                }
                if (isOwn) {
                    pinned |= 1 << n;
                } else {
                    long old = StoredBytes.at(page.replaced(entry), size, start + n - at);
                    state = state & ~byteMask(n) | old << 56 - 8 * n;
                }
            }
            add(part, state);
        }
        isStable &= counts[part] == 1;
    }

    private void add(int part, long state) {
        long[] known = states[part];
        int count = counts[part];
        for (int i = 0; i < count; i++) {
            if (known[i] == state) {
                return;
            }
        }
        if (count == MAX_STATES) {
            return;
        }
        if (count == known.length) {
            known = Arrays.copyOf(known, 2 * count);
            states[part] = known;
        }
        known[count] = state;
        counts[part] = count + 1;
    }

    private long choose(long virtual, long absolute, long newest, Chooser chooser) {
        int mode = chooser.choose(3, ChoiceKind.COPY_MODE);
        ChoiceKind kind = shared.isSequentialFetching ? ChoiceKind.COPY_DOUBLEWORD : ChoiceKind.COPY_BYTE;
        long copy = 0;
        for (int part = 0; part < parts; part++) {
            int count = counts[part];
            int index = 0;
            if (mode == STALE) {
                index = count - 1;
            } else if (mode != FRESH && count > 1) {
                index = chooser.chooseCopy(states[part], count, masks[part], kind);
            }
            copy |= states[part][index];
            if (index > 0 && shared.observer != null) {
                tellStale(virtual, absolute, newest, part, index);
            }
        }
        return copy;
    }

    private void tellStale(long virtual, long absolute, long newest, int part, int age) {
        long state = states[part][age];
        for (int n = 0; n < MAX_LENGTH; n++) {
            if ((masks[part] & (state ^ newest) & byteMask(n)) != 0) {
                int value = (int) (state >>> 56 - 8 * n) & 0xFF;
                shared.observer.staleByteChosen(cpu, virtual + n, absolute + n, value, age);
            }
        }
    }

    private static long byteMask(int n) {
        return 0xFFL << 56 - 8 * n;
    }
}
