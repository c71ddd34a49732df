package org.maskflip.emulator.insn;

/**
 * When a row branches, as a function of its result. The branch address is that of the row's address columns (base and
 * displacement, or relative), or the second register, which when its number is 0 means that there is no branch.
 */
public enum Branch {
    NEVER,
    ALWAYS,
    /** The 64-bit result is not zero. */
    IF_NONZERO,
    /** Bits 32-63 of the result are not zero. */
    IF_LOW_NONZERO
}
