package org.maskflip.emulator.insn.floatingpoint;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.alu.BinaryRounding;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.ProgramInterruption.Ending;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;

/**
 * The rows of the floating-point-control register. For the AFP-register control those of the floating-point-support enhancement
 * are decimal-floating-point instructions, the others binary ones.
 */
final class ControlRegisterRows {
    /** The bits that exist: masks 0-4, flags 8-12, data-exception code 16-23, BFP rounding mode 30-31. */
    private static final int BITS = 0xF8F8_FF03;

    /** The decimal rounding mode, with the floating-point-support enhancement. */
    private static final int DECIMAL_ROUNDING = 0x70;

    private static final int DECIMAL_ROUNDING_SHIFT = 4;

    /** With the floating-point extension: mask and flag of the quantum exception, third bit of the BFP rounding mode. */
    private static final int EXTENSION = 0x0404_0004;

    private static final int ROUNDING = 7;

    /** Rounding modes 4 to 6 are not assigned. */
    private static final int LAST_OF_TWO_BITS = 3;

    private static final int FLAGS = 0x00FC_0000;

    /** From a flag to its mask. */
    private static final int MASK_SHIFT = 8;

    /** With the code of an exception: it is simulated. */
    private static final int SIMULATED = 3;

    private ControlRegisterRows() {}

    static List<Instruction> rows() {
        return List.of(
                row("stfpc", "STORE FPC", 0xB29C, Format.S)
                        .routine("stores a word", ControlRegisterRows::store)
                        .build(),
                row("lfpc", "LOAD FPC", 0xB29D, Format.S)
                        .routine("fetches a word", ControlRegisterRows::load)
                        .build(),
                row("sfpc", "SET FPC", 0xB384, Format.RRE)
                        .operands(Operand.GR1)
                        .routine("", ControlRegisterRows::set)
                        .build(),
                row("efpc", "EXTRACT FPC", 0xB38C, Format.RRE)
                        .operands(Operand.GR1)
                        .routine("", ControlRegisterRows::extract)
                        .build(),
                row("srnm", "SET BFP ROUNDING MODE", 0xB299, Format.S)
                        .routine("", ControlRegisterRows::setRounding)
                        .build(),
                row("srnmb", "SET BFP ROUNDING MODE", 0xB2B8, Format.S)
                        .facility(Facility.FLOATING_POINT_EXTENSION)
                        .routine("", ControlRegisterRows::setRoundingOfThreeBits)
                        .build(),
                row("srnmt", "SET DFP ROUNDING MODE", 0xB2B9, Format.S)
                        .facility(Facility.FLOATING_POINT_SUPPORT_ENHANCEMENT)
                        .routine("", ControlRegisterRows::setDecimalRounding)
                        .build(),
                row("lfas", "LOAD FPC AND SIGNAL", 0xB2BD, Format.S)
                        .facility(Facility.FLOATING_POINT_SUPPORT_ENHANCEMENT)
                        .routine("fetches a word", ControlRegisterRows::loadAndSignal)
                        .build(),
                row("sfasr", "SET FPC AND SIGNAL", 0xB385, Format.RRE)
                        .facility(Facility.FLOATING_POINT_SUPPORT_ENHANCEMENT)
                        .operands(Operand.GR1)
                        .routine("", ControlRegisterRows::setAndSignal)
                        .build());
    }

    private static void store(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permitBinary(registers);
        access.store(insn.address(registers), 4, registers.fpc() & 0xFFFF_FFFFL);
    }

    private static void load(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permitBinary(registers);
        registers.setFpc(valid((int) access.fetch(insn.address(registers), 4), environment));
    }

    private static void set(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permitBinary(registers);
        registers.setFpc(valid(registers.grLow(insn.r1()), environment));
    }

    /** Specification exception if a bit is one that does not exist, or a rounding mode that is not assigned (4 to 6). */
    private static int valid(int value, Environment environment) {
        boolean wide = environment.facilities().has(Facility.FLOATING_POINT_EXTENSION);
        boolean decimal = environment.facilities().has(Facility.FLOATING_POINT_SUPPORT_ENHANCEMENT);
        int bits = BITS | (wide ? EXTENSION : 0) | (decimal ? DECIMAL_ROUNDING : 0);
        if ((value & ~bits) != 0 || !isAssigned(value & ROUNDING)) {
            throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
        }
        return value;
    }

    private static boolean isAssigned(int rounding) {
        return rounding <= LAST_OF_TWO_BITS || rounding == ROUNDING;
    }

    private static void extract(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permitBinary(registers);
        registers.setGrLow(insn.r1(), registers.fpc());
    }

    /** Bits 62-63 of the address are the mode. */
    private static void setRounding(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permitBinary(registers);
        registers.setFpc(registers.fpc() & ~ROUNDING | (int) insn.address(registers) & 3);
    }

    /** Bits 56-63 of the address are the mode. */
    private static void setRoundingOfThreeBits(
            Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permitBinary(registers);
        int mode = (int) insn.address(registers) & 0xFF;
        if (mode > ROUNDING || !isAssigned(mode)) {
            throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
        }
        registers.setFpc(registers.fpc() & ~ROUNDING | mode);
    }

    /** Bits 61-63 of the address are the mode. It is a decimal-floating-point instruction for the AFP-register control. */
    private static void setDecimalRounding(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permitDecimal(registers);
        int mode = ((int) insn.address(registers) & ROUNDING) << DECIMAL_ROUNDING_SHIFT;
        registers.setFpc(registers.fpc() & ~DECIMAL_ROUNDING | mode);
    }

    private static void loadAndSignal(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permitDecimal(registers);
        signal(valid((int) access.fetch(insn.address(registers), 4), environment), registers);
    }

    private static void setAndSignal(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permitDecimal(registers);
        signal(valid(registers.grLow(insn.r1()), environment), registers);
    }

    /** Flags that were one stay, and the first whose new mask is one is a simulated exception. */
    private static void signal(int source, Registers registers) {
        int flags = registers.fpc() & FLAGS;
        registers.setFpc(source | flags);
        int raised = (flags & source >>> MASK_SHIFT) >>> BinaryRounding.FLAGS_SHIFT;
        if (raised == 0) {
            return;
        }
        int code = Integer.highestOneBit(raised);
        if (code == BinaryRounding.OVERFLOW || code == BinaryRounding.UNDERFLOW) {
            code |= flags >>> BinaryRounding.FLAGS_SHIFT & BinaryRounding.INEXACT;
        }
        throw ProgramInterruption.data(code | SIMULATED, Ending.COMPLETED);
    }
}
