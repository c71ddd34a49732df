package org.maskflip.emulator.alu;

/**
 * Exact arithmetic on short binary-floating-point numbers with the rounding modes, IEEE exceptions and flags of the
 * floating-point-control (FPC) register. Source: PoP chapter 19, "Binary-Floating-Point Instructions", and chapter 9, "IEEE
 * Exceptions". Tininess is detected before rounding.
 */
public final class ShortBinary {
    /** IEEE exceptions as the left byte of the FPC masks them; shifted right by 8 bits in the register they are the flags. */
    public static final int INVALID = 0x80;

    public static final int DIVIDE_BY_ZERO = 0x40;
    public static final int OVERFLOW = 0x20;
    public static final int UNDERFLOW = 0x10;
    public static final int INEXACT = 0x08;

    /** With {@link #INEXACT} in a data-exception code: the magnitude was rounded up. */
    private static final int INCREMENTED = 0x04;

    /** Rounding: as the FPC numbers its modes, and one more that only instructions can ask for. */
    public static final int NEAREST_EVEN = 0;

    public static final int TOWARD_ZERO = 1;
    public static final int TOWARD_PLUS = 2;
    public static final int TOWARD_MINUS = 3;
    public static final int NEAREST_AWAY = 4;

    private static final int SHORTER_PRECISION = 7;

    private static final int SIGN = 0x8000_0000;
    private static final int INFINITY = 0x7F80_0000;
    private static final int QUIET = 0x0040_0000;
    private static final int DEFAULT_NAN = 0x7FC0_0000;
    private static final int LARGEST = 0x7F7F_FFFF;
    private static final int FRACTION = 0x007F_FFFF;

    /** Bits of a significand, the implied one included. */
    private static final int PRECISION = 24;

    private static final int LEAST_EXPONENT = -126;
    private static final int GREATEST_EXPONENT = 127;
    private static final int BIAS = 127;

    /** By how much the exponent of a trapped overflow or underflow is wrapped. */
    private static final int WRAP = 192;

    /** The exponent of the last bit of a subnormal number. */
    private static final int LEAST_BIT = -149;

    private ShortBinary() {}

    /**
     * What an operation delivers.
     *
     * @param value the result: a short number in the low word, or a fixed-point number
     * @param flags the IEEE exceptions to be remembered as flags: those whose mask is zero
     * @param dataExceptionCode the data-exception code if an exception traps, else 0
     * @param isSuppressed whether the trap suppresses the operation, so that there is no result
     * @param cc the condition code of a conversion to fixed; 0 for the others, which set none
     */
    public record Result(long value, int flags, int dataExceptionCode, boolean isSuppressed, int cc) {}

    /** CONVERT FROM FIXED: a signed word to a short number. */
    public static Result fromFixed(int word, int fpc) {
        if (word == 0) {
            return exact(0);
        }
        return round(word < 0, Math.abs((long) word), 0, false, fpc);
    }

    /** DIVIDE: the first short number by the second. */
    public static Result divide(int dividend, int divisor, int fpc) {
        if (isNan(dividend) || isNan(divisor)) {
            return nan(dividend, divisor, fpc);
        }
        int sign = (dividend ^ divisor) & SIGN;
        boolean infinite = isInfinite(dividend);
        boolean zero = isZero(dividend);
        if (infinite && isInfinite(divisor) || zero && isZero(divisor)) {
            return refused(INVALID, DEFAULT_NAN, fpc);
        }
        if (infinite) {
            return exact(sign | INFINITY);
        }
        if (isZero(divisor)) {
            return refused(DIVIDE_BY_ZERO, sign | INFINITY, fpc);
        }
        if (zero || isInfinite(divisor)) {
            return exact(sign);
        }
        // Both significands are made to have 24 bits, so that the quotient has 39 or 40 and loses nothing that rounding
        // needs.
        int shiftA = PRECISION - bits(significand(dividend));
        int shiftB = PRECISION - bits(significand(divisor));
        long numerator = significand(dividend) << shiftA + 39;
        long denominator = significand(divisor) << shiftB;
        int exponent = exponent(dividend) - shiftA - 39 - (exponent(divisor) - shiftB);
        long quotient = numerator / denominator;
        return round(sign != 0, quotient, exponent, numerator % denominator != 0, fpc);
    }

