package org.maskflip.emulator.hotpatch;

import org.maskflip.emulator.arch.Registers;

/** A CPU on its way from a taken first stage to the interceptor. Used by one thread. */
public final class Flight {
    private static final int FIRST = 2;
    private static final int LAST = 15;

    private final long[] general = new long[LAST + 1];
    private int conditionCode;

    /** The site, -1 for none on the way. */
    int site = -1;

    /** The site's state when the branch was taken. */
    long state;

    boolean isInSecondStage;

    /** The number of the site that the CPU comes from, -1 if it is on no way. */
    public int site() {
        return site;
    }

    /** The site's state when the branch was taken. */
    public long state() {
        return state;
    }

    /** The branch of a site has been taken. */
    public void begin(int number, long siteState, Registers registers) {
        site = number;
        state = siteState;
        isInSecondStage = false;
        for (int i = FIRST; i <= LAST; i++) {
            general[i] = registers.gr(i);
        }
        conditionCode = registers.cc();
    }

    /** What differs from the first stage, in words; {@code null} if nothing does. */
    public String difference(Registers registers) {
        for (int i = FIRST; i <= LAST; i++) {
            if (registers.gr(i) != general[i]) {
                return String.format("r%d is %x, was %x at the first stage", i, registers.gr(i), general[i]);
            }
        }
        return registers.cc() == conditionCode
                ? null
                : "condition code " + registers.cc() + ", was " + conditionCode + " at the first stage";
    }
}
