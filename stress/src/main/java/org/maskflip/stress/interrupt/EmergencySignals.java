package org.maskflip.stress.interrupt;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import java.util.concurrent.atomic.AtomicInteger;
import org.maskflip.emulator.interrupt.ExternalInterruption;
import org.maskflip.emulator.interrupt.FloatingInterruptions;
import org.maskflip.emulator.interrupt.PendingInterruptions;
import org.maskflip.emulator.interrupt.TimerConditions;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One CPU takes an emergency signal while a second one is sent: both are taken in the end. */
public final class EmergencySignals {
    private static final TimerConditions NO_TIMERS = new TimerConditions() {
        @Override
        public boolean isClockComparatorDue() {
            return false;
        }

        @Override
        public boolean isCpuTimerDue() {
            return false;
        }
    };

    /** With a signal of CPU 0. */
    private static PendingInterruptions pending() {
        PendingInterruptions pending = new PendingInterruptions(2, new FloatingInterruptions());
        pending.postEmergencySignal(0);
        return pending;
    }

    private EmergencySignals() {}

    /** The shipped class: the attention bit is cleared before the look. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "one was taken, the other one at the end")
    @State
    public static class Actual {
        private final ExternalInterruption into = new ExternalInterruption();
        private final PendingInterruptions pending = pending();

        @Actor
        public void sender() {
            pending.postEmergencySignal(1);
        }

        @Actor
        public void taker(II_Result r) {
            r.r1 = pending.takeExternal(-1, NO_TIMERS, into) ? 1 : 0;
        }

        @Arbiter
        public void end(II_Result r) {
            while (pending.takeExternal(-1, NO_TIMERS, into)) {
                r.r2++;
            }
        }
    }

    /** The attention bit is cleared after the look. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "one was taken, the other one at the end")
    @Outcome(
            id = "1, 0",
            expect = ACCEPTABLE_INTERESTING,
            desc =
                    "REQUIRED: the second signal came between look and clearing, and waits without its bit; clearing first prevents it")
    @State
    public static class Weakened {
        private final AtomicInteger senders = new AtomicInteger(1);
        private final AtomicInteger attention = new AtomicInteger(1);

        private int take() {
            // ORDER volatile: the look; pairs with sender(). In the wrong place on purpose.
            if (attention.get() == 0) {
                return 0;
            }
            // ORDER volatile: as above.
            int found = Integer.lowestOneBit(senders.get());
            // ORDER volatile add: takes the sender; pairs with sender().
            int left = senders.addAndGet(-found);
            // ORDER volatile: clears the bit after the look. Shown by: this test.
            attention.set(left == 0 ? 0 : 1);
            return found == 0 ? 0 : 1;
        }

        @Actor
        public void sender() {
            // ORDER volatile add: the sender before the bit; pairs with take().
            senders.addAndGet(2);
            // ORDER volatile: as above.
            attention.set(1);
        }

        @Actor
        public void taker(II_Result r) {
            r.r1 = take();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = take();
        }
    }
}