    /**
     * CONVERT TO FIXED: a short number to a signed doubleword. Condition code 0 for a zero source, 1 for a negative, 2 for a
     * positive one, 3 for a number or NaN without a counterpart, which gives the nearest extreme or the least number.
     */
    public static Result toFixed(int source, int rounding, int fpc) {
        if (isNan(source)) {
            return isMasked(INVALID, fpc)
                    ? new Result(0, 0, INVALID, true, 3)
                    : new Result(Long.MIN_VALUE, INVALID, 0, false, 3);
        }
        boolean negative = source < 0;
        if (isZero(source)) {
            return exact(0);
        }
        long extreme = negative ? Long.MIN_VALUE : Long.MAX_VALUE;
        int exponent = exponent(source);
        long significand = significand(source);
        boolean fits = exponent <= 63 - PRECISION || negative && exponent == 40 && significand == 1L << 23;
        if (isInfinite(source) || !fits) {
            return unrepresentable(extreme, fpc);
        }
        Cut cut = Cut.of(significand, -exponent, false, negative, rounding);
        long value = negative ? -cut.value : cut.value;
        return inexact(value, cut, fpc, negative ? 1 : 2);
    }

    private static Result nan(int first, int second, int fpc) {
        boolean signalling = isSignalling(first) || isSignalling(second);
        int chosen = isSignalling(first) || !isSignalling(second) && isNan(first) ? first : second;
        return signalling ? refused(INVALID, chosen | QUIET, fpc) : exact(chosen);
    }

    private static Result exact(long value) {
        return new Result(value, 0, 0, false, 0);
    }

    private static boolean isMasked(int exception, int fpc) {
        return (fpc >>> 24 & exception) != 0;
    }

    /** Invalid operation or division by zero: suppressed if it traps, else the given result and a flag. */
    private static Result refused(int exception, long value, int fpc) {
        return isMasked(exception, fpc)
                ? new Result(0, 0, exception, true, 0)
                : new Result(value, exception, 0, false, 0);
    }

    /** A number beyond the fixed-point range: invalid operation, and inexact if that does not trap. */
    private static Result unrepresentable(long value, int fpc) {
        if (isMasked(INVALID, fpc)) {
            return new Result(0, 0, INVALID, true, 3);
        }
        return isMasked(INEXACT, fpc)
                ? new Result(value, INVALID, INEXACT, false, 3)
                : new Result(value, INVALID | INEXACT, 0, false, 3);
    }

    private static Result inexact(long value, Cut cut, int fpc, int cc) {
        if (!cut.inexact) {
            return new Result(value, 0, 0, false, cc);
        }
        return isMasked(INEXACT, fpc)
                ? new Result(value, 0, cut.code(), false, cc)
                : new Result(value, INEXACT, 0, false, cc);
    }

    /** Rounds {@code significand * 2^exponent}, a bit more if {@code sticky}, to a short number. */
    private static Result round(boolean negative, long significand, int exponent, boolean sticky, int fpc) {
        int mode = fpc & 7;
        int sign = negative ? SIGN : 0;
        int leading = exponent + bits(significand) - 1;
        Cut cut = Cut.of(significand, bits(significand) - PRECISION, sticky, negative, mode);
        if (leading < LEAST_EXPONENT) {
            if (isMasked(UNDERFLOW, fpc)) {
                int wrapped = encode(sign, cut.value, leading + WRAP);
                return new Result(wrapped & 0xFFFF_FFFFL, 0, UNDERFLOW | cut.code(), false, 0);
            }
            Cut tiny = Cut.of(significand, LEAST_BIT - exponent, sticky, negative, mode);
            Result result = inexact((sign | tiny.value) & 0xFFFF_FFFFL, tiny, fpc, 0);
            int flags = tiny.inexact ? result.flags | UNDERFLOW : 0;
            return new Result(result.value, flags, result.dataExceptionCode, false, 0);
        }
        int rounded = cut.value == 1L << PRECISION ? leading + 1 : leading;
        if (rounded > GREATEST_EXPONENT) {
            return overflow(sign, cut, leading, fpc);
        }
        return inexact(encode(sign, cut.value, leading) & 0xFFFF_FFFFL, cut, fpc, 0);
    }

