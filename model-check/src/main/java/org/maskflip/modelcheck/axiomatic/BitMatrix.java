package org.maskflip.modelcheck.axiomatic;

/** A relation on numbered events that is kept transitively closed and acyclic. */
final class BitMatrix {
    private final int size;
    private final int words;
    private final long[] rows;
    private boolean isChanged;

    private BitMatrix(int size, int words, long[] rows) {
        this.size = size;
        this.words = words;
        this.rows = rows;
    }

    /** The empty relation. */
    static BitMatrix of(int size) {
        int words = Math.max(1, size + 63 >>> 6);
        return new BitMatrix(size, words, new long[size * words]);
    }

    BitMatrix copy() {
        return new BitMatrix(size, words, rows.clone());
    }

    boolean has(int first, int second) {
        return (rows[first * words + (second >>> 6)] >>> second & 1) != 0;
    }

    /** Whether the relation has grown since it was asked last. */
    boolean takeChanged() {
        boolean was = isChanged;
        isChanged = false;
        return was;
    }

    /** Adds a pair and what follows from it; false, and nothing is added, if that would make a cycle. */
    boolean add(int first, int second) {
        if (has(first, second)) {
            return true;
        }
        if (first == second || has(second, first)) {
            return false;
        }
        isChanged = true;
        extend(first, second);
        for (int each = 0; each < size; each++) {
            if (has(each, first)) {
                extend(each, second);
            }
        }
        return true;
    }

    private void extend(int each, int second) {
        int to = each * words;
        int from = second * words;
        for (int i = 0; i < words; i++) {
            rows[to + i] |= rows[from + i];
        }
        rows[to + (second >>> 6)] |= 1L << second;
    }

    /** Puts a smaller relation on some events in a row. */
    void insert(BitMatrix smaller, int offset) {
        for (int i = 0; i < smaller.size; i++) {
            for (int j = 0; j < smaller.size; j++) {
                if (smaller.has(i, j)) {
                    rows[(offset + i) * words + (offset + j >>> 6)] |= 1L << offset + j;
                }
            }
        }
    }
}
