package org.maskflip.emulator.insn.decimal;

import static org.maskflip.emulator.insn.Format.SS_B;
import static org.maskflip.emulator.insn.Format.SS_C;
import static org.maskflip.emulator.insn.Rows.row;

import java.math.BigInteger;
import java.util.List;
import java.util.function.BinaryOperator;
import org.maskflip.emulator.alu.PackedDecimal;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Routine;

/** Decimal arithmetic, comparison and shift. All bytes of the operands are fetched and checked before the first is stored. */
final class ArithmeticRows {
    private static final String UPDATES = "fetches both operands, then stores the first; probed first";

    /** The program-mask bit of decimal overflow. */
    private static final int OVERFLOW_MASK = 4;

    /** Most bytes of a multiplier or divisor, less one. */
    private static final int LONGEST_FACTOR = 7;

    private static final int LARGEST_DIGIT = 9;

    private ArithmeticRows() {}

    static List<Instruction> rows() {
        return List.of(
                row("ap", "ADD DECIMAL", 0xFA, SS_B)
                        .routine(UPDATES, sum(BigInteger::add))
                        .build(),
                row("sp", "SUBTRACT DECIMAL", 0xFB, SS_B)
                        .routine(UPDATES, sum(BigInteger::subtract))
                        .build(),
                row("zap", "ZERO AND ADD", 0xF8, SS_B)
                        .routine("fetches the second operand, then stores the first; probed first", ArithmeticRows::zap)
                        .build(),
                row("cp", "COMPARE DECIMAL", 0xF9, SS_B)
                        .routine("fetches both operands", ArithmeticRows::compare)
                        .build(),
                row("mp", "MULTIPLY DECIMAL", 0xFC, SS_B)
                        .routine(UPDATES, ArithmeticRows::multiply)
                        .build(),
                row("dp", "DIVIDE DECIMAL", 0xFD, SS_B)
                        .routine(UPDATES, ArithmeticRows::divide)
                        .build(),
                row("srp", "SHIFT AND ROUND DECIMAL", 0xF0, SS_C)
                        .routine("fetches and stores the first operand; probed first", ArithmeticRows::shift)
                        .build());
    }

    private static Routine sum(BinaryOperator<BigInteger> operation) {
        return (insn, registers, access, environment) -> {
            DecimalOperand first = DecimalOperand.first(insn, registers, access);
            DecimalOperand second = DecimalOperand.second(insn, registers, access);
            first.probe(access);
            first.check();
            second.check();
            finish(registers, access, first, operation.apply(first.value(), second.value()));
        };
    }

    private static void zap(Decoded insn, Registers registers, Access access, Environment environment) {
        DecimalOperand second = DecimalOperand.second(insn, registers, access);
        DecimalOperand first = DecimalOperand.target(insn, registers);
        first.probe(access);
        second.check();
        BigInteger magnitude = second.magnitude();
        finish(registers, access, first, magnitude, second.isNegative());
    }

    private static void finish(Registers registers, Access access, DecimalOperand target, BigInteger result) {
        finish(registers, access, target, result.abs(), result.signum() < 0);
    }

    /** Stores a result that may be too large. A zero is positive, unless it is what an overflow has left of a negative number. */
    private static void finish(
            Registers registers, Access access, DecimalOperand target, BigInteger magnitude, boolean minus) {
        boolean zero = magnitude.signum() == 0;
        boolean negative = minus && !zero;
        boolean overflow = magnitude.compareTo(PackedDecimal.limit(target.digits())) >= 0;
        target.store(registers, access, PackedDecimal.pack(magnitude, negative, target.length()));
        registers.setCc(overflow ? 3 : zero ? 0 : negative ? 1 : 2);
        if (overflow && (registers.programMask() & OVERFLOW_MASK) != 0) {
            throw ProgramInterruption.completed(ProgramCode.DECIMAL_OVERFLOW);
        }
    }

    private static void compare(Decoded insn, Registers registers, Access access, Environment environment) {
        DecimalOperand first = DecimalOperand.first(insn, registers, access);
        DecimalOperand second = DecimalOperand.second(insn, registers, access);
        first.check();
        second.check();
        int order = first.value().compareTo(second.value());
        registers.setCc(order == 0 ? 0 : order < 0 ? 1 : 2);
    }

    private static void requireLengths(Decoded insn) {
        if (insn.length2() > LONGEST_FACTOR || insn.length2() >= insn.length1()) {
            throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
        }
    }

    /** The multiplicand must begin with as many bytes of zeros as the multiplier has bytes, so that there is no overflow. */
    private static void multiply(Decoded insn, Registers registers, Access access, Environment environment) {
        requireLengths(insn);
        DecimalOperand first = DecimalOperand.first(insn, registers, access);
        DecimalOperand second = DecimalOperand.second(insn, registers, access);
        first.probe(access);
        first.check();
        second.check();
        BigInteger limit = PackedDecimal.limit(first.digits() - 2 * second.length());
        DecimalOperand.require(first.magnitude().compareTo(limit) < 0);
        BigInteger product = first.magnitude().multiply(second.magnitude());
        boolean negative = first.isNegative() != second.isNegative();
        first.store(registers, access, PackedDecimal.pack(product, negative, first.length()));
    }

    /** The quotient takes the left part of the dividend's place, the remainder as many bytes at the right as the divisor has. */
    private static void divide(Decoded insn, Registers registers, Access access, Environment environment) {
        requireLengths(insn);
        DecimalOperand first = DecimalOperand.first(insn, registers, access);
        DecimalOperand second = DecimalOperand.second(insn, registers, access);
        first.probe(access);
        first.check();
        second.check();
        int length = first.length() - second.length();
        if (second.magnitude().signum() == 0) {
            throw ProgramInterruption.of(ProgramCode.DECIMAL_DIVIDE);
        }
        BigInteger[] parts = first.magnitude().divideAndRemainder(second.magnitude());
        if (parts[0].compareTo(PackedDecimal.limit(PackedDecimal.digits(length))) >= 0) {
            throw ProgramInterruption.of(ProgramCode.DECIMAL_DIVIDE);
        }
        int[] result = new int[first.length()];
        boolean negative = first.isNegative() != second.isNegative();
        System.arraycopy(PackedDecimal.pack(parts[0], negative, length), 0, result, 0, length);
        int[] remainder = PackedDecimal.pack(parts[1], first.isNegative(), second.length());
        System.arraycopy(remainder, 0, result, length, second.length());
        first.store(registers, access, result);
    }

    /** Bits 58-63 of the second-operand address are a signed number of digits, to the left if positive. */
    private static void shift(Decoded insn, Registers registers, Access access, Environment environment) {
        DecimalOperand first = DecimalOperand.first(insn, registers, access);
        first.probe(access);
        first.check();
        DecimalOperand.require(insn.i3() <= LARGEST_DIGIT);
        int distance = (int) insn.secondAddress(registers) << 26 >> 26;
        BigInteger magnitude = first.magnitude();
        if (distance >= 0) {
            magnitude = magnitude.multiply(PackedDecimal.limit(distance));
        } else {
            // The rounding digit is added to the leftmost digit that goes.
            BigInteger rounding = PackedDecimal.limit(-distance - 1).multiply(BigInteger.valueOf(insn.i3()));
            magnitude = magnitude.add(rounding).divide(PackedDecimal.limit(-distance));
        }
        finish(registers, access, first, magnitude, first.isNegative());
    }
}
