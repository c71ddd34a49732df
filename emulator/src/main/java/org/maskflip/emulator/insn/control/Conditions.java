package org.maskflip.emulator.insn.control;

import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Space;

/** The special conditions that several control instructions share. Each method throws, or the condition does not exist. */
final class Conditions {
    private Conditions() {}

    /** Specification exception unless the address stands on the boundary, a power of two. */
    static long aligned(long address, int boundary) {
        if ((address & (boundary - 1)) != 0) {
            throw specification();
        }
        return address;
    }

    /** Special-operation exception unless DAT is on. */
    static void translating(Registers registers) {
        if (!registers.isMaskSet(Psw.DAT)) {
            throw specialOperation();
        }
    }

    /** Special-operation exception unless the secondary-space control is one. */
    static void secondarySpaceAllowed(Registers registers) {
        if ((registers.cr(0) & ControlBits.CR0_SECONDARY_SPACE) == 0) {
            throw specialOperation();
        }
    }

    /** In the problem state, privileged-operation exception unless the extraction-authority control is one. */
    static void extractionAuthority(Registers registers) {
        boolean problem = registers.isMaskSet(Psw.PROBLEM_STATE);
        if (problem && (registers.cr(0) & ControlBits.CR0_EXTRACTION_AUTHORITY) == 0) {
            throw privilegedOperation();
        }
    }

    /** In the problem state, privileged-operation exception unless the PSW-key mask (CR3 bits 32-47) allows the key 0-15. */
    static void keyAuthority(Registers registers, int key) {
        boolean problem = registers.isMaskSet(Psw.PROBLEM_STATE);
        if (problem && (registers.cr(3) >>> (31 - key) & 1) == 0) {
            throw privilegedOperation();
        }
    }

    /**
     * The space that an address-space control (0 primary, 2 secondary, 3 home) names.
     *
     * <p>DEVIATION: there is no access-register translation, so the access-register mode is a special-operation exception.
     */
    static Space space(int addressSpaceControl) {
        return switch (addressSpaceControl) {
            case 0 -> Space.PRIMARY;
            case 2 -> Space.SECONDARY;
            case 3 -> Space.HOME;
            default -> throw specialOperation();
        };
    }

    static ProgramInterruption specification() {
        return ProgramInterruption.of(ProgramCode.SPECIFICATION);
    }

    static ProgramInterruption specialOperation() {
        return ProgramInterruption.of(ProgramCode.SPECIAL_OPERATION);
    }

    static ProgramInterruption privilegedOperation() {
        return ProgramInterruption.of(ProgramCode.PRIVILEGED_OPERATION);
    }
}
