package org.maskflip.stress.jmm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Compare-and-exchange: of two that expect the same, one succeeds; and no reference passes it.
 */
public final class Interlocked {
    private Interlocked() {}

    /** Two threads take one lock. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the left thread took it")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the right thread took it")
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "both took it")
    @Outcome(id = "1, 1", expect = FORBIDDEN, desc = "neither took it")
    @State
    public static class Lock {
        private final HostStorage storage = new HostStorage();

        @Actor
        public void left(II_Result r) {
            r.r1 = storage.exchange(0, 0, 1) == 0 ? 0 : 1;
        }

        @Actor
        public void right(II_Result r) {
            r.r2 = storage.exchange(0, 0, 1) == 0 ? 0 : 1;
        }
    }

    /** SB with a compare-and-exchange in place of the store. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "a fetch went before the update")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the left thread came first")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the right thread came first")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both updates came before both fetches")
    @State
    public static class Serializes {
        private final HostStorage storage = new HostStorage();

        @Actor
        public void left(II_Result r) {
            storage.exchange(0, 0, 1);
            r.r1 = (int) storage.fetch(64);
        }

        @Actor
        public void right(II_Result r) {
            storage.exchange(64, 0, 1);
            r.r2 = (int) storage.fetch(0);
        }
    }

    /** SB with a store and a compare-and-exchange that changes nothing. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "a fetch went before the update")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the left thread came first")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the right thread came first")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both stores came before both fetches")
    @State
    public static class Fails {
        private final HostStorage storage = new HostStorage();

        @Actor
        public void left(II_Result r) {
            storage.store(0, 1);
            storage.exchange(128, 5, 5);
            r.r1 = (int) storage.fetch(64);
        }

        @Actor
        public void right(II_Result r) {
            storage.store(64, 1);
            storage.exchange(192, 5, 5);
            r.r2 = (int) storage.fetch(0);
        }
    }
}
