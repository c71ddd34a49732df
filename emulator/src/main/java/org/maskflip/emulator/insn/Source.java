package org.maskflip.emulator.insn;

/** Where an operation takes an input from. Every source is a doubleword; what is shorter is zero-extended unless said. */
public enum Source {
    /** Nothing: zero. */
    NONE(0),
    /** All 64 bits of a general register; an operation on words uses the low half. */
    R1(0),
    R2(0),
    R3(0),
    /** Bits 0-31 of a general register. */
    R1_HIGH(0),
    R2_HIGH(0),
    R3_HIGH(0),
    /** A floating-point register. */
    F1(0),
    F2(0),
    F3(0),
    /** The immediate operand, sign-extended unless the row says {@code unsigned}. */
    I2(0),
    /** I3, I4 and I5 as three bytes, I5 lowest: the rotate-then-select operands. */
    I3_I4_I5(0),
    M1(0),
    M3(0),
    M4(0),
    /** The condition code, 0-3. */
    CC(0),
    /** The generated address itself, wrapped to the addressing mode: LA, LARL, shift counts. */
    ADDRESS(0),
    /**
     * The link information of BAS, BASR, BRAS and BRASL: the address of the next sequential instruction (for the target of an
     * execute: of the one after the execute), with bit 32 one in the 31-bit mode and zeros in bits 32-39 in the 24-bit mode.
     */
    LINK(0),
    STORAGE_1(1),
    STORAGE_2(2),
    STORAGE_4(4),
    STORAGE_8(8);

    private final int storageBytes;

    Source(int storageBytes) {
        this.storageBytes = storageBytes;
    }

    /** The length of the storage operand, 0 if this source is none. */
    public int storageBytes() {
        return storageBytes;
    }
}
