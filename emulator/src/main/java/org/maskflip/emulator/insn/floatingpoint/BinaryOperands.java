package org.maskflip.emulator.insn.floatingpoint;

import org.maskflip.emulator.alu.BinaryFormat;
import org.maskflip.emulator.alu.BinaryNumber;
import org.maskflip.emulator.alu.BinaryResult;
import org.maskflip.emulator.alu.BinaryRounding;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.ProgramInterruption.Ending;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;

/** How binary-floating-point rows take their operands and deliver their results. */
final class BinaryOperands {
    private static final int INEXACT_CONTROL = 4;

    /** M3 and M4 values of rounding methods. */
    private static final int BY_FPC = 0;

    private static final int AWAY = 1;
    private static final int SHORTER = 3;
    private static final int FIRST_MODE = 4;
    private static final int LAST_MODE = 7;

    /** Where a second operand is. */
    enum Second {
        REGISTER,
        STORAGE
    }

    private BinaryOperands() {}

    /** The datum in a register, or in a pair of them if it is extended. */
    static BinaryNumber register(Registers registers, BinaryFormat format, int number) {
        return format == BinaryFormat.EXTENDED
                ? BinaryNumber.of(format, registers.fpr(number), registers.fpr(number + 2))
                : BinaryNumber.of(format, registers.fpr(number), 0);
    }

    /** The second operand of a short or long operation, left-aligned. */
    static long second(Second where, BinaryFormat format, Decoded insn, Registers registers, Access access) {
        if (where == Second.REGISTER) {
            return registers.fpr(insn.r2());
        }
        long address = insn.address(registers);
        return format == BinaryFormat.SHORT ? access.fetch(address, 4) << 32 : access.fetch(address, 8);
    }

    /** The second operand; an extended one is always in registers. */
    static BinaryNumber secondNumber(
            Second where, BinaryFormat format, Decoded insn, Registers registers, Access access) {
        return format == BinaryFormat.EXTENDED
                ? register(registers, format, insn.r2())
                : BinaryNumber.of(format, second(where, format, insn, registers, access), 0);
    }

    /** Data exception without the AFP-register control; specification exception for an extended operand not in a pair. */
    static void permit(Registers registers, BinaryFormat format, int number) {
        RegisterControl.permitBinary(registers);
        if (format == BinaryFormat.EXTENDED) {
            RegisterControl.permitPair(registers, number);
        }
    }

    /** The same for two registers. */
    static void permit(Registers registers, BinaryFormat format, int number, int other) {
        permit(registers, format, number);
        if (format == BinaryFormat.EXTENDED) {
            RegisterControl.permitPair(registers, other);
        }
    }

    /** Puts a datum into a register or a pair; a short one leaves the right half of its register. */
    static void set(Registers registers, BinaryFormat format, int number, long high, long low) {
        switch (format) {
            case SHORT -> FloatingPointInstructions.setShort(registers, number, high);
            case LONG -> registers.setFpr(number, high);
            case EXTENDED -> {
                registers.setFpr(number, high);
                registers.setFpr(number + 2, low);
            }
        }
    }

    /** Delivers a result into a floating-point register, with flags and trap; the condition code stays. */
    static void deliver(BinaryResult result, Registers registers, int number) {
        suppress(result);
        set(registers, result.format(), number, result.high(), result.low());
        complete(result, registers);
    }

    /** The same with the condition code. */
    static void deliverWithCode(BinaryResult result, Registers registers, int number) {
        suppress(result);
        set(registers, result.format(), number, result.high(), result.low());
        registers.setCc(result.cc());
        complete(result, registers);
    }

    /** Data exception if a trap suppresses the operation. */
    static void suppress(BinaryResult result) {
        if (result.isSuppressed()) {
            throw ProgramInterruption.data(result.dataExceptionCode(), Ending.SUPPRESSED);
        }
    }

    /** Sets the flags, and lets a trap that does not suppress happen, when all results are in place. */
    static void complete(BinaryResult result, Registers registers) {
        registers.setFpc(registers.fpc() | result.flags() << BinaryRounding.FLAGS_SHIFT);
        if (result.dataExceptionCode() != 0) {
            throw ProgramInterruption.data(result.dataExceptionCode(), Ending.COMPLETED);
        }
    }

    /** Invalid operation of an instruction that delivers no number: data exception if it traps, else the flag. */
    static void invalid(Registers registers) {
        if ((registers.fpc() >>> 24 & BinaryRounding.INVALID) != 0) {
            throw ProgramInterruption.data(BinaryRounding.INVALID, Ending.SUPPRESSED);
        }
        registers.setFpc(registers.fpc() | BinaryRounding.INVALID << BinaryRounding.FLAGS_SHIFT);
    }

    /**
     * The rounding mode that a modifier field asks for; 0 takes the FPC's.
     *
     * @throws ProgramInterruption specification exception for a method that does not exist here
     */
    static int mode(int modifier, Registers registers, Environment environment) {
        boolean assigned = modifier == BY_FPC
                || modifier == AWAY
                || modifier >= FIRST_MODE && modifier <= LAST_MODE
                || modifier == SHORTER && isExtended(environment);
        if (!assigned) {
            throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
        }
        return switch (modifier) {
            case BY_FPC -> registers.fpc() & LAST_MODE;
            case AWAY -> BinaryRounding.NEAREST_AWAY;
            case SHORTER -> BinaryRounding.SHORTER_PRECISION;
            default -> modifier - FIRST_MODE;
        };
    }

    /** What governs an instruction with M3 in every machine, and with M4 where the floating-point extension is installed. */
    static int controlByM3(Decoded insn, Registers registers, Environment environment) {
        int mode = mode(insn.m3(), registers, environment);
        boolean suppressed = isExtended(environment) && (insn.m4() & INEXACT_CONTROL) != 0;
        return BinaryRounding.control(registers.fpc(), mode) | (suppressed ? BinaryRounding.INEXACT_SUPPRESSED : 0);
    }

    /** What governs an instruction that has M3 and M4 only where the floating-point extension is installed. */
    static int controlIfExtended(Decoded insn, Registers registers, Environment environment) {
        return isExtended(environment)
                ? controlByM3(insn, registers, environment)
                : BinaryRounding.control(registers.fpc());
    }

    private static boolean isExtended(Environment environment) {
        return environment.facilities().has(Facility.FLOATING_POINT_EXTENSION);
    }
}
