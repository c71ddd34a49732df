package org.maskflip.emulator.alu;

/**
 * The formats of binary-floating-point data. An operand stands left-aligned in one or two doublewords, as in floating-point
 * registers: a short one in bits 0-31 of the first. Source: PoP chapter 9, "Data Formats" and "BFP Data".
 */
public enum BinaryFormat {
    SHORT(24, 8, 0xFFFF_FFFF_0000_0000L),
    LONG(53, 11, -1L),
    EXTENDED(113, 15, -1L);

    private final int precision;
    private final int exponentBits;
    private final long mask;

    BinaryFormat(int precision, int exponentBits, long mask) {
        this.precision = precision;
        this.exponentBits = exponentBits;
        this.mask = mask;
    }

    /** Bits of a significand, the implied one included. */
    public int precision() {
        return precision;
    }

    /** Bits of the biased exponent. */
    int exponentBits() {
        return exponentBits;
    }

    /** The bits of the first doubleword that belong to the operand. */
    long mask() {
        return mask;
    }

    int bias() {
        return (1 << exponentBits - 1) - 1;
    }

    /** The exponent of the largest numbers. */
    int greatestExponent() {
        return bias();
    }

    /** The exponent of the smallest normal numbers. */
    int leastExponent() {
        return 1 - bias();
    }

    /** By how much the exponent of a trapped overflow or underflow of an arithmetic operation is moved into the range. */
    int scale() {
        return 3 << exponentBits - 2;
    }

    /** The same for LOAD ROUNDED from this format. */
    int loadRoundedScale() {
        return 1 << exponentBits - 2;
    }
}
