package org.maskflip.emulator.storage;

import org.maskflip.emulator.arch.Registers;

/** Builds region, segment and page tables in absolute storage for tests, with a prefix of zero or of the given registers. */
final class GuestTables {
    static final long SIZE = 64L << 20;
    static final long INVALID = 0x20;
    static final long PROTECTED = 0x200;
    static final long PAGE_INVALID = 0x400;

    final AbsoluteStorage storage = new ArrayStorage(SIZE);
    final StorageKeys keys = new StorageKeys(SIZE);
    final Registers registers = new Registers();
    /** How many table entries were fetched. */
    long fetches;

    private long next = 32L << 20;

    /** The source of table entries that counts. */
    long entry(long absolute) {
        fetches++;
        return get(absolute);
    }

    long get(long absolute) {
        // ORDER acquire: none needed, one thread; the only fetch there is. Shown by: every test here.
        return storage.getAcquire(absolute, 8);
    }

    void put(long absolute, long value) {
        // ORDER release: none needed, one thread; the only store there is. Shown by: every test here.
        storage.setRelease(absolute, 8, value);
    }

    /** A table whose entries are all invalid. {@code type} 3 to 0: region first to segment; -1: page table. */
    long table(int type) {
        int entries = type < 0 ? 256 : 2048;
        long table = type < 0 ? next : next + 0xFFF & ~0xFFFL;
        next = table + entries * 8L;
        for (int i = 0; i < entries; i++) {
            put(table + i * 8L, type < 0 ? PAGE_INVALID : INVALID | type << 2);
        }
        return table;
    }

    /** A designation of a new full table of the type: bits 60-63 are DT and TL. */
    long asce(int type) {
        return table(type) | type << 2 | 3;
    }

    /** Maps a page; missing tables are made, full ones. The bits are those of the page-table entry beside the frame. */
    void map(long asce, long virtual, long frame, long bits) {
        put(pageEntry(asce, virtual), frame | bits);
    }

    /** The absolute address of the entry of the table of a type that the address selects; tables above are made. */
    long entryOf(long asce, long virtual, int wanted) {
        long table = asce & ~0xFFFL;
        for (int type = (int) asce >> 2 & 3; ; type--) {
            long entry = table + (virtual >>> 20 + 11 * type & 0x7FF) * 8;
            if (type == wanted) {
                return entry;
            }
            validate(entry, type);
            table = get(entry) & ~0xFFFL;
        }
    }

    /** The absolute address of the page-table entry; tables above are made. */
    long pageEntry(long asce, long virtual) {
        long segment = entryOf(asce, virtual, 0);
        validate(segment, 0);
        return (get(segment) & ~0x7FFL) + (virtual >>> 12 & 0xFF) * 8;
    }

    /** Makes an invalid entry valid: with the table it had, or a new one. */
    private void validate(long entry, int type) {
        long value = get(entry);
        if ((value & INVALID) != 0) {
            put(entry, value >>> 11 != 0 ? value & ~INVALID : type == 0 ? table(-1) : table(type - 1) | type << 2 | 3);
        }
    }
}
