package org.maskflip.stress.storage;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import org.maskflip.emulator.insn.Update;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two CPUs add one to a doubleword, interlocked. */
public final class Updates {
    private Updates() {}

    /** Host order's update. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both updates are there")
    @State
    public static class Actual {
        private final Place place = new Place();

        @Actor
        public void left() {
            Place.LEFT.update(
                    place.address(), place.address(), 8, Update.SPECIFIC, (old, one, none) -> old + one, 1, 0);
        }

        @Actor
        public void right() {
            Place.RIGHT.update(
                    place.address(), place.address(), 8, Update.SPECIFIC, (old, one, none) -> old + one, 1, 0);
        }

        @Arbiter
        public void end(I_Result r) {
            // ORDER volatile: when both actors are done; the harness has published what they did.
            r.r1 = (int) place.storage().getVolatile(place.address(), 8);
        }
    }

    /** A fetch and a store. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both updates are there")
    @Outcome(
            id = "1",
            expect = ACCEPTABLE_INTERESTING,
            desc = "REQUIRED: an update is lost; the compare-and-exchange prevents it")
    @State
    public static class Weakened {
        private final Place place = new Place();

        @Actor
        public void left() {
            Place.LEFT.store(place.address(), place.address(), 8, Place.LEFT.fetch(place.address(), 8) + 1);
        }

        @Actor
        public void right() {
            Place.RIGHT.store(place.address(), place.address(), 8, Place.RIGHT.fetch(place.address(), 8) + 1);
        }

        @Arbiter
        public void end(I_Result r) {
            // ORDER volatile: when both actors are done; the harness has published what they did.
            r.r1 = (int) place.storage().getVolatile(place.address(), 8);
        }
    }
}
