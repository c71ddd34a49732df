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

/** Logical addition and subtraction. Source: PoP chapter 7, "ADD LOGICAL" to "ADD LOGICAL WITH CARRY", "SUBTRACT LOGICAL". */
final class LogicalAdditionRows {
    private static final String ADD = "ADD LOGICAL";
    private static final String ADD_IMMEDIATE = "ADD LOGICAL IMMEDIATE";
    private static final String ADD_SIGNED = "ADD LOGICAL WITH SIGNED IMMEDIATE";
    private static final String ADD_CARRY = "ADD LOGICAL WITH CARRY";
    private static final String SUBTRACT = "SUBTRACT LOGICAL";
    private static final String SUBTRACT_IMMEDIATE = "SUBTRACT LOGICAL IMMEDIATE";
    private static final String SUBTRACT_BORROW = "SUBTRACT LOGICAL WITH BORROW";
    private static final long WORD = 0xFFFF_FFFFL;

    private LogicalAdditionRows() {}

    static List<Instruction> rows() {
        return Stream.of(sums(), immediates(), differences(), carries(), high())
                .flatMap(List::stream)
                .map(Rows::build)
                .toList();
    }

    private static Rows sum32(Rows row) {
        return row.out(Target.R1_LOW).cc(Conditions::addLogical32);
    }

    private static Rows sum64(Rows row) {
        return row.out(Target.R1).cc(Conditions::addLogical64);
    }

    private static Rows difference32(Rows row) {
        return row.op2(Arithmetic::subtract).out(Target.R1_LOW).cc(Conditions::subtractLogical32);
    }

    private static Rows difference64(Rows row) {
        return row.out(Target.R1).cc(Conditions::subtractLogical64);
    }

    private static List<Rows> sums() {
        return List.of(
                sum32(rr("alr", ADD, 0x1E).op2(Arithmetic::add)),
                sum32(rrf("alrk", ADD, 0xB9FA).op2(Arithmetic::add)),
                sum32(rx("al", ADD, 0x5E, Source.STORAGE_4).op2(Arithmetic::add)),
                sum32(longRxy("aly", ADD, 0xE35E, Source.STORAGE_4).op2(Arithmetic::add)),
                sum64(rre("algr", ADD, 0xB90A).op2(Arithmetic::add)),
                sum64(rrf("algrk", ADD, 0xB9EA).op2(Arithmetic::add)),
                sum64(rre("algfr", ADD, 0xB91A).op2((a, b) -> a + (b & WORD))),
                sum64(rxy("alg", ADD, 0xE30A, Source.STORAGE_8).op2(Arithmetic::add)),
                sum64(rxy("algf", ADD, 0xE31A, Source.STORAGE_4).op2(Arithmetic::add)));
    }

    private static List<Rows> immediates() {
        return List.of(
                sum32(ril("alfi", ADD_IMMEDIATE, 0xC2B).unsigned().op2(Arithmetic::add)),
                sum64(ril("algfi", ADD_IMMEDIATE, 0xC2A).unsigned().op2(Arithmetic::add)),
                difference32(ril("slfi", SUBTRACT_IMMEDIATE, 0xC25).unsigned()),
                difference64(ril("slgfi", SUBTRACT_IMMEDIATE, 0xC24).unsigned().op2(Arithmetic::subtract)),
                sum32(distinct("alhsik", 0xECDA)),
                sum64(distinct("alghsik", 0xECDB)),
                toStorage("alsi", 0xEB6E, Source.STORAGE_4, Target.STORAGE_4).cc(Conditions::addLogical32),
                toStorage("algsi", 0xEB7E, Source.STORAGE_8, Target.STORAGE_8).cc(Conditions::addLogical64));
    }

    private static Rows distinct(String mnemonic, int opcode) {
        return Rows.row(mnemonic, ADD_SIGNED, opcode, Format.RIE_D)
                .operands(Operand.GR1, Operand.GR3, Operand.IMMEDIATE2)
                .facility(Facility.Z196_GROUP)
                .in(Source.R3, Source.I2)
                .op2(Arithmetic::add);
    }

    private static Rows toStorage(String mnemonic, int opcode, Source from, Target to) {
        return Rows.row(mnemonic, ADD_SIGNED, opcode, Format.SIY)
                .facility(Facility.GENERAL_INSTRUCTIONS_EXTENSION)
                .interlockedWith(Facility.Z196_GROUP)
                .in(from, Source.I2)
                .op2(Arithmetic::add)
                .out(to);
    }

