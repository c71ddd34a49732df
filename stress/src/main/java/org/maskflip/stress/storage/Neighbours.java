package org.maskflip.stress.storage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import org.maskflip.emulator.storage.AbsoluteStorage;
import org.maskflip.emulator.storage.ArrayStorage;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two CPUs store two bytes of one doubleword. */
public final class Neighbours {
    private static final ArrayStorage ARRAY = new ArrayStorage(16 << 20);

    private Neighbours() {}

    /** Direct storage. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both bytes are there")
    @State
    public static class Actual {
        private final Place place = new Place();

        @Actor
        public void left() {
            // ORDER release: the store under test; pairs with the volatile fetch in end(). Shown by: Weakened.
            place.storage().setRelease(place.address(), 1, 1);
        }

        @Actor
        public void right() {
            // ORDER release: the store under test; pairs with the volatile fetch in end(). Shown by: Weakened.
            place.storage().setRelease(place.address() + 1, 1, 1);
        }

        @Arbiter
        public void end(II_Result r) {
            // ORDER volatile: when both actors are done; the harness has published what they did.
            r.r1 = (int) place.storage().getVolatile(place.address(), 1);
            r.r2 = (int) place.storage().getVolatile(place.address() + 1, 1);
        }
    }

    /** Array storage. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both bytes are there")
    @State
    public static class ActualArray {
        private final Place place = new Place();

        @Actor
        public void left() {
            // ORDER release: the store under test; pairs with the volatile fetch in end(). Shown by: Weakened.
            ARRAY.setRelease(place.inArray(), 1, 1);
        }

        @Actor
        public void right() {
            // ORDER release: the store under test; pairs with the volatile fetch in end(). Shown by: Weakened.
            ARRAY.setRelease(place.inArray() + 1, 1, 1);
        }

        @Arbiter
        public void end(II_Result r) {
            // ORDER volatile: when both actors are done; the harness has published what they did.
            r.r1 = (int) ARRAY.getVolatile(place.inArray(), 1);
            r.r2 = (int) ARRAY.getVolatile(place.inArray() + 1, 1);
            ARRAY.setVolatile(place.inArray(), 8, 0);
        }
    }

    /** The doubleword around the byte is fetched and stored. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both bytes are there")
    @Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "REQUIRED: the right byte was put back")
    @Outcome(id = "0, 1", expect = ACCEPTABLE_INTERESTING, desc = "REQUIRED: the left byte was put back")
    @State
    public static class Weakened {
        private final Place place = new Place();

        private void store(int shift) {
            AbsoluteStorage storage = place.storage();
            // ORDER acquire: half of a store that leaves no neighbour alone. Wrong on purpose.
            long around = storage.getAcquire(place.address(), 8);
            // ORDER release: the other half. Shown by: this test.
            storage.setRelease(place.address(), 8, around | 1L << shift);
        }

        @Actor
        public void left() {
            store(56);
        }

        @Actor
        public void right() {
            store(48);
        }

        @Arbiter
        public void end(II_Result r) {
            // ORDER volatile: when both actors are done; the harness has published what they did.
            r.r1 = (int) place.storage().getVolatile(place.address(), 1);
            r.r2 = (int) place.storage().getVolatile(place.address() + 1, 1);
        }
    }
}
