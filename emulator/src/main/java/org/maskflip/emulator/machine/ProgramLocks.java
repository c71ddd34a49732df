package org.maskflip.emulator.machine;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * The locks among which program lock tokens choose: a fixed number for the whole configuration, as the manual leaves open. For all
 * CPU threads. Source: PoP chapter 7, "PERFORM LOCKED OPERATION".
 */
final class ProgramLocks {
    private static final int COUNT = 64;

    /** Spreads tokens that are aligned addresses; the odd multiplier of Fibonacci hashing. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(COUNT);

    private final Lock[] locks =
            IntStream.range(0, COUNT).mapToObj(index -> new ReentrantLock()).toArray(Lock[]::new);

    /** Runs the part while no other thread runs one with the same token; whatever it throws comes out after the release. */
    void hold(long token, Runnable part) {
        Lock lock = locks[(int) (token * SPREAD >>> SHIFT)];
        lock.lock();
        try {
            part.run();
        } finally {
            lock.unlock();
        }
    }
}
