package org.maskflip.emulator.alu;

/** Binary addition, subtraction and sign control. Source: PoP chapter 7, "Binary Arithmetic". */
public final class Arithmetic {
    private Arithmetic() {}

    /** The sum. */
    public static long add(long a, long b) {
        return a + b;
    }

    /** The difference. */
    public static long subtract(long a, long b) {
        return a - b;
    }

    /** The product's low-order doubleword. */
    public static long multiply(long a, long b) {
        return a * b;
    }

    /** The sum with a carry where the condition code says so (2 or 3). */
    public static long addCarry(long a, long b, long conditionCode) {
        return a + b + (conditionCode >> 1);
    }

    /** The difference less a borrow where the condition code says so (0 or 1). */
    public static long subtractBorrow(long a, long b, long conditionCode) {
        return a - b - (1 - (conditionCode >> 1));
    }

    /** The absolute value of a word; of the lowest number itself. */
    public static long absolute32(long a) {
        return Math.abs((int) a);
    }

    /** The absolute value of a doubleword; of the lowest number itself. */
    public static long absolute64(long a) {
        return Math.abs(a);
    }

    /** The negative of a word's absolute value. */
    public static long negative32(long a) {
        return -Math.abs((long) (int) a);
    }

    /** The negative of a doubleword's absolute value. */
    public static long negative64(long a) {
        return a < 0 ? a : -a;
    }

    /** The two's complement. */
    public static long complement(long a) {
        return -a;
    }

    /** The number of one bits in each byte, in that byte. */
    public static long bitsPerByte(long a) {
        long pairs = a - (a >>> 1 & 0x5555_5555_5555_5555L);
        long nibbles = (pairs & 0x3333_3333_3333_3333L) + (pairs >>> 2 & 0x3333_3333_3333_3333L);
        return nibbles + (nibbles >>> 4) & 0x0F0F_0F0F_0F0F_0F0FL;
    }
}
