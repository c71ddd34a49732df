package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.arch.Facility.EXTENDED_IMMEDIATE;
import static org.maskflip.emulator.arch.Facility.GENERAL_INSTRUCTIONS_EXTENSION;
import static org.maskflip.emulator.insn.Format.RR;
import static org.maskflip.emulator.insn.Format.RRE;
import static org.maskflip.emulator.insn.Format.RS_A;
import static org.maskflip.emulator.insn.Format.RXY_A;
import static org.maskflip.emulator.insn.Format.RX_A;
import static org.maskflip.emulator.insn.Operand.BASED2;
import static org.maskflip.emulator.insn.Operand.GR1;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.alu.WideArithmetic;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Rows;

/**
 * Arithmetic whose result is an even-odd pair of registers: multiplication and division with double-length product or dividend,
 * double shifts, FIND LEFTMOST ONE. "Low pair" means bits 32-63 of both registers side by side.
 */
final class PairArithmetic {
    private static final long WORD = 0xFFFF_FFFFL;

    /** Where the second operand comes from and how it is extended to 64 bits. */
    private enum Second {
        REGISTER_SIGNED_WORD,
        REGISTER_WORD,
        REGISTER_WHOLE,
        STORAGE_SIGNED_WORD,
        STORAGE_WORD,
        STORAGE_WHOLE;

        long of(Decoded insn, Registers registers, Access access) {
            return switch (this) {
                case REGISTER_SIGNED_WORD -> registers.grLow(insn.r2());
                case REGISTER_WORD -> registers.gr(insn.r2()) & WORD;
                case REGISTER_WHOLE -> registers.gr(insn.r2());
                case STORAGE_SIGNED_WORD -> (int) access.fetch(insn.address(registers), 4);
                case STORAGE_WORD -> access.fetch(insn.address(registers), 4);
                case STORAGE_WHOLE -> access.fetch(insn.address(registers), 8);
            };
        }

        String references() {
            return switch (this) {
                case STORAGE_SIGNED_WORD, STORAGE_WORD -> "fetches a word";
                case STORAGE_WHOLE -> "fetches a doubleword";
                default -> "none";
            };
        }
    }

    /** What happens to the pair that starts at register {@code even}. */
    @FunctionalInterface
    private interface PairOperation {
        void apply(Registers registers, int even, long second);
    }

    private PairArithmetic() {}

    static List<Instruction> rows() {
        return Rowset.of(products(), quotients(), shifts());
    }

    private static List<Instruction> products() {
        String logical = "MULTIPLY LOGICAL";
        return List.of(
                pair(row("m", "MULTIPLY", 0x5C, RX_A), Second.STORAGE_SIGNED_WORD, PairArithmetic::multiplyWords),
                pair(row("mr", "MULTIPLY", 0x1C, RR), Second.REGISTER_SIGNED_WORD, PairArithmetic::multiplyWords),
                pair(
                        row("mfy", "MULTIPLY", 0xE35C, RXY_A).facility(GENERAL_INSTRUCTIONS_EXTENSION),
                        Second.STORAGE_SIGNED_WORD,
                        PairArithmetic::multiplyWords),
                pair(row("ml", logical, 0xE396, RXY_A), Second.STORAGE_WORD, PairArithmetic::multiplyLogicalWords),
                pair(row("mlr", logical, 0xB996, RRE), Second.REGISTER_WORD, PairArithmetic::multiplyLogicalWords),
                pair(row("mlg", logical, 0xE386, RXY_A), Second.STORAGE_WHOLE, PairArithmetic::multiplyLogical),
                pair(row("mlgr", logical, 0xB986, RRE), Second.REGISTER_WHOLE, PairArithmetic::multiplyLogical));
    }

    private static List<Instruction> quotients() {
        String logical = "DIVIDE LOGICAL";
        String single = "DIVIDE SINGLE";
        return List.of(
                pair(row("d", "DIVIDE", 0x5D, RX_A), Second.STORAGE_SIGNED_WORD, PairArithmetic::divideWords),
                pair(row("dr", "DIVIDE", 0x1D, RR), Second.REGISTER_SIGNED_WORD, PairArithmetic::divideWords),
                pair(row("dl", logical, 0xE397, RXY_A), Second.STORAGE_WORD, PairArithmetic::divideLogicalWords),
                pair(row("dlr", logical, 0xB997, RRE), Second.REGISTER_WORD, PairArithmetic::divideLogicalWords),
                pair(row("dlg", logical, 0xE387, RXY_A), Second.STORAGE_WHOLE, PairArithmetic::divideLogical),
                pair(row("dlgr", logical, 0xB987, RRE), Second.REGISTER_WHOLE, PairArithmetic::divideLogical),
                pair(row("dsg", single, 0xE30D, RXY_A), Second.STORAGE_WHOLE, PairArithmetic::divideSingle),
                pair(row("dsgr", single, 0xB90D, RRE), Second.REGISTER_WHOLE, PairArithmetic::divideSingle),
                pair(row("dsgf", single, 0xE31D, RXY_A), Second.STORAGE_SIGNED_WORD, PairArithmetic::divideSingle),
                pair(row("dsgfr", single, 0xB91D, RRE), Second.REGISTER_SIGNED_WORD, PairArithmetic::divideSingle));
    }

