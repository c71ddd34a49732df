package org.maskflip.emulator.insn.floatingpoint;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.ArrayList;
import java.util.List;
import org.maskflip.emulator.alu.BinaryArithmetic;
import org.maskflip.emulator.alu.BinaryFormat;
import org.maskflip.emulator.alu.BinaryNumber;
import org.maskflip.emulator.alu.BinaryRemainder;
import org.maskflip.emulator.alu.BinaryResult;
import org.maskflip.emulator.alu.BinaryRounding;
import org.maskflip.emulator.alu.HostArithmetic;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;
import org.maskflip.emulator.insn.Routine;
import org.maskflip.emulator.insn.floatingpoint.BinaryOperands.Second;

/** Binary-floating-point arithmetic: two operands, three operands, and DIVIDE TO INTEGER. */
final class ArithmeticRows {
    private static final String MULTIPLY = "MULTIPLY";

    /** An exact operation; the rounding mode decides the sign of an exact zero. */
    private interface Exact {
        BinaryNumber apply(BinaryNumber first, BinaryNumber second, int mode);
    }

    /** The same operation in Java's numbers. */
    private interface Host {
        long apply(BinaryFormat format, long first, long second);
    }

    /** A fused operation on second operand, third operand and first operand. */
    private interface Fused {
        BinaryNumber apply(BinaryNumber second, BinaryNumber third, BinaryNumber first, int mode);
    }

    /** Whether an operation sets the condition code. */
    private enum Code {
        SET,
        KEPT
    }

    private ArithmeticRows() {}

    static List<Instruction> rows() {
        List<Instruction> rows = new ArrayList<>();
        for (BinaryFormat format : BinaryFormat.values()) {
            for (Second where : Second.values()) {
                if (format != BinaryFormat.EXTENDED || where == Second.REGISTER) {
                    twoOperands(rows, format, where);
                }
            }
        }
        for (Second where : Second.values()) {
            rows.add(longer("mdeb", 0x0C, BinaryFormat.SHORT, BinaryFormat.LONG, where));
            rows.add(longer("mxdb", 0x07, BinaryFormat.LONG, BinaryFormat.EXTENDED, where));
            for (BinaryFormat format : List.of(BinaryFormat.SHORT, BinaryFormat.LONG)) {
                rows.add(fused("ma", "MULTIPLY AND ADD", 0x0E, format, where, BinaryArithmetic::multiplyAdd));
                rows.add(fused("ms", "MULTIPLY AND SUBTRACT", 0x0F, format, where, BinaryArithmetic::multiplySubtract));
            }
        }
        rows.add(toInteger("diebr", 0xB353, BinaryFormat.SHORT));
        rows.add(toInteger("didbr", 0xB35B, BinaryFormat.LONG));
        return List.copyOf(rows);
    }

    private static void twoOperands(List<Instruction> rows, BinaryFormat format, Second where) {
        String tail = BinaryNames.letter(format) + "b";
        int step = BinaryNames.step(format);
        boolean isShort = format == BinaryFormat.SHORT;
        rows.add(two(
                where, "a" + tail, "ADD", step + 0x0A, format, BinaryArithmetic::add, ArithmeticRows::sum, Code.SET));
        rows.add(two(
                where,
                "s" + tail,
                "SUBTRACT",
                step + 0x0B,
                format,
                BinaryArithmetic::subtract,
                ArithmeticRows::difference,
                Code.SET));
        rows.add(two(
                where,
                isShort ? "mee" + "b" : "m" + tail,
                MULTIPLY,
                isShort ? 0x17 : step + 0x0C,
                format,
                (a, b, mode) -> BinaryArithmetic.multiply(a, b),
                ArithmeticRows::product,
                Code.KEPT));
        rows.add(two(
                where,
                "d" + tail,
                "DIVIDE",
                step + 0x0D,
                format,
                (a, b, mode) -> BinaryArithmetic.divide(a, b, format),
                ArithmeticRows::quotient,
                Code.KEPT));
        rows.add(two(
                where,
                "sq" + tail,
                "SQUARE ROOT",
                switch (format) {
                    case SHORT -> 0x14;
                    case LONG -> 0x15;
                    case EXTENDED -> 0x16;
                },
                format,
                (a, b, mode) -> BinaryArithmetic.squareRoot(b, format),
                ArithmeticRows::root,
                Code.KEPT));
    }

    private static long sum(BinaryFormat format, long a, long b) {
        return format == BinaryFormat.SHORT
                ? HostArithmetic.of(HostArithmetic.shortNumber(a) + HostArithmetic.shortNumber(b))
                : HostArithmetic.of(HostArithmetic.longNumber(a) + HostArithmetic.longNumber(b));
    }

    private static long difference(BinaryFormat format, long a, long b) {
        return format == BinaryFormat.SHORT
                ? HostArithmetic.of(HostArithmetic.shortNumber(a) - HostArithmetic.shortNumber(b))
                : HostArithmetic.of(HostArithmetic.longNumber(a) - HostArithmetic.longNumber(b));
    }

    private static long product(BinaryFormat format, long a, long b) {
        return format == BinaryFormat.SHORT
                ? HostArithmetic.of(HostArithmetic.shortNumber(a) * HostArithmetic.shortNumber(b))
                : HostArithmetic.of(HostArithmetic.longNumber(a) * HostArithmetic.longNumber(b));
    }

    private static long quotient(BinaryFormat format, long a, long b) {
        return format == BinaryFormat.SHORT
                ? HostArithmetic.of(HostArithmetic.shortNumber(a) / HostArithmetic.shortNumber(b))
                : HostArithmetic.of(HostArithmetic.longNumber(a) / HostArithmetic.longNumber(b));
    }

