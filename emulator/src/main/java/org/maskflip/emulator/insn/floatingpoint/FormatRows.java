package org.maskflip.emulator.insn.floatingpoint;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.ArrayList;
import java.util.List;
import org.maskflip.emulator.alu.BinaryConversion;
import org.maskflip.emulator.alu.BinaryFormat;
import org.maskflip.emulator.alu.BinaryNumber;
import org.maskflip.emulator.alu.BinaryRounding;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;
import org.maskflip.emulator.insn.floatingpoint.BinaryOperands.Second;

/** Binary-floating-point numbers made longer, shorter, or integral. */
final class FormatRows {
    private FormatRows() {}

    static List<Instruction> rows() {
        List<Instruction> rows = new ArrayList<>();
        for (Second where : Second.values()) {
            rows.add(lengthened("ldeb", 0x04, BinaryFormat.SHORT, BinaryFormat.LONG, where));
            rows.add(lengthened("lxdb", 0x05, BinaryFormat.LONG, BinaryFormat.EXTENDED, where));
            rows.add(lengthened("lxeb", 0x06, BinaryFormat.SHORT, BinaryFormat.EXTENDED, where));
        }
        rows.add(rounded("ledbr", 0xB344, BinaryFormat.LONG, BinaryFormat.SHORT));
        rows.add(rounded("ldxbr", 0xB345, BinaryFormat.EXTENDED, BinaryFormat.LONG));
        rows.add(rounded("lexbr", 0xB346, BinaryFormat.EXTENDED, BinaryFormat.SHORT));
        rows.add(integral("fiebr", 0xB357, BinaryFormat.SHORT));
        rows.add(integral("fidbr", 0xB35F, BinaryFormat.LONG));
        rows.add(integral("fixbr", 0xB347, BinaryFormat.EXTENDED));
        return List.copyOf(rows);
    }

    private static Instruction lengthened(
            String name, int code, BinaryFormat source, BinaryFormat target, Second where) {
        return BinaryNames.second(where, name, "LOAD LENGTHENED", code)
                .routine(BinaryNames.references(where, source), (insn, registers, access, environment) -> {
                    BinaryOperands.permit(registers, target, insn.r1());
                    BinaryNumber number = BinaryOperands.secondNumber(where, source, insn, registers, access);
                    int control = BinaryRounding.control(registers.fpc());
                    BinaryOperands.deliver(BinaryRounding.round(number, target, control), registers, insn.r1());
                })
                .build();
    }

    /** Where the source is extended, both registers must designate pairs: a trapped result is extended. */
    private static Instruction rounded(String name, int opcode, BinaryFormat source, BinaryFormat target) {
        return row(name + "a", "LOAD ROUNDED", opcode, Format.RRF_E)
                .operands(Operand.FR1, Operand.MASK3, Operand.FR2, Operand.MASK4)
                .alias(name, Field.M3_M4, 0)
                .routine("", (insn, registers, access, environment) -> {
                    BinaryOperands.permit(registers, source, insn.r1(), insn.r2());
                    int control = BinaryOperands.controlIfExtended(insn, registers, environment);
                    BinaryNumber number = BinaryOperands.register(registers, source, insn.r2());
                    BinaryOperands.deliver(
                            BinaryRounding.shorten(number, source, target, control), registers, insn.r1());
                })
                .build();
    }

    private static Instruction integral(String name, int opcode, BinaryFormat format) {
        return row(name + "a", "LOAD FP INTEGER", opcode, Format.RRF_E)
                .operands(Operand.FR1, Operand.MASK3, Operand.FR2, Operand.MASK4)
                .alias(name, Field.M4, 0)
                .routine("", (insn, registers, access, environment) -> {
                    BinaryOperands.permit(registers, format, insn.r1(), insn.r2());
                    int control = BinaryOperands.controlByM3(insn, registers, environment);
                    BinaryNumber number = BinaryOperands.register(registers, format, insn.r2());
                    BinaryOperands.deliver(BinaryConversion.toIntegral(number, format, control), registers, insn.r1());
                })
                .build();
    }
}
