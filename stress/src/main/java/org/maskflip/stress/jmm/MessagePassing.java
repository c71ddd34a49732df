package org.maskflip.stress.jmm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * MP: one thread stores data and then a flag, the other fetches the flag and then the data.
 *
 * <p>Release and acquire give the guest's W-W and R-R.
 */
public final class MessagePassing {
    private MessagePassing() {}

    /** Views of eight bytes. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the reader came first")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the flag was fetched before it was stored, the data after")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the writer came first")
    @Outcome(
            id = "1, 0",
            expect = FORBIDDEN,
            desc = "the flag overtook the data, or the fetch of the data that of the flag")
    @State
    public static class Doublewords {
        private final HostStorage storage = new HostStorage();

        @Actor
        public void writer() {
            storage.store(0, 1);
            storage.store(64, 1);
        }

        @Actor
        public void reader(II_Result r) {
            r.r1 = (int) storage.fetch(64);
            r.r2 = (int) storage.fetch(0);
        }
    }

    /** Plain bytes with fences: there is no view of bytes. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the reader came first")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the flag was fetched before it was stored, the data after")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the writer came first")
    @Outcome(
            id = "1, 0",
            expect = FORBIDDEN,
            desc = "the flag overtook the data, or the fetch of the data that of the flag")
    @State
    public static class Bytes {
        private final HostStorage storage = new HostStorage();

        @Actor
        public void writer() {
            storage.storeByte(0, 1);
            storage.storeByte(64, 1);
        }

        @Actor
        public void reader(II_Result r) {
            r.r1 = storage.fetchByte(64);
            r.r2 = storage.fetchByte(0);
        }
    }

    /** The data is a byte, the flag a doubleword. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the reader came first")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the flag was fetched before it was stored, the data after")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the writer came first")
    @Outcome(
            id = "1, 0",
            expect = FORBIDDEN,
            desc = "the flag overtook the data, or the fetch of the data that of the flag")
    @State
    public static class ByteThenDoubleword {
        private final HostStorage storage = new HostStorage();

        @Actor
        public void writer() {
            storage.storeByte(0, 1);
            storage.store(64, 1);
        }

        @Actor
        public void reader(II_Result r) {
            r.r1 = (int) storage.fetch(64);
            r.r2 = storage.fetchByte(0);
        }
    }
}