    private static long root(BinaryFormat format, long a, long b) {
        return format == BinaryFormat.SHORT
                ? HostArithmetic.of((float) Math.sqrt(HostArithmetic.shortNumber(b)))
                : HostArithmetic.of(Math.sqrt(HostArithmetic.longNumber(b)));
    }

    private static Instruction two(
            Second where, String name, String title, int code, BinaryFormat format, Exact exact, Host host, Code sets) {
        Routine routine = format == BinaryFormat.EXTENDED
                ? (insn, registers, access, environment) -> {
                    BinaryOperands.permit(registers, format, insn.r1(), insn.r2());
                    compute(
                            insn,
                            registers,
                            BinaryOperands.register(registers, format, insn.r2()),
                            format,
                            exact,
                            sets);
                }
                : (insn, registers, access, environment) -> {
                    RegisterControl.permitBinary(registers);
                    long second = BinaryOperands.second(where, format, insn, registers, access);
                    long result = HostArithmetic.isPermitted(registers.fpc())
                            ? host.apply(format, registers.fpr(insn.r1()), second)
                            : HostArithmetic.NONE;
                    if (result == HostArithmetic.NONE) {
                        compute(insn, registers, BinaryNumber.of(format, second, 0), format, exact, sets);
                    } else {
                        BinaryOperands.set(registers, format, insn.r1(), result, 0);
                        if (sets == Code.SET) {
                            registers.setCc(result < 0 ? 1 : 2);
                        }
                    }
                };
        return BinaryNames.second(where, name, title, code)
                .routine(BinaryNames.references(where, format), routine)
                .build();
    }

    private static void compute(
            Decoded insn, Registers registers, BinaryNumber second, BinaryFormat format, Exact exact, Code sets) {
        int control = BinaryRounding.control(registers.fpc());
        BinaryNumber first = BinaryOperands.register(registers, format, insn.r1());
        BinaryResult result = BinaryRounding.round(exact.apply(first, second, registers.fpc() & 7), format, control);
        if (sets == Code.SET) {
            BinaryOperands.deliverWithCode(result, registers, insn.r1());
        } else {
            BinaryOperands.deliver(result, registers, insn.r1());
        }
    }

    /** MULTIPLY with a product of the next longer format, which is always exact. */
    private static Instruction longer(String name, int code, BinaryFormat factors, BinaryFormat product, Second where) {
        return BinaryNames.second(where, name, MULTIPLY, code)
                .routine(BinaryNames.references(where, factors), (insn, registers, access, environment) -> {
                    BinaryOperands.permit(registers, product, insn.r1());
                    BinaryNumber first = BinaryOperands.register(registers, factors, insn.r1());
                    BinaryNumber second = BinaryOperands.secondNumber(where, factors, insn, registers, access);
                    BinaryNumber exact = BinaryArithmetic.multiply(first, second);
                    int control = BinaryRounding.control(registers.fpc());
                    BinaryOperands.deliver(BinaryRounding.round(exact, product, control), registers, insn.r1());
                })
                .build();
    }

    private static Instruction fused(
            String name, String title, int code, BinaryFormat format, Second where, Fused exact) {
        String tail = name + BinaryNames.letter(format) + "b";
        int right = code + BinaryNames.step(format);
        Routine routine = (insn, registers, access, environment) -> {
            RegisterControl.permitBinary(registers);
            BinaryNumber second = BinaryOperands.secondNumber(where, format, insn, registers, access);
            BinaryNumber third = BinaryOperands.register(registers, format, insn.r3());
            BinaryNumber first = BinaryOperands.register(registers, format, insn.r1());
            BinaryNumber number = exact.apply(second, third, first, registers.fpc() & 7);
            int control = BinaryRounding.control(registers.fpc());
            BinaryOperands.deliver(BinaryRounding.round(number, format, control), registers, insn.r1());
        };
        String references = BinaryNames.references(where, format);
        return where == Second.REGISTER
                ? row(tail + "r", title, 0xB300 | right, Format.RRD)
                        .operands(Operand.FR1, Operand.FR3, Operand.FR2)
                        .routine(references, routine)
                        .build()
                : row(tail, title, 0xED00 | right, Format.RXF)
                        .operands(Operand.FR1, Operand.FR3, Operand.INDEXED2)
                        .routine(references, routine)
                        .build();
    }

    private static Instruction toInteger(String mnemonic, int opcode, BinaryFormat format) {
        return row(mnemonic, "DIVIDE TO INTEGER", opcode, Format.RRF_B)
                .operands(Operand.FR1, Operand.FR3, Operand.FR2, Operand.MASK4)
                .routine("", (insn, registers, access, environment) -> divide(insn, registers, environment, format))
                .build();
    }

    private static void divide(Decoded insn, Registers registers, Environment environment, BinaryFormat format) {
        RegisterControl.permitBinary(registers);
        int mode = BinaryOperands.mode(insn.m4(), registers, environment);
        if (insn.r1() == insn.r2() || insn.r1() == insn.r3() || insn.r2() == insn.r3()) {
            throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
        }
        BinaryRemainder.Result result = BinaryRemainder.divideToInteger(
                BinaryOperands.register(registers, format, insn.r1()),
                BinaryOperands.register(registers, format, insn.r2()),
                format,
                BinaryRounding.control(registers.fpc()),
                mode);
        BinaryOperands.suppress(result.remainder());
        BinaryOperands.set(registers, format, insn.r3(), result.quotientHigh(), 0);
        BinaryOperands.deliverWithCode(result.remainder(), registers, insn.r1());
    }
}
