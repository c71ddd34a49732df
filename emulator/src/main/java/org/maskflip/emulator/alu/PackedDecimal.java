package org.maskflip.emulator.alu;

import java.math.BigInteger;

/**
 * Signed packed decimal numbers of 1 to 16 bytes: two digits a byte, the rightmost four bits being the sign. Bytes are 0-255, the
 * leftmost first. Source: PoP chapter 8, "Decimal-Number Formats" and "Decimal Codes".
 */
public final class PackedDecimal {
    private static final int PLUS = 0xC;
    private static final int MINUS = 0xD;
    private static final int OTHER_MINUS = 0xB;
    private static final int SMALLEST_SIGN = 0xA;

    private PackedDecimal() {}

    /** How many digits so many bytes hold. */
    public static int digits(int bytes) {
        return 2 * bytes - 1;
    }

    /** 10 to the power of a number of digits: the smallest magnitude that needs one more. */
    public static BigInteger limit(int digits) {
        return BigInteger.TEN.pow(digits);
    }

    /** Whether all digits are 0-9 and the sign is A-F. */
    public static boolean isValid(int[] bytes) {
        int last = bytes.length - 1;
        for (int i = 0; i < last; i++) {
            if ((bytes[i] & 0xF) >= SMALLEST_SIGN) {
                return false;
            }
        }
        for (int each : bytes) {
            if (each >> 4 >= SMALLEST_SIGN) {
                return false;
            }
        }
        return (bytes[last] & 0xF) >= SMALLEST_SIGN;
    }

    /** The magnitude of a valid number. */
    public static BigInteger magnitude(int[] bytes) {
        char[] digits = new char[digits(bytes.length)];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (char) ('0' + (bytes[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xF));
        }
        return new BigInteger(new String(digits));
    }

    /** Whether the sign of a valid number is minus: B or D. A zero may be negative. */
    public static boolean isNegative(int[] bytes) {
        int sign = bytes[bytes.length - 1] & 0xF;
        return sign == MINUS || sign == OTHER_MINUS;
    }

    /** The value of a valid number; a negative zero is zero. */
    public static BigInteger value(int[] bytes) {
        return isNegative(bytes) ? magnitude(bytes).negate() : magnitude(bytes);
    }

    /** The bytes of a number with a preferred sign; digits that do not fit are lost on the left. */
    public static int[] pack(BigInteger magnitude, boolean negative, int length) {
        int[] bytes = new int[length];
        bytes[length - 1] = negative ? MINUS : PLUS;
        String digits = magnitude.toString();
        int place = 1;
        for (int i = digits.length() - 1; i >= 0 && place < 2 * length; i--, place++) {
            bytes[length - 1 - place / 2] |= digits.charAt(i) - '0' << (place % 2 == 0 ? 0 : 4);
        }
        return bytes;
    }
}
