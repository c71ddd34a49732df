package org.maskflip.emulator.cpu;

/** Is told when a CPU changes its state or waits. Called on the thread that runs the CPU; must be quick. */
public interface CpuListener {
    /** How a CPU waits. */
    enum Waiting {
        /** Some class of interruptions is enabled in the PSW. */
        ENABLED,
        /** External, I/O and machine-check interruptions are all disabled: only the operator can end it. */
        DISABLED
    }

    /**
     * The CPU has entered another state.
     *
     * @param reason why, in words; empty if it was asked to
     */
    default void stateChanged(Cpu cpu, CpuState from, CpuState to, String reason) {}

    /** The CPU, operating, has found its wait bit on and nothing to do. */
    default void waitBegun(Cpu cpu, Waiting waiting) {}

    /** The wait that was told last is over. */
    default void waitEnded(Cpu cpu) {}
}
