package org.maskflip.emulator.insn.floatingpoint;

import java.util.ArrayList;
import java.util.List;
import org.maskflip.emulator.alu.BinaryComparison;
import org.maskflip.emulator.alu.BinaryFormat;
import org.maskflip.emulator.alu.BinaryNumber;
import org.maskflip.emulator.alu.BinaryRounding;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.floatingpoint.BinaryOperands.Second;

/** Comparison of binary-floating-point numbers, tests of their class, and LOAD with a condition code. */
final class ComparisonRows {
    private static final long SIGN = Long.MIN_VALUE;

    /** What a comparison takes for an invalid operation. */
    private enum Invalid {
        SIGNALING_NAN,
        ANY_NAN
    }

    /** The sign of the result of a LOAD that gives it one. */
    private interface Sign {
        long of(long leftmost);
    }

    private ComparisonRows() {}

    static List<Instruction> rows() {
        List<Instruction> rows = new ArrayList<>();
        for (BinaryFormat format : BinaryFormat.values()) {
            for (Second where : Second.values()) {
                if (format != BinaryFormat.EXTENDED || where == Second.REGISTER) {
                    rows.add(compare("c", "COMPARE", 0x09, format, where, Invalid.SIGNALING_NAN));
                    rows.add(compare("k", "COMPARE AND SIGNAL", 0x08, format, where, Invalid.ANY_NAN));
                }
            }
            rows.add(testDataClass(format));
            rows.add(loadAndTest(format));
            rows.add(load("lp", "LOAD POSITIVE", 0x00, format, leftmost -> leftmost & ~SIGN));
            rows.add(load("ln", "LOAD NEGATIVE", 0x01, format, leftmost -> leftmost | SIGN));
            rows.add(load("lc", "LOAD COMPLEMENT", 0x03, format, leftmost -> leftmost ^ SIGN));
        }
        return List.copyOf(rows);
    }

    private static Instruction compare(
            String name, String title, int code, BinaryFormat format, Second where, Invalid invalid) {
        String tail = name + BinaryNames.letter(format) + "b";
        return BinaryNames.second(where, tail, title, BinaryNames.step(format) + code)
                .routine(BinaryNames.references(where, format), (insn, registers, access, environment) -> {
                    if (where == Second.REGISTER) {
                        BinaryOperands.permit(registers, format, insn.r1(), insn.r2());
                    } else {
                        RegisterControl.permitBinary(registers);
                    }
                    BinaryNumber second = BinaryOperands.secondNumber(where, format, insn, registers, access);
                    BinaryNumber first = BinaryOperands.register(registers, format, insn.r1());
                    compare(registers, first, second, invalid);
                })
                .build();
    }

    private static void compare(Registers registers, BinaryNumber first, BinaryNumber second, Invalid invalid) {
        int cc = BinaryComparison.compare(first, second);
        boolean signals = invalid == Invalid.ANY_NAN || BinaryComparison.isSignaling(first, second);
        if (cc == BinaryComparison.UNORDERED && signals) {
            BinaryOperands.invalid(registers);
        }
        registers.setCc(cc);
    }

    /** The rightmost twelve bits of the second-operand address select classes. */
    private static Instruction testDataClass(BinaryFormat format) {
        int code = switch (format) {
            case SHORT -> 0x10;
            case LONG -> 0x11;
            case EXTENDED -> 0x12;
        };
        return BinaryNames.storage("tc" + BinaryNames.letter(format) + "b", "TEST DATA CLASS", code)
                .routine("", (insn, registers, access, environment) -> {
                    BinaryOperands.permit(registers, format, insn.r1());
                    int found =
                            BinaryComparison.dataClass(BinaryOperands.register(registers, format, insn.r1()), format);
                    registers.setCc((found & insn.address(registers)) == 0 ? 0 : 1);
                })
                .build();
    }

    private static Instruction loadAndTest(BinaryFormat format) {
        String name = "lt" + BinaryNames.letter(format) + "b";
        return BinaryNames.registers(name, "LOAD AND TEST", BinaryNames.step(format) + 0x02)
                .routine("", (insn, registers, access, environment) -> {
                    BinaryOperands.permit(registers, format, insn.r1(), insn.r2());
                    BinaryNumber number = BinaryOperands.register(registers, format, insn.r2());
                    if (number.isNan()) {
                        int control = BinaryRounding.control(registers.fpc());
                        BinaryOperands.deliverWithCode(
                                BinaryRounding.round(number, format, control), registers, insn.r1());
                    } else {
                        copy(insn.r1(), insn.r2(), registers, format, leftmost -> leftmost);
                    }
                })
                .build();
    }

    /** These are not arithmetic: a signaling NaN is no exception. */
    private static Instruction load(String name, String title, int code, BinaryFormat format, Sign sign) {
        return BinaryNames.registers(name + BinaryNames.letter(format) + "b", title, BinaryNames.step(format) + code)
                .routine("", (insn, registers, access, environment) -> {
                    BinaryOperands.permit(registers, format, insn.r1(), insn.r2());
                    copy(insn.r1(), insn.r2(), registers, format, sign);
                })
                .build();
    }

    private static void copy(int to, int from, Registers registers, BinaryFormat format, Sign sign) {
        long second = format == BinaryFormat.EXTENDED ? registers.fpr(from + 2) : 0;
        BinaryOperands.set(registers, format, to, sign.of(registers.fpr(from)), second);
        BinaryNumber copied = BinaryOperands.register(registers, format, to);
        BinaryNumber zero = BinaryNumber.of(format, 0, 0);
        registers.setCc(BinaryComparison.compare(copied, zero));
    }
}
