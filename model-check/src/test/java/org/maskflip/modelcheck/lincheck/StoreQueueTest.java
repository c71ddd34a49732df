package org.maskflip.modelcheck.lincheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.modelcheck.lincheck.Checking.call;

import java.util.ArrayDeque;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.storage.ArrayStorage;
import org.maskflip.emulator.storage.order.AdversaryPolicy;
import org.maskflip.emulator.storage.order.StorageOrders;
import org.maskflip.emulator.storage.order.Threading;
import org.maskflip.emulator.storage.order.WeakOrder;

/** {@code WeakOrder} with its store queue: two CPUs store, fetch, drain and update, each on its thread. */
class StoreQueueTest {
    private static final long AT = 0x1000;
    private static final AdversaryPolicy POLICY = new AdversaryPolicy(1, Integer.MAX_VALUE, 8, 1, 0, 0, 1);

    /** Each CPU's own, which {@code StoreQueue} and {@code FetchedLines} say of themselves. */
    private static final String[] OWNED = {
        "org.maskflip.emulator.storage.order.StoreQueue", "org.maskflip.emulator.storage.order.FetchedLines"
    };

    /** The shipped order; a drain is an operation, nothing goes out by itself. */
    public static class Actual {
        final ArrayStorage storage = new ArrayStorage(1 << 20);
        private final StorageOrders orders = StorageOrders.weak(
                storage, 2, Level.Z10.facilities(), POLICY, Threading.FREE, cpu -> (n, kind) -> 0, null);

        WeakOrder cpu(int number) {
            return (WeakOrder) orders.cpu(number);
        }

        @Operation
        public void store(int cpu, int offset, int size, long value) {
            cpu(cpu).store(AT + offset, AT + offset, size, value);
        }

        @Operation
        public long fetch(int cpu, int offset, int size) {
            return cpu(cpu).fetch(AT + offset, size);
        }

        /** Brings the oldest store to storage. */
        @Operation
        public void drain(int cpu) {
            if (cpu(cpu).isPending()) {
                cpu(cpu).drainOne();
            }
        }

        @Operation
        public long swap(int cpu, int offset, int size, long expected, long replacement) {
            return cpu(cpu).compareAndSwap(AT + offset, AT + offset, size, expected, replacement);
        }
    }

    /** Fetches past its own stores, straight from storage. */
    public static final class FetchesPast extends Actual {
        @Override
        public long fetch(int cpu, int offset, int size) {
            // ORDER volatile: the twin's fault is that it waits for no own store.
            return storage.getVolatile(AT + offset, size);
        }
    }

    /** Drains nothing before an update. */
    public static final class UpdatesPast extends Actual {
        @Override
        public long swap(int cpu, int offset, int size, long expected, long replacement) {
            // ORDER compare-and-exchange: the twin's fault is that older stores of the CPU are still in the queue.
            return storage.compareAndExchange(AT + offset, size, expected, replacement);
        }
    }

    /** Two queues and eight bytes, by Model Z, section 4. */
    public static final class Queues {
        private final StorageTest.Bytes bytes = new StorageTest.Bytes();
        private final List<ArrayDeque<long[]>> queues = List.of(new ArrayDeque<>(), new ArrayDeque<>());

        public void store(int cpu, int offset, int size, long value) {
            queues.get(cpu).add(new long[] {offset, size, value});
        }

        /** W-R-same: what overlaps goes out first, and all before it. */
        public long fetch(int cpu, int offset, int size) {
            while (queues.get(cpu).stream().anyMatch(each -> each[0] < offset + size && offset < each[0] + each[1])) {
                drain(cpu);
            }
            return bytes.fetch(offset, size);
        }

        public void drain(int cpu) {
            long[] oldest = queues.get(cpu).poll();
            if (oldest != null) {
                bytes.store((int) oldest[0], (int) oldest[1], oldest[2]);
            }
        }

        public long swap(int cpu, int offset, int size, long expected, long replacement) {
            while (!queues.get(cpu).isEmpty()) {
                drain(cpu);
            }
            return bytes.swap(offset, size, expected, replacement);
        }
    }

    private static Checking storeBuffering(Class<?> subject) {
        return Checking.of(subject)
                .linearizes(Queues.class)
                .ownedByThreads(OWNED)
                .thread(call("store", 0, 0, 4, 1L), call("fetch", 0, 4, 4), call("fetch", 0, 0, 4))
                .thread(call("store", 1, 4, 4, 1L), call("drain", 1), call("fetch", 1, 0, 4))
                .after(call("fetch", 0, 0, 8), call("fetch", 1, 0, 8));
    }

    private static Checking updates(Class<?> subject) {
        return Checking.of(subject)
                .linearizes(Queues.class)
                .ownedByThreads(OWNED)
                .thread(call("store", 0, 0, 2, 7L), call("swap", 0, 4, 2, 0L, 1L))
                .thread(call("swap", 1, 4, 2, 0L, 2L), call("fetch", 1, 0, 2))
                .after(call("fetch", 1, 0, 8));
    }

    @Test
    void storesThatWait_areOverlookedByOthersAndNotByTheirOwnCpu() {
        storeBuffering(Actual.class).inBuildAtMost(500).run().passes();
    }

    @Test
    void fetchBesideTheDrainOfAnother_seesItOrNot() {
        Checking.Result result = Checking.of(Actual.class)
                .linearizes(Queues.class)
                .ownedByThreads(OWNED)
                .before(call("store", 0, 0, 4, 1L), call("store", 1, 4, 4, 1L))
                .thread(call("fetch", 0, 4, 4))
                .thread(call("drain", 1))
                .inBuildAtMost(500)
                .run()
                .passes();
        assertThat(result.outcomes()).containsExactly("0 | void", "1 | void");
    }

    @Test
    void drainsOfTwoCpus_intoOneDoubleword_keepProgramOrder() {
        Checking.of(Actual.class)
                .linearizes(Queues.class)
                .ownedByThreads(OWNED)
                .thread(call("store", 0, 0, 2, 1L), call("store", 0, 2, 2, 2L), call("drain", 0), call("drain", 0))
                .thread(call("fetch", 1, 2, 2), call("fetch", 1, 0, 2))
                .after(call("fetch", 1, 0, 8))
                .inBuildAtMost(500)
                .run()
                .passes();
    }

    @Test
    void updates_comeAfterAllEarlierStores() {
        updates(Actual.class).inBuildAtMost(500).run().passes();
    }

    @Test
    void fetchPastOwnStores_isFound() {
        storeBuffering(FetchesPast.class).run().fails("fetch");
    }

    @Test
    void updatePastEarlierStores_isFound() {
        updates(UpdatesPast.class).run().fails("swap");
    }
}
