package org.maskflip.stress.interrupt;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.maskflip.emulator.interrupt.Attention;
import org.maskflip.emulator.interrupt.FloatingInterruptions;
import org.maskflip.emulator.interrupt.PendingInterruptions;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A CPU goes to sleep while another one wakes it. */
public final class Parking {
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(int[].class);

    private Parking() {}

    /** The shipped class. A lost wake-up never comes back: the harness reports the time-out. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "the sleeper has been woken")
    @State
    public static class Actual {
        private final PendingInterruptions pending = new PendingInterruptions(2, new FloatingInterruptions());

        @Actor
        public void sleeper(ZZ_Result r) {
            pending.await(Attention.START);
            r.r1 = true;
        }

        @Actor
        public void waker(ZZ_Result r) {
            pending.raise(Attention.START);
            r.r2 = true;
        }
    }

    /** Release and acquire in place of volatile: who announces may look too early. */
    @JCStressTest
    @Outcome(
            id = "false, false",
            expect = ACCEPTABLE_INTERESTING,
            desc =
                    "REQUIRED: the sleeper saw no reason to stay awake, the waker nobody to wake: a lost wake-up; volatile prevents it")
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the sleeper saw the bit")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the waker saw the sleeper")
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "both saw each other")
    @State
    public static class Weakened {
        private final int[] words = new int[64];

        @Actor
        public void sleeper(ZZ_Result r) {
            // ORDER release: announces the sleeper. Too weak on purpose.
            WORDS.setRelease(words, 0, 1);
            // ORDER acquire: the last look. Too weak on purpose. Shown by: this test.
            r.r1 = (int) WORDS.getAcquire(words, 32) != 0;
        }

        @Actor
        public void waker(ZZ_Result r) {
            // ORDER release: the bit. Too weak on purpose.
            WORDS.setRelease(words, 32, 1);
            // ORDER acquire: the look for a sleeper. Too weak on purpose. Shown by: this test.
            r.r2 = (int) WORDS.getAcquire(words, 0) != 0;
        }
    }
}
