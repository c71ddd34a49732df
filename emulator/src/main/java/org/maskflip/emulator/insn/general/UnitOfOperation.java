package org.maskflip.emulator.insn.general;

/**
 * How much an interruptible instruction, or one that may end with a CPU-determined condition code 3, does at a time: at most
 * {@link #BYTES} bytes of an operand, and not past a 4 KiB boundary, so that an access exception on the next page finds
 * everything before it done. Source: PoP chapter 5, "Interruptible Instructions".
 */
final class UnitOfOperation {
    static final int BYTES = 256;
    private static final int PAGE = 4096;

    private UnitOfOperation() {}

    /** The bytes of an operand at {@code address} that belong to one unit; a whole number of elements, at least one. */
    static int within(long address, int elementBytes) {
        int toPageEnd = PAGE - (int) (address & PAGE - 1);
        return Math.max(Math.min(BYTES, toPageEnd) / elementBytes * elementBytes, elementBytes);
    }

    /** The smaller of a unit and an unsigned length. */
    static int atMost(int unit, long length) {
        return Long.compareUnsigned(length, unit) < 0 ? (int) length : unit;
    }
}
