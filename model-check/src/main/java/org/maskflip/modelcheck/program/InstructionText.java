package org.maskflip.modelcheck.program;

import org.maskflip.emulator.decode.Disassembler;
import org.maskflip.emulator.decode.InstructionSet;

/** Instructions in words, for reports. */
public final class InstructionText {
    private final Disassembler disassembler;

    /** The instructions of a program's facilities. */
    public InstructionText(GuestProgram program) {
        disassembler = new Disassembler(InstructionSet.all().decoder(program.facilities()));
    }

    /** The instruction whose bytes stand left-aligned in a doubleword, as at an address; data if it is none. */
    public String of(long bytes, long address) {
        return disassembler.text(bytes, address);
    }
}
