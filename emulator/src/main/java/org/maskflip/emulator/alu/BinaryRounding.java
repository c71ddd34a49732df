package org.maskflip.emulator.alu;

/**
 * From an exact result to the delivered one: rounding, range, and the IEEE exceptions with their masks, traps and flags. Tininess
 * is detected before rounding. Source: PoP chapter 9, "Rounding" and "IEEE Exceptions", and chapter 19, "Summary of Rounding and
 * Range Actions".
 *
 * <p>What governs a rounding is a word like the floating-point-control (FPC) register: the masks stand in its leftmost byte,
 * the rounding mode in its three rightmost bits, where {@link #NEAREST_AWAY} is one mode more; its other bits are ignored but
 * {@link #INEXACT_SUPPRESSED}.
 */
public final class BinaryRounding {
    /** IEEE exceptions as the leftmost byte of the FPC masks them. */
    public static final int INVALID = 0x80;

    public static final int DIVIDE_BY_ZERO = 0x40;
    public static final int OVERFLOW = 0x20;
    public static final int UNDERFLOW = 0x10;
    public static final int INEXACT = 0x08;

    /** With {@link #INEXACT} in a data-exception code: the magnitude was rounded up. */
    static final int INCREMENTED = 0x04;

    /** Rounding modes as the FPC numbers them, and one that only instructions can ask for. */
    public static final int NEAREST_EVEN = 0;

    public static final int TOWARD_ZERO = 1;
    public static final int TOWARD_PLUS = 2;
    public static final int TOWARD_MINUS = 3;
    public static final int NEAREST_AWAY = 4;
    public static final int SHORTER_PRECISION = 7;

    /** The IEEE-inexact-exception control: inexact results are neither flagged nor trapped. */
    public static final int INEXACT_SUPPRESSED = 0x100;

    /** Where the flags stand in the FPC, counted from the right. */
    public static final int FLAGS_SHIFT = 16;

    private static final int MODE = 7;
    private static final int MASKS_SHIFT = 24;
    private static final int WIDTH = 128;

    private BinaryRounding() {}

    /** The word that governs a rounding whose mode the instruction chooses. */
    public static int control(int fpc, int mode) {
        return fpc & ~(MODE | INEXACT_SUPPRESSED) | mode;
    }

    /** The word that governs a rounding by the FPC alone. */
    public static int control(int fpc) {
        return fpc & ~INEXACT_SUPPRESSED;
    }

    static int mode(int control) {
        return control & MODE;
    }

    /** Whether the mask lets the exception trap. */
    static boolean isMasked(int exception, int control) {
        return (control >>> MASKS_SHIFT & exception) != 0;
    }

    /** Rounds a result into a format. */
    public static BinaryResult round(BinaryNumber exact, BinaryFormat format, int control) {
        return round(exact, format, control, format, format.scale());
    }

    /** Rounds a result of LOAD ROUNDED: if it overflows or underflows and traps, it is delivered in the source format. */
    public static BinaryResult shorten(BinaryNumber exact, BinaryFormat source, BinaryFormat target, int control) {
        return round(exact, target, control, source, source.loadRoundedScale());
    }

    private static BinaryResult round(
            BinaryNumber exact, BinaryFormat format, int control, BinaryFormat scaledFormat, int scale) {
        return switch (exact.kind()) {
            case ZERO, INFINITY, QUIET_NAN -> special(exact, format);
            case SIGNALING_NAN ->
                isMasked(INVALID, control)
                        ? BinaryResult.suppressed(INVALID)
                        : flagged(special(exact, format), INVALID);
            case DIVIDED_BY_ZERO ->
                isMasked(DIVIDE_BY_ZERO, control)
                        ? BinaryResult.suppressed(DIVIDE_BY_ZERO)
                        : flagged(special(exact, format), DIVIDE_BY_ZERO);
            case FINITE -> finite(exact, format, control, scaledFormat, scale);
        };
    }

