package org.maskflip.emulator.cpu;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether a CPU may be executing, and the one request of the {@link Rendezvous} that it has to serve. While it is away (parked,
 * stopped, without a thread, or run step by step) another thread may act for it under this lock; before it runs again it takes the
 * lock. Whoever reads or writes what stands here holds the lock.
 */
final class Presence {
    private static final long PATIENCE_MILLIS = 10;

    private final ReentrantLock lock = new ReentrantLock();

    /** While true: registers, TLB and copies of the CPU may be touched by who holds the lock. */
    private boolean away = true;

    /** Only while the CPU is not away. */
    private Rendezvous.Request request;

    void lock() {
        lock.lock();
    }

    /** Waits for the lock a little: a running CPU must not wait for one that an exclusive section holds, for it waits for all. */
    boolean lockSoon() {
        try {
            return lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void unlock() {
        lock.unlock();
    }

    boolean isAway() {
        return away;
    }

    void ask(Rendezvous.Request asked) {
        request = asked;
    }

    /** Called by the CPU's thread: the request to serve now, or {@code null}. */
    Rendezvous.Request take() {
        lock();
        try {
            Rendezvous.Request taken = request;
            request = null;
            return taken;
        } finally {
            unlock();
        }
    }

    /** Called by the CPU's thread: goes away, unless there is a request to serve first. */
    Rendezvous.Request takeOrLeave() {
        lock();
        try {
            Rendezvous.Request taken = request;
            request = null;
            away = taken == null;
            return taken;
        } finally {
            unlock();
        }
    }

    /** Called by the CPU's thread: from now on nobody acts for it. Waits for who does. */
    void comeBack() {
        lock();
        try {
            away = false;
        } finally {
            unlock();
        }
    }
}
