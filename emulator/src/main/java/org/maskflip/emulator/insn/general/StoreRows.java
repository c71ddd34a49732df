package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import java.util.stream.Stream;
import org.maskflip.emulator.alu.Extension;
import org.maskflip.emulator.alu.Logic;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Source;
import org.maskflip.emulator.insn.Target;

/** Stores from one register and of immediate operands. Source: PoP chapter 7, "STORE" to "STORE REVERSED", "MOVE" (MVI, MVHI). */
final class StoreRows {
    private static final String STORE = "STORE";
    private static final String CHARACTER = "STORE CHARACTER";
    private static final String HALFWORD = "STORE HALFWORD";
    private static final String REVERSED = "STORE REVERSED";
    private static final String RELATIVE = "STORE RELATIVE LONG";
    private static final Facility EXTENSION = Facility.GENERAL_INSTRUCTIONS_EXTENSION;

    private StoreRows() {}

    static List<Instruction> rows() {
        return Stream.of(registers(), immediates(), relatives(), high())
                .flatMap(List::stream)
                .map(Rows::build)
                .toList();
    }

    private static Rows from(String mnemonic, String title, int opcode, Format format, Target to) {
        return row(mnemonic, title, opcode, format)
                .in(Source.R1)
                .op1(Extension::same)
                .out(to);
    }

    private static List<Rows> registers() {
        return List.of(
                from("st", STORE, 0x50, Format.RX_A, Target.STORAGE_4),
                from("sty", STORE, 0xE350, Format.RXY_A, Target.STORAGE_4).facility(Facility.LONG_DISPLACEMENT),
                from("stg", STORE, 0xE324, Format.RXY_A, Target.STORAGE_8),
                from("stc", CHARACTER, 0x42, Format.RX_A, Target.STORAGE_1),
                from("stcy", CHARACTER, 0xE372, Format.RXY_A, Target.STORAGE_1).facility(Facility.LONG_DISPLACEMENT),
                from("sth", HALFWORD, 0x40, Format.RX_A, Target.STORAGE_2),
                from("sthy", HALFWORD, 0xE370, Format.RXY_A, Target.STORAGE_2).facility(Facility.LONG_DISPLACEMENT),
                from("strvh", REVERSED, 0xE33F, Format.RXY_A, Target.STORAGE_2).op1(Logic::reverse16),
                from("strv", REVERSED, 0xE33E, Format.RXY_A, Target.STORAGE_4).op1(Logic::reverse32),
                from("strvg", REVERSED, 0xE32F, Format.RXY_A, Target.STORAGE_8).op1(Logic::reverse64));
    }

    private static List<Rows> immediates() {
        return Stream.of(
                        from("mvi", "MOVE", 0x92, Format.SI, Target.STORAGE_1).unsigned(),
                        from("mviy", "MOVE", 0xEB52, Format.SIY, Target.STORAGE_1)
                                .unsigned()
                                .facility(Facility.LONG_DISPLACEMENT),
                        from("mvhhi", "MOVE", 0xE544, Format.SIL, Target.STORAGE_2)
                                .facility(EXTENSION),
                        from("mvhi", "MOVE", 0xE54C, Format.SIL, Target.STORAGE_4)
                                .facility(EXTENSION),
                        from("mvghi", "MOVE", 0xE548, Format.SIL, Target.STORAGE_8)
                                .facility(EXTENSION))
                .map(each -> each.in(Source.I2))
                .toList();
    }

    private static List<Rows> relatives() {
        return List.of(
                relative("sthrl", "STORE HALFWORD RELATIVE LONG", 0xC47, Target.STORAGE_2),
                relative("strl", RELATIVE, 0xC4F, Target.STORAGE_4),
                relative("stgrl", RELATIVE, 0xC4B, Target.STORAGE_8));
    }

    private static Rows relative(String mnemonic, String title, int opcode, Target to) {
        return from(mnemonic, title, opcode, Format.RIL_B, to)
                .facility(EXTENSION)
                .aligned(to.storageBytes());
    }

    /** The high-word facility. */
    private static List<Rows> high() {
        return Stream.of(
                        from("stfh", "STORE HIGH", 0xE3CB, Format.RXY_A, Target.STORAGE_4),
                        from("stch", "STORE CHARACTER HIGH", 0xE3C3, Format.RXY_A, Target.STORAGE_1),
                        from("sthh", "STORE HALFWORD HIGH", 0xE3C7, Format.RXY_A, Target.STORAGE_2))
                .map(each -> each.in(Source.R1_HIGH).facility(Facility.Z196_GROUP))
                .toList();
    }
}
