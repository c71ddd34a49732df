package org.maskflip.emulator.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;

/** Runs one body on several threads that start together, and hands on what any of them throws. */
final class Threads {
    private Threads() {}

    /** Each body gets its number, from 0; a body that takes more than a minute fails. */
    static void together(int count, IntConsumer body)
            throws InterruptedException, ExecutionException, TimeoutException {
        CyclicBarrier start = new CyclicBarrier(count);
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                futures.add(threads.submit(() -> {
                    start.await();
                    body.accept(number);
                    return null;
                }));
            }
            for (Future<?> future : futures) {
                future.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Returns when both threads have come to a round, as near together as can be. */
    static void meet(AtomicIntegerArray progress, int number, int round) {
        progress.set(number, round);
        for (int spins = 0; progress.get(1 - number) < round; spins++) {
            if (spins > 1_000) {
                Thread.yield();
            }
        }
    }
}
