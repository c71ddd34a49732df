package org.maskflip.emulator.storage.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.insn.Quadword;
import org.maskflip.emulator.insn.Update;

/**
 * What Model Z forbids never happens with a thread per CPU. Each round works on fresh locations, 256 bytes apart.
 */
class FreeThreadsTest {
    private static final int ROUNDS = 2000;
    private static final int STRIDE = 256;
    /** From a location to one in another page. */
    private static final int FAR = ROUNDS * STRIDE + 64;

    private static final int REPEATS = 10;
    private static final long SEED = 20261123;
    private static final AdversaryPolicy POLICY = new AdversaryPolicy(6, 64, 16, 2, 2, 1, 4);

    /** What a CPU does in one round. */
    @FunctionalInterface
    private interface Part {
        void run(StorageOrder order, long base, long[] results);
    }

    /** Runs the parts on a thread each; gives the histogram of outcomes, the results of all CPUs joined. */
    private static Map<String, Integer> run(OrderKind kind, int results, Part... parts) throws InterruptedException {
        Map<String, Integer> histogram = new TreeMap<>();
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            WordStorage storage = new WordStorage(2 * FAR + 4096 & -4096);
            StorageOrders orders = StorageOrders.create(
                    kind, storage, parts.length, Facilities.of(), SEED + repeat, POLICY, Threading.FREE, null);
            long[][] all = new long[parts.length][ROUNDS * results];
            AtomicInteger arrivals = new AtomicInteger();
            Thread[] threads = new Thread[parts.length];
            Throwable[] failure = new Throwable[1];
            for (int cpu = 0; cpu < parts.length; cpu++) {
                int number = cpu;
                threads[cpu] = new Thread(() -> {
                    try {
                        runRounds(orders.cpu(number), parts[number], all[number], results, arrivals, parts.length);
                    } catch (RuntimeException | AssertionError e) {
                        failure[0] = e;
                        arrivals.set(Integer.MAX_VALUE / 2);
                    }
                });
                threads[cpu].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            if (failure[0] != null) {
                fail(failure[0]);
            }
            for (int round = 0; round < ROUNDS; round++) {
                histogram.merge(outcome(all, round, results), 1, Integer::sum);
            }
        }
        return histogram;
    }

    private static void runRounds(
            StorageOrder order, Part part, long[] to, int results, AtomicInteger arrivals, int cpus) {
        long[] seen = new long[results];
        for (int round = 0; round < ROUNDS; round++) {
            // All begin a round together, or nearly.
            arrivals.incrementAndGet();
            for (int spins = 0; arrivals.get() < (round + 1) * cpus; spins++) {
                if (spins > 1000) {
                    Thread.yield();
                }
            }
            part.run(order, (long) round * STRIDE, seen);
            System.arraycopy(seen, 0, to, round * results, results);
            order.step();
        }
        order.drain();
    }

    private static String outcome(long[][] all, int round, int results) {
        StringBuilder text = new StringBuilder();
        for (long[] cpu : all) {
            for (int i = 0; i < results; i++) {
                text.append(cpu[round * results + i]).append(i + 1 == results ? ' ' : ',');
            }
        }
        return text.toString().trim();
    }

    private static void put(StorageOrder order, long address, long value) {
        order.store(address, address, 8, value);
    }

    @ParameterizedTest
    @EnumSource
    void storeBuffering_serialized_neverBothZero(OrderKind kind) throws InterruptedException {
        assertThat(run(
                        kind,
                        1,
                        (order, base, r) -> {
                            put(order, base, 1);
                            order.serialize();
                            r[0] = order.fetch(base + FAR, 8);
                        },
                        (order, base, r) -> {
                            put(order, base + FAR, 1);
                            order.serialize();
                            r[0] = order.fetch(base, 8);
                        }))
                .doesNotContainKey("0 0");
    }

    @ParameterizedTest
    @EnumSource(names = "HOST", mode = EnumSource.Mode.EXCLUDE)
    void ownStores_fetchedFirst_neverBothZero(OrderKind kind) throws InterruptedException {
        assertThat(run(
                        kind,
                        2,
                        (order, base, r) -> {
                            put(order, base, 1);
                            r[0] = order.fetch(base, 8);
                            r[1] = order.fetch(base + FAR, 8);
                        },
                        (order, base, r) -> {
                            put(order, base + FAR, 1);
                            r[0] = order.fetch(base + FAR, 8);
                            r[1] = order.fetch(base, 8);
                        }))
                .doesNotContainKey("1,0 1,0");
    }

    @ParameterizedTest
    @EnumSource
    void messagePassing_neverFlagAndOldData(OrderKind kind) throws InterruptedException {
        assertThat(run(
                                kind,
                                2,
                                (order, base, r) -> {
                                    put(order, base, 1);
                                    put(order, base + FAR, 1);
                                },
                                (order, base, r) -> {
                                    r[0] = order.fetch(base + FAR, 8);
                                    r[1] = order.fetch(base, 8);
                                })
                        .keySet())
                .doesNotContain("0,0 1,0");
    }

