package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.maskflip.emulator.alu.Extension;
import org.maskflip.emulator.alu.Logic;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Source;
import org.maskflip.emulator.insn.Target;

/** Loads into one register, from storage, from another register, and of addresses. Source: PoP chapter 7, "LOAD" to "LOAD REVERSED". */
final class LoadRows {
    private static final String LOAD = "LOAD";
    private static final String BYTE = "LOAD BYTE";
    private static final String HALFWORD = "LOAD HALFWORD";
    private static final String LOGICAL = "LOAD LOGICAL";
    private static final String CHARACTER = "LOAD LOGICAL CHARACTER";
    private static final String LOGICAL_HALFWORD = "LOAD LOGICAL HALFWORD";
    private static final String THIRTY_ONE = "LOAD LOGICAL THIRTY ONE BITS";
    private static final String ZEROED = "LOAD AND ZERO RIGHTMOST BYTE";
    private static final String REVERSED = "LOAD REVERSED";
    private static final Facility LONG = Facility.LONG_DISPLACEMENT;
    private static final Facility IMMEDIATE = Facility.EXTENDED_IMMEDIATE;

    private LoadRows() {}

    static List<Instruction> rows() {
        return Stream.of(words(), doublewords(), registers(), relatives(), addresses(), high())
                .flatMap(List::stream)
                .map(Rows::build)
                .toList();
    }

    /** Came with load/store on condition 2, whose facility bit announces them too. */
    static List<Instruction> zeroedRows() {
        return Stream.of(
                        rxy("lzrf", ZEROED, 0xE33B, Source.STORAGE_4, a -> a & ~0xFFL)
                                .out(Target.R1_LOW)
                                .facility(Facility.LOAD_STORE_ON_CONDITION_2),
                        rxy("lzrg", ZEROED, 0xE32A, Source.STORAGE_8, a -> a & ~0xFFL)
                                .out(Target.R1)
                                .facility(Facility.LOAD_STORE_ON_CONDITION_2),
                        rxy("llzrgf", "LOAD LOGICAL AND ZERO RIGHTMOST BYTE", 0xE33A, Source.STORAGE_4, a -> a & ~0xFFL)
                                .out(Target.R1)
                                .facility(Facility.LOAD_STORE_ON_CONDITION_2))
                .map(Rows::build)
                .toList();
    }

    private static Rows rx(String mnemonic, String title, int opcode, Source storage, LongUnaryOperator extension) {
        return row(mnemonic, title, opcode, Format.RX_A)
                .in(storage)
                .op1(extension)
                .out(Target.R1_LOW);
    }

    private static Rows rxy(String mnemonic, String title, int opcode, Source storage, LongUnaryOperator extension) {
        return row(mnemonic, title, opcode, Format.RXY_A).in(storage).op1(extension);
    }

    private static Rows rre(String mnemonic, String title, int opcode, LongUnaryOperator extension) {
        return row(mnemonic, title, opcode, Format.RRE).in(Source.R2).op1(extension);
    }

    private static List<Rows> words() {
        return List.of(
                rx("l", LOAD, 0x58, Source.STORAGE_4, Extension::same),
                rxy("ly", LOAD, 0xE358, Source.STORAGE_4, Extension::same)
                        .out(Target.R1_LOW)
                        .facility(LONG),
                rx("lh", HALFWORD, 0x48, Source.STORAGE_2, Extension::signedHalfword),
                rxy("lhy", HALFWORD, 0xE378, Source.STORAGE_2, Extension::signedHalfword)
                        .out(Target.R1_LOW)
                        .facility(LONG),
                rxy("lb", BYTE, 0xE376, Source.STORAGE_1, Extension::signedByte)
                        .out(Target.R1_LOW)
                        .facility(LONG),
                rxy("llc", CHARACTER, 0xE394, Source.STORAGE_1, Extension::same)
                        .out(Target.R1_LOW)
                        .facility(IMMEDIATE),
                rxy("llh", LOGICAL_HALFWORD, 0xE395, Source.STORAGE_2, Extension::same)
                        .out(Target.R1_LOW)
                        .facility(IMMEDIATE),
                rxy("lrv", REVERSED, 0xE31E, Source.STORAGE_4, Logic::reverse32).out(Target.R1_LOW),
                rxy("lrvh", REVERSED, 0xE31F, Source.STORAGE_2, Logic::reverse16)
                        .in(Source.STORAGE_2, Source.R1)
                        .op2((a, b) -> b & ~0xFFFFL | Logic.reverse16(a))
                        .out(Target.R1_LOW),
                row("ic", "INSERT CHARACTER", 0x43, Format.RX_A)
                        .in(Source.R1, Source.STORAGE_1)
                        .op2(Logic::insertByte)
                        .out(Target.R1_LOW),
                row("icy", "INSERT CHARACTER", 0xE373, Format.RXY_A)
                        .facility(LONG)
                        .in(Source.R1, Source.STORAGE_1)
                        .op2(Logic::insertByte)
                        .out(Target.R1_LOW));
    }

    private static List<Rows> doublewords() {
        return Stream.of(
                        rxy("lg", LOAD, 0xE304, Source.STORAGE_8, Extension::same),
                        rxy("lgf", LOAD, 0xE314, Source.STORAGE_4, Extension::signedWord),
                        rxy("lgh", HALFWORD, 0xE315, Source.STORAGE_2, Extension::signedHalfword),
                        rxy("lgb", BYTE, 0xE377, Source.STORAGE_1, Extension::signedByte)
                                .facility(LONG),
                        rxy("llgf", LOGICAL, 0xE316, Source.STORAGE_4, Extension::same),
                        rxy("llgc", CHARACTER, 0xE390, Source.STORAGE_1, Extension::same),
                        rxy("llgh", LOGICAL_HALFWORD, 0xE391, Source.STORAGE_2, Extension::same),
                        rxy("llgt", THIRTY_ONE, 0xE317, Source.STORAGE_4, Extension::thirtyOneBits),
                        rxy("lrvg", REVERSED, 0xE30F, Source.STORAGE_8, Logic::reverse64))
                .map(each -> each.out(Target.R1))
                .toList();
    }

