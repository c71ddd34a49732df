package org.maskflip.emulator.storage.order;

/**
 * Locks that make the quadword references of a machine in host order atomic among themselves, striped by address. Other
 * references do not take them.
 */
final class QuadwordLocks {
    private static final int STRIPES = 64;

    private final Object[] stripes = new Object[STRIPES];

    QuadwordLocks() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Object();
        }
    }

    /** The monitor of the quadword at an absolute address. */
    Object of(long absolute) {
        return stripes[(int) (absolute >>> 4) & STRIPES - 1];
    }
}
