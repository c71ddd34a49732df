package org.maskflip.emulator.insn;

/** How an address of an access is to be understood. */
public enum Space {
    /** A logical address: as the PSW says, real if DAT is off. */
    CURRENT,
    /** Virtual, by the primary, secondary or home address-space-control element, whatever the PSW says. */
    PRIMARY,
    SECONDARY,
    HOME,
    /** Real: subject to prefixing, not to translation. */
    REAL,
    /** Absolute: subject to neither. */
    ABSOLUTE
}
