package org.maskflip.stress.jmm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * LB: each of two threads fetches what the other stores afterwards.
 *
 * <p>Acquire and release give the guest's R-W.
 */
public final class LoadBuffering {
    private LoadBuffering() {}

    /** Views of eight bytes. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both fetched first")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the left thread came first")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the right thread came first")
    @Outcome(id = "1, 1", expect = FORBIDDEN, desc = "a store went before the fetch that precedes it")
    @State
    public static class Doublewords {
        private final HostStorage storage = new HostStorage();

        @Actor
        public void left(II_Result r) {
            r.r1 = (int) storage.fetch(64);
            storage.store(0, 1);
        }

        @Actor
        public void right(II_Result r) {
            r.r2 = (int) storage.fetch(0);
            storage.store(64, 1);
        }
    }

    /** Plain bytes with fences. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both fetched first")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the left thread came first")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the right thread came first")
    @Outcome(id = "1, 1", expect = FORBIDDEN, desc = "a store went before the fetch that precedes it")
    @State
    public static class Bytes {
        private final HostStorage storage = new HostStorage();

        @Actor
        public void left(II_Result r) {
            r.r1 = storage.fetchByte(64);
            storage.storeByte(0, 1);
        }

        @Actor
        public void right(II_Result r) {
            r.r2 = storage.fetchByte(0);
            storage.storeByte(64, 1);
        }
    }
}
