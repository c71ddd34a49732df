package org.maskflip.emulator.insn;

/** Rows that the run loop itself must know. */
public enum Execution {
    ORDINARY,
    /** EX and EXRL: the target instruction at the row's address is modified by bits 56-63 of R1 and executed. */
    EXECUTE
}
