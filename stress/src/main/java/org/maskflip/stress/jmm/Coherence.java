package org.maskflip.stress.jmm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * CoRR: two fetches of one place while another thread stores into it.
 *
 * <p>The second is never older than the first.
 */
public final class Coherence {
    private Coherence() {}

    /** Views of eight bytes. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the reader came first")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the store came between the fetches")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the writer came first")
    @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "the second fetch is older than the first")
    @State
    public static class Doublewords {
        private final HostStorage storage = new HostStorage();

        @Actor
        public void writer() {
            storage.store(0, 1);
        }

        @Actor
        public void reader(II_Result r) {
            r.r1 = (int) storage.fetch(0);
            r.r2 = (int) storage.fetch(0);
        }
    }

    /** Plain bytes with fences. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the reader came first")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the store came between the fetches")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the writer came first")
    @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "the second fetch is older than the first")
    @State
    public static class Bytes {
        private final HostStorage storage = new HostStorage();

        @Actor
        public void writer() {
            storage.storeByte(0, 1);
        }

        @Actor
        public void reader(II_Result r) {
            r.r1 = storage.fetchByte(0);
            r.r2 = storage.fetchByte(0);
        }
    }
}
