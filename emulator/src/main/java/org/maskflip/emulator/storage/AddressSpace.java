package org.maskflip.emulator.storage;

/**
 * How the address of a reference is to be understood. Source: PoP chapter 3, "Address Types" and "Address Spaces".
 */
public enum AddressSpace {
    /**
     * A logical address: as the PSW says; real if DAT is off. Instructions come from the home space in home-space mode and from
     * the primary space in every other mode.
     */
    CURRENT,
    /** Virtual, by control register 1, whatever the PSW says. */
    PRIMARY,
    /** Virtual, by control register 7, whatever the PSW says. */
    SECONDARY,
    /** Virtual, by control register 13, whatever the PSW says. */
    HOME,
    /** Real: subject to prefixing and to low-address protection, not to translation. */
    REAL,
    /** Absolute: subject to key-controlled protection and to nothing else. */
    ABSOLUTE
}
