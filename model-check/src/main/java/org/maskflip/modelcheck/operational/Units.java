package org.maskflip.modelcheck.operational;

import java.nio.LongBuffer;
import java.util.Arrays;
import org.maskflip.modelcheck.program.GuestProgram;

/**
 * The changing code, cut into the units of which a CPU holds copies: bytes, or aligned doublewords. A unit's value has its bytes
 * right-aligned in the order of storage; bytes of a doubleword that are not installed count as zero.
 */
final class Units {
    /** What a CPU's copies are copies of. */
    enum Size {
        BYTE(1),
        DOUBLEWORD(8);

        private final int bytes;

        Size(int bytes) {
            this.bytes = bytes;
        }
    }

    private final Interner<LongBuffer, Windows> interner = new Interner<>();
    private final Size size;

    /** Per place: its unit, -1 if it is no changing code. */
    private final int[] units;

    /** Per place: which byte of its unit it is, from the left. */
    private final int[] offsets;

    /** Per unit and byte: its place, -1 if it is not installed. */
    private final int[][] places;

    Units(GuestProgram program, int[] changing, Size size) {
        this.size = size;
        int length = program.contents().length;
        units = new int[length];
        offsets = new int[length];
        Arrays.fill(units, -1);
        int[][] found = new int[changing.length][];
        int count = 0;
        for (int place : changing) {
            if (units[place] < 0) {
                found[count] = unit(program, place, count);
                count++;
            }
        }
        places = Arrays.copyOf(found, count);
    }

    private int[] unit(GuestProgram program, int place, int number) {
        long begin = program.address(place) & -size.bytes;
        int[] bytes = new int[size.bytes];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = program.index(begin + i);
            if (bytes[i] >= 0) {
                units[bytes[i]] = number;
                offsets[bytes[i]] = i;
            }
        }
        return bytes;
    }

    Interner<LongBuffer, Windows> interner() {
        return interner;
    }

    int count() {
        return places.length;
    }

    /** How many places storage has. */
    int length() {
        return units.length;
    }

    /** The unit that a place belongs to; -1 if it is no changing code. */
    int of(int place) {
        return units[place];
    }

    boolean changes(int place, int length) {
        for (int i = place; i < place + length; i++) {
            if (units[i] >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The bits of a place within its unit's value. */
    int shift(int place) {
        return 8 * (size.bytes - 1 - offsets[place]);
    }

    long value(int unit, Storage storage) {
        long value = 0;
        for (int place : places[unit]) {
            value = value << 8 | (place < 0 ? 0 : storage.at(place) & 0xFF);
        }
        return value;
    }

    boolean meets(int unit, PlaceSet set) {
        for (int place : places[unit]) {
            if (place >= 0 && set.has(place)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Every mixture of copies that an instruction fetch may give, right-aligned, ascending.
     *
     * @param length 1 to 6 bytes
     */
    long[] mixtures(Windows windows, Storage storage, int place, int length) {
        long[] found = {0};
        int at = place;
        while (at < place + length) {
            int unit = units[at];
            int bytes = 1;
            while (unit >= 0 && at + bytes < place + length && units[at + bytes] == unit) {
                bytes++;
            }
            found = product(found, parts(windows, storage, unit, at, bytes), bytes);
            at += bytes;
        }
        return Arrays.stream(found).sorted().distinct().toArray();
    }

    private long[] parts(Windows windows, Storage storage, int unit, int place, int bytes) {
        if (unit < 0 || windows.values(unit).length == 0) {
            return new long[] {storage.fetch(place, bytes)};
        }
        int shift = shift(place + bytes - 1);
        long mask = -1L >>> 64 - 8 * bytes;
        return Arrays.stream(windows.values(unit))
                .map(value -> value >>> shift & mask)
                .distinct()
                .toArray();
    }

    private static long[] product(long[] left, long[] right, int bytes) {
        long[] all = new long[left.length * right.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = left[i / right.length] << 8 * bytes | right[i % right.length];
        }
        return all;
    }
}
