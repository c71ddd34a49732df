package org.maskflip.emulator.alu;

/**
 * What a binary-floating-point operation delivers.
 *
 * @param format the format of the result; of a conversion to an integer {@code null}
 * @param high the result, left-aligned; of a conversion to an integer that integer
 * @param low the rest of an extended result
 * @param flags the IEEE exceptions to be remembered as flags: those whose mask is zero, as {@link BinaryRounding} numbers them
 * @param dataExceptionCode the data-exception code if an exception traps, else 0
 * @param isSuppressed whether the trap suppresses the operation, so that there is no result
 * @param cc the condition code: 0 for a zero, 1 for a negative, 2 for a positive number, 3 for a NaN; or what the operation
 *     says
 */
public record BinaryResult(
        BinaryFormat format, long high, long low, int flags, int dataExceptionCode, boolean isSuppressed, int cc) {
    /** A result of an operation that meets no exception. */
    static BinaryResult plain(BinaryFormat format, long high, long low, int cc) {
        return new BinaryResult(format, high, low, 0, 0, false, cc);
    }

    /** An operation that a trap suppresses. */
    static BinaryResult suppressed(int exception) {
        return new BinaryResult(null, 0, 0, 0, exception, true, 0);
    }

    /** The same with another condition code. */
    BinaryResult withCc(int other) {
        return new BinaryResult(format, high, low, flags, dataExceptionCode, isSuppressed, other);
    }
}
