package org.maskflip.modelcheck.trial;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Where a fixed number of threads wait for each other, again and again; they spin, since they meet a hundred thousand times a second. */
final class Meeting {
    private static final int SPINS = 200;
    private static final VarHandle ARRIVED;
    private static final VarHandle ROUND;

    static {
        try {
            ARRIVED = MethodHandles.lookup().findVarHandle(Meeting.class, "arrived", int.class);
            ROUND = MethodHandles.lookup().findVarHandle(Meeting.class, "round", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int parties;

    /** Reached through {@link #ARRIVED}. */
    @SuppressWarnings("unused")
    private int arrived;

    /** Reached through {@link #ROUND}. */
    @SuppressWarnings("unused")
    private int round;

    Meeting(int parties) {
        this.parties = parties;
    }

    /** Returns when all have come; each then sees what all did before. */
    void await() {
        // ORDER acquire: the round that this thread's arrival belongs to; it cannot end before that.
        int mine = (int) ROUND.getAcquire(this);
        // ORDER volatile add: publishes what this thread did to the last to come; pairs with the others' adds.
        //   Without it: a run is read before a CPU has ended. Shown by: FreeTrialTest.
        if ((int) ARRIVED.getAndAdd(this, 1) == parties - 1) {
            // ORDER volatile: before the round below, so that nobody arrives at a full meeting.
            ARRIVED.setVolatile(this, 0);
            // ORDER release: what all have done, to all that wait; pairs with acquire below.
            ROUND.setRelease(this, mine + 1);
            return;
        }
        int spins = 0;
        // ORDER acquire: pairs with release above.
        while ((int) ROUND.getAcquire(this) == mine) {
            spins = pause(spins);
        }
    }

    /** Waits a moment; returns the number of moments waited. */
    static int pause(int spins) {
        if (spins < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
        return spins + 1;
    }
}
