package org.maskflip.modelcheck.operational;

import org.maskflip.modelcheck.program.Effect.Naming;

/**
 * A store on its way to storage: one event; or the bytes of an unaligned store that are not there yet, one event each.
 *
 * @param index the place of its first byte
 * @param size bytes, 1 to 16
 * @param value right-aligned; the left half for 16 bytes
 * @param low the right half for 16 bytes
 * @param left 0 for one event; else a bit per byte, the first byte's lowest, that is still on its way
 * @param naming by which address it was stored (rule {@code F-own})
 * @param hold whether it keeps other CPUs' stores and interlocked fetches off its bytes (rule {@code specific})
 */
record Entry(int index, int size, long value, long low, int left, Naming naming, Hold hold) {
    enum Hold {
        NONE,
        AGAINST_OTHERS
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Entry that
                && index == that.index
                && value == that.value
                && low == that.low
                && size == that.size
                && left == that.left
                && naming == that.naming
                && hold == that.hold;
    }

    @Override
    public int hashCode() {
        int kind = 31 * (31 * left + size) + 4 * naming.ordinal() + hold.ordinal();
        return 31 * (31 * (31 * kind + index) + Long.hashCode(value)) + Long.hashCode(low);
    }

    /** The value of the byte at a place that it covers. */
    byte at(int place) {
        int fromRight = size - 1 - (place - index);
        return fromRight < 8 && size == 16
                ? (byte) (low >>> 8 * fromRight)
                : (byte) (value >>> 8 * (size == 16 ? fromRight - 8 : fromRight));
    }

    boolean covers(int place) {
        int offset = place - index;
        return offset >= 0 && offset < size && (left == 0 || (left >>> offset & 1) != 0);
    }

    boolean overlaps(int place, int length) {
        if (place >= index + size || index >= place + length) {
            return false;
        }
        if (left == 0) {
            return true;
        }
        for (int i = Math.max(place, index); i < Math.min(place + length, index + size); i++) {
            if (covers(i)) {
                return true;
            }
        }
        return false;
    }

    /** What is left when one byte has gone to storage; {@code null} if nothing is. */
    Entry without(int place) {
        int rest = left & ~(1 << place - index);
        return rest == 0 ? null : new Entry(index, size, value, low, rest, naming, hold);
    }
}
