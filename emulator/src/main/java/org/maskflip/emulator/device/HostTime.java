package org.maskflip.emulator.device;

/** The host's time, slowed by a factor: a guest that is executed slowly then meets as many timer interruptions as on hardware. */
public final class HostTime implements TimeSource {
    private static final double UNITS_PER_NANO = 4.096;

    private final long start = System.nanoTime();
    private final double unitsPerNano;

    /**
     * Time that starts now.
     *
     * @param slowdown host seconds per second of the guest, above 0; 1 is real time
     */
    public HostTime(double slowdown) {
        if (!(slowdown > 0) || Double.isInfinite(slowdown)) {
            throw new IllegalArgumentException("clock slowdown " + slowdown + ": a number above 0 expected");
        }
        unitsPerNano = UNITS_PER_NANO / slowdown;
    }

    @Override
    public long units() {
        return (long) ((System.nanoTime() - start) * unitsPerNano);
    }

    @Override
    public long hostNanos(long units) {
        return (long) Math.ceil(units / unitsPerNano);
    }
}
