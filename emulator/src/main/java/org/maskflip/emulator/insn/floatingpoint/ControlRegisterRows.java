package org.maskflip.emulator.insn.floatingpoint;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;

/** The rows of the floating-point-control register. They are binary-floating-point instructions for the AFP-register control. */
final class ControlRegisterRows {
    /** The bits that exist: masks 0-4, flags 8-12, data-exception code 16-23, BFP rounding mode 30-31. */
    private static final int BITS = 0xF8F8_FF03;

    /** The third bit of the BFP rounding mode, with the floating-point extension. */
    private static final int WIDE_ROUNDING = 4;

    private static final int ROUNDING = 7;

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
        int bits = wide ? BITS | WIDE_ROUNDING : BITS;
        int rounding = value & ROUNDING;
        if ((value & ~bits) != 0 || rounding > 3 && rounding < 7) {
            throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
        }
        return value;
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
}
