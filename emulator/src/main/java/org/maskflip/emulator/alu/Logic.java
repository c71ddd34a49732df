package org.maskflip.emulator.alu;

/** Bitwise functions and the insertion of parts. Source: PoP chapter 7, "AND", "OR", "EXCLUSIVE OR", "INSERT IMMEDIATE". */
public final class Logic {
    private Logic() {}

    public static long and(long a, long b) {
        return a & b;
    }

    public static long or(long a, long b) {
        return a | b;
    }

    public static long xor(long a, long b) {
        return a ^ b;
    }

    /** Bits 56-63 replaced. */
    public static long insertByte(long a, long b) {
        return a & ~0xFFL | b & 0xFF;
    }

    /** Bits 32-47 of a doubleword, or 0-15 of a word, and so on: 16 bits replaced at the given distance from the right. */
    public static long insertHalfword(long a, long b, int distance) {
        return a & ~(0xFFFFL << distance) | (b & 0xFFFF) << distance;
    }

    /** The AND of 16 bits at the given distance from the right, alone in their place. */
    public static long andHalfword(long a, long b, int distance) {
        return a & ((b & 0xFFFF) << distance | ~(0xFFFFL << distance));
    }

    /** 16 bits at the given distance from the right. */
    public static long halfword(long a, int distance) {
        return a >>> distance & 0xFFFF;
    }

    /** The bytes of a halfword reversed. */
    public static long reverse16(long a) {
        return Short.reverseBytes((short) a) & 0xFFFFL;
    }

    /** The bytes of a word reversed. */
    public static long reverse32(long a) {
        return Integer.reverseBytes((int) a) & 0xFFFF_FFFFL;
    }

    /** The bytes of a doubleword reversed. */
    public static long reverse64(long a) {
        return Long.reverseBytes(a);
    }
}
