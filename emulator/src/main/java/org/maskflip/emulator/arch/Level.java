package org.maskflip.emulator.arch;

import static org.maskflip.emulator.arch.Facility.*;

/**
 * A named architecture level: the facilities of a machine generation, as far as this emulator has them. {@code ALS} offers
 * exactly what Debian's kernel demands (bits 0 1 2 7 18 21 25 27 32 33 34 35). A level announces a facility only when all of its
 * rows are there: from z10 on, extended translation and parsing (16 22 24 26 30), floating-point support (41, 37), the zEC12 group
 * (49) and load/store on condition 2 (53) are not, whatever the real machine offers.
 */
public enum Level {
    ALS(Facilities.of(
            N3,
            ZARCH_INSTALLED,
            ZARCH_ACTIVE,
            Facility.STFLE,
            LONG_DISPLACEMENT,
            EXTENDED_IMMEDIATE,
            STORE_CLOCK_FAST,
            MOVE_WITH_OPTIONAL_SPECIFICATIONS,
            COMPARE_AND_SWAP_AND_STORE,
            COMPARE_AND_SWAP_AND_STORE_2,
            GENERAL_INSTRUCTIONS_EXTENSION,
            EXECUTE_EXTENSIONS)),
    Z10(ALS.facilities.with(DAT_ENHANCEMENT_1).with(SENSE_RUNNING_STATUS).with(EXTRACT_CPU_TIME)),
    Z196(Z10.facilities.with(Z196_GROUP)),
    ZEC12(Z196.facilities.with(INTERLOCKED_ACCESS_2));

    private final Facilities facilities;

    Level(Facilities facilities) {
        this.facilities = facilities;
    }

    /** The facilities that a machine of this level offers. */
    public Facilities facilities() {
        return facilities;
    }
}
