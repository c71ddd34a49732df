package org.maskflip.emulator.insn;

/** Where an operation puts its result. */
public enum Target {
    NONE(0),
    R1(0),
    /** Bits 32-63; the rest of the register stays. */
    R1_LOW(0),
    /** Bits 0-31 take the low word of the result; the rest stays. */
    R1_HIGH(0),
    /** 64 bits, or as the addressing mode asks: LA, LARL, BASR. */
    R1_ADDRESS(0),
    F1(0),
    /** Bits 0-31 of a floating-point register take the low word of the result; the rest stays. */
    F1_SHORT(0),
    STORAGE_1(1),
    STORAGE_2(2),
    STORAGE_4(4),
    STORAGE_8(8);

    private final int storageBytes;

    Target(int storageBytes) {
        this.storageBytes = storageBytes;
    }

    /** The length of the storage operand, 0 if this target is none. */
    public int storageBytes() {
        return storageBytes;
    }
}
