package org.maskflip.emulator.cpu;

import org.maskflip.emulator.arch.ProgramInterruption;

/** Decides whether a program interruption is the end of its CPU: for small programs that have no prefix area to take it with. */
@FunctionalInterface
public interface ProgramEnd {
    /**
     * Called on the CPU's thread before the PSWs are exchanged; the registers hold the old PSW. With true there is no exchange and
     * nothing else happens: who steps the CPU takes care that it executes nothing more.
     */
    boolean isEnd(Cpu cpu, ProgramInterruption condition);
}
