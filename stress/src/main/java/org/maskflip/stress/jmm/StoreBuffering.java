package org.maskflip.stress.jmm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * SB: each of two threads stores its own doubleword, then fetches the other's.
 *
 * <p>Release and acquire order neither thread's store before its own later fetch, so both may fetch the old value, as
 * two CPUs may that do not serialize. That is why host order needs a full fence where the guest serializes.
 */
public final class StoreBuffering {
    private static final VarHandle ELEMENTS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int LEFT = 8;
    private static final int RIGHT = 16;

    private StoreBuffering() {}

    /** A release store, an acquire fetch: what a guest's store and fetch are. */
    @JCStressTest
    @Outcome(
            id = "0, 0",
            expect = ACCEPTABLE_INTERESTING,
            desc =
                    "REQUIRED: both fetched before the other's store arrived; without it no test of a fence means anything")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the left thread came first")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the right thread came first")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both stores came before both fetches")
    @State
    public static class Actual {
        /** Two doublewords on two cache lines, so that the threads do not share a line. */
        private final long[] storage = new long[32];

        @Actor
        public void left(JJ_Result r) {
            // ORDER release: the guest's store of the left doubleword; pairs with the acquire in right().
            //   It does not order the fetch below: outcome 0, 0. Shown by: this test.
            ELEMENTS.setRelease(storage, LEFT, 1L);
            // ORDER acquire: the guest's fetch of the right doubleword; pairs with the release in right().
            r.r1 = (long) ELEMENTS.getAcquire(storage, RIGHT);
        }

        @Actor
        public void right(JJ_Result r) {
            // ORDER release: the guest's store of the right doubleword; pairs with the acquire in left().
            ELEMENTS.setRelease(storage, RIGHT, 1L);
            // ORDER acquire: the guest's fetch of the left doubleword; pairs with the release in left().
            r.r2 = (long) ELEMENTS.getAcquire(storage, LEFT);
        }
    }

    /** A full fence between store and fetch: what a guest's serialization is. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "a fetch went before the fence")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the left thread came first")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the right thread came first")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both stores came before both fetches")
    @State
    public static class Fenced {
        private final long[] storage = new long[32];

        @Actor
        public void left(JJ_Result r) {
            // ORDER release: the store; pairs with the acquire in right().
            ELEMENTS.setRelease(storage, LEFT, 1L);
            // ORDER full fence: the store before the fetch; pairs with the fence in right(). Shown by: Actual.
            VarHandle.fullFence();
            // ORDER acquire: the fetch; pairs with the release in right().
            r.r1 = (long) ELEMENTS.getAcquire(storage, RIGHT);
        }

        @Actor
        public void right(JJ_Result r) {
            // ORDER release: the store; pairs with the acquire in left().
            ELEMENTS.setRelease(storage, RIGHT, 1L);
            // ORDER full fence: the store before the fetch; pairs with the fence in left(). Shown by: Actual.
            VarHandle.fullFence();
            // ORDER acquire: the fetch; pairs with the release in left().
            r.r2 = (long) ELEMENTS.getAcquire(storage, LEFT);
        }
    }

    /** Volatile on both sides: what the weak order's storage and the pending interruptions use. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "volatile accesses have one order")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the left thread came first")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the right thread came first")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both stores came before both fetches")
    @State
    public static class Volatile {
        private final long[] storage = new long[32];

        @Actor
        public void left(JJ_Result r) {
            // ORDER volatile: the store before the fetch; pairs with right(). Shown by: Actual.
            ELEMENTS.setVolatile(storage, LEFT, 1L);
            // ORDER volatile: as above.
            r.r1 = (long) ELEMENTS.getVolatile(storage, RIGHT);
        }

        @Actor
        public void right(JJ_Result r) {
            // ORDER volatile: the store before the fetch; pairs with left(). Shown by: Actual.
            ELEMENTS.setVolatile(storage, RIGHT, 1L);
            // ORDER volatile: as above.
            r.r2 = (long) ELEMENTS.getVolatile(storage, LEFT);
        }
    }

    /** An update and a fetch against a volatile store and a fetch: how a parked thread and its waker miss each other or not. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "both looked before the other's announcement: a lost wake-up")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the left thread came first")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the right thread came first")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both announced before both looked")
    @State
    public static class Update {
        private final long[] storage = new long[32];

        @Actor
        public void left(JJ_Result r) {
            // ORDER volatile or: announced before the look below; pairs with right(). Shown by: Actual.
            ELEMENTS.getAndBitwiseOr(storage, LEFT, 1L);
            // ORDER volatile: as above.
            r.r1 = (long) ELEMENTS.getVolatile(storage, RIGHT);
        }

        @Actor
        public void right(JJ_Result r) {
            // ORDER volatile: announced before the look below; pairs with left(). Shown by: Actual.
            ELEMENTS.setVolatile(storage, RIGHT, 1L);
            // ORDER volatile: as above.
            r.r2 = (long) ELEMENTS.getVolatile(storage, LEFT);
        }
    }
}
