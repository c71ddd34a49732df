package org.maskflip.stress.jmm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * IRIW: two threads store, two others fetch both, in opposite order.
 *
 * <p>The Java memory model lets acquire and release show two orders. The hosts that the emulator is made for do not: on x86-64 and
 * on AArch64 a store reaches all other threads at once, and host order relies on that for Model Z's MCA.
 */
public final class Iriw {
    private Iriw() {}

    /** Views of eight bytes. */
    @JCStressTest
    @Outcome(
            id = "1, 0, 1, 0",
            expect = FORBIDDEN,
            desc = "two readers saw two stores in different orders: stores do not reach all threads at once (MCA)")
    @Outcome(id = "[01], [01], [01], [01]", expect = ACCEPTABLE, desc = "any other order of stores and fetches")
    @State
    public static class Doublewords {
        private final HostStorage storage = new HostStorage();

        @Actor
        public void left() {
            storage.store(0, 1);
        }

        @Actor
        public void right() {
            storage.store(64, 1);
        }

        @Actor
        public void first(IIII_Result r) {
            r.r1 = (int) storage.fetch(0);
            r.r2 = (int) storage.fetch(64);
        }

        @Actor
        public void second(IIII_Result r) {
            r.r3 = (int) storage.fetch(64);
            r.r4 = (int) storage.fetch(0);
        }
    }
}
