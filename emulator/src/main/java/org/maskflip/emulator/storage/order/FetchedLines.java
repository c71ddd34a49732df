package org.maskflip.emulator.storage.order;

import java.util.Arrays;

/**
 * Which 64-byte virtual lines this CPU has fetched instructions from, so that an own store into one of them is noticed ({@code
 * F-own}). It may err towards "fetched", which costs time only. A table slot holds one page and the lines fetched from it; where
 * two pages fall on one slot, the slot stands for every page.
 */
final class FetchedLines {
    private static final int SLOTS = 4096;
    private static final int MANY = SLOTS / 64;
    /** Not a page: page numbers have 52 bits. */
    private static final long EMPTY = -1L;

    private static final long EVERY_PAGE = -2L;

    /** A single empty slot until the first fetch. */
    private long[] pages = {EMPTY};
    /** Bit n, counted from the right: line n of the page. */
    private long[] lines = {0};

    private int shared;

    /**
     * Notes a fetch of up to 6 bytes in one page.
     *
     * @return whether the table was given up and started anew: every copy taken before must be fetched again
     */
    boolean add(long virtual, int length) {
        if (pages.length == 1) {
            pages = new long[SLOTS];
            lines = new long[SLOTS];
            clear();
        }
        long page = virtual >>> 12;
        int slot = slot(page);
        boolean restarted = false;
        if (pages[slot] != page && pages[slot] != EVERY_PAGE) {
            if (pages[slot] == EMPTY) {
                pages[slot] = page;
            } else if (++shared > MANY) {
                clear();
                pages[slot] = page;
                restarted = true;
            } else {
                pages[slot] = EVERY_PAGE;
            }
        }
        lines[slot] |= 1L << (virtual >>> 6) | 1L << (virtual + length - 1 >>> 6);
        return restarted;
    }

    /** Whether a store of bytes in one line may have hit a line fetched from. */
    boolean mayContain(long virtual) {
        long page = virtual >>> 12;
        int slot = slot(page);
        long found = pages[slot];
        return (found == page || found == EVERY_PAGE) && (lines[slot] >>> (virtual >>> 6) & 1) != 0;
    }

    private void clear() {
        Arrays.fill(pages, EMPTY);
        Arrays.fill(lines, 0);
        shared = 0;
    }

    private int slot(long page) {
        return (int) (page ^ page >>> 12 ^ page >>> 24) & pages.length - 1;
    }
}
