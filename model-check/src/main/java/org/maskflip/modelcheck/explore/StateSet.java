package org.maskflip.modelcheck.explore;

import java.util.Arrays;

/** A set of encoded states: an open hash table over one long array of integers. For one thread at a time. */
final class StateSet {
    private static final int SMALLEST = 1 << 8;

    private final int width;
    private int[] states;
    private int size;

    /** One plus the number of the state in {@link #states}; 0 is free. The length is a power of two. */
    private int[] table = new int[SMALLEST];

    StateSet(int width) {
        this.width = width;
        states = new int[SMALLEST / 2 * width];
    }

    int size() {
        return size;
    }

    /** The bytes of its arrays. */
    long bytes() {
        return 4L * (states.length + table.length);
    }

    /** Adds a state with its hash; whether it was new. */
    boolean add(int[] state, int hash) {
        int mask = table.length - 1;
        int slot = spread(hash) & mask;
        while (table[slot] != 0) {
            int begin = (table[slot] - 1) * width;
            if (Arrays.equals(states, begin, begin + width, state, 0, width)) {
                return false;
            }
            slot = slot + 1 & mask;
        }
        append(state);
        table[slot] = size;
        if (size * 2 > table.length) {
            grow();
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
        int[] larger = new int[table.length * 2];
        int mask = larger.length - 1;
        for (int number = 1; number <= size; number++) {
            int slot = spread(hash(states, (number - 1) * width, width)) & mask;
            while (larger[slot] != 0) {
                slot = slot + 1 & mask;
            }
            larger[slot] = number;
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
