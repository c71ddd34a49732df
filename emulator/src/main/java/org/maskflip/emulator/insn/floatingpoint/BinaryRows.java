package org.maskflip.emulator.insn.floatingpoint;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.alu.ShortBinary;
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

/** The three binary-floating-point rows that the kernel executes (once, to scale its delay loop). */
final class BinaryRows {
    /** The flags are bits 8-12 of the FPC. */
    private static final int FLAGS_SHIFT = 16;

    private BinaryRows() {}

    static List<Instruction> rows() {
        return List.of(
                row("cefbr", "CONVERT FROM FIXED", 0xB394, Format.RRE)
                        .operands(Operand.FR1, Operand.GR2)
                        .routine("", BinaryRows::convertFromFixed)
                        .build(),
                row("debr", "DIVIDE", 0xB30D, Format.RRE)
                        .operands(Operand.FR1, Operand.FR2)
                        .routine("", BinaryRows::divide)
                        .build(),
                row("cgebr", "CONVERT TO FIXED", 0xB3A8, Format.RRF_C)
                        .operands(Operand.GR1, Operand.MASK3, Operand.FR2)
                        .routine("", BinaryRows::convertToFixed)
                        .build());
    }

    private static void convertFromFixed(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permitBinary(registers);
        ShortBinary.Result result = ShortBinary.fromFixed(registers.grLow(insn.r2()), registers.fpc());
        suppress(result);
        FloatingPointInstructions.setShort(registers, insn.r1(), result.value() << 32);
        complete(registers, result);
    }

    private static void divide(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permitBinary(registers);
        int dividend = (int) (registers.fpr(insn.r1()) >>> 32);
        int divisor = (int) (registers.fpr(insn.r2()) >>> 32);
        ShortBinary.Result result = ShortBinary.divide(dividend, divisor, registers.fpc());
        suppress(result);
        FloatingPointInstructions.setShort(registers, insn.r1(), result.value() << 32);
        complete(registers, result);
    }

    private static void convertToFixed(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permitBinary(registers);
        int rounding = rounding(insn.m3(), registers, environment);
        int source = (int) (registers.fpr(insn.r2()) >>> 32);
        ShortBinary.Result result = ShortBinary.toFixed(source, rounding, registers.fpc());
        suppress(result);
        registers.setGr(insn.r1(), result.value());
        registers.setCc(result.cc());
        complete(registers, result);
    }

    /** The rounding method that M3 asks for; 0 takes the FPC's mode. */
    private static int rounding(int m3, Registers registers, Environment environment) {
        return switch (m3) {
            case 0 -> registers.fpc() & 7;
            case 1 -> ShortBinary.NEAREST_AWAY;
            case 3 -> {
                if (!environment.facilities().has(Facility.FLOATING_POINT_EXTENSION)) {
                    throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
                }
                yield 7;
            }
            case 4, 5, 6, 7 -> m3 - 4;
            default -> throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
        };
    }

    private static void suppress(ShortBinary.Result result) {
        if (result.isSuppressed()) {
            throw ProgramInterruption.data(result.dataExceptionCode(), Ending.SUPPRESSED);
        }
    }

    private static void complete(Registers registers, ShortBinary.Result result) {
        registers.setFpc(registers.fpc() | result.flags() << FLAGS_SHIFT);
        if (result.dataExceptionCode() != 0) {
            throw ProgramInterruption.data(result.dataExceptionCode(), Ending.COMPLETED);
        }
    }
}
