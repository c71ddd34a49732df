package org.maskflip.emulator.storage;

/** The source of region-, segment- and page-table entries: one CPU's order, because it may hold stores of its own to them. */
@FunctionalInterface
public interface TableFetch {
    /**
     * Fetches the doubleword of a table entry as one event.
     *
     * @param absolute its absolute address, a multiple of 8, below the size of installed storage
     */
    long fetchTableEntry(long absolute);
}
