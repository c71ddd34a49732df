package org.maskflip.modelcheck.trial;

/** Stands before and behind each storage reference of a CPU, on the thread that steps it: what other CPUs do in the meantime. */
interface Gate {
    /** What a CPU does to storage. */
    enum Reference {
        INSTRUCTION_FETCH,
        FETCH,
        STORE,
        UPDATE,
        SERIALIZE
    }

    /** The CPU is about to do it. {@code absolute} and {@code size} mean nothing for SERIALIZE. */
    void before(int cpu, Reference reference, long absolute, int size);

    /**
     * Whether every execution fetches its instruction anew, two bytes first and then the rest, whatever the CPU has kept: only so
     * does a run not depend on the runs before it on the same machine.
     */
    boolean isFetchingAnew();

    /** The CPU has done it. */
    default void after(int cpu, Reference reference) {}
}
