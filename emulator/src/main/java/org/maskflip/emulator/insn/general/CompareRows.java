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

/** Signed comparisons that set the condition code. Source: PoP chapter 7, "COMPARE" to "COMPARE RELATIVE LONG". */
final class CompareRows {
    private static final String COMPARE = "COMPARE";
    private static final String HALFWORD = "COMPARE HALFWORD";
    private static final String IMMEDIATE = "COMPARE IMMEDIATE";
    private static final String HALFWORD_IMMEDIATE = "COMPARE HALFWORD IMMEDIATE";
    private static final String RELATIVE = "COMPARE RELATIVE LONG";
    private static final String HALFWORD_RELATIVE = "COMPARE HALFWORD RELATIVE LONG";
    private static final Facility EXTENSION = Facility.GENERAL_INSTRUCTIONS_EXTENSION;

    private CompareRows() {}

    static List<Instruction> rows() {
        return Stream.of(words(), doublewords(), storage(), relatives(), high())
                .flatMap(List::stream)
                .map(row -> row.cc(Conditions::sign64).build())
                .toList();
    }

    private static List<Rows> words() {
        return List.of(
                rr("cr", COMPARE, 0x19).op2(Comparison::signed32),
                rx("c", COMPARE, 0x59, Source.STORAGE_4).op2(Comparison::signed32),
                longRxy("cy", COMPARE, 0xE359, Source.STORAGE_4).op2(Comparison::signed32),
                rx("ch", HALFWORD, 0x49, Source.STORAGE_2).op2((a, b) -> Comparison.signed32(a, (short) b)),
                longRxy("chy", HALFWORD, 0xE379, Source.STORAGE_2).op2((a, b) -> Comparison.signed32(a, (short) b)),
                ri("chi", HALFWORD_IMMEDIATE, 0xA7E).op2(Comparison::signed32),
                ril("cfi", IMMEDIATE, 0xC2D).op2(Comparison::signed32));
    }

    private static List<Rows> doublewords() {
        return List.of(
                rre("cgr", COMPARE, 0xB920).op2(Comparison::signed64),
                rre("cgfr", COMPARE, 0xB930).op2((a, b) -> Comparison.signed64(a, (int) b)),
                rxy("cg", COMPARE, 0xE320, Source.STORAGE_8).op2(Comparison::signed64),
                rxy("cgf", COMPARE, 0xE330, Source.STORAGE_4).op2((a, b) -> Comparison.signed64(a, (int) b)),
                rxy("cgh", HALFWORD, 0xE334, Source.STORAGE_2)
                        .facility(EXTENSION)
                        .op2((a, b) -> Comparison.signed64(a, (short) b)),
                ri("cghi", HALFWORD_IMMEDIATE, 0xA7F).op2(Comparison::signed64),
                ril("cgfi", IMMEDIATE, 0xC2C).op2(Comparison::signed64));
    }

    private static List<Rows> storage() {
        return List.of(
                sil("chhsi", 0xE554, Source.STORAGE_2).op2((a, b) -> Comparison.signed32((short) a, b)),
                sil("chsi", 0xE55C, Source.STORAGE_4).op2(Comparison::signed32),
                sil("cghsi", 0xE558, Source.STORAGE_8).op2(Comparison::signed64));
    }

    private static Rows sil(String mnemonic, int opcode, Source from) {
        return Rows.row(mnemonic, HALFWORD_IMMEDIATE, opcode, Format.SIL)
                .facility(EXTENSION)
                .in(from, Source.I2);
    }

    private static List<Rows> relatives() {
        return List.of(
                relative("crl", RELATIVE, 0xC6D, Source.STORAGE_4).op2(Comparison::signed32),
                relative("cgrl", RELATIVE, 0xC68, Source.STORAGE_8).op2(Comparison::signed64),
                relative("cgfrl", RELATIVE, 0xC6C, Source.STORAGE_4).op2((a, b) -> Comparison.signed64(a, (int) b)),
                relative("chrl", HALFWORD_RELATIVE, 0xC65, Source.STORAGE_2)
                        .op2((a, b) -> Comparison.signed32(a, (short) b)),
                relative("cghrl", HALFWORD_RELATIVE, 0xC64, Source.STORAGE_2)
                        .op2((a, b) -> Comparison.signed64(a, (short) b)));
    }

    /** The high-word facility. */
    private static List<Rows> high() {
        return Stream.of(
                        rre("chhr", "COMPARE HIGH", 0xB9CD).in(Source.R1_HIGH, Source.R2_HIGH),
                        rre("chlr", "COMPARE HIGH", 0xB9DD).in(Source.R1_HIGH, Source.R2),
                        rxy("chf", "COMPARE HIGH", 0xE3CD, Source.STORAGE_4).in(Source.R1_HIGH, Source.STORAGE_4),
                        ril("cih", "COMPARE IMMEDIATE HIGH", 0xCCD).in(Source.R1_HIGH, Source.I2))
                .map(row -> row.facility(Facility.Z196_GROUP).op2(Comparison::signed32))
                .toList();
    }
}
