package org.maskflip.emulator.insn;

import org.maskflip.emulator.arch.Registers;

/**
 * The operation of a complex instruction, in direct style. It is deterministic; it reaches storage only through {@link Access}
 * and everything else outside the CPU only through {@link Environment}; and it changes no register and no PSW bit before its
 * last access, because the models run it again from the start with the first accesses answered from a log. One that must not
 * store partly probes its operands first. One call does one unit of operation: an interruptible instruction that is not done
 * calls {@link Registers#repeat()}.
 *
 * <p>Privilege, operation exceptions and serialization belong to the row, not to the routine.
 */
@FunctionalInterface
public interface Routine {
    /**
     * Executes one unit of operation.
     *
     * @throws org.maskflip.emulator.arch.ProgramInterruption if a condition other than completion ends it
     */
    void execute(Decoded insn, Registers registers, Access access, Environment environment);
}
