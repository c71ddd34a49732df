package org.maskflip.emulator.arch;

import static org.maskflip.emulator.arch.Facility.*;

/**
 * A named architecture level: the facilities of a machine generation, as far as this emulator has them. {@code ALS} offers
 * exactly what Debian's kernel demands (bits 0 1 2 7 18 21 25 27 32 33 34 35). A level announces a facility only when all of its
 * instructions are there, whatever the real machine offers: z10 comes without cryptography, hexadecimal and decimal floating point,
 * zEC12 without transactions, z13 without vectors. A test holds the levels to the rows.
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
    Z10(ALS.facilities
            .with(DAT_ENHANCEMENT_1)
            .with(SENSE_RUNNING_STATUS)
            .with(CONDITIONAL_SSKE)
            .with(EXTENDED_TRANSLATION_2)
            .with(EXTENDED_TRANSLATION_3)
            .with(EXTENDED_TRANSLATION_2_ENHANCEMENT)
            .with(PARSING_ENHANCEMENT)
            .with(EXTENDED_TRANSLATION_3_ENHANCEMENT)
            .with(EXTRACT_CPU_TIME)
            .with(FLOATING_POINT_SUPPORT_ENHANCEMENT)),
    Z196(Z10.facilities.with(FLOATING_POINT_EXTENSION).with(Z196_GROUP)),
    ZEC12(Z196.facilities.with(Z_EC12_GROUP).with(INTERLOCKED_ACCESS_2)),
    Z13(ZEC12.facilities.with(LOAD_STORE_ON_CONDITION_2));

    private final Facilities facilities;

    Level(Facilities facilities) {
        this.facilities = facilities;
    }

    /** The facilities that a machine of this level offers. */
    public Facilities facilities() {
        return facilities;
    }
}
