package org.maskflip.emulator.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What several threads may rely on. Each test repeats enough to meet the race; none waits for a time. */
abstract class StorageConcurrency {
    private static final long MIB = 1L << 20;

    abstract AbsoluteStorage storage(long size);

    /** Two operands side by side, one stored and one compared and swapped into, both by their owner alone. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void store_besideAnotherThreadsOperand_disturbsNothing(int size) throws Exception {
        AbsoluteStorage storage = storage(MIB);
        long bits = -1L >>> 64 - 8 * size;
        Threads.together(4, number -> {
            long own = 0x1008 + (long) (number % (8 / size)) * size + (number >= 8 / size ? 8 : 0);
            for (long i = 1; i < 60_000; i++) {
                long last = i - 1 & bits;
                long next = i & bits;
                switch ((int) (i % 3)) {
                    case 0 -> storage.setRelease(own, size, next);
                    case 1 -> storage.setVolatile(own, size, next);
                    default ->
                        assertThat(storage.compareAndExchange(own, size, last, next))
                                .isEqualTo(last);
                }
                assertThat(storage.getAcquire(own, size)).isEqualTo(next);
            }
        });
    }

    @Test
    void fetch_ofADoublewordBeingStored_isNeverTorn() throws Exception {
        AbsoluteStorage storage = storage(MIB);
        Threads.together(2, number -> {
            for (int i = 0; i < 300_000; i++) {
                if (number == 0) {
                    storage.setRelease(0x2000, 8, (i & 1) == 0 ? -1L : 0L);
                } else {
                    assertThat(storage.getAcquire(0x2000, 8)).isIn(0L, -1L);
                }
            }
        });
    }

    /** Two threads are the first to touch a chunk; if each made its own, one store would be gone. */
    @Test
    void store_asFirstIntoAChunkTogether_bothRemain() throws Exception {
        int chunks = 48;
        AbsoluteStorage storage = storage(chunks * MIB);
        CyclicBarrier barrier = new CyclicBarrier(2);
        Threads.together(2, number -> {
            for (int chunk = 0; chunk < chunks; chunk++) {
                await(barrier);
                for (int page = 0; page < 64; page++) {
                    storage.setRelease(chunk * MIB + page * 4096L + number * 8L, 8, number + 1);
                }
            }
        });
        for (int chunk = 0; chunk < chunks; chunk++) {
            for (int page = 0; page < 64; page++) {
                long at = chunk * MIB + page * 4096L;
                assertThat(storage.getAcquire(at, 8)).as("first of %x", at).isEqualTo(1);
                assertThat(storage.getAcquire(at + 8, 8)).as("second of %x", at).isEqualTo(2);
            }
        }
    }

    /** Data before flag, each in a block that nobody has touched: whoever sees the flag sees the data and the marks. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void fetch_ofAFlag_seesTheDataStoredBefore(int size) throws Exception {
        int rounds = 128;
        AbsoluteStorage storage = storage(rounds * 8192L);
        CyclicBarrier barrier = new CyclicBarrier(2);
        Threads.together(2, number -> {
            for (long at = 0; at < storage.size(); at += 8192) {
                await(barrier);
                for (long word = 0; word < 4096; word += 64) {
                    if (number == 0) {
                        storage.setRelease(at + word, size, 77);
                        storage.setRelease(at + 4096 + word, size, 1);
                    } else {
                        while (storage.getAcquire(at + 4096 + word, size) == 0) {
                            Thread.onSpinWait();
                        }
                        assertThat(storage.getAcquire(at + word, size)).isEqualTo(77);
                        assertThat(storage.isTouched(at)).isTrue();
                    }
                }
            }
        });
    }

    /** Store buffering: with volatile accesses one of the two sees the other, also in blocks nobody has touched. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void volatileStoreAndFetch_crosswise_neverBothMissTheOther(int size) throws Exception {
        int rounds = 100_000;
        AbsoluteStorage storage = storage(64 * MIB);
        long[][] seen = new long[2][rounds];
        AtomicIntegerArray progress = new AtomicIntegerArray(2);
        int[] delays = new int[2];
        Threads.together(2, number -> {
            for (int i = 0; i < rounds; i++) {
                boolean isFresh = i % 64 == 0;
                long base = isFresh ? i / 64 * 8192L : 32 * MIB + i * 128L;
                long other = base + (isFresh ? 4096 : 64);
                Threads.meet(progress, number, i + 1);
                // One thread leaves the meeting first: delays of all lengths bring the two accesses together.
                for (int delay = number == 0 ? i & 0xFF : 0x80; delay > 0; delay--) {
                    delays[number] += delay;
                }
                storage.setVolatile(number == 0 ? base : other, size, 1);
                seen[number][i] = storage.getVolatile(number == 0 ? other : base, size);
            }
        });
        for (int i = 0; i < rounds; i++) {
            assertThat(seen[0][i] + seen[1][i]).as("round %d", i).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void compareAndExchange_asACounter_losesNoCount(int size) throws Exception {
        AbsoluteStorage storage = storage(MIB);
        int each = 50_000;
        Threads.together(3, number -> {
            for (int i = 0; i < each; i++) {
                long old = storage.getAcquire(0x3000, size);
                long was;
                while ((was = storage.compareAndExchange(0x3000, size, old, old + 1)) != old) {
                    old = was;
                }
            }
        });
        assertThat(storage.getVolatile(0x3000, size)).isEqualTo(3L * each & -1L >>> 64 - 8 * size);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException("another thread has failed", e);
        }
    }
}
