package org.maskflip.emulator.alu;

import org.maskflip.emulator.alu.BinaryNumber.Kind;

/**
 * The exact results of the arithmetic operations on binary-floating-point numbers, to be rounded by {@link BinaryRounding}. An
 * invalid operation gives a signaling NaN, a division by zero a number of that kind. Source: PoP chapter 19, "ADD", "SUBTRACT",
 * "MULTIPLY", "MULTIPLY AND ADD", "DIVIDE", "SQUARE ROOT".
 */
public final class BinaryArithmetic {
    private BinaryArithmetic() {}

    /** ADD. An exact zero of numbers with opposite signs is positive unless the mode rounds toward minus. */
    public static BinaryNumber add(BinaryNumber first, BinaryNumber second, int mode) {
        if (first.isNan() || second.isNan()) {
            return BinaryNumber.nan(first, second);
        }
        boolean opposite = first.negative() != second.negative();
        if (first.isInfinite() || second.isInfinite()) {
            if (first.isInfinite() && second.isInfinite() && opposite) {
                return BinaryNumber.INVALID;
            }
            return first.isInfinite() ? first : second;
        }
        if (first.isZero() || second.isZero()) {
            if (first.isZero() && second.isZero()) {
                return opposite ? BinaryNumber.zero(mode == BinaryRounding.TOWARD_MINUS) : first;
            }
            return first.isZero() ? second : first;
        }
        boolean firstIsLess = first.compareMagnitude(second) < 0;
        BinaryNumber greater = firstIsLess ? second : first;
        BinaryNumber less = firstIsLess ? first : second;
        return opposite ? difference(greater, less, mode) : sum(greater, less);
    }

    /** SUBTRACT: a NaN keeps its sign. */
    public static BinaryNumber subtract(BinaryNumber first, BinaryNumber second, int mode) {
        return add(first, second.negated(), mode);
    }

    private static BinaryNumber sum(BinaryNumber greater, BinaryNumber less) {
        int shift = greater.exponent() - less.exponent();
        long addend = WideArithmetic.shiftRightSticky(less.high(), less.low(), shift);
        long low = greater.low() + addend;
        long carry = WideArithmetic.carry(addend, low);
        long part = greater.high() + WideArithmetic.shiftRightHigh(less.high(), shift);
        long high = part + carry;
        boolean carried = Long.compareUnsigned(part, greater.high()) < 0 || carry != 0 && high == 0;
        if (!carried) {
            return new BinaryNumber(Kind.FINITE, greater.negative(), greater.exponent(), high, low);
        }
        return new BinaryNumber(
                Kind.FINITE,
                greater.negative(),
                greater.exponent() + 1,
                Long.MIN_VALUE | high >>> 1,
                WideArithmetic.shiftRightSticky(high, low, 1));
    }

    private static BinaryNumber difference(BinaryNumber greater, BinaryNumber less, int mode) {
        int shift = greater.exponent() - less.exponent();
        long subtrahend = WideArithmetic.shiftRightSticky(less.high(), less.low(), shift);
        long low = greater.low() - subtrahend;
        long high = greater.high()
                - WideArithmetic.shiftRightHigh(less.high(), shift)
                - WideArithmetic.borrow(greater.low(), subtrahend);
        return (high | low) == 0
                ? BinaryNumber.zero(mode == BinaryRounding.TOWARD_MINUS)
                : BinaryNumber.finite(greater.negative(), greater.exponent(), high, low);
    }

    /** MULTIPLY. Exact if both factors are short or long. */
    public static BinaryNumber multiply(BinaryNumber first, BinaryNumber second) {
        if (first.isNan() || second.isNan()) {
            return BinaryNumber.nan(first, second);
        }
        boolean negative = first.negative() != second.negative();
        if (first.isInfinite() || second.isInfinite()) {
            return first.isZero() || second.isZero() ? BinaryNumber.INVALID : BinaryNumber.infinity(negative);
        }
        if (first.isZero() || second.isZero()) {
            return BinaryNumber.zero(negative);
        }
        int exponent = first.exponent() + second.exponent() + 1;
        long high = WideArithmetic.multiplyHighUnsigned(first.high(), second.high());
        long low = first.high() * second.high();
        if (first.low() == 0 && second.low() == 0) {
            return BinaryNumber.finite(negative, exponent, high, low);
        }
        long left = first.high() * second.low();
        long right = first.low() * second.high();
        long rest = WideArithmetic.multiplyHighUnsigned(first.low(), second.low());
        long third = rest + left;
        long carry = WideArithmetic.carry(left, third);
        third += right;
        carry += WideArithmetic.carry(right, third);
        long middle = WideArithmetic.multiplyHighUnsigned(first.high(), second.low());
        low += middle;
        high += WideArithmetic.carry(middle, low);
        middle = WideArithmetic.multiplyHighUnsigned(first.low(), second.high());
        low += middle;
        high += WideArithmetic.carry(middle, low);
        low += carry;
        high += WideArithmetic.carry(carry, low);
        low |= WideArithmetic.sticky(third | first.low() * second.low());
        return BinaryNumber.finite(negative, exponent, high, low);
    }

    /**
     * MULTIPLY AND ADD of short or long numbers: the product is not rounded. Zero times infinity is invalid whatever is added;
     * else the NaN delivered is the first signaling one, or the first, of second operand, third operand, addend.
     */
    public static BinaryNumber multiplyAdd(BinaryNumber second, BinaryNumber third, BinaryNumber addend, int mode) {
        if (second.isNan() || third.isNan()) {
            BinaryNumber nan = BinaryNumber.nan(second, third);
            return nan.kind() == Kind.QUIET_NAN && addend.kind() == Kind.SIGNALING_NAN ? addend : nan;
        }
        BinaryNumber product = multiply(second, third);
        return product.isNan() ? product : add(product, addend, mode);
    }

