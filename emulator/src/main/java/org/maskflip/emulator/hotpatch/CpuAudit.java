package org.maskflip.emulator.hotpatch;

/** What the auditor knows of one CPU; used by that CPU's thread alone, and read after the run. */
final class CpuAudit {
    /** The program, the interruption of it. A guest that is interrupted deeper is not this guest. */
    private static final int LEVELS = 2;

    final int cpu;
    private final Flight[] flights = {new Flight(), new Flight()};
    private int level;

    long off;
    long on;
    long arrived;
    /** Executions of a site in flux: the bytes before the update, the bytes after it. */
    long oldInFlux;

    long newInFlux;
    /** Of the old ones: those after the patcher's store had been executed, before and during the round. */
    long staleBeforeRound;

    long staleInRound;
    long longestStale;
    /** Stores by real address. */
    long stores;

    CpuAudit(int cpu) {
        this.cpu = cpu;
    }

    Flight flight() {
        return flights[level];
    }

    void interrupted() {
        level = Math.min(level + 1, LEVELS - 1);
        flights[level].site = -1;
    }

    void resumed() {
        level = Math.max(level - 1, 0);
    }
}
