package org.maskflip.emulator.device;

import org.maskflip.emulator.interrupt.Attention;
import org.maskflip.emulator.interrupt.PendingInterruptions;

/**
 * Clock comparator, CPU timer and TOD programmable register of one CPU. Each of the two timers raises its attention bit once when its
 * condition begins; the CPU then asks whether it still holds. Safe for any thread. Source: PoP chapter 4, "Clock Comparator", "CPU
 * Timer" and "TOD Programmable Register".
 */
public final class CpuClocks {
    /** There is no next event. */
    static final long NEVER = Long.MAX_VALUE;

    private final TodClock tod;
    private final TimeSource time;
    private final Alarm alarm;
    private final PendingInterruptions pending;

    private long comparator;

    /** While the timer steps: its value plus the time; else its value. */
    private long timer;

    private boolean isStepping;
    private int programmable;

    /** Whether the condition's beginning is still to be told. */
    private boolean comparatorArmed;

    private boolean timerArmed;

    /** All zero, the CPU timer standing, as after a reset of a stopped CPU. */
    public CpuClocks(TodClock tod, TimeSource time, Alarm alarm, PendingInterruptions pending) {
        this.tod = tod;
        this.time = time;
        this.alarm = alarm;
        this.pending = pending;
        comparatorArmed = true;
        alarm.add(this);
    }

    public synchronized long clockComparator() {
        return comparator;
    }

    /** Sets the clock comparator; its condition holds while the TOD clock is past it. */
    public void setClockComparator(long value) {
        synchronized (this) {
            comparator = value;
            comparatorArmed = true;
        }
        alarm.changed();
    }

    /** The CPU timer, signed. */
    public synchronized long cpuTimer() {
        return isStepping ? timer - time.units() : timer;
    }

    /** Sets the CPU timer; its condition holds while it is negative. */
    public void setCpuTimer(long value) {
        synchronized (this) {
            timer = isStepping ? value + time.units() : value;
            timerArmed = true;
        }
        alarm.changed();
    }

    public synchronized int programmable() {
        return programmable;
    }

    public synchronized void setProgrammable(int value) {
        programmable = value;
    }

    /** The CPU operates from now on: its timer steps. */
    public void operate() {
        synchronized (this) {
            if (!isStepping) {
                timer += time.units();
                isStepping = true;
            }
        }
        alarm.changed();
    }

    /** The CPU does not operate any more: its timer stands. */
    public synchronized void halt() {
        if (isStepping) {
            timer -= time.units();
            isStepping = false;
        }
    }

    /** The TOD clock was set: the comparator's condition may begin anew. */
    synchronized void todChanged() {
        comparatorArmed = true;
    }

    /**
     * Raises the bits of conditions that have begun.
     *
     * @param interest the attention bits that count
     * @return the units until the next of the conditions that count begins, or {@link Alarm#NEVER}
     */
    public synchronized long poll(int interest) {
        long comparatorIn = comparatorArmed ? tod.unitsUntilPast(comparator) : NEVER;
        long timerIn = timerArmed && isStepping ? Math.max(0, cpuTimer() + 1) : NEVER;
        if (comparatorIn == 0) {
            comparatorArmed = false;
            comparatorIn = NEVER;
            pending.raise(Attention.CLOCK_COMPARATOR);
        }
        if (timerIn == 0) {
            timerArmed = false;
            timerIn = NEVER;
            pending.raise(Attention.CPU_TIMER);
        }
        return Math.min(
                (interest & Attention.CLOCK_COMPARATOR) != 0 ? comparatorIn : NEVER,
                (interest & Attention.CPU_TIMER) != 0 ? timerIn : NEVER);
    }
}
