package org.maskflip.emulator.cpu;

import org.maskflip.emulator.insn.Decoded;

/** Sees each execution of the instructions that are watched. */
@FunctionalInterface
public interface ExecutionListener {
    /**
     * A watched instruction has been executed, on the CPU's thread.
     *
     * @param executed the copy that was executed, which storage need not hold any more
     * @param next the address of the instruction to execute next
     */
    void executed(Cpu cpu, Decoded executed, long next);
}