    private static Result overflow(int sign, Cut cut, int leading, int fpc) {
        if (isMasked(OVERFLOW, fpc)) {
            int wrapped = encode(sign, cut.value, leading - WRAP);
            return new Result(wrapped & 0xFFFF_FFFFL, 0, OVERFLOW | cut.code(), false, 0);
        }
        boolean toInfinity = switch (fpc & 7) {
            case TOWARD_ZERO, SHORTER_PRECISION -> false;
            case TOWARD_PLUS -> sign == 0;
            case TOWARD_MINUS -> sign != 0;
            default -> true;
        };
        long value = (sign | (toInfinity ? INFINITY : LARGEST)) & 0xFFFF_FFFFL;
        if (isMasked(INEXACT, fpc)) {
            return new Result(value, OVERFLOW, INEXACT | (toInfinity ? INCREMENTED : 0), false, 0);
        }
        return new Result(value, OVERFLOW | INEXACT, 0, false, 0);
    }

    /** A normal number; a significand of 25 bits, rounded up, carries into the exponent. */
    private static int encode(int sign, long significand, int leading) {
        return sign | (leading + BIAS - 1 << 23) + (int) significand;
    }

    private static int bits(long value) {
        return Long.SIZE - Long.numberOfLeadingZeros(value);
    }

    private static boolean isNan(int number) {
        return (number & ~SIGN) > INFINITY;
    }

    private static boolean isSignalling(int number) {
        return isNan(number) && (number & QUIET) == 0;
    }

    private static boolean isInfinite(int number) {
        return (number & ~SIGN) == INFINITY;
    }

    private static boolean isZero(int number) {
        return (number & ~SIGN) == 0;
    }

    private static long significand(int number) {
        int fraction = number & FRACTION;
        return (number & INFINITY) == 0 ? fraction : fraction | FRACTION + 1;
    }

    /** The exponent of the last bit of {@link #significand}. */
    private static int exponent(int number) {
        return Math.max(number >>> 23 & 0xFF, 1) - BIAS - 23;
    }

    /** A magnitude cut by a number of bits and rounded. */
    private record Cut(long value, boolean inexact, boolean incremented) {
        static Cut of(long magnitude, int bits, boolean sticky, boolean negative, int mode) {
            if (bits <= 0) {
                return new Cut(magnitude << -bits, false, false);
            }
            long kept = bits > 63 ? 0 : magnitude >>> bits;
            boolean guard = bits <= 64 && (magnitude >>> bits - 1 & 1) != 0;
            boolean rest = sticky || (bits > 64 ? magnitude != 0 : (magnitude & (1L << bits - 1) - 1) != 0);
            boolean inexact = guard || rest;
            boolean up = switch (mode) {
                case TOWARD_ZERO -> false;
                case TOWARD_PLUS -> inexact && !negative;
                case TOWARD_MINUS -> inexact && negative;
                case NEAREST_AWAY -> guard;
                case SHORTER_PRECISION -> inexact && (kept & 1) == 0;
                default -> guard && (rest || (kept & 1) != 0);
            };
            return new Cut(up ? kept + 1 : kept, inexact, up);
        }

        int code() {
            return inexact ? INEXACT | (incremented ? INCREMENTED : 0) : 0;
        }
    }
}
