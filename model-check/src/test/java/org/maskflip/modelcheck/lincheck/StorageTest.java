package org.maskflip.modelcheck.lincheck;

import static org.maskflip.modelcheck.lincheck.Checking.call;

import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.storage.ArrayStorage;

/** Stores and interlocked updates of different widths on one doubleword of {@link ArrayStorage} are linearizable. */
class StorageTest {
    private static final long AT = 0x1000;

    /** The shipped storage. */
    public static class Actual {
        final ArrayStorage storage = new ArrayStorage(1 << 20);

        @Operation
        public void store(int offset, int size, long value) {
            // ORDER release: the access under test.
            storage.setRelease(AT + offset, size, value);
        }

        @Operation
        public long fetch(int offset, int size) {
            // ORDER volatile: the access under test.
            return storage.getVolatile(AT + offset, size);
        }

        @Operation
        public long swap(int offset, int size, long expected, long replacement) {
            // ORDER compare-and-exchange: the access under test.
            return storage.compareAndExchange(AT + offset, size, expected, replacement);
        }
    }

    /** Stores a byte by fetching and storing the doubleword around it. */
    public static final class Twin extends Actual {
        @Override
        public void store(int offset, int size, long value) {
            int shift = 8 * (8 - size - offset);
            // ORDER volatile: what the twin gets wrong is between this and the next.
            long old = storage.getVolatile(AT, 8);
            long bits = size == 8 ? -1L : (1L << 8 * size) - 1;
            // ORDER volatile: see above.
            storage.setVolatile(AT, 8, old & ~(bits << shift) | value << shift);
        }
    }

    /** Eight bytes. */
    public static final class Bytes {
        private final int[] bytes = new int[8];

        public void store(int offset, int size, long value) {
            for (int i = 0; i < size; i++) {
                bytes[offset + i] = (int) (value >>> 8 * (size - 1 - i)) & 0xFF;
            }
        }

        public long fetch(int offset, int size) {
            long value = 0;
            for (int i = 0; i < size; i++) {
                value = value << 8 | bytes[offset + i];
            }
            return value;
        }

        public long swap(int offset, int size, long expected, long replacement) {
            long old = fetch(offset, size);
            if (old == expected) {
                store(offset, size, replacement);
            }
            return old;
        }
    }

    private static Checking stores(Class<?> subject) {
        return Checking.of(subject)
                .linearizes(Bytes.class)
                .thread(call("store", 1, 1, 0xF4L), call("fetch", 0, 8))
                .thread(call("store", 4, 4, 0x1234_5678L), call("fetch", 0, 2));
    }

    private static Checking updates(Class<?> subject) {
        return Checking.of(subject)
                .linearizes(Bytes.class)
                .before(call("store", 0, 8, 0xC004_0000_0010_0707L))
                .thread(call("swap", 0, 2, 0xC004L, 0xC0F4L))
                .thread(call("store", 5, 1, 0x14L))
                .after(call("fetch", 0, 8));
    }

    @Test
    void storesOfTwoWidths_inAPageThatIsNotThereYet_loseNothing() {
        stores(Actual.class).run().exhausts();
    }

    @Test
    void updatesOfTwoWidths_areEachOneEvent() {
        updates(Actual.class).run().exhausts();
    }

    @Test
    void byteStoreByFetchAndStore_isFound() {
        stores(Twin.class).run().fails("store");
        updates(Twin.class).run().fails("swap");
    }
}
