package org.maskflip.modelcheck.operational;

/**
 * What is pending in one CPU, and whether it operates. Source: Model Z, section 6; PoP chapter 4, "Signal-Processor Orders".
 *
 * @param run the CPU's state
 * @param emergencies a bit per sending CPU (at most 64)
 * @param externalCall the CPU whose external call is pending, -1 for none
 * @param order a START, STOP or RESTART that was accepted and not done, 0 for none
 */
record Signals(Run run, long emergencies, int externalCall, int order) {
    enum Run {
        OPERATING,
        STOPPED
    }

    static final int SENSE = 0x01;
    static final int EXTERNAL_CALL = 0x02;
    static final int EMERGENCY_SIGNAL = 0x03;
    static final int START = 0x04;
    static final int STOP = 0x05;
    static final int RESTART = 0x06;
    static final int SENSE_RUNNING = 0x15;

    static final long BUSY = 2L << 32;
    static final long NOT_OPERATIONAL = 3L << 32;
    private static final long STATUS = 1L << 32;
    private static final int NOT_RUNNING = 0x400;
    private static final int EXTERNAL_CALL_PENDING = 0x80;
    private static final int STOPPED = 0x40;

    static Signals of(Run run) {
        return new Signals(run, 0, -1, 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signals that
                && run == that.run
                && emergencies == that.emergencies
                && externalCall == that.externalCall
                && order == that.order;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * Long.hashCode(emergencies) + externalCall) + order) + run.ordinal();
    }

    /** A number above or equal to 0 that is no other's; -1 if it does not fit, as with many CPUs. */
    int packed() {
        boolean fits = emergencies >>> 20 == 0;
        return fits ? (int) emergencies << 11 | order << 8 | externalCall + 1 << 1 | run.ordinal() : -1;
    }

    /** Whether anything is pending. */
    boolean isAny() {
        return emergencies != 0 || externalCall >= 0 || order != 0;
    }

    Signals withEmergency(int sender) {
        return new Signals(run, emergencies | 1L << sender, externalCall, order);
    }

    Signals withoutEmergency(int sender) {
        return new Signals(run, emergencies & ~(1L << sender), externalCall, order);
    }

    Signals withExternalCall(int sender) {
        return new Signals(run, emergencies, sender, order);
    }

    Signals withOrder(int accepted) {
        return new Signals(run, emergencies, externalCall, accepted);
    }

    Signals done(Run then) {
        return new Signals(then, emergencies, externalCall, 0);
    }

    /** The answer to SENSE: condition code and status as in Environment. */
    long sense() {
        int status = (run == Run.STOPPED ? STOPPED : 0) | (externalCall >= 0 ? EXTERNAL_CALL_PENDING : 0);
        return status == 0 ? 0 : STATUS | status;
    }

    long senseRunning() {
        return run == Run.OPERATING ? 0 : STATUS | NOT_RUNNING;
    }

    static long externalCallPending() {
        return STATUS | EXTERNAL_CALL_PENDING;
    }
}
