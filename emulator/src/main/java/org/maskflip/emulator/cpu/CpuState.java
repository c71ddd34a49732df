package org.maskflip.emulator.cpu;

/** The states of a CPU. Source: PoP chapter 4, "Stopped, Operating, Load, and Check-Stop States". */
public enum CpuState {
    STOPPED,
    /** Executing instructions, or waiting with the PSW's wait bit on. */
    OPERATING,
    LOAD,
    /** Left by a reset only. Also where a CPU ends that takes program interruptions without executing anything. */
    CHECK_STOP
}
