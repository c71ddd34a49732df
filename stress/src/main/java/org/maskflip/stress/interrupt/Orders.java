package org.maskflip.stress.interrupt;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import org.maskflip.emulator.interrupt.Attention;
import org.maskflip.emulator.interrupt.FloatingInterruptions;
import org.maskflip.emulator.interrupt.PendingInterruptions;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Two CPUs send orders to a third one: neither is lost. */
public final class Orders {
    private Orders() {}

    /** The shipped class: the SIGP mailbox is the attention word. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "both orders are pending")
    @State
    public static class Actual {
        private final PendingInterruptions pending = new PendingInterruptions(2, new FloatingInterruptions());

        @Actor
        public void left() {
            pending.raise(Attention.STOP);
        }

        @Actor
        public void right() {
            pending.raise(Attention.RESTART);
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = pending.attention() == (Attention.STOP | Attention.RESTART);
        }
    }

    /** A fetch, an or and a store in place of one update. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "both orders are pending")
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "REQUIRED: an order is lost; the update prevents it")
    @State
    public static class Weakened {
        private int attention;

        @Actor
        public void left() {
            attention |= Attention.STOP;
        }

        @Actor
        public void right() {
            attention |= Attention.RESTART;
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = attention == (Attention.STOP | Attention.RESTART);
        }
    }
}
