package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.general.Shapes.*;

import java.util.List;
import java.util.stream.Stream;
import org.maskflip.emulator.alu.Comparison;
import org.maskflip.emulator.alu.Conditions;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Source;

/** Logical comparisons that set the condition code. Source: PoP chapter 7, "COMPARE LOGICAL" to "COMPARE LOGICAL RELATIVE LONG". */
final class LogicalCompareRows {
    private static final String COMPARE = "COMPARE LOGICAL";
    private static final String IMMEDIATE = "COMPARE LOGICAL IMMEDIATE";
    private static final String RELATIVE = "COMPARE LOGICAL RELATIVE LONG";
    private static final long WORD = 0xFFFF_FFFFL;

    private LogicalCompareRows() {}

    static List<Instruction> rows() {
        return Stream.of(registers(), storage(), relatives(), high())
                .flatMap(List::stream)
                .map(row -> row.cc(Conditions::sign64).build())
                .toList();
    }

    private static List<Rows> registers() {
        return List.of(
                rr("clr", COMPARE, 0x15).op2(Comparison::logical32),
                rx("cl", COMPARE, 0x55, Source.STORAGE_4).op2(Comparison::logical32),
                longRxy("cly", COMPARE, 0xE355, Source.STORAGE_4).op2(Comparison::logical32),
                ril("clfi", IMMEDIATE, 0xC2F).unsigned().op2(Comparison::logical32),
                rre("clgr", COMPARE, 0xB921).op2(Comparison::logical64),
                rre("clgfr", COMPARE, 0xB931).op2((a, b) -> Comparison.logical64(a, b & WORD)),
                rxy("clg", COMPARE, 0xE321, Source.STORAGE_8).op2(Comparison::logical64),
                rxy("clgf", COMPARE, 0xE331, Source.STORAGE_4).op2(Comparison::logical64),
                ril("clgfi", IMMEDIATE, 0xC2E).unsigned().op2(Comparison::logical64));
    }

    private static List<Rows> storage() {
        return List.of(
                immediate("cli", COMPARE, 0x95, Format.SI, Source.STORAGE_1),
                immediate("cliy", COMPARE, 0xEB55, Format.SIY, Source.STORAGE_1).facility(Facility.LONG_DISPLACEMENT),
                immediate("clhhsi", IMMEDIATE, 0xE555, Format.SIL, Source.STORAGE_2)
                        .facility(Facility.GENERAL_INSTRUCTIONS_EXTENSION),
                immediate("clfhsi", IMMEDIATE, 0xE55D, Format.SIL, Source.STORAGE_4)
                        .facility(Facility.GENERAL_INSTRUCTIONS_EXTENSION),
                immediate("clghsi", IMMEDIATE, 0xE559, Format.SIL, Source.STORAGE_8)
                        .facility(Facility.GENERAL_INSTRUCTIONS_EXTENSION));
    }

    private static Rows immediate(String mnemonic, String title, int opcode, Format format, Source from) {
        return Rows.row(mnemonic, title, opcode, format)
                .unsigned()
                .in(from, Source.I2)
                .op2(Comparison::logical64);
    }

    private static List<Rows> relatives() {
        return List.of(
                relative("clrl", RELATIVE, 0xC6F, Source.STORAGE_4).op2(Comparison::logical32),
                relative("clgrl", RELATIVE, 0xC6A, Source.STORAGE_8).op2(Comparison::logical64),
                relative("clgfrl", RELATIVE, 0xC6E, Source.STORAGE_4).op2(Comparison::logical64),
                relative("clhrl", RELATIVE, 0xC67, Source.STORAGE_2).op2(Comparison::logical32),
                relative("clghrl", RELATIVE, 0xC66, Source.STORAGE_2).op2(Comparison::logical64));
    }

    /** The high-word facility. */
    private static List<Rows> high() {
        return Stream.of(
                        rre("clhhr", "COMPARE LOGICAL HIGH", 0xB9CF).in(Source.R1_HIGH, Source.R2_HIGH),
                        rre("clhlr", "COMPARE LOGICAL HIGH", 0xB9DF).in(Source.R1_HIGH, Source.R2),
                        rxy("clhf", "COMPARE LOGICAL HIGH", 0xE3CF, Source.STORAGE_4)
                                .in(Source.R1_HIGH, Source.STORAGE_4),
                        ril("clih", "COMPARE LOGICAL IMMEDIATE HIGH", 0xCCF)
                                .unsigned()
                                .in(Source.R1_HIGH, Source.I2))
                .map(row -> row.facility(Facility.Z196_GROUP).op2(Comparison::logical32))
                .toList();
    }
}
