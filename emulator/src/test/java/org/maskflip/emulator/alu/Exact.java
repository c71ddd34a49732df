package org.maskflip.emulator.alu;

import java.math.BigInteger;

/**
 * A second way to round: numbers are exact ratios of integers of any length, and a result is found by division with remainder.
 * Shares nothing with {@link BinaryRounding}.
 */
record Exact(BigInteger numerator, BigInteger denominator, boolean isRoot) {
    private static final int SHORTER = 7;

    /** What a rounding gives: the datum, and how it came about. */
    record Rounded(BigInteger bits, boolean inexact, boolean incremented, boolean tiny, boolean overflow) {}

    static Exact of(BigInteger numerator, BigInteger denominator) {
        return denominator.signum() < 0
                ? new Exact(numerator.negate(), denominator.negate(), false)
                : new Exact(numerator, denominator, false);
    }

    static int width(BinaryFormat format) {
        return switch (format) {
            case SHORT -> 32;
            case LONG -> 64;
            case EXTENDED -> 128;
        };
    }

    private static int bias(BinaryFormat format) {
        return (1 << width(format) - format.precision() - 1) - 1;
    }

    /** The value of a finite datum. */
    static Exact of(BigInteger bits, BinaryFormat format) {
        int fractionBits = format.precision() - 1;
        BigInteger fraction = bits.and(BigInteger.ONE.shiftLeft(fractionBits).subtract(BigInteger.ONE));
        int exponent = bits.shiftRight(fractionBits).intValue() & 2 * bias(format) + 1;
        BigInteger magnitude = exponent == 0 ? fraction : fraction.setBit(fractionBits);
        BigInteger signed = bits.testBit(width(format) - 1) ? magnitude.negate() : magnitude;
        int scale = Math.max(exponent, 1) - bias(format) - fractionBits;
        return scale >= 0 ? of(signed.shiftLeft(scale), BigInteger.ONE) : of(signed, BigInteger.ONE.shiftLeft(-scale));
    }

    Exact plus(Exact other) {
        return of(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Exact minus(Exact other) {
        return plus(of(other.numerator.negate(), other.denominator));
    }

    Exact times(Exact other) {
        return of(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Exact over(Exact other) {
        return of(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    Exact root() {
        return new Exact(numerator, denominator, true);
    }

    Exact scaled(int exponent) {
        return exponent >= 0
                ? of(numerator.shiftLeft(exponent), denominator)
                : of(numerator, denominator.shiftLeft(-exponent));
    }

    boolean isNegative() {
        return numerator.signum() < 0;
    }

    boolean isZero() {
        return numerator.signum() == 0;
    }

    /** The exponent of the leading bit of what is not zero. */
    int exponent() {
        int guess = numerator.abs().bitLength() - denominator.bitLength();
        BigInteger shifted = guess >= 0 ? denominator.shiftLeft(guess) : denominator;
        BigInteger compared = guess >= 0 ? numerator.abs() : numerator.abs().shiftLeft(-guess);
        int exponent = compared.compareTo(shifted) < 0 ? guess - 1 : guess;
        return isRoot ? Math.floorDiv(exponent, 2) : exponent;
    }

    /** The magnitude in units of a power of two, rounded; element 1 is the truncated one, element 2 one if inexact. */
    BigInteger[] inUnits(int unit, int mode) {
        int power = isRoot ? 2 * unit : unit;
        BigInteger n = power >= 0 ? numerator.abs() : numerator.abs().shiftLeft(-power);
        BigInteger d = power >= 0 ? denominator.shiftLeft(power) : denominator;
        BigInteger floor = isRoot ? n.divide(d).sqrt() : n.divide(d);
        BigInteger low = isRoot ? floor.pow(2).multiply(d) : floor.multiply(d);
        boolean inexact = !low.equals(n);
        BigInteger twice = floor.shiftLeft(1).setBit(0);
        int half = isRoot
                ? n.shiftLeft(2).compareTo(twice.pow(2).multiply(d))
                : n.shiftLeft(1).compareTo(twice.multiply(d));
        boolean up = inexact
                && switch (mode) {
                    case 0 -> half > 0 || half == 0 && floor.testBit(0);
                    case 1 -> false;
                    case 2 -> !isNegative();
                    case 3 -> isNegative();
                    case 4 -> half >= 0;
                    case SHORTER -> !floor.testBit(0);
                    default -> throw new IllegalArgumentException("mode " + mode);
                };
        return new BigInteger[] {
            up ? floor.add(BigInteger.ONE) : floor, floor, inexact ? BigInteger.ONE : BigInteger.ZERO
        };
    }

    /** Rounds what is not zero to the precision of one format, and packs it in another, of the same or a wider range. */
    Rounded round(BinaryFormat precision, BinaryFormat format, int mode) {
        int p = precision.precision();
        int least = 1 - bias(precision);
        boolean tiny = exponent() < least;
        int unit = Math.max(exponent(), precision == format ? least : Integer.MIN_VALUE) - p + 1;
        BigInteger[] units = inUnits(unit, mode);
        boolean inexact = units[2].signum() != 0;
        int fractionBits = format.precision() - 1;
        int leading = units[0].bitLength() - 1 + unit;
        if (leading > bias(format)) {
            return new Rounded(null, inexact, !units[0].equals(units[1]), tiny, true);
        }
        int widest = Math.max(leading, 1 - bias(format));
        BigInteger fraction = units[0].shiftLeft(unit - (widest - fractionBits));
        BigInteger biased = BigInteger.valueOf(fraction.testBit(fractionBits) ? widest + bias(format) : 0);
        BigInteger bits = biased.shiftLeft(fractionBits).or(fraction.clearBit(fractionBits));
        if (isNegative()) {
            bits = bits.setBit(width(format) - 1);
        }
        return new Rounded(bits, inexact, !units[0].equals(units[1]), tiny, false);
    }
}
