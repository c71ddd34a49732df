package org.maskflip.emulator.alu;

import org.maskflip.emulator.alu.BinaryNumber.Kind;

/** Comparison and classification of binary-floating-point data. Source: PoP chapter 19, "COMPARE" and "TEST DATA CLASS". */
public final class BinaryComparison {
    /** The condition code of operands of which one is a NaN. */
    public static final int UNORDERED = 3;

    private static final int LEFTMOST_CLASS = 0x800;

    private BinaryComparison() {}

    /** The condition code: 0 equal (zeros of either sign are), 1 first low, 2 first high, 3 unordered. */
    public static int compare(BinaryNumber first, BinaryNumber second) {
        if (first.isNan() || second.isNan()) {
            return UNORDERED;
        }
        int order = Integer.compare(rank(first), rank(second));
        if (order == 0 && first.isFinite()) {
            int magnitudes = first.compareMagnitude(second);
            order = first.negative() ? -magnitudes : magnitudes;
        }
        return order == 0 ? 0 : order < 0 ? 1 : 2;
    }

    /** Orders infinities, finite numbers and zeros. */
    private static int rank(BinaryNumber number) {
        int magnitude = number.isZero() ? 0 : number.isInfinite() ? 2 : 1;
        return number.negative() ? -magnitude : magnitude;
    }

    /** Whether one of the operands is a signaling NaN. */
    public static boolean isSignaling(BinaryNumber first, BinaryNumber second) {
        return first.kind() == Kind.SIGNALING_NAN || second.kind() == Kind.SIGNALING_NAN;
    }

    /** The bit of TEST DATA CLASS that selects the class and sign of a datum, as the rightmost bits of the second operand. */
    public static int dataClass(BinaryNumber number, BinaryFormat format) {
        int shift = switch (number.kind()) {
            case ZERO -> 0;
            case FINITE -> number.exponent() < format.leastExponent() ? 4 : 2;
            case INFINITY, DIVIDED_BY_ZERO -> 6;
            case QUIET_NAN -> 8;
            case SIGNALING_NAN -> 10;
        };
        return LEFTMOST_CLASS >>> shift + (number.negative() ? 1 : 0);
    }
}
