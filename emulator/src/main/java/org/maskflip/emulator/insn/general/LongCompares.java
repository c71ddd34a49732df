package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.arch.Facility.EXTENDED_TRANSLATION_2;
import static org.maskflip.emulator.insn.Format.RR;
import static org.maskflip.emulator.insn.Format.RRE;
import static org.maskflip.emulator.insn.Format.RSY_A;
import static org.maskflip.emulator.insn.Format.RS_A;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;

/** COMPARE LOGICAL LONG, COMPARE LOGICAL LONG EXTENDED and COMPARE LOGICAL LONG UNICODE. */
final class LongCompares {
    private static final String UNIT = "fetches at most 256 bytes of each operand, up to the first difference";

    /** The condition code of an instruction that has not ended; never seen by a program after COMPARE LOGICAL LONG. */
    private static final int UNFINISHED = 3;

    private LongCompares() {}

    static List<Instruction> rows() {
        return List.of(
                row("clcl", "COMPARE LOGICAL LONG", 0x0F, RR)
                        .even(Field.R1, Field.R2)
                        .routine(UNIT, LongCompares::compareLong)
                        .build(),
                row("clcle", "COMPARE LOGICAL LONG EXTENDED", 0xA9, RS_A)
                        .even(Field.R1, Field.R3)
                        .routine(UNIT, (insn, registers, access, environment) -> extended(insn, registers, access, 1))
                        .build(),
                row("clclu", "COMPARE LOGICAL LONG UNICODE", 0xEB8F, RSY_A)
                        .facility(EXTENDED_TRANSLATION_2)
                        .even(Field.R1, Field.R3)
                        .routine(UNIT, (insn, registers, access, environment) -> extended(insn, registers, access, 2))
                        .build(),
                row("cuse", "COMPARE UNTIL SUBSTRING EQUAL", 0xB257, RRE)
                        .even(Field.R1, Field.R2)
                        .routine(
                                "fetches both operands byte by byte up to equal substrings, at least 256 of each or all",
                                LongCompares::untilSubstringEqual)
                        .build());
    }

    private static void compareLong(Decoded insn, Registers registers, Access access, Environment environment) {
        Specification.registers(insn);
        LongOperand first = LongOperand.ofShortLength(registers, insn.r1());
        LongOperand second = LongOperand.ofShortLength(registers, insn.r2());
        int result = compareUnit(registers, access, first, second, registers.grLow(insn.r2() + 1) >>> 24, 1);
        if (result == UNFINISHED) {
            registers.repeat();
        } else {
            registers.setCc(result);
        }
    }

    private static void extended(Decoded insn, Registers registers, Access access, int element) {
        Specification.registers(insn);
        LongOperand first = LongOperand.ofFullLength(registers, insn.r1());
        LongOperand second = LongOperand.ofFullLength(registers, insn.r3());
        Specification.require(((first.length() | second.length()) & (element - 1)) == 0);
        int padding = (int) insn.address(registers) & (element == 1 ? 0xFF : 0xFFFF);
        registers.setCc(compareUnit(registers, access, first, second, padding, element));
    }

    /** One unit of operation; moves both operands past what is equal and returns the condition code or UNFINISHED. */
    private static int compareUnit(
            Registers registers, Access access, LongOperand first, LongOperand second, int padding, int element) {
        long longer = Long.compareUnsigned(first.length(), second.length()) < 0 ? second.length() : first.length();
        int limit = UnitOfOperation.atMost(UnitOfOperation.BYTES, longer);
        limit = first.length() == 0 ? limit : Math.min(limit, UnitOfOperation.within(first.address(), element));
        limit = second.length() == 0 ? limit : Math.min(limit, UnitOfOperation.within(second.address(), element));
        int done = 0;
        long difference = 0;
        while (done < limit && difference == 0) {
            long left = element(registers, access, first, done, padding, element);
            long right = element(registers, access, second, done, padding, element);
            difference = left - right;
            done += difference == 0 ? element : 0;
        }
        first.advance(registers, UnitOfOperation.atMost(done, first.length()));
        second.advance(registers, UnitOfOperation.atMost(done, second.length()));
        if (difference != 0) {
            return difference < 0 ? 1 : 2;
        }
        return done == longer ? 0 : UNFINISHED;
    }

    private static long element(
            Registers registers, Access access, LongOperand operand, int offset, int padding, int element) {
        if (Long.compareUnsigned(offset, operand.length()) >= 0) {
            return padding;
        }
        return access.fetch(registers.wrap(operand.address() + offset), element);
    }

    /**
     * Lengths are signed; one that is not positive is zero. The unit of operation ends only after unequal bytes, so that no run of
     * equal ones is cut.
     */
    private static void untilSubstringEqual(Decoded insn, Registers registers, Access access, Environment environment) {
        Specification.registers(insn);
        LongOperand first = signed(LongOperand.ofFullLength(registers, insn.r1()));
        LongOperand second = signed(LongOperand.ofFullLength(registers, insn.r2()));
        int wanted = registers.grLow(0) & 0xFF;
        int padding = registers.grLow(1) & 0xFF;
        long longer = Math.max(first.length(), second.length());
        if (wanted == 0 || longer == 0) {
            registers.setCc(wanted == 0 ? 0 : 2);
            return;
        }
        int done = 0;
        int equal = 0;
        while (equal < wanted && done < longer && (equal > 0 || done < UnitOfOperation.BYTES)) {
            long left = element(registers, access, first, done, padding, 1);
            long right = element(registers, access, second, done, padding, 1);
            equal = left == right ? equal + 1 : 0;
            done++;
        }
        int passed = done - equal;
        pass(registers, first, passed);
        pass(registers, second, passed);
        registers.setCc(equal == wanted ? 0 : done < longer ? 3 : equal > 0 ? 1 : 2);
    }

    private static LongOperand signed(LongOperand operand) {
        boolean negative = operand.lengthMask() == -1L ? operand.length() < 0 : (int) operand.length() < 0;
        return negative ? new LongOperand(operand.register(), operand.lengthMask(), operand.address(), 0) : operand;
    }

    /** Moves the operand's start; a length that is not positive stays as it is. */
    private static void pass(Registers registers, LongOperand operand, int bytes) {
        if (operand.length() > 0) {
            operand.advance(registers, Math.min(bytes, operand.length()));
        }
    }
}
