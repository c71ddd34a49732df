package org.maskflip.emulator.alu;

/**
 * A binary-floating-point datum apart from its format, or an exact result before it is rounded. Immutable.
 *
 * <p>A finite number is {@code significand / 2^127 * 2^exponent}: the significand has 128 bits, the leftmost of which is one.
 * In a result that is longer its last bit stands for "and a bit more" (it is or-ed with all that was cut off); that is far
 * behind the precision of any format, so rounding is not disturbed. The significand of a NaN is its fraction, left-aligned.
 *
 * @param kind what it is
 * @param negative the sign
 * @param exponent the exponent of the leftmost bit of the significand of a finite number
 * @param high the left half of the significand
 * @param low the right half
 */
public record BinaryNumber(Kind kind, boolean negative, int exponent, long high, long low) {
    /** What a datum, or the result of an operation, is. */
    public enum Kind {
        ZERO,
        /** Neither zero nor infinite. */
        FINITE,
        INFINITY,
        QUIET_NAN,
        /** As a result: invalid operation; the result that is delivered is this NaN made quiet. */
        SIGNALING_NAN,
        /** Only as a result: an infinity that comes of a division by zero. */
        DIVIDED_BY_ZERO
    }

    /** The result of an invalid operation on no NaN: made quiet, it is the default NaN. */
    static final BinaryNumber INVALID = new BinaryNumber(Kind.SIGNALING_NAN, false, 0, 0, 0);

    private static final long SIGN = Long.MIN_VALUE;

    /** The datum that stands left-aligned in one doubleword, or in two if the format is extended. */
    public static BinaryNumber of(BinaryFormat format, long first, long second) {
        long h = first & format.mask();
        long l = format == BinaryFormat.EXTENDED ? second : 0;
        int unused = 1 + format.exponentBits();
        boolean negative = h < 0;
        int biased = (int) (h << 1 >>> Long.SIZE - format.exponentBits());
        long fractionHigh = h << unused | l >>> Long.SIZE - unused;
        long fractionLow = l << unused;
        boolean noFraction = (fractionHigh | fractionLow) == 0;
        if (biased == (1 << format.exponentBits()) - 1) {
            Kind kind = noFraction ? Kind.INFINITY : fractionHigh < 0 ? Kind.QUIET_NAN : Kind.SIGNALING_NAN;
            return new BinaryNumber(kind, negative, 0, fractionHigh, fractionLow);
        }
        if (biased == 0) {
            return noFraction
                    ? zero(negative)
                    : finite(negative, format.leastExponent() - 1, fractionHigh, fractionLow);
        }
        return new BinaryNumber(
                Kind.FINITE,
                negative,
                biased - format.bias(),
                SIGN | fractionHigh >>> 1,
                fractionHigh << 63 | fractionLow >>> 1);
    }

    static BinaryNumber zero(boolean negative) {
        return new BinaryNumber(Kind.ZERO, negative, 0, 0, 0);
    }

    static BinaryNumber infinity(boolean negative) {
        return new BinaryNumber(Kind.INFINITY, negative, 0, 0, 0);
    }

    /** A finite number whose significand, which is not zero, need not begin with a one. */
    static BinaryNumber finite(boolean negative, int exponent, long high, long low) {
        int zeros = high == 0 ? Long.SIZE + Long.numberOfLeadingZeros(low) : Long.numberOfLeadingZeros(high);
        return new BinaryNumber(
                Kind.FINITE,
                negative,
                exponent - zeros,
                WideArithmetic.shiftLeftHigh(high, low, zeros),
                WideArithmetic.shiftLeftLow(low, zeros));
    }

    /** An integer, given as sign and unsigned magnitude. */
    static BinaryNumber integer(boolean negative, long magnitude) {
        return magnitude == 0 ? zero(false) : finite(negative, 63, magnitude, 0);
    }

    public boolean isNan() {
        return kind == Kind.QUIET_NAN || kind == Kind.SIGNALING_NAN;
    }

    boolean isFinite() {
        return kind == Kind.FINITE;
    }

    boolean isZero() {
        return kind == Kind.ZERO;
    }

    boolean isInfinite() {
        return kind == Kind.INFINITY;
    }

    /** The same with the opposite sign; a NaN stays as it is. */
    BinaryNumber negated() {
        return isNan() ? this : new BinaryNumber(kind, !negative, exponent, high, low);
    }

    /** This number's magnitude with another sign. */
    BinaryNumber withSign(boolean isNegative) {
        return new BinaryNumber(kind, isNegative, exponent, high, low);
    }

    /** Compares the magnitudes of two finite numbers. */
    int compareMagnitude(BinaryNumber other) {
        if (exponent != other.exponent) {
            return Integer.compare(exponent, other.exponent);
        }
        return WideArithmetic.compareUnsigned(high, low, other.high, other.low);
    }

    /** The NaN that an operation on these operands delivers: the first signaling one, else the first. One must be a NaN. */
    static BinaryNumber nan(BinaryNumber first, BinaryNumber second) {
        if (first.kind == Kind.SIGNALING_NAN) {
            return first;
        }
        return second.kind == Kind.SIGNALING_NAN || !first.isNan() ? second : first;
    }
}
