package org.maskflip.emulator.storage;

import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.ProgramCode;

/**
 * Dynamic address translation by the tables in storage, one address at a time; the results stand in the object, so that a walk
 * allocates nothing. A walk that meets an exception does not throw: what becomes of the condition is the caller's to say. Belongs
 * to one CPU's thread.
 *
 * <p>Origins of tables are taken as real addresses, as LRA and IPTE name their entries; the PoP leaves open whether they are real
 * or absolute. Source: PoP chapter 3, "Dynamic Address Translation", "Translation Process" and "Translation Tables".
 */
final class TableWalk {
    /** Table-entry bits. Region and segment tables share invalid bit, type and common-segment position. */
    static final long ENTRY_INVALID = 0x20L;

    static final long ENTRY_TYPE = 0x0CL;
    static final long ENTRY_LENGTH = 0x03L;
    static final long ENTRY_OFFSET = 0xC0L;
    static final long ENTRY_PROTECTION = 0x200L;
    static final long SEGMENT_COMMON = 0x10L;
    static final long SEGMENT_FORMAT = 0x400L;
    static final long SEGMENT_FRAME = 0xFFFF_FFFF_FFF0_0000L;
    static final long PAGE_TABLE_ORIGIN = 0xFFFF_FFFF_FFFF_F800L;
    static final long PAGE_INVALID = 0x400L;
    static final long PAGE_ZERO = 0x800L;
    /** Change-recording override with enhanced DAT; must be zero without it. */
    static final long PAGE_CHANGE_OVERRIDE = 0x100L;

    static final long FRAME = 0xFFFF_FFFF_FFFF_F000L;
    /** In place of the address of a page-table entry: none took part. */
    static final long NO_PAGE_TABLE = -1L;
    /**
     * In place of it: the segment-table entry names a frame and has its own access-control and fetch-protection bits, which stand
     * in bits 0-4 of the complement of this number less two.
     */
    private static final long OWN_KEY = -2L;

    /** Of a segment-table entry that names a frame: its access-control and fetch-protection bits count (AV), and those bits. */
    private static final long SEGMENT_KEY_VALID = 0x1_0000L;

    private static final int SEGMENT_KEY_SHIFT = 11;
    private static final int KEY_BITS = 0x1F;

    /** Table types as they stand in designation and entries, bits 60-61: region first 3 … segment 0. */
    private static final int SEGMENT = 0;

    private static final int[] INDEX_SHIFT = {20, 31, 42, 53};
    private static final int INDEX = 0x7FF;
    private static final int[] TRANSLATION = {
        ProgramCode.SEGMENT_TRANSLATION,
        ProgramCode.REGION_THIRD_TRANSLATION,
        ProgramCode.REGION_SECOND_TRANSLATION,
        ProgramCode.REGION_FIRST_TRANSLATION
    };

    private final long storageSize;
    private final TableFetch tables;

    private int code;
    private long frame;
    private long entryReal;
    private long pageEntryAbsolute;
    private boolean isProtected;

    TableWalk(long storageSize, TableFetch tables) {
        this.storageSize = storageSize;
        this.tables = tables;
    }

    /** 0, or the program-interruption code of the condition that ended the last walk. */
    int code() {
        return code;
    }

    /** The real address of the page frame. */
    long frame() {
        return frame;
    }

    /** The real address of the invalid entry, or {@link Translation#NO_ENTRY}. */
    long entryReal() {
        return entryReal;
    }

    /**
     * The storage key (7 bits, reference and change zero) that stands in for the frame's by the origin of a translation, or -1 if
     * the frame's own counts.
     */
    static int keyOf(long origin) {
        return origin <= OWN_KEY ? (int) (OWN_KEY - origin) << 2 : -1;
    }

    /** The absolute address of the page-table entry that took part, {@link #NO_PAGE_TABLE}, or what {@link #keyOf} reads. */
    long pageEntryAbsolute() {
        return pageEntryAbsolute;
    }

    /** Whether DAT protection applies to the page. */
    boolean isProtected() {
        return isProtected;
    }