    private static BinaryResult flagged(BinaryResult result, int flags) {
        return new BinaryResult(result.format(), result.high(), result.low(), flags, 0, false, result.cc());
    }

    /** A zero, an infinity, or a NaN made quiet. */
    private static BinaryResult special(BinaryNumber number, BinaryFormat format) {
        long sign = number.negative() ? Long.MIN_VALUE : 0;
        if (number.isZero()) {
            return BinaryResult.plain(format, sign, 0, 0);
        }
        int unused = 1 + format.exponentBits();
        long exponent = Long.MAX_VALUE & -1L << Long.SIZE - unused;
        if (!number.isNan()) {
            return BinaryResult.plain(format, sign | exponent, 0, number.negative() ? 1 : 2);
        }
        long fraction = number.high() | Long.MIN_VALUE;
        long high = (sign | exponent | fraction >>> unused) & format.mask();
        long low = fraction << Long.SIZE - unused | number.low() >>> unused;
        return BinaryResult.plain(format, high, format == BinaryFormat.EXTENDED ? low : 0, 3);
    }

    private static BinaryResult finite(
            BinaryNumber exact, BinaryFormat format, int control, BinaryFormat scaledFormat, int scale) {
        boolean negative = exact.negative();
        Cut cut = Cut.of(exact, format.precision(), mode(control));
        if (exact.exponent() < format.leastExponent()) {
            return isMasked(UNDERFLOW, control)
                    ? scaled(cut, negative, scaledFormat, scale, UNDERFLOW)
                    : tiny(exact, format, control);
        }
        if (cut.exponent > format.greatestExponent()) {
            return isMasked(OVERFLOW, control)
                    ? scaled(cut, negative, scaledFormat, -scale, OVERFLOW)
                    : overflow(negative, format, control);
        }
        return deliver(cut, negative, format, control, 0);
    }

    private static BinaryResult scaled(Cut cut, boolean negative, BinaryFormat format, int scale, int exception) {
        BinaryResult result = encode(negative, cut.exponent + scale, cut.high, cut.low, format);
        return new BinaryResult(format, result.high(), result.low(), 0, exception | cut.code(), false, result.cc());
    }

    /** A number below the normal ones, which are rounded to a multiple of the smallest one; underflow if that is inexact. */
    private static BinaryResult tiny(BinaryNumber exact, BinaryFormat format, int control) {
        int shift = format.leastExponent() - exact.exponent();
        BinaryNumber shifted = new BinaryNumber(
                BinaryNumber.Kind.FINITE,
                exact.negative(),
                format.leastExponent(),
                WideArithmetic.shiftRightHigh(exact.high(), shift),
                WideArithmetic.shiftRightSticky(exact.high(), exact.low(), shift));
        Cut cut = Cut.of(shifted, format.precision(), mode(control));
        return deliver(cut, exact.negative(), format, control, cut.inexact ? UNDERFLOW : 0);
    }

    /** The untrapped result of an overflow: infinity or the largest number. */
    private static BinaryResult overflow(boolean negative, BinaryFormat format, int control) {
        boolean toInfinity = switch (mode(control)) {
            case TOWARD_ZERO, SHORTER_PRECISION -> false;
            case TOWARD_PLUS -> !negative;
            case TOWARD_MINUS -> negative;
            default -> true;
        };
        long ones = -1L << Math.max(0, Long.SIZE - format.precision());
        long lowOnes = format.precision() > Long.SIZE ? -1L << WIDTH - format.precision() : 0;
        BinaryResult result = toInfinity
                ? special(BinaryNumber.infinity(negative), format)
                : encode(negative, format.greatestExponent(), ones, lowOnes, format);
        return withInexact(result, OVERFLOW, INEXACT | (toInfinity ? INCREMENTED : 0), control);
    }

    private static BinaryResult deliver(Cut cut, boolean negative, BinaryFormat format, int control, int flags) {
        BinaryResult result = encode(negative, cut.exponent, cut.high, cut.low, format);
        return withInexact(result, flags, cut.code(), control);
    }

