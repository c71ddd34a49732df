package org.maskflip.modelcheck.explore;

import java.util.Arrays;

/** A set of encoded states: an open hash table over one long array of integers. For one thread at a time. */
final class StateSet {
    private static final int SMALLEST = 1 << 8;

    private final int width;
    private int[] states;
    private int size;

    /**
     * Per slot a state's hash on the left, so that others are told apart without a look at them, and on the right one plus its number
     * in {@link #states}; 0 is free. The length is a power of two.
     */
    private long[] table = new long[SMALLEST];

    StateSet(int width) {
        this.width = width;
        states = new int[SMALLEST / 2 * width];
    }

    int size() {
        return size;
    }

    /** The bytes of its arrays. */
    long bytes() {
        return 4L * states.length + 8L * table.length;
    }

    /** Adds a state with its hash; its number if it was new, else {@code ~} its number. */
    int add(int[] state, int hash) {
        int mask = table.length - 1;
        int slot = spread(hash) & mask;
        for (long found = table[slot]; found != 0; found = table[slot]) {
            int number = (int) found - 1;
            if ((int) (found >>> Integer.SIZE) == hash && isAt(number, state)) {
                return ~number;
            }
            slot = slot + 1 & mask;
        }
        append(state);
        table[slot] = (long) hash << Integer.SIZE | size;
        if (size * 2 > table.length) {
            grow();
        }
        return size - 1;
    }

    private boolean isAt(int number, int[] state) {
        int begin = number * width;
        for (int i = 0; i < width; i++) {
            if (states[begin + i] != state[i]) {
                return false;
            }
        }
        return true;
    }

    private void append(int[] state) {
        if ((size + 1) * width > states.length) {
            states = Arrays.copyOf(states, Math.toIntExact(Math.min(states.length * 2L, Integer.MAX_VALUE - 8L)));
        }
        System.arraycopy(state, 0, states, size * width, width);
        size++;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        int mask = larger.length - 1;
        for (long found : table) {
            if (found != 0) {
                int slot = spread((int) (found >>> Integer.SIZE)) & mask;
                while (larger[slot] != 0) {
                    slot = slot + 1 & mask;
                }
                larger[slot] = found;
            }
        }
        table = larger;
    }

    /** The shard of a hash takes its high bits, this the others. */
    private static int spread(int hash) {
        return hash ^ hash >>> 15;
    }

    static int hash(int[] array, int begin, int width) {
        long hash = 0x9E37_79B9_7F4A_7C15L;
        for (int i = begin; i < begin + width; i++) {
            hash = (hash ^ array[i]) * 0xFF51_AFD7_ED55_8CCDL;
            hash ^= hash >>> 32;
        }
        return (int) (hash ^ hash >>> 29);
    }
}
