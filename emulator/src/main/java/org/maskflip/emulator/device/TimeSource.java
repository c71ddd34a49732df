package org.maskflip.emulator.device;

/** Time that only advances, for the clocks of one machine. Safe for any thread. */
public interface TimeSource {
    /** TOD-clock units (1/4096 of a microsecond) since some moment of its own; never less than before. */
    long units();

    /** About how many nanoseconds of host time go by until {@code units} more have passed; 0 if that is not for the host to wait. */
    long hostNanos(long units);
}
