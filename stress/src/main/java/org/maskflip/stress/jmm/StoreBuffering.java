package org.maskflip.stress.jmm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

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
 * two CPUs may under {@code F-before-later}'s absence. That is why host order needs a full fence where the guest
 * serializes.
 */
public final class StoreBuffering {
    private static final VarHandle ELEMENTS = MethodHandles.arrayElementVarHandle(long[].class);

    private StoreBuffering() {}

    /** The shipped modes: a release store, an acquire fetch, of elements in one {@code long[]}. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "both fetched before the other's store arrived")
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
            ELEMENTS.setRelease(storage, 8, 1L);
            // ORDER acquire: the guest's fetch of the right doubleword; pairs with the release in right().
            r.r1 = (long) ELEMENTS.getAcquire(storage, 16);
        }

        @Actor
        public void right(JJ_Result r) {
            // ORDER release: the guest's store of the right doubleword; pairs with the acquire in left().
            ELEMENTS.setRelease(storage, 16, 1L);
            // ORDER acquire: the guest's fetch of the left doubleword; pairs with the release in left().
            r.r2 = (long) ELEMENTS.getAcquire(storage, 8);
        }
    }
}
