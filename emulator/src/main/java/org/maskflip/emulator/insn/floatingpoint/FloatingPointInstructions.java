package org.maskflip.emulator.insn.floatingpoint;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import java.util.stream.Stream;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Chapter;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;
import org.maskflip.emulator.insn.Routine;
import org.maskflip.emulator.insn.Rows;

/**
 * PoP chapter 9, "Floating-Point Overview and Support Instructions", and chapter 19, "Binary-Floating-Point Instructions". A
 * short operand stands in bits 0-31 of its register.
 */
public final class FloatingPointInstructions implements Chapter {
    private static final long SHORT = 0xFFFF_FFFF_0000_0000L;

    @Override
    public List<Instruction> rows() {
        return Stream.of(
                        storage(),
                        registers(),
                        SignRows.rows(),
                        ControlRegisterRows.rows(),
                        ArithmeticRows.rows(),
                        ComparisonRows.rows(),
                        ConversionRows.rows(),
                        FormatRows.rows())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Instruction> storage() {
        return List.of(
                indexed("ld", "LOAD", 0x68, Format.RX_A, "fetches a doubleword", FloatingPointInstructions::loadLong),
                indexed(
                        "ldy",
                        "LOAD",
                        0xED65,
                        Format.RXY_A,
                        "fetches a doubleword",
                        FloatingPointInstructions::loadLong),
                indexed("le", "LOAD", 0x78, Format.RX_A, "fetches a word", FloatingPointInstructions::loadShort),
                indexed("ley", "LOAD", 0xED64, Format.RXY_A, "fetches a word", FloatingPointInstructions::loadShort),
                indexed("std", "STORE", 0x60, Format.RX_A, "stores a doubleword", FloatingPointInstructions::storeLong),
                indexed(
                        "stdy",
                        "STORE",
                        0xED67,
                        Format.RXY_A,
                        "stores a doubleword",
                        FloatingPointInstructions::storeLong),
                indexed("ste", "STORE", 0x70, Format.RX_A, "stores a word", FloatingPointInstructions::storeShort),
                indexed("stey", "STORE", 0xED66, Format.RXY_A, "stores a word", FloatingPointInstructions::storeShort));
    }

    private static Instruction indexed(
            String mnemonic, String title, int opcode, Format format, String references, Routine routine) {
        return row(mnemonic, title, opcode, format)
                .facility(format == Format.RXY_A ? Facility.LONG_DISPLACEMENT : null)
                .operands(Operand.FR1, Operand.INDEXED2)
                .routine(references, routine)
                .build();
    }

    private static List<Instruction> registers() {
        return List.of(
                row("ldr", "LOAD", 0x28, Format.RR)
                        .operands(Operand.FR1, Operand.FR2)
                        .routine("", FloatingPointInstructions::copyLong)
                        .build(),
                row("ler", "LOAD", 0x38, Format.RR)
                        .operands(Operand.FR1, Operand.FR2)
                        .routine("", FloatingPointInstructions::copyShort)
                        .build(),
                register("lxr", "LOAD", 0xB365)
                        .operands(Operand.FR1, Operand.FR2)
                        .routine("", FloatingPointInstructions::copyExtended)
                        .build(),
                register("lzer", "LOAD ZERO", 0xB374)
                        .routine("", FloatingPointInstructions::zeroShort)
                        .build(),
                register("lzdr", "LOAD ZERO", 0xB375)
                        .routine("", FloatingPointInstructions::zeroLong)
                        .build(),
                register("lzxr", "LOAD ZERO", 0xB376)
                        .routine("", FloatingPointInstructions::zeroExtended)
                        .build(),
                register("ldgr", "LOAD FPR FROM GR", 0xB3C1)
                        .facility(Facility.FLOATING_POINT_SUPPORT_ENHANCEMENT)
                        .operands(Operand.FR1, Operand.GR2)
                        .routine("", FloatingPointInstructions::loadFromGeneral)
                        .build(),
                register("lgdr", "LOAD GR FROM FPR", 0xB3CD)
                        .facility(Facility.FLOATING_POINT_SUPPORT_ENHANCEMENT)
                        .operands(Operand.GR1, Operand.FR2)
                        .routine("", FloatingPointInstructions::loadToGeneral)
                        .build());
    }

    private static Rows register(String mnemonic, String title, int opcode) {
        return row(mnemonic, title, opcode, Format.RRE).operands(Operand.FR1);
    }

    private static void loadLong(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permit(registers, insn.r1());
        registers.setFpr(insn.r1(), access.fetch(insn.address(registers), 8));
    }

    private static void loadShort(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permit(registers, insn.r1());
        setShort(registers, insn.r1(), access.fetch(insn.address(registers), 4) << 32);
    }

    private static void storeLong(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permit(registers, insn.r1());
        access.store(insn.address(registers), 8, registers.fpr(insn.r1()));
    }

    private static void storeShort(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permit(registers, insn.r1());
        access.store(insn.address(registers), 4, registers.fpr(insn.r1()) >>> 32);
    }

    /** Replaces bits 0-31 of a register; the others stay. */
    static void setShort(Registers registers, int number, long leftAligned) {
        registers.setFpr(number, leftAligned & SHORT | registers.fpr(number) & ~SHORT);
    }

    private static void copyLong(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permit(registers, insn.r1());
        RegisterControl.permit(registers, insn.r2());
        registers.setFpr(insn.r1(), registers.fpr(insn.r2()));
    }

    private static void copyShort(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permit(registers, insn.r1());
        RegisterControl.permit(registers, insn.r2());
        setShort(registers, insn.r1(), registers.fpr(insn.r2()));
    }

    private static void copyExtended(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permitPair(registers, insn.r1());
        RegisterControl.permitPair(registers, insn.r2());
        registers.setFpr(insn.r1(), registers.fpr(insn.r2()));
        registers.setFpr(insn.r1() + 2, registers.fpr(insn.r2() + 2));
    }

    private static void zeroShort(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permit(registers, insn.r1());
        setShort(registers, insn.r1(), 0);
    }

    private static void zeroLong(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permit(registers, insn.r1());
        registers.setFpr(insn.r1(), 0);
    }

    private static void zeroExtended(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permitPair(registers, insn.r1());
        registers.setFpr(insn.r1(), 0);
        registers.setFpr(insn.r1() + 2, 0);
    }

    private static void loadFromGeneral(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permit(registers, insn.r1());
        registers.setFpr(insn.r1(), registers.gr(insn.r2()));
    }

    private static void loadToGeneral(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permit(registers, insn.r2());
        registers.setGr(insn.r1(), registers.fpr(insn.r2()));
    }
}
