package org.maskflip.emulator.alu;

/**
 * Signed and logical comparison: the result is the order of the operands, -1, 0 or 1, whose condition code is {@link
 * Conditions#sign64}. Source: PoP chapter 7, "Signed and Logical Comparison".
 */
public final class Comparison {
    private Comparison() {}

    /** Words as signed numbers. */
    public static long signed32(long a, long b) {
        return Integer.compare((int) a, (int) b);
    }

    /** Doublewords as signed numbers. */
    public static long signed64(long a, long b) {
        return Long.compare(a, b);
    }

    /** Words as unsigned numbers. */
    public static long logical32(long a, long b) {
        return Integer.compareUnsigned((int) a, (int) b);
    }

    /** Doublewords as unsigned numbers. */
    public static long logical64(long a, long b) {
        return Long.compareUnsigned(a, b);
    }

    /** Whether an order is selected by a mask of four bits for equal, low, high and none: 1 or 0. */
    public static long isSelected(long order, long mask) {
        int code = order == 0 ? 0 : order < 0 ? 1 : 2;
        return mask >> 3 - code & 1;
    }

    /** Whether a condition code is selected by a mask of four bits for the codes 0, 1, 2, 3: 1 or 0. */
    public static long isCodeSelected(long mask, long conditionCode) {
        return mask >> 3 - (int) conditionCode & 1;
    }
}