    @ParameterizedTest
    @EnumSource
    void iriw_readersNeverDisagree(OrderKind kind) throws InterruptedException {
        assertThat(run(
                        kind,
                        2,
                        (order, base, r) -> put(order, base, 1),
                        (order, base, r) -> put(order, base + FAR, 1),
                        (order, base, r) -> {
                            r[0] = order.fetch(base, 8);
                            r[1] = order.fetch(base + FAR, 8);
                        },
                        (order, base, r) -> {
                            r[0] = order.fetch(base + FAR, 8);
                            r[1] = order.fetch(base, 8);
                        }))
                .doesNotContainKey("0,0 0,0 1,0 1,0");
    }

    @ParameterizedTest
    @EnumSource
    void newCode_neverWithOldData(OrderKind kind) throws InterruptedException {
        assertThat(run(
                        kind,
                        2,
                        (order, base, r) -> {
                            put(order, base, 1);
                            order.store(base + 64, base + 64, 2, 1);
                        },
                        (order, base, r) -> {
                            r[0] = order.fetchInstruction(base + 64, base + 64, 2) >>> 48;
                            r[1] = order.fetch(base, 8);
                        }))
                .doesNotContainKey("0,0 1,0");
    }

    @ParameterizedTest
    @EnumSource
    void newCode_afterFlagAndSerialization_isNeverOld(OrderKind kind) throws InterruptedException {
        assertThat(run(
                        kind,
                        2,
                        (order, base, r) -> {
                            order.store(StorageOrder.BY_REAL, base + 64, 2, 1);
                            put(order, base, 1);
                        },
                        (order, base, r) -> {
                            order.fetchInstruction(base + 64, base + 64, 2);
                            r[0] = order.fetch(base, 8);
                            order.serialize();
                            r[1] = order.fetchInstruction(base + 64, base + 64, 2) >>> 48;
                        }))
                .doesNotContainKey("0,0 1,0");
    }

    @ParameterizedTest
    @EnumSource
    void counter_noUpdateIsLost(OrderKind kind) throws InterruptedException {
        int[] sum = new int[1];
        Part add = (order, base, r) -> {
            order.update(0, 0, 8, Update.SPECIFIC, (a, b, c) -> a + b, 1, 0);
            order.update(0, 0, 8, Update.PLAIN, (a, b, c) -> a + b, 1, 0);
            long old = order.fetch(0, 8);
            while (true) {
                long found = order.compareAndSwap(0, 0, 8, old, old + 1);
                if (found == old) {
                    break;
                }
                old = found;
            }
            order.serialize();
            r[0] = base + STRIDE < (long) ROUNDS * STRIDE ? 0 : order.fetch(0, 8);
        };
        for (String outcome : run(kind, 1, add, add, add, add).keySet()) {
            for (String value : outcome.split(" ")) {
                sum[0] = Math.max(sum[0], Integer.parseInt(value));
            }
        }
        assertThat(sum[0]).isEqualTo(4 * 3 * ROUNDS);
    }

    @ParameterizedTest
    @EnumSource
    void specificUpdate_storeOfAnotherCpu_neverFallsInBetween(OrderKind kind) throws InterruptedException {
        // The left half is always the other CPU's last store; a store lost to the update would leave an older one.
        assertThat(run(
                                kind,
                                2,
                                (order, base, r) -> {
                                    order.update(base, base, 8, Update.SPECIFIC, (a, b, c) -> a + b, 1, 0);
                                    order.fetch(base + 64, 8);
                                },
                                (order, base, r) -> {
                                    order.store(base, base, 4, 7);
                                    r[0] = order.fetch(base, 4);
                                    r[1] = order.fetch(base, 4);
                                })
                        .keySet())
                .containsExactly("0,0 7,7");
    }

    @ParameterizedTest
    @EnumSource(names = {"WEAK", "SEQUENTIAL"})
    void quadword_halvesAreNeverTorn(OrderKind kind) throws InterruptedException {
        Part write = (order, base, r) -> {
            for (long value = 1; value < 40; value++) {
                order.storeQuadword(base, base, new Quadword(value, value));
                order.drain();
            }
        };
        // The right half, fetched after the left one, is never older.
        Part read = (order, base, r) -> {
            r[0] = 0;
            for (int i = 0; i < 100; i++) {
                long high = order.fetch(base, 8);
                r[0] |= order.fetch(base + 8, 8) < high ? 1 : 0;
            }
        };
        assertThat(run(kind, 1, write, read)).containsOnlyKeys("0 0");
    }

    @ParameterizedTest
    @EnumSource
    void quadword_isOneEventForQuadwordFetches(OrderKind kind) throws InterruptedException {
        Part write = (order, base, r) -> {
            order.storeQuadword(base, base, new Quadword(1, 1));
            order.compareAndSwapQuadword(base, base, new Quadword(1, 1), new Quadword(2, 2));
        };
        Part read = (order, base, r) -> {
            Quadword value = order.fetchQuadword(base);
            r[0] = value.high();
            r[1] = value.low();
        };
        for (String outcome : run(kind, 2, write, read).keySet()) {
            assertThat(outcome.split(" ")[1]).isIn("0,0", "1,1", "2,2");
        }
    }
}
