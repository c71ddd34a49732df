package org.maskflip.stress.interrupt;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import org.maskflip.emulator.interrupt.FloatingInterruptions;
import org.maskflip.emulator.interrupt.PendingInterruptions;
import org.maskflip.emulator.interrupt.PendingInterruptions.Posting;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Two CPUs send an external call to a third: one of them is refused. */
public final class ExternalCall {
    private ExternalCall() {}

    /** The shipped class. */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the left CPU's call is pending")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the right CPU's call is pending")
    @State
    public static class Actual {
        private final PendingInterruptions pending = new PendingInterruptions(2, new FloatingInterruptions());

        @Actor
        public void left(ZZ_Result r) {
            r.r1 = pending.postExternalCall(0) == Posting.ACCEPTED;
        }

        @Actor
        public void right(ZZ_Result r) {
            r.r2 = pending.postExternalCall(1) == Posting.ACCEPTED;
        }
    }

    /** A look and a store in place of the compare-and-set. */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the left CPU's call is pending")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the right CPU's call is pending")
    @Outcome(
            id = "true, true",
            expect = ACCEPTABLE_INTERESTING,
            desc = "REQUIRED: both calls were accepted and one is lost; the compare-and-set prevents it")
    @State
    public static class Weakened {
        private int sender = -1;

        private boolean post(int from) {
            if (sender != -1) {
                return false;
            }
            sender = from;
            return true;
        }

        @Actor
        public void left(ZZ_Result r) {
            r.r1 = post(0);
        }

        @Actor
        public void right(ZZ_Result r) {
            r.r2 = post(1);
        }
    }
}
