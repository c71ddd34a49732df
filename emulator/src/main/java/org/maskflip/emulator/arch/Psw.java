package org.maskflip.emulator.arch;

/**
 * Bits of the first doubleword of the program-status word. The condition code and the program mask are part of it; {@link
 * Registers} keeps the condition code apart while the CPU runs. Source: PoP chapter 4, "Program-Status Word".
 */
public final class Psw {
    public static final long PER = 1L << 62;
    public static final long DAT = 1L << 58;
    public static final long IO = 1L << 57;
    public static final long EXTERNAL = 1L << 56;
    public static final long KEY = 0xFL << 52;
    public static final int KEY_SHIFT = 52;
    public static final long SHORT_FORMAT = 1L << 51;
    public static final long MACHINE_CHECK = 1L << 50;
    public static final long WAIT = 1L << 49;
    public static final long PROBLEM_STATE = 1L << 48;
    public static final long ADDRESS_SPACE = 3L << 46;
    public static final int ADDRESS_SPACE_SHIFT = 46;
    public static final long CONDITION_CODE = 3L << 44;
    public static final int CONDITION_CODE_SHIFT = 44;
    public static final long FIXED_POINT_OVERFLOW = 1L << 43;
    public static final long DECIMAL_OVERFLOW = 1L << 42;
    public static final long HFP_UNDERFLOW = 1L << 41;
    public static final long HFP_SIGNIFICANCE = 1L << 40;
    public static final long PROGRAM_MASK = 0xFL << 40;
    public static final int PROGRAM_MASK_SHIFT = 40;
    public static final long EXTENDED_ADDRESSING = 1L << 32;
    public static final long BASIC_ADDRESSING = 1L << 31;

    /** Bits that must be zero in a valid PSW: 0, 2-4, 12, 25-30, 33-63. */
    public static final long MUST_BE_ZERO = 1L << 63 | 7L << 59 | SHORT_FORMAT | 0x7FL << 33 | 0x7FFF_FFFFL;

    private Psw() {}

    /** Whether loading this PSW leaves the CPU with an early specification exception. */
    public static boolean isInvalid(long mask, long instructionAddress) {
        return isMaskInvalid(mask) || (instructionAddress & ~addressMask(mask)) != 0;
    }

    /** The part of {@link #isInvalid} that the mask alone decides. */
    public static boolean isMaskInvalid(long mask) {
        return (mask & MUST_BE_ZERO) != 0 || (mask & (EXTENDED_ADDRESSING | BASIC_ADDRESSING)) == EXTENDED_ADDRESSING;
    }

    /** The bits of an address that take part in the addressing mode of this PSW mask. */
    public static long addressMask(long mask) {
        if ((mask & EXTENDED_ADDRESSING) != 0) {
            return -1L;
        }
        return (mask & BASIC_ADDRESSING) != 0 ? 0x7FFF_FFFFL : 0xFF_FFFFL;
    }
}
