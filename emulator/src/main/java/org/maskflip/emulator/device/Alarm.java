package org.maskflip.emulator.device;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.maskflip.emulator.interrupt.Attention;

/**
 * Watches the timers of all CPUs of a machine and raises their conditions when they begin: on a thread of its own where the host's
 * time passes by itself, or when it is asked to. Safe for any thread.
 */
public final class Alarm implements AutoCloseable {
    /** In place of a distance: no timer will ever go off as things stand. */
    public static final long NEVER = CpuClocks.NEVER;

    private final TimeSource time;
    private final List<CpuClocks> clocks = new CopyOnWriteArrayList<>();
    private Thread thread;
    private boolean isChanged = true;
    private boolean isClosed;

    public Alarm(TimeSource time) {
        this.time = time;
    }

    void add(CpuClocks cpu) {
        clocks.add(cpu);
    }

    /** Starts the thread, a daemon. */
    public synchronized void start() {
        if (thread == null && !isClosed) {
            thread = new Thread(this::run, "alarm");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** The TOD clock was set. */
    public void todChanged() {
        clocks.forEach(CpuClocks::todChanged);
        changed();
    }

    /** A timer was set: the next event may be nearer than it was. */
    void changed() {
        synchronized (this) {
            isChanged = true;
            if (thread != null) {
                notifyAll();
                return;
            }
        }
        poll();
    }

    /** Raises what has begun, and returns how many units of time pass until the next condition begins, or {@link #NEVER}. */
    long poll() {
        long next = NEVER;
        for (CpuClocks cpu : clocks) {
            next = Math.min(next, cpu.poll(Attention.EXTERNAL));
        }
        return next;
    }

    private void run() {
        while (sleepUntilNeeded()) {
            // A change that comes meanwhile is looked at in the next round.
        }
    }

    /** One round: raises what has begun, then waits for the next event or a change. False when closed. */
    private boolean sleepUntilNeeded() {
        synchronized (this) {
            if (isClosed) {
                return false;
            }
            isChanged = false;
        }
        long next = poll();
        long nanos = next == NEVER ? Long.MAX_VALUE : Math.max(1, time.hostNanos(next));
        synchronized (this) {
            try {
                long deadline = System.nanoTime() + Math.min(nanos, Long.MAX_VALUE / 2);
                while (!isChanged && !isClosed) {
                    long left = deadline - System.nanoTime();
                    if (left <= 0) {
                        return true;
                    }
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            return !isClosed;
        }
    }

    /** Ends the thread; no condition begins any more by itself. */
    @Override
    public synchronized void close() {
        isClosed = true;
        notifyAll();
    }
}