    private static List<Instruction> shifts() {
        return List.of(
                shift(row("slda", "SHIFT LEFT DOUBLE", 0x8F, RS_A).overflow(), PairArithmetic::shiftLeft),
                shift(row("srda", "SHIFT RIGHT DOUBLE", 0x8E, RS_A), PairArithmetic::shiftRight),
                shift(
                        row("sldl", "SHIFT LEFT DOUBLE LOGICAL", 0x8D, RS_A),
                        (registers, even, amount) -> setLowPair(registers, even, lowPair(registers, even) << amount)),
                shift(
                        row("srdl", "SHIFT RIGHT DOUBLE LOGICAL", 0x8C, RS_A),
                        (registers, even, amount) -> setLowPair(registers, even, lowPair(registers, even) >>> amount)),
                row("flogr", "FIND LEFTMOST ONE", 0xB983, RRE)
                        .facility(EXTENDED_IMMEDIATE)
                        .even(Field.R1)
                        .routine("none", PairArithmetic::findLeftmostOne)
                        .build());
    }

    private static Instruction pair(Rows row, Second second, PairOperation operation) {
        return row.even(Field.R1)
                .routine(second.references(), (insn, registers, access, environment) -> {
                    Specification.registers(insn);
                    operation.apply(registers, insn.r1(), second.of(insn, registers, access));
                })
                .build();
    }

    private static Instruction shift(Rows row, PairOperation operation) {
        return row.operands(GR1, BASED2)
                .even(Field.R1)
                .routine("none", (insn, registers, access, environment) -> {
                    Specification.registers(insn);
                    operation.apply(registers, insn.r1(), insn.address(registers) & 0x3F);
                })
                .build();
    }

    private static long lowPair(Registers registers, int even) {
        return registers.gr(even) << 32 | registers.gr(even + 1) & WORD;
    }

    private static void setLowPair(Registers registers, int even, long value) {
        registers.setGrLow(even, value >>> 32);
        registers.setGrLow(even + 1, value);
    }

    private static void multiplyWords(Registers registers, int even, long second) {
        setLowPair(registers, even, registers.grLow(even + 1) * second);
    }

    private static void multiplyLogicalWords(Registers registers, int even, long second) {
        setLowPair(registers, even, (registers.gr(even + 1) & WORD) * second);
    }

    private static void multiplyLogical(Registers registers, int even, long second) {
        long first = registers.gr(even + 1);
        registers.setGr(even, WideArithmetic.multiplyHighUnsigned(first, second));
        registers.setGr(even + 1, first * second);
    }

    private static void requireQuotient(boolean exists) {
        if (!exists) {
            throw ProgramInterruption.of(ProgramCode.FIXED_POINT_DIVIDE);
        }
    }

    private static void divideWords(Registers registers, int even, long divisor) {
        long dividend = lowPair(registers, even);
        requireQuotient(divisor != 0 && !(dividend == Long.MIN_VALUE && divisor == -1));
        long quotient = dividend / divisor;
        requireQuotient((int) quotient == quotient);
        registers.setGrLow(even, dividend % divisor);
        registers.setGrLow(even + 1, quotient);
    }

    private static void divideLogicalWords(Registers registers, int even, long divisor) {
        long dividend = lowPair(registers, even);
        requireQuotient(divisor != 0 && Long.compareUnsigned(dividend >>> 32, divisor) < 0);
        registers.setGrLow(even, Long.remainderUnsigned(dividend, divisor));
        registers.setGrLow(even + 1, Long.divideUnsigned(dividend, divisor));
    }

    private static void divideLogical(Registers registers, int even, long divisor) {
        long high = registers.gr(even);
        long low = registers.gr(even + 1);
        requireQuotient(WideArithmetic.isDivisible(high, divisor));
        long quotient = WideArithmetic.divideUnsigned(high, low, divisor);
        registers.setGr(even, low - quotient * divisor);
        registers.setGr(even + 1, quotient);
    }

    private static void divideSingle(Registers registers, int even, long divisor) {
        long dividend = registers.gr(even + 1);
        requireQuotient(divisor != 0 && !(dividend == Long.MIN_VALUE && divisor == -1));
        registers.setGr(even, dividend % divisor);
        registers.setGr(even + 1, dividend / divisor);
    }

    private static void shiftLeft(Registers registers, int even, long amount) {
        long value = lowPair(registers, even);
        long result = WideArithmetic.shiftLeftKeepingSign(value, (int) amount);
        boolean overflow = WideArithmetic.overflowsOnShiftLeft(value, (int) amount);
        setLowPair(registers, even, result);
        registers.setCc(overflow ? 3 : WideArithmetic.signCondition(result));
        if (overflow && registers.isMaskSet(Psw.FIXED_POINT_OVERFLOW)) {
            throw ProgramInterruption.completed(ProgramCode.FIXED_POINT_OVERFLOW);
        }
    }

    private static void shiftRight(Registers registers, int even, long amount) {
        long result = lowPair(registers, even) >> amount;
        setLowPair(registers, even, result);
        registers.setCc(WideArithmetic.signCondition(result));
    }

    private static void findLeftmostOne(Decoded insn, Registers registers, Access access, Environment environment) {
        Specification.registers(insn);
        long value = registers.gr(insn.r2());
        registers.setGr(insn.r1(), Long.numberOfLeadingZeros(value));
        registers.setGr(insn.r1() + 1, value & ~Long.highestOneBit(value));
        registers.setCc(value == 0 ? 0 : 2);
    }
}
