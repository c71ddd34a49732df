package org.maskflip.emulator.insn.general;

import org.maskflip.emulator.arch.Registers;

/**
 * An operand whose address stands in an even register and whose length in the odd register after it.
 *
 * @param register the even register
 * @param lengthMask the bits of the odd register that hold the length
 * @param address the logical address, wrapped
 * @param length bytes, unsigned
 */
record LongOperand(int register, long lengthMask, long address, long length) {
    /** MOVE LONG and COMPARE LOGICAL LONG have 24 bits of length in every addressing mode. */
    private static final long SHORT_LENGTH = 0xFF_FFFFL;

    private static final long WORD = 0xFFFF_FFFFL;

    /** An operand with a 24-bit length. */
    static LongOperand ofShortLength(Registers registers, int register) {
        return of(registers, register, SHORT_LENGTH);
    }

    /** An operand with a length of 32 bits, or 64 in the 64-bit addressing mode. */
    static LongOperand ofFullLength(Registers registers, int register) {
        return of(registers, register, registers.addressMask() == -1L ? -1L : WORD);
    }

    private static LongOperand of(Registers registers, int register, long mask) {
        return new LongOperand(
                register, mask, registers.wrap(registers.gr(register)), registers.gr(register + 1) & mask);
    }

    /** Moves the operand's start: the address goes up and the length down. Other bits of the odd register stay. */
    void advance(Registers registers, long bytes) {
        registers.setGrAddress(register, registers.wrap(address + bytes));
        long other = registers.gr(register + 1) & ~lengthMask;
        registers.setGr(register + 1, other | (length - bytes) & lengthMask);
    }

    /** 0 if both lengths are equal, 1 if this is the smaller one, 2 if it is the larger. */
    int compareLength(LongOperand other) {
        int order = Long.compareUnsigned(length, other.length);
        return order == 0 ? 0 : order < 0 ? 1 : 2;
    }
}
