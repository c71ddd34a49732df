package org.maskflip.stress.jmm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Single copies: a doubleword is stored at one moment and fetched at one moment, and stores leave their neighbours alone.
 */
public final class Atomicity {
    private Atomicity() {}

    /** One doubleword, both halves of which change. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "before the store")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "after the store")
    @Outcome(id = "0, 1", expect = FORBIDDEN, desc = "only the right half is new")
    @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "only the left half is new")
    @State
    public static class Doubleword {
        private final HostStorage storage = new HostStorage();

        @Actor
        public void writer() {
            storage.store(0, 0x1_0000_0001L);
        }

        @Actor
        public void reader(II_Result r) {
            long value = storage.fetch(0);
            r.r1 = (int) (value >>> 32);
            r.r2 = (int) value;
        }
    }

    /** A doubleword is stored, its words are fetched, the right one first. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the reader came first")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the store came between the fetches; r1 is the right word")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the writer came first")
    @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "the right word was there before the left one")
    @State
    public static class MixedSizes {
        private final HostStorage storage = new HostStorage();

        @Actor
        public void writer() {
            storage.store(0, 0x1_0000_0001L);
        }

        @Actor
        public void reader(II_Result r) {
            r.r1 = storage.fetchWord(4);
            r.r2 = storage.fetchWord(0);
        }
    }

    /** Two threads store two bytes of one word. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both bytes are there")
    @Outcome(id = "0, 1", expect = FORBIDDEN, desc = "the left byte was overwritten with what it was")
    @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "the right byte was overwritten with what it was")
    @State
    public static class Neighbours {
        private final HostStorage storage = new HostStorage();

        @Actor
        public void left() {
            storage.storeByte(0, 1);
        }

        @Actor
        public void right() {
            storage.storeByte(1, 1);
        }

        @Arbiter
        public void end(II_Result r) {
            r.r1 = storage.fetchByte(0);
            r.r2 = storage.fetchByte(1);
        }
    }

    /** One thread updates a word, the other stores the doubleword's other word. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both words are there")
    @Outcome(id = "0, 1", expect = FORBIDDEN, desc = "the store was lost")
    @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "the update was lost")
    @State
    public static class NeighbourOfUpdate {
        private final HostStorage storage = new HostStorage();

        @Actor
        public void left() {
            storage.storeWord(0, 1);
        }

        @Actor
        public void right() {
            storage.exchangeWord(4, 0, 1);
        }

        @Arbiter
        public void end(II_Result r) {
            r.r1 = storage.fetchWord(0);
            r.r2 = storage.fetchWord(4);
        }
    }
}