    /** MULTIPLY AND SUBTRACT: the last operand is subtracted from the product; a NaN keeps its sign. */
    public static BinaryNumber multiplySubtract(
            BinaryNumber second, BinaryNumber third, BinaryNumber subtrahend, int mode) {
        return multiplyAdd(second, third, subtrahend.negated(), mode);
    }

    /** DIVIDE, to more bits than the format has. */
    public static BinaryNumber divide(BinaryNumber dividend, BinaryNumber divisor, BinaryFormat format) {
        if (dividend.isNan() || divisor.isNan()) {
            return BinaryNumber.nan(dividend, divisor);
        }
        boolean negative = dividend.negative() != divisor.negative();
        if (dividend.isInfinite()) {
            return divisor.isInfinite() ? BinaryNumber.INVALID : BinaryNumber.infinity(negative);
        }
        if (divisor.isZero()) {
            return dividend.isZero() ? BinaryNumber.INVALID : new BinaryNumber(Kind.DIVIDED_BY_ZERO, negative, 0, 0, 0);
        }
        if (dividend.isZero() || divisor.isInfinite()) {
            return BinaryNumber.zero(negative);
        }
        int exponent = dividend.exponent() - divisor.exponent() - 1;
        return format != BinaryFormat.EXTENDED
                ? shortQuotient(negative, exponent, dividend.high(), divisor.high())
                : longQuotient(negative, exponent, dividend, divisor);
    }

    /** A quotient of 64 bits and more: of significands of no more than 63 bits. */
    private static BinaryNumber shortQuotient(boolean negative, int exponent, long dividend, long divisor) {
        boolean fits = WideArithmetic.isDivisible(dividend, divisor);
        long high = fits ? dividend : dividend >>> 1;
        long low = fits ? 0 : dividend << 63;
        long quotient = WideArithmetic.divideUnsigned(high, low, divisor);
        long remainder = low - quotient * divisor;
        return new BinaryNumber(
                Kind.FINITE, negative, fits ? exponent : exponent + 1, quotient, WideArithmetic.sticky(remainder));
    }

    /** A quotient of 127 or 128 bits, by subtraction bit by bit. */
    private static BinaryNumber longQuotient(
            boolean negative, int exponent, BinaryNumber dividend, BinaryNumber divisor) {
        long remainderHigh = dividend.high();
        long remainderLow = dividend.low();
        long high = 0;
        long low = 0;
        boolean carried = false;
        for (int i = 0; i < 2 * Long.SIZE; i++) {
            long bit = 0;
            boolean goes = carried
                    || WideArithmetic.compareUnsigned(remainderHigh, remainderLow, divisor.high(), divisor.low()) >= 0;
            if (goes) {
                remainderHigh -= divisor.high() + WideArithmetic.borrow(remainderLow, divisor.low());
                remainderLow -= divisor.low();
                bit = 1;
            }
            high = high << 1 | low >>> 63;
            low = low << 1 | bit;
            carried = remainderHigh < 0;
            remainderHigh = remainderHigh << 1 | remainderLow >>> 63;
            remainderLow <<= 1;
        }
        boolean rest = carried || (remainderHigh | remainderLow) != 0;
        return BinaryNumber.finite(negative, exponent + 1, high, low | (rest ? 1 : 0));
    }

    /** SQUARE ROOT, of more bits than the format has. */
    public static BinaryNumber squareRoot(BinaryNumber number, BinaryFormat format) {
        if (number.isNan() || number.isZero()) {
            return number;
        }
        if (number.negative()) {
            return BinaryNumber.INVALID;
        }
        if (number.isInfinite()) {
            return number;
        }
        boolean even = (number.exponent() & 1) == 0;
        long radicandHigh = even ? number.high() >>> 1 : number.high();
        long radicandLow = even ? number.high() << 63 | number.low() >>> 1 : number.low();
        int bits = format.precision() + 2;
        long remainderHigh = 0;
        long remainderLow = 0;
        long rootHigh = 0;
        long rootLow = 0;
        for (int i = 0; i < bits; i++) {
            remainderHigh = remainderHigh << 2 | remainderLow >>> 62;
            remainderLow = remainderLow << 2 | radicandHigh >>> 62;
            radicandHigh = radicandHigh << 2 | radicandLow >>> 62;
            radicandLow <<= 2;
            long trialHigh = rootHigh << 2 | rootLow >>> 62;
            long trialLow = rootLow << 2 | 1;
            rootHigh = rootHigh << 1 | rootLow >>> 63;
            rootLow <<= 1;
            if (WideArithmetic.compareUnsigned(remainderHigh, remainderLow, trialHigh, trialLow) >= 0) {
                remainderHigh -= trialHigh + WideArithmetic.borrow(remainderLow, trialLow);
                remainderLow -= trialLow;
                rootLow |= 1;
            }
        }
        boolean rest = (remainderHigh | remainderLow | radicandHigh | radicandLow) != 0;
        int unused = 2 * Long.SIZE - bits;
        long high = WideArithmetic.shiftLeftHigh(rootHigh, rootLow, unused);
        long low = WideArithmetic.shiftLeftLow(rootLow, unused) | (rest ? 1 : 0);
        return new BinaryNumber(Kind.FINITE, false, Math.floorDiv(number.exponent(), 2), high, low);
    }
}
