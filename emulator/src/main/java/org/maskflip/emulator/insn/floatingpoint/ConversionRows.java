package org.maskflip.emulator.insn.floatingpoint;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.ArrayList;
import java.util.List;
import org.maskflip.emulator.alu.BinaryConversion;
import org.maskflip.emulator.alu.BinaryConversion.IntegerFormat;
import org.maskflip.emulator.alu.BinaryFormat;
import org.maskflip.emulator.alu.BinaryNumber;
import org.maskflip.emulator.alu.BinaryResult;
import org.maskflip.emulator.alu.BinaryRounding;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;
import org.maskflip.emulator.insn.Rows;

/**
 * Conversions between binary-floating-point numbers and integers. The rows on fixed numbers exist in every machine; the fields
 * that the floating-point extension gives them are ignored without it.
 */
final class ConversionRows {
    private ConversionRows() {}

    static List<Instruction> rows() {
        List<Instruction> rows = new ArrayList<>();
        for (BinaryFormat format : BinaryFormat.values()) {
            for (IntegerFormat integer : IntegerFormat.values()) {
                rows.add(from(format, integer));
                rows.add(to(format, integer));
            }
        }
        return List.copyOf(rows);
    }

    private static boolean isLogical(IntegerFormat integer) {
        return integer == IntegerFormat.LOGICAL_32 || integer == IntegerFormat.LOGICAL_64;
    }

    private static boolean isWord(IntegerFormat integer) {
        return integer == IntegerFormat.FIXED_32 || integer == IntegerFormat.LOGICAL_32;
    }

    private static String integerLetters(IntegerFormat integer) {
        return (isLogical(integer) ? "l" : "") + (isWord(integer) ? "f" : "g");
    }

    /** The right byte of an operation code, from what it is for words and fixed numbers. */
    private static int opcode(int fixed, int logical, BinaryFormat format, IntegerFormat integer) {
        int right = (isLogical(integer) ? logical : fixed) + (isWord(integer) ? 0 : 0x10);
        return 0xB300 | right + format.ordinal();
    }

    private static Instruction from(BinaryFormat format, IntegerFormat integer) {
        String name = "c" + BinaryNames.letter(format) + integerLetters(integer) + "br";
        int opcode = opcode(0x94, 0x90, format, integer);
        Rows rows = isLogical(integer)
                ? row(name, "CONVERT FROM LOGICAL", opcode, Format.RRF_E).facility(Facility.FLOATING_POINT_EXTENSION)
                : row(name + "a", "CONVERT FROM FIXED", opcode, Format.RRF_E).alias(name, Field.M3_M4, 0);
        return rows.operands(Operand.FR1, Operand.MASK3, Operand.GR2, Operand.MASK4)
                .routine("", (insn, registers, access, environment) -> {
                    BinaryOperands.permit(registers, format, insn.r1());
                    int control = BinaryOperands.controlIfExtended(insn, registers, environment);
                    BinaryNumber number = number(integer, registers.gr(insn.r2()));
                    BinaryOperands.deliver(BinaryRounding.round(number, format, control), registers, insn.r1());
                })
                .build();
    }

    private static BinaryNumber number(IntegerFormat integer, long register) {
        return switch (integer) {
            case FIXED_32 -> BinaryConversion.fromFixed((int) register);
            case FIXED_64 -> BinaryConversion.fromFixed(register);
            case LOGICAL_32 -> BinaryConversion.fromLogical(register & 0xFFFF_FFFFL);
            case LOGICAL_64 -> BinaryConversion.fromLogical(register);
        };
    }

    private static Instruction to(BinaryFormat format, IntegerFormat integer) {
        String name = "c" + integerLetters(integer) + BinaryNames.letter(format) + "br";
        int opcode = opcode(0x98, 0x9C, format, integer);
        Rows rows = isLogical(integer)
                ? row(name, "CONVERT TO LOGICAL", opcode, Format.RRF_E).facility(Facility.FLOATING_POINT_EXTENSION)
                : row(name + "a", "CONVERT TO FIXED", opcode, Format.RRF_E).alias(name, Field.M4, 0);
        return rows.operands(Operand.GR1, Operand.MASK3, Operand.FR2, Operand.MASK4)
                .routine("", (insn, registers, access, environment) -> {
                    BinaryOperands.permit(registers, format, insn.r2());
                    int control = BinaryOperands.controlByM3(insn, registers, environment);
                    BinaryNumber number = BinaryOperands.register(registers, format, insn.r2());
                    deliver(BinaryConversion.toInteger(number, integer, control), integer, registers, insn.r1());
                })
                .build();
    }

    private static void deliver(BinaryResult result, IntegerFormat integer, Registers registers, int number) {
        BinaryOperands.suppress(result);
        if (isWord(integer)) {
            registers.setGrLow(number, result.high());
        } else {
            registers.setGr(number, result.high());
        }
        registers.setCc(result.cc());
        BinaryOperands.complete(result, registers);
    }
}
