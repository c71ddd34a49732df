package org.maskflip.emulator.alu;

/**
 * Arithmetic in Java's own {@code float} and {@code double}, which round to nearest as the machine does, for the common case
 * that nothing but the rounded result is asked for. Allocates nothing. What it cannot answer the exact arithmetic answers.
 */
public final class HostArithmetic {
    /** No answer. No operation here delivers a zero. */
    public static final long NONE = 0;

    /** Rounding mode, mask of inexact, flag of inexact. */
    private static final int LOOKED_AT = 0x0808_0007;

    private static final int INEXACT_IS_FLAGGED = 0x0008_0000;

    private HostArithmetic() {}

    /**
     * Whether the floating-point-control register lets Java's result stand: it rounds to nearest, and an inexact result changes
     * nothing because it does not trap and its flag is one already.
     */
    public static boolean isPermitted(int fpc) {
        return (fpc & LOOKED_AT) == INEXACT_IS_FLAGGED;
    }

    /** The datum, left-aligned, or {@link #NONE} where an exception or a tiny, zero, infinite or NaN result is possible. */
    public static long of(double result) {
        long bits = Double.doubleToRawLongBits(result);
        int exponent = (int) (bits >>> 52) & 0x7FF;
        return exponent > 1 && exponent < 0x7FF ? bits : NONE;
    }

    /** The same for a short result. */
    public static long of(float result) {
        int bits = Float.floatToRawIntBits(result);
        int exponent = bits >>> 23 & 0xFF;
        return exponent > 1 && exponent < 0xFF ? (long) bits << 32 : NONE;
    }

    /** The number that stands left-aligned in a doubleword. */
    public static float shortNumber(long datum) {
        return Float.intBitsToFloat((int) (datum >>> 32));
    }

    /** The number that a doubleword holds. */
    public static double longNumber(long datum) {
        return Double.longBitsToDouble(datum);
    }
}
