package org.maskflip.stress.jmm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * WRC: a thread stores, a second one fetches that and stores a flag, a third one fetches the flag and the first store.
 *
 * <p>Acquire and release carry the cause along.
 */
public final class Causality {
    private Causality() {}

    /** Views of eight bytes. */
    @JCStressTest
    @Outcome(
            id = "1, 1, 0",
            expect = FORBIDDEN,
            desc = "the reader saw the effect and not the cause: the store did not reach all threads at once")
    @Outcome(id = "[01], [01], [01]", expect = ACCEPTABLE, desc = "any other order of stores and fetches")
    @State
    public static class Doublewords {
        private final HostStorage storage = new HostStorage();

        @Actor
        public void writer() {
            storage.store(0, 1);
        }

        @Actor
        public void relay(III_Result r) {
            r.r1 = (int) storage.fetch(0);
            storage.store(64, r.r1);
        }

        @Actor
        public void reader(III_Result r) {
            r.r2 = (int) storage.fetch(64);
            r.r3 = (int) storage.fetch(0);
        }
    }
}