    /**
     * Translates an address.
     *
     * @param asce the address-space-control element
     * @param prefix this CPU's prefix, for the addresses of table entries
     * @param enhanced whether enhanced DAT applies: installed and enabled by control register 0
     */
    void walk(long asce, long address, long prefix, EnhancedDat enhanced) {
        code = 0;
        entryReal = Translation.NO_ENTRY;
        pageEntryAbsolute = NO_PAGE_TABLE;
        isProtected = false;
        if ((asce & ControlBits.ASCE_REAL_SPACE) != 0) {
            frame = address & FRAME;
            return;
        }
        int type = (int) (asce & ControlBits.ASCE_TYPE) >>> 2;
        if (type < 3 && address >>> INDEX_SHIFT[type] + 11 != 0) {
            code = ProgramCode.ASCE_TYPE;
            return;
        }
        long entry = asce;
        int first = 0;
        for (int level = type; level >= SEGMENT; level--) {
            entry = descend(level, entry, first, address, prefix);
            if (code != 0) {
                return;
            }
            if (level > SEGMENT) {
                first = (int) (entry & ENTRY_OFFSET) >>> 6;
                isProtected |= enhanced == EnhancedDat.APPLIES && (entry & ENTRY_PROTECTION) != 0;
            }
        }
        finish(entry, asce, address, prefix, enhanced);
    }

    /** Fetches and checks the entry of one region or segment table; its designation names origin, length and offset. */
    private long descend(int level, long designation, int first, long address, long prefix) {
        int index = (int) (address >>> INDEX_SHIFT[level]) & INDEX;
        int quarter = index >>> 9;
        if (quarter > (designation & ENTRY_LENGTH) || quarter < first) {
            code = TRANSLATION[level];
            return 0;
        }
        long real = (designation & FRAME) + index * 8L;
        long entry = entryAt(real, prefix);
        if (code != 0) {
            return 0;
        }
        if ((entry & ENTRY_INVALID) != 0) {
            code = TRANSLATION[level];
            entryReal = real;
        } else if ((entry & ENTRY_TYPE) >>> 2 != level) {
            code = ProgramCode.TRANSLATION_SPECIFICATION;
        }
        return entry;
    }

    /** What the valid segment-table entry leads to: a large frame, or a page table. */
    private void finish(long segment, long asce, long address, long prefix, EnhancedDat enhanced) {
        if ((segment & SEGMENT_COMMON) != 0 && (asce & ControlBits.ASCE_PRIVATE) != 0) {
            code = ProgramCode.TRANSLATION_SPECIFICATION;
            return;
        }
        isProtected |= (segment & ENTRY_PROTECTION) != 0;
        if (enhanced == EnhancedDat.APPLIES && (segment & SEGMENT_FORMAT) != 0) {
            frame = segment & SEGMENT_FRAME | address & ~SEGMENT_FRAME & FRAME;
            if ((segment & SEGMENT_KEY_VALID) != 0) {
                pageEntryAbsolute = OWN_KEY - (segment >>> SEGMENT_KEY_SHIFT & KEY_BITS);
            }
            return;
        }
        long real = (segment & PAGE_TABLE_ORIGIN) + (address >>> 12 & 0xFF) * 8;
        long page = entryAt(real, prefix);
        if (code != 0) {
            return;
        }
        if ((page & PAGE_INVALID) != 0) {
            code = ProgramCode.PAGE_TRANSLATION;
            entryReal = real;
            return;
        }
        long zero = enhanced == EnhancedDat.APPLIES ? PAGE_ZERO : PAGE_ZERO | PAGE_CHANGE_OVERRIDE;
        if ((page & zero) != 0) {
            code = ProgramCode.TRANSLATION_SPECIFICATION;
            return;
        }
        pageEntryAbsolute = Prefixing.exchange(real, prefix);
        isProtected |= (page & ENTRY_PROTECTION) != 0;
        frame = page & FRAME;
    }

    private long entryAt(long real, long prefix) {
        long absolute = Prefixing.exchange(real, prefix);
        if (Long.compareUnsigned(absolute, storageSize) >= 0) {
            code = ProgramCode.ADDRESSING;
            return 0;
        }
        return tables.fetchTableEntry(absolute);
    }
}
