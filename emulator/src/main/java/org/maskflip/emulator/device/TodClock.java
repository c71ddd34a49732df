package org.maskflip.emulator.device;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The TOD clock of a machine, in units of bit 63: 4,096 make a microsecond. Safe for any thread. Source: PoP chapter 4, "Time-of-Day
 * Clock".
 */
public final class TodClock {
    private static final int UNITS_PER_MICRO_SHIFT = 12;
    private static final Instant EPOCH = Instant.parse("1900-01-01T00:00:00Z");

    private final TimeSource time;

    /** The clock's value where the time source stands at 0. */
    private long base;

    /** The last value that {@link #unique} gave; no later one of either kind is before it, until the clock is set. */
    private long last;

    /** A clock that runs from {@code initial} on. */
    public TodClock(TimeSource time, long initial) {
        this.time = time;
        base = initial - time.units();
        last = initial - 1;
    }

    /** What the clock shows at a moment; from 2042 on it has wrapped around. */
    public static long valueAt(Instant moment) {
        return ChronoUnit.MICROS.between(EPOCH, moment) << UNITS_PER_MICRO_SHIFT;
    }

    /** The present value; not less than any that {@link #unique} gave before. */
    public synchronized long now() {
        long value = base + time.units();
        return value - last < 0 ? last : value;
    }

    /** The present value, and greater than all that were given before to any CPU. */
    public synchronized long unique() {
        long value = base + time.units();
        last = value - last <= 0 ? last + 1 : value;
        return last;
    }

    /** Sets the clock, for all CPUs; uniqueness starts anew. */
    public synchronized void set(long value) {
        base = value - time.units();
        last = value - 1;
    }

    /** How many units go by until the clock is past a value (unsigned); 0 if it is, the greatest long if never. */
    long unitsUntilPast(long value) {
        if (value == -1L) {
            return Long.MAX_VALUE;
        }
        long now = now();
        if (Long.compareUnsigned(now, value) > 0) {
            return 0;
        }
        long distance = value - now + 1;
        return distance <= 0 ? Long.MAX_VALUE : distance;
    }
}
