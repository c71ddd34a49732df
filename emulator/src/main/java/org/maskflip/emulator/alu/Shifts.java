package org.maskflip.emulator.alu;

/**
 * Shifts and rotations of words and doublewords. The amount is the low six bits of the second input, an address. Source: PoP
 * chapter 7, "SHIFT LEFT SINGLE" and its neighbours.
 */
public final class Shifts {
    private static final int AMOUNT = 0x3F;

    private Shifts() {}

    /** SHIFT LEFT SINGLE LOGICAL of a word. */
    public static long leftLogical32(long a, long amount) {
        return (a & 0xFFFF_FFFFL) << (amount & AMOUNT);
    }

    /** SHIFT LEFT SINGLE LOGICAL of a doubleword. */
    public static long leftLogical64(long a, long amount) {
        return a << (amount & AMOUNT);
    }

    /** SHIFT RIGHT SINGLE LOGICAL of a word. */
    public static long rightLogical32(long a, long amount) {
        return (a & 0xFFFF_FFFFL) >>> (amount & AMOUNT);
    }

    /** SHIFT RIGHT SINGLE LOGICAL of a doubleword. */
    public static long rightLogical64(long a, long amount) {
        return a >>> (amount & AMOUNT);
    }

    /** SHIFT RIGHT SINGLE of a word: copies of the sign enter. */
    public static long right32(long a, long amount) {
        return (long) (int) a >> (amount & AMOUNT);
    }

    /** SHIFT RIGHT SINGLE of a doubleword: copies of the sign enter. */
    public static long right64(long a, long amount) {
        return a >> (amount & AMOUNT);
    }

    /** SHIFT LEFT SINGLE of a word: 31 bits move, the sign stays. */
    public static long left32(long a, long amount) {
        return a << (amount & AMOUNT) & 0x7FFF_FFFFL | a & 0x8000_0000L;
    }

    /** SHIFT LEFT SINGLE of a doubleword: 63 bits move, the sign stays. */
    public static long left64(long a, long amount) {
        return a << (amount & AMOUNT) & Long.MAX_VALUE | a & Long.MIN_VALUE;
    }

    /** ROTATE LEFT SINGLE LOGICAL of a word. */
    public static long rotate32(long a, long amount) {
        return Integer.rotateLeft((int) a, (int) amount);
    }

    /** ROTATE LEFT SINGLE LOGICAL of a doubleword. */
    public static long rotate64(long a, long amount) {
        return Long.rotateLeft(a, (int) amount);
    }

    /** Whether {@link #left32} shifts a bit unlike the sign out of bit position 1 of the word. */
    static boolean isLost32(long a, long amount) {
        long unlike = (a ^ (int) a >> 31) & 0x7FFF_FFFFL;
        int count = (int) amount & AMOUNT;
        if (count > 31) {
            // The zeros that entered on the right leave as well: they are unlike a negative sign.
            return unlike != 0 || (int) a < 0;
        }
        return unlike << count > 0x7FFF_FFFFL;
    }

    /** Whether {@link #left64} shifts a bit unlike the sign out of bit position 1. */
    static boolean isLost64(long a, long amount) {
        long unlike = a ^ a >> 63;
        int count = (int) amount & AMOUNT;
        return count != 0 && unlike >>> 63 - count != 0;
    }
}
