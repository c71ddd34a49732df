package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import java.util.stream.Stream;
import org.maskflip.emulator.alu.Comparison;
import org.maskflip.emulator.alu.Extension;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.insn.Alias;
import org.maskflip.emulator.insn.Branch;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Serialization;
import org.maskflip.emulator.insn.Source;
import org.maskflip.emulator.insn.Target;

/**
 * Branches on the condition code, with link information, and on count. Source: PoP chapter 7, "BRANCH ON CONDITION", "BRANCH AND
 * SAVE", "BRANCH ON COUNT", "BRANCH RELATIVE ON CONDITION" and the long forms.
 */
final class BranchRows {
    private static final String ON_CONDITION = "BRANCH ON CONDITION";
    private static final String AND_SAVE = "BRANCH AND SAVE";
    private static final String ON_COUNT = "BRANCH ON COUNT";
    private static final String RELATIVE_AND_SAVE = "BRANCH RELATIVE AND SAVE";
    private static final String RELATIVE_ON_CONDITION = "BRANCH RELATIVE ON CONDITION";

    private BranchRows() {}

    static List<Instruction> rows() {
        return Stream.of(onCondition(), andSave(), onCount())
                .flatMap(List::stream)
                .map(Rows::build)
                .toList();
    }

    private static Rows condition(String mnemonic, String title, int opcode, Format format) {
        return row(mnemonic, title, opcode, format)
                .in(Source.M1, Source.CC)
                .op2(Comparison::isCodeSelected)
                .branch(Branch.IF_NONZERO);
    }

    private static List<Rows> onCondition() {
        return List.of(
                Suffixes.conditions(
                        condition("bcr", ON_CONDITION, 0x07, Format.RR_M)
                                .serializes(Serialization.BCR)
                                .alias(new Alias("nopr", Field.M1, 0, Alias.ALL, 1))
                                .alias("br", Field.M1, 15),
                        Field.M1,
                        "b",
                        "r"),
                Suffixes.conditions(
                        condition("bc", ON_CONDITION, 0x47, Format.RX_B)
                                .alias(new Alias("nop", Field.M1, 0, Alias.ALL, 1))
                                .alias("b", Field.M1, 15),
                        Field.M1,
                        "b",
                        ""),
                Suffixes.conditions(
                                Suffixes.conditions(
                                        condition("brc", RELATIVE_ON_CONDITION, 0xA74, Format.RI_C)
                                                .alias("jnop", Field.M1, 0)
                                                .alias("j", Field.M1, 15),
                                        Field.M1,
                                        "j",
                                        ""),
                                Field.M1,
                                "br",
                                "")
                        .alias("bru", Field.M1, 15),
                Suffixes.conditions(
                                Suffixes.conditions(
                                        condition("brcl", "BRANCH RELATIVE ON CONDITION LONG", 0xC04, Format.RIL_C)
                                                .alias("jgnop", Field.M1, 0)
                                                .alias("jg", Field.M1, 15),
                                        Field.M1,
                                        "jg",
                                        ""),
                                Field.M1,
                                "br",
                                "l")
                        .alias("brul", Field.M1, 15));
    }

    private static Rows save(String mnemonic, String title, int opcode, Format format) {
        return row(mnemonic, title, opcode, format)
                .in(Source.LINK)
                .op1(Extension::same)
                .out(Target.R1_ADDRESS)
                .branch(Branch.ALWAYS);
    }

    private static List<Rows> andSave() {
        return List.of(
                save("basr", AND_SAVE, 0x0D, Format.RR),
                save("bas", AND_SAVE, 0x4D, Format.RX_A),
                save("bras", RELATIVE_AND_SAVE, 0xA75, Format.RI_B).synonym("jas", Field.R1),
                save("brasl", RELATIVE_AND_SAVE + " LONG", 0xC05, Format.RIL_B).synonym("jasl", Field.R1));
    }

    private static Rows count32(String mnemonic, String title, int opcode, Format format) {
        return row(mnemonic, title, opcode, format)
                .in(Source.R1)
                .op1(a -> a - 1)
                .out(Target.R1_LOW)
                .branch(Branch.IF_LOW_NONZERO);
    }

    private static Rows count64(String mnemonic, String title, int opcode, Format format) {
        return row(mnemonic, title, opcode, format)
                .in(Source.R1)
                .op1(a -> a - 1)
                .out(Target.R1)
                .branch(Branch.IF_NONZERO);
    }

    private static List<Rows> onCount() {
        return List.of(
                count32("bctr", ON_COUNT, 0x06, Format.RR),
                count32("bct", ON_COUNT, 0x46, Format.RX_A),
                count32("brct", "BRANCH RELATIVE ON COUNT", 0xA76, Format.RI_B).synonym("jct", Field.R1),
                count64("bctgr", ON_COUNT, 0xB946, Format.RRE),
                count64("bctg", ON_COUNT, 0xE346, Format.RXY_A),
                count64("brctg", "BRANCH RELATIVE ON COUNT", 0xA77, Format.RI_B).synonym("jctg", Field.R1),
                row("brcth", "BRANCH RELATIVE ON COUNT HIGH", 0xCC6, Format.RIL_B)
                        .operands(Operand.GR1, Operand.RELATIVE2)
                        .facility(Facility.Z196_GROUP)
                        .in(Source.R1_HIGH)
                        .op1(a -> a - 1)
                        .out(Target.R1_HIGH)
                        .branch(Branch.IF_LOW_NONZERO));
    }
}
