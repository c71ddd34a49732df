package org.maskflip.emulator.storage.order;

/** How the CPUs of a machine share host threads. */
public enum Threading {
    /** Each CPU runs on a thread of its own. */
    FREE,
    /**
     * All CPUs take turns on one thread. Stores of every CPU may then reach storage at every opportunity of any CPU, for else a
     * CPU that is not on turn could never complete a store.
     */
    DETERMINISTIC
}
