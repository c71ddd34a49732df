package org.maskflip.emulator.alu;

/**
 * Condition codes as functions of the first three inputs and the result. Where the second input can be derived from the first
 * and the result it is not looked at, so that one rule serves operands of every length and extension. Source: PoP chapter 7,
 * the "Resulting Condition Code" of each instruction.
 */
public final class Conditions {
    private Conditions() {}

    /** Signed sum of words: 0 zero, 1 negative, 2 positive, 3 overflow. */
    public static int add32(long first, long second, long third, long result) {
        int a = (int) first;
        int r = (int) result;
        int b = r - a;
        return ((a ^ r) & (b ^ r)) < 0 ? 3 : sign32(first, second, third, result);
    }

    /** Signed sum of doublewords: 0 zero, 1 negative, 2 positive, 3 overflow. */
    public static int add64(long first, long second, long third, long result) {
        long b = result - first;
        return ((first ^ result) & (b ^ result)) < 0 ? 3 : sign64(first, second, third, result);
    }

    /** Signed difference of words: 0 zero, 1 negative, 2 positive, 3 overflow. */
    public static int subtract32(long first, long second, long third, long result) {
        int a = (int) first;
        int r = (int) result;
        int b = a - r;
        return ((a ^ b) & (a ^ r)) < 0 ? 3 : sign32(first, second, third, result);
    }

    /** Signed difference of doublewords: 0 zero, 1 negative, 2 positive, 3 overflow. */
    public static int subtract64(long first, long second, long third, long result) {
        long b = first - result;
        return ((first ^ b) & (first ^ result)) < 0 ? 3 : sign64(first, second, third, result);
    }

    /** Unsigned sum of words: bit 1 carry, bit 0 not zero. */
    public static int addLogical32(long first, long second, long third, long result) {
        return code(Integer.compareUnsigned((int) result, (int) first) < 0, (int) result);
    }

    /** Unsigned sum of doublewords: bit 1 carry, bit 0 not zero. */
    public static int addLogical64(long first, long second, long third, long result) {
        return code(Long.compareUnsigned(result, first) < 0, result);
    }

    /** Unsigned difference of words: bit 1 no borrow, bit 0 not zero. */
    public static int subtractLogical32(long first, long second, long third, long result) {
        return code(Integer.compareUnsigned((int) result, (int) first) <= 0, (int) result);
    }

    /** Unsigned difference of doublewords: bit 1 no borrow, bit 0 not zero. */
    public static int subtractLogical64(long first, long second, long third, long result) {
        return code(Long.compareUnsigned(result, first) <= 0, result);
    }

    /** Unsigned sum of words with the carry of the third input, a condition code. */
    public static int addCarry32(long first, long second, long third, long result) {
        int order = Integer.compareUnsigned((int) result, (int) first);
        return code(order < 0 || order == 0 && third >= 2, (int) result);
    }

    /** Unsigned sum of doublewords with the carry of the third input, a condition code. */
    public static int addCarry64(long first, long second, long third, long result) {
        int order = Long.compareUnsigned(result, first);
        return code(order < 0 || order == 0 && third >= 2, result);
    }

    /** Unsigned difference of words with the borrow of the third input, a condition code. */
    public static int subtractBorrow32(long first, long second, long third, long result) {
        int order = Integer.compareUnsigned((int) result, (int) first);
        return code(order < 0 || order == 0 && third >= 2, (int) result);
    }

    /** Unsigned difference of doublewords with the borrow of the third input, a condition code. */
    public static int subtractBorrow64(long first, long second, long third, long result) {
        int order = Long.compareUnsigned(result, first);
        return code(order < 0 || order == 0 && third >= 2, result);
    }

    private static int code(boolean carry, long value) {
        return (carry ? 2 : 0) | (value == 0 ? 0 : 1);
    }

    /** The sign of a word: 0 zero, 1 negative, 2 positive. Also the code of a comparison, whose result is its order. */
    public static int sign32(long first, long second, long third, long result) {
        int r = (int) result;
        return r == 0 ? 0 : r < 0 ? 1 : 2;
    }

    /** The sign of a doubleword: 0 zero, 1 negative, 2 positive. */
    public static int sign64(long first, long second, long third, long result) {
        return result == 0 ? 0 : result < 0 ? 1 : 2;
    }

    /** The sign of a word that cannot be negative unless it overflowed (LOAD POSITIVE): 0, 2, or 3 overflow. */
    public static int absolute32(long first, long second, long third, long result) {
        int r = (int) result;
        return r == 0 ? 0 : r < 0 ? 3 : 2;
    }

    /** The sign of a doubleword that cannot be negative unless it overflowed (LOAD POSITIVE): 0, 2, or 3 overflow. */
    public static int absolute64(long first, long second, long third, long result) {
        return result == 0 ? 0 : result < 0 ? 3 : 2;
    }

    /** The sign of a complemented word: 0, 1, 2, or 3 overflow. */
    public static int complement32(long first, long second, long third, long result) {
        return (int) result == Integer.MIN_VALUE ? 3 : sign32(first, second, third, result);
    }

    /** The sign of a complemented doubleword: 0, 1, 2, or 3 overflow. */
    public static int complement64(long first, long second, long third, long result) {
        return result == Long.MIN_VALUE ? 3 : sign64(first, second, third, result);
    }

    /** Whether any of bits 32-63 is one: 0 no, 1 yes. */
    public static int nonzero32(long first, long second, long third, long result) {
        return (int) result == 0 ? 0 : 1;
    }

    /** Whether any bit is one: 0 no, 1 yes. */
    public static int nonzero64(long first, long second, long third, long result) {
        return result == 0 ? 0 : 1;
    }

    /** TEST UNDER MASK of a byte: the result is the selected bits, the second input the mask. 0 none, 1 mixed, 3 all. */
    public static int underMask(long first, long second, long third, long result) {
        return result == 0 ? 0 : result == second ? 3 : 1;
    }

    /** TEST UNDER MASK of a halfword: as {@link #underMask}, but mixed bits give the leftmost selected one: 1 zero, 2 one. */
    public static int underMask16(long first, long second, long third, long result) {
        if (result == 0) {
            return 0;
        }
        return result == second ? 3 : (result & Long.highestOneBit(second)) == 0 ? 1 : 2;
    }

    /** SHIFT LEFT SINGLE of a word, the second input being the amount: the sign, or 3 if a bit unlike it was shifted out. */
    public static int shiftLeft32(long first, long second, long third, long result) {
        return Shifts.isLost32(first, second) ? 3 : sign32(first, second, third, result);
    }

    /** SHIFT LEFT SINGLE of a doubleword: the sign, or 3 if a bit unlike it was shifted out. */
    public static int shiftLeft64(long first, long second, long third, long result) {
        return Shifts.isLost64(first, second) ? 3 : sign64(first, second, third, result);
    }
}
