package org.maskflip.emulator.hotpatch.kernel;

import org.maskflip.emulator.hotpatch.Flight;

/** What the monitor knows of one CPU; used by that CPU's thread alone, and read after the run. */
final class CpuWatch {
    /** Interruptions come between the stages, and their handlers are traced too. */
    private static final int DEEPEST = 16;

    final int cpu;
    private final Flight[] flights = new Flight[DEEPEST];
    private int depth;

    long compiled;
    long off;
    long on;
    long arrived;
    long oldInFlux;
    long newInFlux;
    long staleBeforeRound;
    long staleInRound;
    long longestStale;
    /** The number of the update for which this CPU serialized last, 0 for none. */
    int acknowledged;

    long held;
    /** The stack pointer of who asks all CPUs to serialize on this CPU at present, 0 without one. */
    long request;

    CpuWatch(int cpu) {
        this.cpu = cpu;
        for (int i = 0; i < DEEPEST; i++) {
            flights[i] = new Flight();
        }
    }

    /** A flight for a branch that has just been taken; {@code null} if there are too many. */
    Flight depart() {
        return depth == DEEPEST ? null : flights[depth++];
    }

    /** The flight last departed, {@code null} if none is on its way. */
    Flight latest() {
        return depth == 0 ? null : flights[depth - 1];
    }

    void arrive() {
        depth--;
    }

    void forget() {
        depth = 0;
    }
}
