package org.maskflip.stress.jmm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * SB+rfi: SB with a fetch of the own store in between.
 *
 * <p>Hosts forward a thread's own stores to its fetches; Model Z does not ({@code W-R-same}). That is the known gap of host order,
 * which host-strict order closes with a fence.
 */
public final class OwnForwarding {
    private OwnForwarding() {}

    /** Release and acquire. */
    @JCStressTest
    @Outcome(
            id = "0, 0",
            expect = ACCEPTABLE_INTERESTING,
            desc =
                    "own-store forwarding: each thread fetched its own store while it was on its way, then the other's old value; Model Z forbids it (W-R-same), x86-64 and AArch64 do not")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the left thread came first")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the right thread came first")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both stores came before both fetches of the other's")
    @State
    public static class Forwarded {
        private final HostStorage storage = new HostStorage();

        @Actor
        public void left(II_Result r) {
            storage.store(0, 1);
            long own = storage.fetch(0);
            r.r1 = (int) storage.fetch(64) | (int) (own ^ 1) << 1;
        }

        @Actor
        public void right(II_Result r) {
            storage.store(64, 1);
            long own = storage.fetch(64);
            r.r2 = (int) storage.fetch(0) | (int) (own ^ 1) << 1;
        }
    }
}
