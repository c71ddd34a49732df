package org.maskflip.emulator.insn;

/** Who may execute a row. */
public enum Privilege {
    PROBLEM,
    /** Allowed in the problem state under conditions that the routine itself checks. */
    SEMIPRIVILEGED,
    PRIVILEGED
}
