package org.maskflip.emulator.insn.general;

import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.insn.Decoded;

/** The specification exceptions of this chapter's complex instructions. Source: PoP chapter 6, "Specification Exception". */
final class Specification {
    private Specification() {}

    /** Register fields that the row wants even. */
    static void registers(Decoded insn) {
        require(insn.hasEvenRegisters());
    }

    /** Register fields that the row wants even, and the boundary that it wants for its storage operand. */
    static void operands(Decoded insn, long address) {
        registers(insn);
        boundary(address, insn.row().alignment());
    }

    /** The address is a multiple of {@code boundary}, a power of two in bytes. */
    static void boundary(long address, int boundary) {
        require((address & (boundary - 1)) == 0);
    }

    static void require(boolean condition) {
        if (!condition) {
            throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
        }
    }
}
