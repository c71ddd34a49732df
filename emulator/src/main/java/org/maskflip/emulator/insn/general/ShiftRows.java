package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import java.util.stream.Stream;
import org.maskflip.emulator.alu.Conditions;
import org.maskflip.emulator.alu.Rotation;
import org.maskflip.emulator.alu.Shifts;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.insn.Alias;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;
import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Source;
import org.maskflip.emulator.insn.Target;

/** Shifts and rotations of one register. Source: PoP chapter 7, "SHIFT LEFT SINGLE" to "SHIFT RIGHT SINGLE LOGICAL", "ROTATE ...". */
final class ShiftRows {
    private static final String LEFT = "SHIFT LEFT SINGLE";
    private static final String LEFT_LOGICAL = "SHIFT LEFT SINGLE LOGICAL";
    private static final String RIGHT = "SHIFT RIGHT SINGLE";
    private static final String RIGHT_LOGICAL = "SHIFT RIGHT SINGLE LOGICAL";
    private static final String ROTATE = "ROTATE LEFT SINGLE LOGICAL";
    private static final String INSERT = "ROTATE THEN INSERT SELECTED BITS";
    private static final Facility EXTENSION = Facility.GENERAL_INSTRUCTIONS_EXTENSION;

    private ShiftRows() {}

    static List<Instruction> rows() {
        return Stream.of(words(), doublewords(), distinct(), selected(), high())
                .flatMap(List::stream)
                .map(Rows::build)
                .toList();
    }

    private static Rows word(String mnemonic, String title, int opcode) {
        return row(mnemonic, title, opcode, Format.RS_A)
                .operands(Operand.GR1, Operand.BASED2)
                .in(Source.R1, Source.ADDRESS)
                .out(Target.R1_LOW);
    }

    private static Rows rsy(String mnemonic, String title, int opcode, Target out) {
        return row(mnemonic, title, opcode, Format.RSY_A)
                .in(Source.R3, Source.ADDRESS)
                .out(out);
    }

    private static List<Rows> words() {
        return List.of(
                word("sla", LEFT, 0x8B)
                        .op2(Shifts::left32)
                        .cc(Conditions::shiftLeft32)
                        .overflow(),
                word("sll", LEFT_LOGICAL, 0x89).op2(Shifts::leftLogical32),
                word("sra", RIGHT, 0x8A).op2(Shifts::right32).cc(Conditions::sign32),
                word("srl", RIGHT_LOGICAL, 0x88).op2(Shifts::rightLogical32),
                rsy("rll", ROTATE, 0xEB1D, Target.R1_LOW).op2(Shifts::rotate32));
    }

    private static List<Rows> doublewords() {
        return List.of(
                rsy("slag", LEFT, 0xEB0B, Target.R1)
                        .op2(Shifts::left64)
                        .cc(Conditions::shiftLeft64)
                        .overflow(),
                rsy("sllg", LEFT_LOGICAL, 0xEB0D, Target.R1).op2(Shifts::leftLogical64),
                rsy("srag", RIGHT, 0xEB0A, Target.R1).op2(Shifts::right64).cc(Conditions::sign64),
                rsy("srlg", RIGHT_LOGICAL, 0xEB0C, Target.R1).op2(Shifts::rightLogical64),
                rsy("rllg", ROTATE, 0xEB1C, Target.R1).op2(Shifts::rotate64));
    }

    /** The distinct-operands facility. */
    private static List<Rows> distinct() {
        return Stream.of(
                        rsy("slak", LEFT, 0xEBDD, Target.R1_LOW)
                                .op2(Shifts::left32)
                                .cc(Conditions::shiftLeft32)
                                .overflow(),
                        rsy("sllk", LEFT_LOGICAL, 0xEBDF, Target.R1_LOW).op2(Shifts::leftLogical32),
                        rsy("srak", RIGHT, 0xEBDC, Target.R1_LOW)
                                .op2(Shifts::right32)
                                .cc(Conditions::sign32),
                        rsy("srlk", RIGHT_LOGICAL, 0xEBDE, Target.R1_LOW).op2(Shifts::rightLogical32))
                .map(each -> each.facility(Facility.Z196_GROUP))
                .toList();
    }

    private static Rows rotate(String mnemonic, String title, int opcode, Operation operation) {
        return row(mnemonic, title, opcode, Format.RIE_F)
                .facility(EXTENSION)
                .in(Source.R1, Source.R2, Source.I3_I4_I5)
                .op(operation)
                .out(Target.R1);
    }

    /** The name of a row whose remaining bits become zero: the leftmost bit of I4 is one, the next, which is ignored, zero. */
    private static Alias zeroing(String mnemonic) {
        return new Alias(mnemonic, Field.I4, 0x80, 0xC0, 0);
    }

    private static List<Rows> selected() {
        return List.of(
                rotate("risbg", INSERT, 0xEC55, Rotation::insert)
                        .alias(zeroing("risbgz"))
                        .cc(Conditions::sign64),
                rotate("risbgn", INSERT, 0xEC59, Rotation::insert)
                        .alias(zeroing("risbgnz"))
                        .facility(Facility.Z_EC12_GROUP),
                rotate("rnsbg", "ROTATE THEN AND SELECTED BITS", 0xEC54, Rotation::and)
                        .cc(Rotation::andCode),
                rotate("rosbg", "ROTATE THEN OR SELECTED BITS", 0xEC56, Rotation::or)
                        .cc(Rotation::orCode),
                rotate("rxsbg", "ROTATE THEN EXCLUSIVE OR SELECTED BITS", 0xEC57, Rotation::xor)
                        .cc(Rotation::xorCode));
    }

    /** The high-word facility. */
    private static List<Rows> high() {
        return List.of(
                rotate("risbhg", INSERT + " HIGH", 0xEC5D, Rotation::insertHigh)
                        .facility(Facility.Z196_GROUP)
                        .in(Source.R1_HIGH, Source.R2, Source.I3_I4_I5)
                        .out(Target.R1_HIGH),
                rotate("risblg", INSERT + " LOW", 0xEC51, Rotation::insertLow)
                        .facility(Facility.Z196_GROUP)
                        .out(Target.R1_LOW));
    }
}
