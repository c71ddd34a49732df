package org.maskflip.emulator.device;

/** Takes what the guest writes to its consoles. Called on the thread of the CPU that executes SERVICE CALL, one call at a time. */
@FunctionalInterface
public interface ConsoleSink {
    /**
     * Takes text.
     *
     * @param cpu the address of the CPU
     * @param text as it came for {@link ConsoleMode#VT220}; one line with its end for {@link ConsoleMode#LINE}
     */
    void write(int cpu, ConsoleMode mode, String text);
}
