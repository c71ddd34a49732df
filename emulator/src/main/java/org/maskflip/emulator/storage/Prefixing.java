package org.maskflip.emulator.storage;

import org.maskflip.emulator.arch.PrefixArea;

/** The exchange of the first 8 KiB with the 8 KiB at the prefix. Source: PoP chapter 3, "Prefixing". */
public final class Prefixing {
    /** The bits of an address that select one of its 8 KiB areas. */
    private static final long AREA = -(long) PrefixArea.LENGTH;

    private Prefixing() {}

    /**
     * Converts a real address to an absolute one, or back: the exchange is its own inverse.
     *
     * @param prefix a multiple of 8 KiB; 0 exchanges nothing
     */
    public static long exchange(long address, long prefix) {
        long area = address & AREA;
        return area == 0 || area == prefix ? address ^ prefix : address;
    }
}
