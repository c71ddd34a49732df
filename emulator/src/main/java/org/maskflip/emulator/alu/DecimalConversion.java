package org.maskflip.emulator.alu;

/**
 * Conversion between binary integers and signed packed decimal numbers of 15 or 31 digits. The rightmost four bits of a packed
 * number are its sign: A, C, E, F plus, B, D minus; C and D are the preferred ones. Source: PoP chapter 7, "CONVERT TO BINARY" and
 * "CONVERT TO DECIMAL"; chapter 8, "Decimal Codes".
 */
public final class DecimalConversion {
    private static final int PLUS = 0xC;
    private static final int MINUS = 0xD;

    /** Decimal digits in the rightmost doubleword of a packed number. */
    private static final long FIFTEEN_DIGITS = 1_000_000_000_000_000L;

    private DecimalConversion() {}

    /** Whether the doubleword ends with a valid sign and all its other digits are 0-9. */
    public static boolean isSigned(long packed) {
        return (packed & 0xF) >= 0xA && areDigits(packed & ~0xFL);
    }

    /** Whether all sixteen digits are 0-9. */
    public static boolean areDigits(long packed) {
        long eight = packed & 0x8888_8888_8888_8888L;
        long fourOrTwo = (packed << 1 | packed << 2) & 0x8888_8888_8888_8888L;
        return (eight & fourOrTwo) == 0;
    }

    /** Whether the sign, which must be valid, is minus. */
    public static boolean isNegative(long packed) {
        int sign = (int) packed & 0xF;
        return sign == 0xB || sign == MINUS;
    }

    /** The value of sixteen digits, the leftmost counting most. */
    public static long value(long digits) {
        long result = 0;
        for (int shift = 60; shift >= 0; shift -= 4) {
            result = result * 10 + (digits >>> shift & 0xF);
        }
        return result;
    }

    /** The value of a valid signed doubleword of fifteen digits. */
    public static long signedValue(long packed) {
        long magnitude = value(packed >>> 4);
        return isNegative(packed) ? -magnitude : magnitude;
    }

    /**
     * The rightmost 64 bits of the value of a valid number of 31 digits.
     *
     * @param high sixteen digits
     * @param low fifteen digits and the sign
     */
    public static long signedValue(long high, long low) {
        long magnitude = value(high) * FIFTEEN_DIGITS + value(low >>> 4);
        return isNegative(low) ? -magnitude : magnitude;
    }

    /** Whether a valid number of 31 digits lies outside the range of a 64-bit signed integer. */
    public static boolean overflows(long high, long low) {
        long upper = value(high);
        if (Math.multiplyHigh(upper, FIFTEEN_DIGITS) != 0) {
            return true;
        }
        long product = upper * FIFTEEN_DIGITS;
        long magnitude = product + value(low >>> 4);
        return product < 0 || magnitude < 0 && !(isNegative(low) && magnitude == Long.MIN_VALUE);
    }

    /** Sixteen decimal digits of a number below 10<sup>16</sup>. */
    public static long digits(long value) {
        long result = 0;
        long rest = value;
        for (int shift = 0; shift < Long.SIZE; shift += 4) {
            result |= Long.remainderUnsigned(rest, 10) << shift;
            rest = Long.divideUnsigned(rest, 10);
        }
        return result;
    }

    /** Fifteen digits and the preferred sign: the rightmost doubleword of the packed form of a binary integer. */
    public static long packedLow(long value) {
        long magnitude = value < 0 ? -value : value;
        return digits(Long.remainderUnsigned(magnitude, FIFTEEN_DIGITS)) << 4 | (value < 0 ? MINUS : PLUS);
    }

    /** The sixteen digits left of {@link #packedLow}. */
    public static long packedHigh(long value) {
        long magnitude = value < 0 ? -value : value;
        return digits(Long.divideUnsigned(magnitude, FIFTEEN_DIGITS));
    }
}
