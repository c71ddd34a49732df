package org.maskflip.emulator.alu;

/**
 * Rotate, then work on selected bits. The third input holds I3 (the leftmost selected bit), I4 (the rightmost) and I5 (the amount)
 * as three bytes. Source: PoP chapter 7, "ROTATE THEN INSERT SELECTED BITS" and "ROTATE THEN AND SELECTED BITS".
 */
public final class Rotation {
    /** In I3: test only, the first operand stays. In I4: zero the bits that are not selected. */
    private static final int CONTROL = 0x80;

    private Rotation() {}

    /** The selected bits: from I3 to I4, wrapping around at bit 63. */
    private static long mask(long fields) {
        int start = (int) (fields >> 16) & 0x3F;
        int end = (int) (fields >> 8) & 0x3F;
        long fromStart = -1L >>> start;
        long toEnd = -1L << 63 - end;
        return start <= end ? fromStart & toEnd : fromStart | toEnd;
    }

    private static long rotated(long b, long fields) {
        return Long.rotateLeft(b, (int) fields & 0x3F);
    }

    /** ROTATE THEN INSERT SELECTED BITS. */
    public static long insert(long a, long b, long fields) {
        long mask = mask(fields);
        long kept = (fields >> 8 & CONTROL) != 0 ? 0 : a & ~mask;
        return kept | rotated(b, fields) & mask;
    }

    /** ROTATE THEN INSERT SELECTED BITS HIGH: bits 0-31 take part, named 0-31; the result is a word. */
    public static long insertHigh(long a, long b, long fields) {
        return insertWord(a, rotated(b, fields) >>> 32, fields);
    }

    /** ROTATE THEN INSERT SELECTED BITS LOW: bits 32-63 take part, named 0-31; the result is a word. */
    public static long insertLow(long a, long b, long fields) {
        return insertWord(a, rotated(b, fields), fields);
    }

    private static long insertWord(long a, long rotated, long fields) {
        int start = (int) (fields >> 16) & 0x1F;
        int end = (int) (fields >> 8) & 0x1F;
        int fromStart = -1 >>> start;
        int toEnd = -1 << 31 - end;
        int mask = start <= end ? fromStart & toEnd : fromStart | toEnd;
        int kept = (fields >> 8 & CONTROL) != 0 ? 0 : (int) a & ~mask;
        return kept | (int) rotated & mask;
    }

    /** ROTATE THEN AND SELECTED BITS; the first operand if it only tests. */
    public static long and(long a, long b, long fields) {
        return isTest(fields) ? a : a & (rotated(b, fields) | ~mask(fields));
    }

    /** ROTATE THEN OR SELECTED BITS; the first operand if it only tests. */
    public static long or(long a, long b, long fields) {
        return isTest(fields) ? a : a | rotated(b, fields) & mask(fields);
    }

    /** ROTATE THEN EXCLUSIVE OR SELECTED BITS; the first operand if it only tests. */
    public static long xor(long a, long b, long fields) {
        return isTest(fields) ? a : a ^ rotated(b, fields) & mask(fields);
    }

    private static boolean isTest(long fields) {
        return (fields >> 16 & CONTROL) != 0;
    }

    /** Whether any selected bit of the AND is one: 0 no, 1 yes. */
    public static int andCode(long a, long b, long fields, long result) {
        return (a & rotated(b, fields) & mask(fields)) == 0 ? 0 : 1;
    }

    /** Whether any selected bit of the OR is one: 0 no, 1 yes. */
    public static int orCode(long a, long b, long fields, long result) {
        return ((a | rotated(b, fields)) & mask(fields)) == 0 ? 0 : 1;
    }

    /** Whether any selected bit of the exclusive OR is one: 0 no, 1 yes. */
    public static int xorCode(long a, long b, long fields, long result) {
        return ((a ^ rotated(b, fields)) & mask(fields)) == 0 ? 0 : 1;
    }
}
