package org.maskflip.emulator.device;

/**
 * Time that is made by whoever runs the machine: so much per instruction, and a jump to the next event where every CPU waits. For one
 * thread at a time.
 */
public final class VirtualTime implements TimeSource {
    private long units;

    @Override
    public long units() {
        return units;
    }

    @Override
    public long hostNanos(long distance) {
        return 0;
    }

    /** Lets time pass; {@code distance} is not negative. */
    public void advance(long distance) {
        units += distance;
    }
}
