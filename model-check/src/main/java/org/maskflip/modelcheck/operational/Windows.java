package org.maskflip.modelcheck.operational;

import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * One CPU's fetch windows: for each unit of code that is ever stored into, the set of values that an instruction fetch may give.
 * The unit is a byte (rules {@code F-piecemeal}, {@code F-prefetch}): the values are those that it has had in storage since the CPU
 * last discarded its copies. With the sequential-instruction-fetching facility it is an aligned doubleword, of which each store is
 * seen whole or not at all, and independently of other stores (rule {@code F-seq}, read as weakly as it can be). Sets, since order
 * and number of equal copies cannot be observed; so states that differ only in them are one. Immutable. Source: Model Z, section 4.
 */
final class Windows {
    private static final long[] DEAD = {};

    private final Units units;
    private final int id;
    private final long[][] sets;
    private final Remembered<Change, Windows> changed = new Remembered<>();
    private final Remembered<Integer, long[]> mixtures = new Remembered<>();
    private final Remembered<Integer, Windows> kept = new Remembered<>();

    /** What a store does to the copies of a unit. */
    private enum Way {
        /** There are such copies as well. */
        WIDEN,
        /** There are no others. */
        REPLACE
    }

    private record Change(Way way, int unit, long mask, long value) {}

    private Windows(Units units, int id, long[][] sets) {
        this.units = units;
        this.id = id;
        this.sets = sets;
    }

    /** The windows of a CPU that has no old copies. */
    static Windows of(Units units, Storage storage) {
        long[][] sets = new long[units.count()][];
        for (int unit = 0; unit < sets.length; unit++) {
            sets[unit] = new long[] {units.value(unit, storage)};
        }
        return of(units, sets);
    }

    private static Windows of(Units units, long[][] sets) {
        int length = sets.length;
        for (long[] set : sets) {
            length += set.length;
        }
        long[] key = new long[length];
        int at = 0;
        for (long[] set : sets) {
            key[at++] = set.length;
            System.arraycopy(set, 0, key, at, set.length);
            at += set.length;
        }
        return units.interner().get(LongBuffer.wrap(key), id -> new Windows(units, id, sets));
    }

    int id() {
        return id;
    }

    /** The values of a unit, ascending; none if the CPU never executes it again. */
    long[] values(int unit) {
        return sets[unit];
    }

    /** Besides every copy that there is, one in which the bytes of the mask have the new value. */
    Windows with(int unit, long mask, long value) {
        return change(new Change(Way.WIDEN, unit, mask, value & mask));
    }

    /** In every copy the bytes of the mask have the new value. */
    Windows only(int unit, long mask, long value) {
        return change(new Change(Way.REPLACE, unit, mask, value & mask));
    }

    private Windows change(Change change) {
        if (sets[change.unit()].length == 0) {
            return this;
        }
        Windows known = changed.get(change);
        if (known == null) {
            long[] old = sets[change.unit()];
            long[] values = change.way() == Way.WIDEN ? Arrays.copyOf(old, 2 * old.length) : old.clone();
            for (int i = 0; i < old.length; i++) {
                values[values.length - 1 - i] = old[i] & ~change.mask() | change.value();
            }
            long[][] all = sets.clone();
            all[change.unit()] = Arrays.stream(values).sorted().distinct().toArray();
            known = of(units, all);
            changed.put(change, known);
        }
        return known;
    }

    /**
     * Without the copies of bytes that the CPU never executes again.
     *
     * @param number tells the sets apart
     */
    Windows keep(int number, PlaceSet executed) {
        Windows known = kept.get(number);
        if (known == null) {
            long[][] all = sets.clone();
            for (int unit = 0; unit < all.length; unit++) {
                if (!units.meets(unit, executed)) {
                    all[unit] = DEAD;
                }
            }
            known = of(units, all);
            kept.put(number, known);
        }
        return known;
    }

    /**
     * Every mixture of copies that an instruction fetch may give, right-aligned, ascending. Remembered: bytes that are no changing code
     * do not change.
     *
     * @param length 1 to 6 bytes
     */
    long[] mixtures(Storage storage, int place, int length) {
        int key = place << 3 | length;
        long[] known = mixtures.get(key);
        if (known == null) {
            known = units.mixtures(this, storage, place, length);
            if (isKept(place, length)) {
                mixtures.put(key, known);
            }
        }
        return known;
    }

    /** Whether no copy of these bytes was forgotten. */
    private boolean isKept(int place, int length) {
        for (int i = place; i < place + length; i++) {
            if (units.of(i) >= 0 && sets[units.of(i)].length == 0) {
                return false;
            }
        }
        return true;
    }
}
