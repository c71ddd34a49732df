package org.maskflip.emulator.interrupt;

/** The two level conditions of a CPU: they are pending while they last and are not cleared by being taken. */
public interface TimerConditions {
    /** Whether the TOD clock is past the clock comparator. */
    boolean isClockComparatorDue();

    /** Whether the CPU timer is negative. */
    boolean isCpuTimerDue();
}
