package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.general.Shapes.*;

import java.util.List;
import java.util.stream.Stream;
import org.maskflip.emulator.alu.Arithmetic;
import org.maskflip.emulator.alu.Conditions;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Source;
import org.maskflip.emulator.insn.Target;

/** Signed addition and subtraction. Source: PoP chapter 7, "ADD" to "ADD HALFWORD IMMEDIATE", "SUBTRACT". */
final class AdditionRows {
    private static final String ADD = "ADD";
    private static final String ADD_HALFWORD = "ADD HALFWORD";
    private static final String ADD_IMMEDIATE = "ADD IMMEDIATE";
    private static final String SUBTRACT = "SUBTRACT";
    private static final String SUBTRACT_HALFWORD = "SUBTRACT HALFWORD";

    private AdditionRows() {}

    static List<Instruction> rows() {
        return Stream.of(sums(), immediates(), differences(), high())
                .flatMap(List::stream)
                .map(Rows::build)
                .toList();
    }

    private static Rows sum32(Rows row) {
        return row.out(Target.R1_LOW).cc(Conditions::add32).overflow();
    }

    private static Rows sum64(Rows row) {
        return row.out(Target.R1).cc(Conditions::add64).overflow();
    }

    private static Rows difference32(Rows row) {
        return row.out(Target.R1_LOW).cc(Conditions::subtract32).overflow();
    }

    private static Rows difference64(Rows row) {
        return row.out(Target.R1).cc(Conditions::subtract64).overflow();
    }

    private static List<Rows> sums() {
        return List.of(
                sum32(rr("ar", ADD, 0x1A).op2(Arithmetic::add)),
                sum32(rrf("ark", ADD, 0xB9F8).op2(Arithmetic::add)),
                sum32(rx("a", ADD, 0x5A, Source.STORAGE_4).op2(Arithmetic::add)),
                sum32(longRxy("ay", ADD, 0xE35A, Source.STORAGE_4).op2(Arithmetic::add)),
                sum32(rx("ah", ADD_HALFWORD, 0x4A, Source.STORAGE_2).op2((a, b) -> a + (short) b)),
                sum32(longRxy("ahy", ADD_HALFWORD, 0xE37A, Source.STORAGE_2).op2((a, b) -> a + (short) b)),
                sum64(rre("agr", ADD, 0xB908).op2(Arithmetic::add)),
                sum64(rrf("agrk", ADD, 0xB9E8).op2(Arithmetic::add)),
                sum64(rre("agfr", ADD, 0xB918).op2((a, b) -> a + (int) b)),
                sum64(rxy("ag", ADD, 0xE308, Source.STORAGE_8).op2(Arithmetic::add)),
                sum64(rxy("agf", ADD, 0xE318, Source.STORAGE_4).op2((a, b) -> a + (int) b)));
    }

    private static List<Rows> immediates() {
        return List.of(
                sum32(ri("ahi", "ADD HALFWORD IMMEDIATE", 0xA7A).op2(Arithmetic::add)),
                sum64(ri("aghi", "ADD HALFWORD IMMEDIATE", 0xA7B).op2(Arithmetic::add)),
                sum32(ril("afi", ADD_IMMEDIATE, 0xC29).op2(Arithmetic::add)),
                sum64(ril("agfi", ADD_IMMEDIATE, 0xC28).op2(Arithmetic::add)),
                sum32(distinct("ahik", 0xECD8)),
                sum64(distinct("aghik", 0xECD9)),
                toStorage("asi", 0xEB6A, Source.STORAGE_4, Target.STORAGE_4).cc(Conditions::add32),
                toStorage("agsi", 0xEB7A, Source.STORAGE_8, Target.STORAGE_8).cc(Conditions::add64));
    }

    private static Rows distinct(String mnemonic, int opcode) {
        return Rows.row(mnemonic, ADD_IMMEDIATE, opcode, Format.RIE_D)
                .operands(Operand.GR1, Operand.GR3, Operand.IMMEDIATE2)
                .facility(Facility.Z196_GROUP)
                .in(Source.R3, Source.I2)
                .op2(Arithmetic::add);
    }

    private static Rows toStorage(String mnemonic, int opcode, Source from, Target to) {
        return Rows.row(mnemonic, ADD_IMMEDIATE, opcode, Format.SIY)
                .facility(Facility.GENERAL_INSTRUCTIONS_EXTENSION)
                .interlockedWith(Facility.Z196_GROUP)
                .in(from, Source.I2)
                .op2(Arithmetic::add)
                .out(to)
                .overflow();
    }

    private static List<Rows> differences() {
        return List.of(
                difference32(rr("sr", SUBTRACT, 0x1B).op2(Arithmetic::subtract)),
                difference32(rrf("srk", SUBTRACT, 0xB9F9).op2(Arithmetic::subtract)),
                difference32(rx("s", SUBTRACT, 0x5B, Source.STORAGE_4).op2(Arithmetic::subtract)),
                difference32(longRxy("sy", SUBTRACT, 0xE35B, Source.STORAGE_4).op2(Arithmetic::subtract)),
                difference32(rx("sh", SUBTRACT_HALFWORD, 0x4B, Source.STORAGE_2).op2((a, b) -> a - (short) b)),
                difference32(longRxy("shy", SUBTRACT_HALFWORD, 0xE37B, Source.STORAGE_2)
                        .op2((a, b) -> a - (short) b)),
                difference64(rre("sgr", SUBTRACT, 0xB909).op2(Arithmetic::subtract)),
                difference64(rrf("sgrk", SUBTRACT, 0xB9E9).op2(Arithmetic::subtract)),
                difference64(rre("sgfr", SUBTRACT, 0xB919).op2((a, b) -> a - (int) b)),
                difference64(rxy("sg", SUBTRACT, 0xE309, Source.STORAGE_8).op2(Arithmetic::subtract)),
                difference64(rxy("sgf", SUBTRACT, 0xE319, Source.STORAGE_4).op2((a, b) -> a - (int) b)));
    }

    /** The high-word facility. */
    private static List<Rows> high() {
        return List.of(
                high("ahhhr", "ADD HIGH", 0xB9C8, Source.R3_HIGH)
                        .op2(Arithmetic::add)
                        .cc(Conditions::add32),
                high("ahhlr", "ADD HIGH", 0xB9D8, Source.R3)
                        .op2(Arithmetic::add)
                        .cc(Conditions::add32),
                high("shhhr", "SUBTRACT HIGH", 0xB9C9, Source.R3_HIGH)
                        .op2(Arithmetic::subtract)
                        .cc(Conditions::subtract32),
                high("shhlr", "SUBTRACT HIGH", 0xB9D9, Source.R3)
                        .op2(Arithmetic::subtract)
                        .cc(Conditions::subtract32),
                Rows.row("aih", "ADD IMMEDIATE HIGH", 0xCC8, Format.RIL_A)
                        .facility(Facility.Z196_GROUP)
                        .in(Source.R1_HIGH, Source.I2)
                        .op2(Arithmetic::add)
                        .out(Target.R1_HIGH)
                        .cc(Conditions::add32)
                        .overflow());
    }

    private static Rows high(String mnemonic, String title, int opcode, Source third) {
        return rrf(mnemonic, title, opcode)
                .in(Source.R2_HIGH, third)
                .out(Target.R1_HIGH)
                .overflow();
    }
}