    /** Adds the inexact exception, if the code tells of one and it is recognized, to a result with other exceptions. */
    static BinaryResult withInexact(BinaryResult result, int flags, int code, int control) {
        if (code == 0 || (control & INEXACT_SUPPRESSED) != 0) {
            return flags == 0 ? result : flagged(result, flags);
        }
        return isMasked(INEXACT, control)
                ? new BinaryResult(result.format(), result.high(), result.low(), flags, code, false, result.cc())
                : flagged(result, flags | INEXACT);
    }

    /** Packs a significand that has no more bits than the format; a subnormal one has the least exponent and no leading one. */
    static BinaryResult encode(boolean negative, int exponent, long high, long low, BinaryFormat format) {
        int unused = 1 + format.exponentBits();
        long sign = negative ? Long.MIN_VALUE : 0;
        long biased = high < 0 ? exponent + format.bias() : 0;
        long fractionHigh = high << 1 | low >>> 63;
        long fractionLow = low << 1;
        long first = sign | biased << Long.SIZE - unused | fractionHigh >>> unused;
        long second = fractionHigh << Long.SIZE - unused | fractionLow >>> unused;
        int cc = (high | low) == 0 ? 0 : negative ? 1 : 2;
        return BinaryResult.plain(format, first, format == BinaryFormat.EXTENDED ? second : 0, cc);
    }

    /** Whether a magnitude is rounded up: by its last bit kept, the first bit cut, and whether more was cut. */
    static boolean isIncremented(int mode, boolean negative, boolean odd, boolean guard, boolean rest) {
        return switch (mode) {
            case TOWARD_ZERO -> false;
            case TOWARD_PLUS -> (guard || rest) && !negative;
            case TOWARD_MINUS -> (guard || rest) && negative;
            case NEAREST_AWAY -> guard;
            case SHORTER_PRECISION -> (guard || rest) && !odd;
            default -> guard && (rest || odd);
        };
    }

    /** A significand cut to some bits, and rounded. */
    static final class Cut {
        final int exponent;
        final long high;
        final long low;
        final boolean inexact;
        final boolean incremented;

        private Cut(int exponent, long high, long low, boolean inexact, boolean incremented) {
            this.exponent = exponent;
            this.high = high;
            this.low = low;
            this.inexact = inexact;
            this.incremented = incremented;
        }

        /** The leftmost {@code bits} of the significand, 1-113; if it carries out, the exponent is one higher. */
        static Cut of(BinaryNumber number, int bits, int mode) {
            long high = number.high();
            long low = number.low();
            int left = WIDTH - bits;
            boolean inHigh = left >= Long.SIZE;
            int at = left & Long.SIZE - 1;
            long unit = 1L << at;
            long word = inHigh ? high : low;
            long cut = word & unit - 1;
            boolean guard;
            boolean rest;
            if (at == 0) {
                guard = low < 0;
                rest = low << 1 != 0;
            } else {
                guard = (cut & unit >>> 1) != 0;
                rest = (cut & (unit >>> 1) - 1) != 0 || inHigh && low != 0;
            }
            boolean up = isIncremented(mode, number.negative(), (word & unit) != 0, guard, rest);
            long keptHigh = inHigh ? high & -unit : high;
            long keptLow = inHigh ? 0 : low & -unit;
            if (up) {
                keptLow += inHigh ? 0 : unit;
                keptHigh += inHigh ? unit : keptLow == 0 ? 1 : 0;
            }
            boolean carried = up && keptHigh == 0 && keptLow == 0;
            return new Cut(
                    number.exponent() + (carried ? 1 : 0),
                    carried ? Long.MIN_VALUE : keptHigh,
                    keptLow,
                    guard || rest,
                    up);
        }

        /** The part of a data-exception code that tells of the rounding. */
        int code() {
            return inexact ? INEXACT | (incremented ? INCREMENTED : 0) : 0;
        }
    }
}