    private static List<Rows> registers() {
        return List.of(
                row("lr", LOAD, 0x18, Format.RR)
                        .in(Source.R2)
                        .op1(Extension::same)
                        .out(Target.R1_LOW),
                rre("lbr", BYTE, 0xB926, Extension::signedByte)
                        .out(Target.R1_LOW)
                        .facility(IMMEDIATE),
                rre("lhr", HALFWORD, 0xB927, Extension::signedHalfword)
                        .out(Target.R1_LOW)
                        .facility(IMMEDIATE),
                rre("llcr", CHARACTER, 0xB994, Extension::logicalByte)
                        .out(Target.R1_LOW)
                        .facility(IMMEDIATE),
                rre("llhr", LOGICAL_HALFWORD, 0xB995, Extension::logicalHalfword)
                        .out(Target.R1_LOW)
                        .facility(IMMEDIATE),
                rre("lrvr", REVERSED, 0xB91F, Logic::reverse32).out(Target.R1_LOW),
                rre("lgr", LOAD, 0xB904, Extension::same).out(Target.R1),
                rre("lgfr", LOAD, 0xB914, Extension::signedWord).out(Target.R1),
                rre("lgbr", BYTE, 0xB906, Extension::signedByte).out(Target.R1).facility(IMMEDIATE),
                rre("lghr", HALFWORD, 0xB907, Extension::signedHalfword)
                        .out(Target.R1)
                        .facility(IMMEDIATE),
                rre("llgfr", LOGICAL, 0xB916, Extension::logicalWord).out(Target.R1),
                rre("llgcr", CHARACTER, 0xB984, Extension::logicalByte)
                        .out(Target.R1)
                        .facility(IMMEDIATE),
                rre("llghr", LOGICAL_HALFWORD, 0xB985, Extension::logicalHalfword)
                        .out(Target.R1)
                        .facility(IMMEDIATE),
                rre("llgtr", THIRTY_ONE, 0xB917, Extension::thirtyOneBits).out(Target.R1),
                rre("lrvgr", REVERSED, 0xB90F, Logic::reverse64).out(Target.R1));
    }

    private static List<Rows> relatives() {
        return List.of(
                relative("lrl", "LOAD RELATIVE LONG", 0xC4D, Source.STORAGE_4, Extension::same)
                        .out(Target.R1_LOW),
                relative("lgrl", "LOAD RELATIVE LONG", 0xC48, Source.STORAGE_8, Extension::same),
                relative("lgfrl", "LOAD RELATIVE LONG", 0xC4C, Source.STORAGE_4, Extension::signedWord),
                relative("lhrl", "LOAD HALFWORD RELATIVE LONG", 0xC45, Source.STORAGE_2, Extension::signedHalfword)
                        .out(Target.R1_LOW),
                relative("lghrl", "LOAD HALFWORD RELATIVE LONG", 0xC44, Source.STORAGE_2, Extension::signedHalfword),
                relative("llhrl", "LOAD LOGICAL HALFWORD RELATIVE LONG", 0xC42, Source.STORAGE_2, Extension::same)
                        .out(Target.R1_LOW),
                relative("llghrl", "LOAD LOGICAL HALFWORD RELATIVE LONG", 0xC46, Source.STORAGE_2, Extension::same),
                relative("llgfrl", "LOAD LOGICAL RELATIVE LONG", 0xC4E, Source.STORAGE_4, Extension::same));
    }

    private static Rows relative(
            String mnemonic, String title, int opcode, Source storage, LongUnaryOperator extension) {
        return Shapes.relative(mnemonic, title, opcode, storage)
                .in(storage)
                .op1(extension)
                .out(Target.R1);
    }

    private static List<Rows> addresses() {
        return List.of(
                row("la", "LOAD ADDRESS", 0x41, Format.RX_A)
                        .in(Source.ADDRESS)
                        .op1(Extension::same)
                        .out(Target.R1_ADDRESS),
                row("lay", "LOAD ADDRESS", 0xE371, Format.RXY_A)
                        .facility(LONG)
                        .in(Source.ADDRESS)
                        .op1(Extension::same)
                        .out(Target.R1_ADDRESS),
                row("larl", "LOAD ADDRESS RELATIVE LONG", 0xC00, Format.RIL_B)
                        .in(Source.ADDRESS)
                        .op1(Extension::same)
                        .out(Target.R1_ADDRESS));
    }

    /** The high-word facility. */
    private static List<Rows> high() {
        return Stream.of(
                        rxy("lfh", "LOAD HIGH", 0xE3CA, Source.STORAGE_4, Extension::same),
                        rxy("lbh", "LOAD BYTE HIGH", 0xE3C0, Source.STORAGE_1, Extension::signedByte),
                        rxy("lhh", "LOAD HALFWORD HIGH", 0xE3C4, Source.STORAGE_2, Extension::signedHalfword),
                        rxy("llch", "LOAD LOGICAL CHARACTER HIGH", 0xE3C2, Source.STORAGE_1, Extension::same),
                        rxy("llhh", "LOAD LOGICAL HALFWORD HIGH", 0xE3C6, Source.STORAGE_2, Extension::same))
                .map(each -> each.facility(Facility.Z196_GROUP).out(Target.R1_HIGH))
                .toList();
    }
}
