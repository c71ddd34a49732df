package org.maskflip.emulator.alu;

/**
 * Arithmetic on operands of 128 bits, which stand in pairs of doublewords. Source: PoP chapter 7, "MULTIPLY LOGICAL", "DIVIDE
 * LOGICAL", "DIVIDE SINGLE".
 */
public final class WideArithmetic {
    private WideArithmetic() {}

    /** The leftmost 64 bits of the unsigned 128-bit product. */
    public static long multiplyHighUnsigned(long first, long second) {
        return Math.multiplyHigh(first, second) + (first >> 63 & second) + (second >> 63 & first);
    }

    /** Whether the quotient of an unsigned 128-bit dividend and a divisor fits in 64 bits; never for a divisor of zero. */
    public static boolean isDivisible(long high, long divisor) {
        return Long.compareUnsigned(high, divisor) < 0;
    }

    /**
     * The unsigned 64-bit quotient of a 128-bit dividend. The remainder is {@code low - quotient * divisor}.
     *
     * @param high the leftmost half of the dividend, less than the divisor ({@link #isDivisible})
     */
    public static long divideUnsigned(long high, long low, long divisor) {
        if (high == 0) {
            return Long.divideUnsigned(low, divisor);
        }
        long remainder = high;
        long quotient = 0;
        for (int bit = 63; bit >= 0; bit--) {
            boolean carry = remainder < 0;
            remainder = remainder << 1 | low >>> bit & 1;
            if (carry || Long.compareUnsigned(remainder, divisor) >= 0) {
                remainder -= divisor;
                quotient |= 1L << bit;
            }
        }
        return quotient;
    }

    /** The condition code of SHIFT LEFT DOUBLE and SHIFT RIGHT DOUBLE without overflow: 0 zero, 1 negative, 2 positive. */
    public static int signCondition(long value) {
        return value == 0 ? 0 : value < 0 ? 1 : 2;
    }

    /** Shifts the 63-bit number left; the sign stays. The amount is 0-63. */
    public static long shiftLeftKeepingSign(long value, int amount) {
        return value << amount & Long.MAX_VALUE | value & Long.MIN_VALUE;
    }

    /** Whether such a shift loses a bit that differs from the sign. */
    public static boolean overflowsOnShiftLeft(long value, int amount) {
        return amount != 0 && value >> (63 - amount) != value >> 63;
    }

    /** The left half of a 128-bit number shifted left by 0-127. */
    static long shiftLeftHigh(long high, long low, int amount) {
        if (amount >= Long.SIZE) {
            return low << amount - Long.SIZE;
        }
        return amount == 0 ? high : high << amount | low >>> Long.SIZE - amount;
    }

    /** The right half of a 128-bit number, whose right half is given, shifted left by 0-127. */
    static long shiftLeftLow(long low, int amount) {
        return amount >= Long.SIZE ? 0 : low << amount;
    }

    /** The left half of a 128-bit number shifted right by any amount. */
    static long shiftRightHigh(long high, int amount) {
        return amount >= Long.SIZE ? 0 : high >>> amount;
    }

    /** The right half of a 128-bit number shifted right by any amount, its last bit or-ed with all that was shifted out. */
    static long shiftRightSticky(long high, long low, int amount) {
        if (amount == 0) {
            return low;
        }
        if (amount < Long.SIZE) {
            return high << Long.SIZE - amount | low >>> amount | sticky(low << Long.SIZE - amount);
        }
        if (amount == Long.SIZE) {
            return high | sticky(low);
        }
        if (amount < 2 * Long.SIZE) {
            return high >>> amount - Long.SIZE | sticky(high << 2 * Long.SIZE - amount | low);
        }
        return sticky(high | low);
    }

    /** One if anything is there. */
    static long sticky(long bits) {
        return bits == 0 ? 0 : 1;
    }

    /** Compares unsigned 128-bit numbers. */
    static int compareUnsigned(long high, long low, long otherHigh, long otherLow) {
        int order = Long.compareUnsigned(high, otherHigh);
        return order == 0 ? Long.compareUnsigned(low, otherLow) : order;
    }

    /** The carry, 0 or 1, out of an addition of doublewords whose sum is given. */
    static long carry(long addend, long sum) {
        return Long.compareUnsigned(sum, addend) < 0 ? 1 : 0;
    }

    /** The borrow, 0 or 1, of a subtraction of doublewords. */
    static long borrow(long minuend, long subtrahend) {
        return Long.compareUnsigned(minuend, subtrahend) < 0 ? 1 : 0;
    }
}
