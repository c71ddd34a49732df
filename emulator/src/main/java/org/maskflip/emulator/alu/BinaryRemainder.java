package org.maskflip.emulator.alu;

import org.maskflip.emulator.alu.BinaryNumber.Kind;

/** DIVIDE TO INTEGER on short and long numbers. Source: PoP chapter 19, "DIVIDE TO INTEGER" and its figures. */
public final class BinaryRemainder {
    /** Condition code of a NaN, and the part of the code of a quotient beyond the range, which is scaled. */
    private static final int QUOTIENT_OVERFLOW = 1;

    /** The part of the condition code of a quotient that is not complete. */
    private static final int PARTIAL = 2;

    /**
     * What the instruction delivers.
     *
     * @param remainder the first operand, with all exceptions and the condition code
     * @param quotientHigh the third operand, left-aligned
     */
    public record Result(BinaryResult remainder, long quotientHigh) {}

    private BinaryRemainder() {}

    /**
     * Divides.
     *
     * @param control governs the rounding of the remainder, with its exceptions
     * @param mode rounds the quotient
     */
    public static Result divideToInteger(
            BinaryNumber dividend, BinaryNumber divisor, BinaryFormat format, int control, int mode) {
        if (dividend.isNan() || divisor.isNan()) {
            return undefined(BinaryNumber.nan(dividend, divisor), format, control);
        }
        if (dividend.isInfinite() || divisor.isZero()) {
            return undefined(BinaryNumber.INVALID, format, control);
        }
        boolean negative = dividend.negative() != divisor.negative();
        if (divisor.isInfinite() || dividend.isZero()) {
            BinaryResult remainder = dividend.isZero()
                    ? BinaryRounding.round(dividend, format, control)
                    : BinaryRounding.encode(
                            dividend.negative(), dividend.exponent(), denormalized(dividend, format), 0, format);
            return new Result(remainder.withCc(0), negative ? Long.MIN_VALUE : 0);
        }
        return finite(dividend, divisor, format, control, mode);
    }

    /** The significand as a datum of the format has it. */
    private static long denormalized(BinaryNumber number, BinaryFormat format) {
        return number.high() >>> Math.max(0, format.leastExponent() - number.exponent());
    }

    private static Result undefined(BinaryNumber nan, BinaryFormat format, int control) {
        BinaryResult result = BinaryRounding.round(nan, format, control).withCc(QUOTIENT_OVERFLOW);
        return new Result(result, result.high());
    }

    private static Result finite(
            BinaryNumber dividend, BinaryNumber divisor, BinaryFormat format, int control, int mode) {
        int position = dividend.exponent() - divisor.exponent();
        long remainder = dividend.high();
        long quotient = 0;
        boolean carried = false;
        // The remainder stands for remainder * 2^(divisor's exponent + position - 63), one bit longer if carried.
        for (boolean more = position >= 0; more; ) {
            quotient <<= 1;
            if (carried || Long.compareUnsigned(remainder, divisor.high()) >= 0) {
                remainder -= divisor.high();
                quotient++;
            }
            carried = false;
            more = position > 0 && quotient >>> format.precision() - 1 == 0;
            if (more) {
                carried = remainder < 0;
                remainder <<= 1;
                position--;
            }
        }
        boolean negative = dividend.negative() != divisor.negative();
        BinaryNumber left = remainder == 0
                ? BinaryNumber.zero(dividend.negative())
                : BinaryNumber.finite(
                        dividend.negative(),
                        position < 0 ? dividend.exponent() : divisor.exponent() + position,
                        remainder,
                        0);
        if (remainder == 0 || position > 0) {
            int cc = remainder == 0 ? 0 : PARTIAL;
            return result(left, negative, quotient, position, format, control, cc);
        }
        int half = compareToHalf(left, divisor);
        boolean up = BinaryRounding.isIncremented(mode, negative, (quotient & 1) != 0, half >= 0, half != 0);
        if (up) {
            quotient++;
            left = BinaryArithmetic.subtract(left, divisor.withSign(dividend.negative()), BinaryRounding.mode(control));
        }
        return result(left, negative, quotient, 0, format, control, 0);
    }

    /** Compares twice a remainder with the divisor, of which it is a part. */
    private static int compareToHalf(BinaryNumber remainder, BinaryNumber divisor) {
        BinaryNumber twice = new BinaryNumber(
                Kind.FINITE, remainder.negative(), remainder.exponent() + 1, remainder.high(), remainder.low());
        return twice.compareMagnitude(divisor);
    }

    private static Result result(
            BinaryNumber remainder,
            boolean negative,
            long quotient,
            int position,
            BinaryFormat format,
            int control,
            int partial) {
        BinaryResult first = BinaryRounding.round(remainder, format, control);
        if (quotient == 0) {
            return new Result(first.withCc(partial), negative ? Long.MIN_VALUE : 0);
        }
        int zeros = Long.numberOfLeadingZeros(quotient);
        int exponent = Long.SIZE - 1 - zeros + position;
        boolean overflows = exponent > format.greatestExponent();
        BinaryResult third = BinaryRounding.encode(
                negative, overflows ? exponent - format.scale() : exponent, quotient << zeros, 0, format);
        return new Result(first.withCc(partial + (overflows ? QUOTIENT_OVERFLOW : 0)), third.high());
    }
}
