package org.maskflip.modelcheck.operational;

import java.util.Arrays;

/** A set of places of storage, a bit each. */
final class PlaceSet {
    private final long[] words;

    PlaceSet(int places) {
        words = new long[(places + 63) / 64];
    }

    private PlaceSet(long[] words) {
        this.words = words;
    }

    PlaceSet copy() {
        return new PlaceSet(words.clone());
    }

    /** Adds places; whether one was new. */
    boolean add(int place, int size) {
        boolean isNew = false;
        for (int i = place; i < place + size; i++) {
            isNew |= !has(i);
            words[i >> 6] |= 1L << i;
        }
        return isNew;
    }

    /** Adds all of another set; whether one was new. */
    boolean addAll(PlaceSet other) {
        boolean isNew = false;
        for (int i = 0; i < words.length; i++) {
            isNew |= (other.words[i] & ~words[i]) != 0;
            words[i] |= other.words[i];
        }
        return isNew;
    }

    void retainAll(PlaceSet other) {
        for (int i = 0; i < words.length; i++) {
            words[i] &= other.words[i];
        }
    }

    void removeAll(PlaceSet other) {
        for (int i = 0; i < words.length; i++) {
            words[i] &= ~other.words[i];
        }
    }

    boolean isEmpty() {
        for (long word : words) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    boolean has(int place) {
        return (words[place >> 6] >>> place & 1) != 0;
    }

    /** Whether one of up to 64 places that follow each other is in it. */
    boolean meets(int place, int size) {
        int word = place >> 6;
        long mask = -1L >>> 64 - size;
        if ((words[word] >>> place & mask) != 0) {
            return true;
        }
        int before = 64 - (place & 63);
        return before < size && (words[word + 1] & mask >>> before) != 0;
    }

    boolean meets(PlaceSet other) {
        for (int i = 0; i < words.length; i++) {
            if ((words[i] & other.words[i]) != 0) {
                return true;
            }
        }
        return false;
    }

    /** All of them, ascending. */
    int[] toArray() {
        return java.util.BitSet.valueOf(words).stream().toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlaceSet that && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }
}
