package org.maskflip.stress.clock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import org.maskflip.emulator.device.TimeSource;
import org.maskflip.emulator.device.TodClock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two CPUs store the clock while it stands still. */
public final class UniqueTod {
    private static final TimeSource STANDING = new TimeSource() {
        @Override
        public long units() {
            return 0;
        }

        @Override
        public long hostNanos(long units) {
            return 0;
        }
    };

    private UniqueTod() {}

    /** The shipped clock. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the left CPU came first")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the right CPU came first")
    @State
    public static class Actual {
        private final TodClock tod = new TodClock(STANDING, 0);

        @Actor
        public void left(II_Result r) {
            r.r1 = (int) tod.unique();
        }

        @Actor
        public void right(II_Result r) {
            r.r2 = (int) tod.unique();
        }
    }

    /** Without the lock. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the left CPU came first")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the right CPU came first")
    @Outcome(
            id = "0, 0",
            expect = ACCEPTABLE_INTERESTING,
            desc = "REQUIRED: both CPUs got one value; the lock of the clock prevents it")
    @State
    public static class Weakened {
        private long last = -1;

        private long unique() {
            long value = last + 1;
            // As long as the shipped clock takes to ask for the time.
            Thread.onSpinWait();
            last = value;
            return value;
        }

        @Actor
        public void left(II_Result r) {
            r.r1 = (int) unique();
        }

        @Actor
        public void right(II_Result r) {
            r.r2 = (int) unique();
        }
    }
}
