package org.maskflip.emulator.alu;

/** Sign and zero extension to a doubleword. Source: PoP chapter 7, "Binary-Integer Representation". */
public final class Extension {
    private Extension() {}

    /** The same doubleword. */
    public static long same(long a) {
        return a;
    }

    /** Bits 56-63 as a signed number. */
    public static long signedByte(long a) {
        return (byte) a;
    }

    /** Bits 48-63 as a signed number. */
    public static long signedHalfword(long a) {
        return (short) a;
    }

    /** Bits 32-63 as a signed number. */
    public static long signedWord(long a) {
        return (int) a;
    }

    /** Bits 56-63 as an unsigned number. */
    public static long logicalByte(long a) {
        return a & 0xFF;
    }

    /** Bits 48-63 as an unsigned number. */
    public static long logicalHalfword(long a) {
        return a & 0xFFFF;
    }

    /** Bits 32-63 as an unsigned number. */
    public static long logicalWord(long a) {
        return a & 0xFFFF_FFFFL;
    }

    /** Bits 33-63 as an unsigned number. */
    public static long thirtyOneBits(long a) {
        return a & 0x7FFF_FFFFL;
    }
}
