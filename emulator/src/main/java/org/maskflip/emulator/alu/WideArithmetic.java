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
}
