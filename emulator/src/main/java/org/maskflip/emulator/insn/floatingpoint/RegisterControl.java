package org.maskflip.emulator.insn.floatingpoint;

import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.ProgramInterruption.Ending;
import org.maskflip.emulator.arch.Registers;

/** What the AFP-register control, CR0 bit 45, permits. Source: PoP chapter 9, "AFP-Register-Control Bit". */
final class RegisterControl {
    /** Data-exception codes. */
    private static final int AFP_REGISTER = 1;

    private static final int BFP_INSTRUCTION = 2;

    private static final int DFP_INSTRUCTION = 3;

    /** The registers that exist without the additional ones: 0, 2, 4, 6. */
    private static final int BASIC_REGISTERS = 0b0101_0101;

    private RegisterControl() {}

    /** Data exception with code 1 for an additional floating-point register while the control is zero. */
    static void permit(Registers registers, int number) {
        if ((BASIC_REGISTERS >> number & 1) == 0 && isOff(registers)) {
            throw ProgramInterruption.data(AFP_REGISTER, Ending.SUPPRESSED);
        }
    }

    /** Data exception with code 2 for a binary-floating-point instruction while the control is zero. */
    static void permitBinary(Registers registers) {
        if (isOff(registers)) {
            throw ProgramInterruption.data(BFP_INSTRUCTION, Ending.SUPPRESSED);
        }
    }

    /** Data exception with code 3 for a decimal-floating-point instruction while the control is zero. */
    static void permitDecimal(Registers registers) {
        if (isOff(registers)) {
            throw ProgramInterruption.data(DFP_INSTRUCTION, Ending.SUPPRESSED);
        }
    }

    /** An extended operand is in a register and the one after next: specification exception for 2, 3, 6, 7, 10, 11, 14, 15. */
    static void permitPair(Registers registers, int number) {
        if ((number & 2) != 0) {
            throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
        }
        permit(registers, number);
    }

    private static boolean isOff(Registers registers) {
        return (registers.cr(0) & ControlBits.CR0_AFP_REGISTERS) == 0;
    }
}