    private static List<Rows> differences() {
        return List.of(
                difference32(rr("slr", SUBTRACT, 0x1F)),
                difference32(rrf("slrk", SUBTRACT, 0xB9FB)),
                difference32(rx("sl", SUBTRACT, 0x5F, Source.STORAGE_4)),
                difference32(longRxy("sly", SUBTRACT, 0xE35F, Source.STORAGE_4)),
                difference64(rre("slgr", SUBTRACT, 0xB90B).op2(Arithmetic::subtract)),
                difference64(rrf("slgrk", SUBTRACT, 0xB9EB).op2(Arithmetic::subtract)),
                difference64(rre("slgfr", SUBTRACT, 0xB91B).op2((a, b) -> a - (b & WORD))),
                difference64(rxy("slg", SUBTRACT, 0xE30B, Source.STORAGE_8).op2(Arithmetic::subtract)),
                difference64(rxy("slgf", SUBTRACT, 0xE31B, Source.STORAGE_4).op2(Arithmetic::subtract)));
    }

    /** N3 instructions in the 32-bit forms. The third source is the condition code. */
    private static List<Rows> carries() {
        return List.of(
                carry32(rre("alcr", ADD_CARRY, 0xB998), Source.R2),
                carry32(rxy("alc", ADD_CARRY, 0xE398, Source.STORAGE_4), Source.STORAGE_4),
                carry64(rre("alcgr", ADD_CARRY, 0xB988), Source.R2),
                carry64(rxy("alcg", ADD_CARRY, 0xE388, Source.STORAGE_8), Source.STORAGE_8),
                borrow32(rre("slbr", SUBTRACT_BORROW, 0xB999), Source.R2),
                borrow32(rxy("slb", SUBTRACT_BORROW, 0xE399, Source.STORAGE_4), Source.STORAGE_4),
                borrow64(rre("slbgr", SUBTRACT_BORROW, 0xB989), Source.R2),
                borrow64(rxy("slbg", SUBTRACT_BORROW, 0xE389, Source.STORAGE_8), Source.STORAGE_8));
    }

    private static Rows carry32(Rows row, Source second) {
        return row.in(Source.R1, second, Source.CC)
                .op(Arithmetic::addCarry)
                .out(Target.R1_LOW)
                .cc(Conditions::addCarry32);
    }

    private static Rows carry64(Rows row, Source second) {
        return row.in(Source.R1, second, Source.CC)
                .op(Arithmetic::addCarry)
                .out(Target.R1)
                .cc(Conditions::addCarry64);
    }

    private static Rows borrow32(Rows row, Source second) {
        return row.in(Source.R1, second, Source.CC)
                .op(Arithmetic::subtractBorrow)
                .out(Target.R1_LOW)
                .cc(Conditions::subtractBorrow32);
    }

    private static Rows borrow64(Rows row, Source second) {
        return row.in(Source.R1, second, Source.CC)
                .op(Arithmetic::subtractBorrow)
                .out(Target.R1)
                .cc(Conditions::subtractBorrow64);
    }

    /** The high-word facility. */
    private static List<Rows> high() {
        return List.of(
                high("alhhhr", "ADD LOGICAL HIGH", 0xB9CA, Source.R3_HIGH)
                        .op2(Arithmetic::add)
                        .cc(Conditions::addLogical32),
                high("alhhlr", "ADD LOGICAL HIGH", 0xB9DA, Source.R3)
                        .op2(Arithmetic::add)
                        .cc(Conditions::addLogical32),
                high("slhhhr", "SUBTRACT LOGICAL HIGH", 0xB9CB, Source.R3_HIGH)
                        .op2(Arithmetic::subtract)
                        .cc(Conditions::subtractLogical32),
                high("slhhlr", "SUBTRACT LOGICAL HIGH", 0xB9DB, Source.R3)
                        .op2(Arithmetic::subtract)
                        .cc(Conditions::subtractLogical32),
                immediateHigh("alsih", "ADD LOGICAL WITH SIGNED IMMEDIATE HIGH", 0xCCA)
                        .cc(Conditions::addLogical32),
                immediateHigh("alsihn", "ADD LOGICAL WITH SIGNED IMMEDIATE HIGH", 0xCCB));
    }

    private static Rows high(String mnemonic, String title, int opcode, Source third) {
        return rrf(mnemonic, title, opcode).in(Source.R2_HIGH, third).out(Target.R1_HIGH);
    }

    private static Rows immediateHigh(String mnemonic, String title, int opcode) {
        return Rows.row(mnemonic, title, opcode, Format.RIL_A)
                .facility(Facility.Z196_GROUP)
                .in(Source.R1_HIGH, Source.I2)
                .op2(Arithmetic::add)
                .out(Target.R1_HIGH);
    }
}
