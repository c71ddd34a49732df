package org.maskflip.emulator.machine;

/** What runs the CPUs of a machine. */
public enum Scheduler {
    /** A host thread for each CPU. */
    FREE,
    /** One host thread steps all CPUs, in an order drawn from the seed; time is made by instructions. A run repeats exactly. */
    DETERMINISTIC
}
