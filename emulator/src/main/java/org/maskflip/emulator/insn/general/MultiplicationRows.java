package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.general.Shapes.*;

import java.util.List;
import org.maskflip.emulator.alu.Arithmetic;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Source;
import org.maskflip.emulator.insn.Target;

/** Multiplication into one register. Source: PoP chapter 7, "MULTIPLY HALFWORD", "MULTIPLY SINGLE". */
final class MultiplicationRows {
    private static final String SINGLE = "MULTIPLY SINGLE";
    private static final String HALFWORD = "MULTIPLY HALFWORD";
    private static final String HALFWORD_IMMEDIATE = "MULTIPLY HALFWORD IMMEDIATE";
    private static final String SINGLE_IMMEDIATE = "MULTIPLY SINGLE IMMEDIATE";

    private MultiplicationRows() {}

    static List<Instruction> rows() {
        return List.of(
                word(rre("msr", SINGLE, 0xB252)),
                word(rx("ms", SINGLE, 0x71, Source.STORAGE_4)),
                word(longRxy("msy", SINGLE, 0xE351, Source.STORAGE_4)),
                halfword(rx("mh", HALFWORD, 0x4C, Source.STORAGE_2)),
                halfword(rxy("mhy", HALFWORD, 0xE37C, Source.STORAGE_2)
                        .facility(Facility.GENERAL_INSTRUCTIONS_EXTENSION)),
                word(ri("mhi", HALFWORD_IMMEDIATE, 0xA7C)),
                doubleword(ri("mghi", HALFWORD_IMMEDIATE, 0xA7D)),
                word(ril("msfi", SINGLE_IMMEDIATE, 0xC21).facility(Facility.GENERAL_INSTRUCTIONS_EXTENSION)),
                doubleword(ril("msgfi", SINGLE_IMMEDIATE, 0xC20).facility(Facility.GENERAL_INSTRUCTIONS_EXTENSION)),
                doubleword(rre("msgr", SINGLE, 0xB90C)),
                doubleword(rxy("msg", SINGLE, 0xE30C, Source.STORAGE_8)),
                byWord(rre("msgfr", SINGLE, 0xB91C)),
                byWord(rxy("msgf", SINGLE, 0xE31C, Source.STORAGE_4)));
    }

    private static Instruction word(Rows row) {
        return row.op2(Arithmetic::multiply).out(Target.R1_LOW).build();
    }

    private static Instruction halfword(Rows row) {
        return row.op2((a, b) -> a * (short) b).out(Target.R1_LOW).build();
    }

    private static Instruction doubleword(Rows row) {
        return row.op2(Arithmetic::multiply).out(Target.R1).build();
    }

    private static Instruction byWord(Rows row) {
        return row.op2((a, b) -> a * (int) b).out(Target.R1).build();
    }
}
