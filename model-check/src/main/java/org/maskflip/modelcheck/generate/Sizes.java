package org.maskflip.modelcheck.generate;

import java.util.Locale;

/** How many bytes the references to data locations have. A location is a doubleword; smaller ones are at its right end. */
public enum Sizes {
    BYTE,
    HALFWORD,
    WORD,
    DOUBLEWORD,
    /** One after the other of all four. */
    MIXED;

    /** Bytes of the n-th reference of a test, from 0. */
    int of(int number) {
        return 1 << (this == MIXED ? number % MIXED.ordinal() : ordinal());
    }

    /** As a command line has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
