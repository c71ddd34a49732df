package org.maskflip.stress.storage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** SB: two CPUs in weak order, with their store queues, each store, serialize, and fetch what the other stores. */
public final class StoreQueues {
    private StoreQueues() {}

    /** With serialization, which waits for the queue. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the left CPU came first")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the right CPU came first")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both stores came before both fetches")
    @State
    public static class Actual {
        private final Place place = new Place();

        @Actor
        public void left(II_Result r) {
            Place.WEAK_LEFT.store(place.address(), place.address(), 8, 1);
            Place.WEAK_LEFT.serialize();
            r.r1 = (int) Place.WEAK_LEFT.fetch(place.other(), 8);
        }

        @Actor
        public void right(II_Result r) {
            Place.WEAK_RIGHT.store(place.other(), place.other(), 8, 1);
            Place.WEAK_RIGHT.serialize();
            r.r2 = (int) Place.WEAK_RIGHT.fetch(place.address(), 8);
        }
    }

    /** Without: the stores are still in their queues. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the left CPU came first")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the right CPU came first")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both stores came before both fetches")
    @Outcome(
            id = "0, 0",
            expect = ACCEPTABLE_INTERESTING,
            desc = "REQUIRED: both fetched while the stores lingered; serialization prevents it")
    @State
    public static class Weakened {
        private final Place place = new Place();

        @Actor
        public void left(II_Result r) {
            Place.WEAK_LEFT.store(place.address(), place.address(), 8, 1);
            r.r1 = (int) Place.WEAK_LEFT.fetch(place.other(), 8);
        }

        @Actor
        public void right(II_Result r) {
            Place.WEAK_RIGHT.store(place.other(), place.other(), 8, 1);
            r.r2 = (int) Place.WEAK_RIGHT.fetch(place.address(), 8);
        }
    }
}
