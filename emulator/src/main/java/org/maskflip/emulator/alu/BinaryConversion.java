package org.maskflip.emulator.alu;

import org.maskflip.emulator.alu.BinaryNumber.Kind;

/**
 * Conversions between binary-floating-point numbers and integers. Source: PoP chapter 19, "CONVERT FROM FIXED", "CONVERT FROM
 * LOGICAL", "CONVERT TO FIXED", "CONVERT TO LOGICAL", "LOAD FP INTEGER".
 */
public final class BinaryConversion {
    /** The integers that a conversion can give, with the magnitudes of the least and the greatest. */
    public enum IntegerFormat {
        FIXED_32(0x8000_0000L, 0x7FFF_FFFFL, 0x8000_0000L),
        FIXED_64(Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE),
        LOGICAL_32(0, 0xFFFF_FFFFL, 0),
        LOGICAL_64(0, -1L, 0);

        private final long leastMagnitude;
        private final long greatest;
        private final long nan;

        IntegerFormat(long leastMagnitude, long greatest, long nan) {
            this.leastMagnitude = leastMagnitude;
            this.greatest = greatest;
            this.nan = nan;
        }
    }

    private static final int SPECIAL_CASE = 3;

    private BinaryConversion() {}

    /** An exact number for CONVERT FROM FIXED, to be rounded. */
    public static BinaryNumber fromFixed(long value) {
        return BinaryNumber.integer(value < 0, Math.abs(value));
    }

    /** An exact number for CONVERT FROM LOGICAL, to be rounded. */
    public static BinaryNumber fromLogical(long value) {
        return BinaryNumber.integer(false, value);
    }

    /**
     * CONVERT TO FIXED and CONVERT TO LOGICAL. Condition code 0 for a zero source, 1 for a negative, 2 for a positive one, 3 for
     * a number without a counterpart or a NaN, which is an invalid operation, and inexact besides.
     */
    public static BinaryResult toInteger(BinaryNumber number, IntegerFormat format, int control) {
        if (number.isZero()) {
            return BinaryResult.plain(null, 0, 0, 0);
        }
        if (number.isNan()) {
            return unrepresentable(format.nan, control);
        }
        long extreme = number.negative() ? -format.leastMagnitude : format.greatest;
        if (number.isInfinite() || number.exponent() >= Long.SIZE) {
            return unrepresentable(extreme, control);
        }
        int shift = Long.SIZE - 1 - number.exponent();
        long whole = WideArithmetic.shiftRightHigh(number.high(), shift);
        long fraction = WideArithmetic.shiftRightSticky(number.high(), number.low(), shift);
        boolean up = BinaryRounding.isIncremented(
                BinaryRounding.mode(control), number.negative(), (whole & 1) != 0, fraction < 0, fraction << 1 != 0);
        long limit = number.negative() ? format.leastMagnitude : format.greatest;
        long rounded = up ? whole + 1 : whole;
        if (Long.compareUnsigned(rounded, limit) > 0 || up && rounded == 0) {
            return unrepresentable(extreme, control);
        }
        long value = number.negative() ? -rounded : rounded;
        BinaryResult result = BinaryResult.plain(null, value, 0, number.negative() ? 1 : 2);
        return BinaryRounding.withInexact(result, 0, code(fraction != 0, up), control);
    }

    private static BinaryResult unrepresentable(long value, int control) {
        if (BinaryRounding.isMasked(BinaryRounding.INVALID, control)) {
            return BinaryResult.suppressed(BinaryRounding.INVALID);
        }
        BinaryResult result = BinaryResult.plain(null, value, 0, SPECIAL_CASE);
        return BinaryRounding.withInexact(result, BinaryRounding.INVALID, BinaryRounding.INEXACT, control);
    }

    private static int code(boolean inexact, boolean incremented) {
        return inexact ? BinaryRounding.INEXACT | (incremented ? BinaryRounding.INCREMENTED : 0) : 0;
    }

    /** LOAD FP INTEGER: a number rounded to an integral value in its format; a zero keeps the source's sign. */
    public static BinaryResult toIntegral(BinaryNumber number, BinaryFormat format, int control) {
        if (!number.isFinite() || number.exponent() >= format.precision() - 1) {
            return BinaryRounding.round(number, format, control);
        }
        int bits = Math.max(number.exponent(), 0) + 1;
        int shift = Math.max(-number.exponent(), 0);
        BinaryNumber shifted = new BinaryNumber(
                Kind.FINITE,
                number.negative(),
                number.exponent() + shift,
                WideArithmetic.shiftRightHigh(number.high(), shift),
                WideArithmetic.shiftRightSticky(number.high(), number.low(), shift));
        BinaryRounding.Cut cut = BinaryRounding.Cut.of(shifted, bits, BinaryRounding.mode(control));
        BinaryResult result = BinaryRounding.encode(number.negative(), cut.exponent, cut.high, cut.low, format);
        return BinaryRounding.withInexact(result, 0, cut.code(), control);
    }
}
