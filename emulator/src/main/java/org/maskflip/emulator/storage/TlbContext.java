package org.maskflip.emulator.storage;

import org.maskflip.emulator.arch.ControlBits;

/**
 * A set of translation parameters that TLB entries are tagged by: an address-space-control element, or none for real addresses,
 * and whether enhanced DAT applies. Its tag goes into the twelve low bits of the page address that an entry is found by, so that
 * one comparison of doublewords decides a hit.
 */
final class TlbContext {
    /** Bits of an address-space-control element that no translation depends on. */
    private static final long IGNORED =
            0x800L | 0x400L | ControlBits.ASCE_STORAGE_ALTERATION | ControlBits.ASCE_SPACE_SWITCH;

    /** Stands for real addresses: an ignored bit, so no address-space-control element looks like it. */
    private static final long REAL = 0x800L;

    private static final long ENHANCED = 0x400L;

    /** What distinguishes this context from others. */
    final long key;

    /** 1 to {@link Tlb#CONTEXTS}; a purge gives a new one, and entries with the old one are never found again. */
    long tag;

    TlbContext(long key) {
        this.key = key;
    }

    static long key(long asce, EnhancedDat enhanced) {
        return asce & ~IGNORED | (enhanced == EnhancedDat.APPLIES ? ENHANCED : 0);
    }

    static long realKey() {
        return REAL;
    }

    /** Whether entries of this context were formed with the table that the element designates. */
    boolean isFormedBy(long asce) {
        long table = ControlBits.ASCE_ORIGIN | ControlBits.ASCE_TYPE;
        return (key & REAL) == 0 && (key & ControlBits.ASCE_REAL_SPACE) == 0 && (key & table) == (asce & table);
    }
}
