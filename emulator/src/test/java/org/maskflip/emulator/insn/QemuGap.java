package org.maskflip.emulator.insn;

import java.util.Locale;

/**
 * Why QEMU 7.2 and the manual differ, or why a row cannot be compared with it at all. Each is shown by a written test instead; the
 * decisions are in {@code docs/decisions.md}.
 */
public enum QemuGap {
    ROTATE_THEN_TEST("the test-only forms take their condition code from an uninitialized value (mended in QEMU 8)"),
    ODD_PAIR("COMPARE DOUBLE AND SWAP of doublewords takes a pair that begins with an odd register"),
    EXTENDED_PAIR("a result that is extended only when it traps is not asked for a register pair"),
    SIGNALING_NAN("LOAD AND TEST copies a signaling NaN as it is"),
    NO_INTEGER("what is no integer is inexact too, and a trap for it loses the result"),
    NAN_ORDER("MULTIPLY AND ADD takes the first NaN of three even where a later one is signaling"),
    TRAP_DETAILS(
            "a trap that completes suppresses, an exact underflow does not trap, and the codes never say incremented"),
    ABSENT("QEMU 7.2 does not have the instruction"),
    FACTOR_FORMAT("takes the first factor for a number of the product's format, in every case"),
    ALWAYS_WRONG("wrong in every case (STMH stores zeros, PKA and PKU lose the leftmost digit) or ends QEMU (CSST)"),
    USER_MODE("what it does depends on the machine or ends the process: a user-mode emulation cannot show it"),
    SUPERVISOR("qemu-s390x has no supervisor state, no control registers and no linkage stack");

    private final String text;

    QemuGap(String text) {
        this.text = text;
    }

    /** The name in the recorded evidence. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason in words. */
    public String text() {
        return text;
    }
}
