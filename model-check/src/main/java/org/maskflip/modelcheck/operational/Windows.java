package org.maskflip.modelcheck.operational;

import java.nio.LongBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One CPU's fetch windows: for each code byte that is ever stored into, the set of values that an instruction fetch may give: those
 * that the byte has had in storage since the CPU last discarded its copies. A set, since their order and number cannot be observed;
 * so states that differ only in them are one. Immutable. Source: Model Z, section 4.
 */
final class Windows {
    private static final int WORDS = 4;

    private final Family family;
    private final int id;
    private final long[] sets;
    private final Map<Integer, Windows> wider = new ConcurrentHashMap<>(2);
    private final Map<Integer, Windows> pinned = new ConcurrentHashMap<>(2);
    private final Map<Integer, Windows> discarded = new ConcurrentHashMap<>(2);

    /** The windows over one choice of bytes. */
    static final class Family {
        private final Interner<LongBuffer, Windows> interner = new Interner<>();
        private final int[] places;

        Family(int[] places) {
            this.places = places;
        }

        Windows of(Storage storage) {
            long[] sets = new long[places.length * WORDS];
            for (int slot = 0; slot < places.length; slot++) {
                set(sets, slot, storage.at(places[slot]));
            }
            return of(sets);
        }

        private Windows of(long[] sets) {
            return interner.get(LongBuffer.wrap(sets), id -> new Windows(this, id, sets));
        }
    }

    private Windows(Family family, int id, long[] sets) {
        this.family = family;
        this.id = id;
        this.sets = sets;
    }

    int id() {
        return id;
    }

    private static void set(long[] sets, int slot, byte value) {
        sets[slot * WORDS + ((value & 0xFF) >>> 6)] |= 1L << value;
    }

    boolean has(int slot, int value) {
        return (sets[slot * WORDS + (value >>> 6)] >>> value & 1) != 0;
    }

    /** The values of a byte, ascending as unsigned numbers. */
    byte[] values(int slot) {
        int count = 0;
        byte[] found = new byte[256];
        for (int value = 0; value < 256; value++) {
            if (has(slot, value)) {
                found[count++] = (byte) value;
            }
        }
        return java.util.Arrays.copyOf(found, count);
    }

    /** With one more value. */
    Windows with(int slot, byte value) {
        if (has(slot, value & 0xFF)) {
            return this;
        }
        return wider.computeIfAbsent(slot << 8 | value & 0xFF, key -> {
            long[] changed = sets.clone();
            set(changed, slot, value);
            return family.of(changed);
        });
    }

    /** With this value and no other. */
    Windows only(int slot, byte value) {
        return pinned.computeIfAbsent(slot << 8 | value & 0xFF, key -> {
            long[] changed = sets.clone();
            java.util.Arrays.fill(changed, slot * WORDS, (slot + 1) * WORDS, 0);
            set(changed, slot, value);
            return family.of(changed);
        });
    }

    /** All copies discarded: only what storage holds (rule {@code ser-discard}). */
    Windows discard(Storage storage) {
        return discarded.computeIfAbsent(storage.id(), key -> family.of(storage));
    }
}
