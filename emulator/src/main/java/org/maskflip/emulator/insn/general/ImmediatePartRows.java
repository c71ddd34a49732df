package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.general.Shapes.*;

import java.util.ArrayList;
import java.util.List;
import org.maskflip.emulator.alu.Conditions;
import org.maskflip.emulator.alu.Extension;
import org.maskflip.emulator.alu.Logic;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Source;
import org.maskflip.emulator.insn.Target;

/**
 * Instructions on one half or quarter of a register and an immediate operand, and loads of immediate operands. Source: PoP chapter
 * 7, "AND IMMEDIATE", "INSERT IMMEDIATE", "LOAD LOGICAL IMMEDIATE", "OR IMMEDIATE", "TEST UNDER MASK", "LOAD HALFWORD IMMEDIATE".
 */
final class ImmediatePartRows {
    private static final String AND = "AND IMMEDIATE";
    private static final String OR = "OR IMMEDIATE";
    private static final String XOR = "EXCLUSIVE OR IMMEDIATE";
    private static final String INSERT = "INSERT IMMEDIATE";
    private static final String LOAD = "LOAD LOGICAL IMMEDIATE";
    private static final String[] QUARTERS = {"hh", "hl", "lh", "ll"};
    /** The last digit of TMHH, TMHL, TMLH, TMLL. */
    private static final int[] UNDER_MASK = {0xA72, 0xA73, 0xA70, 0xA71};

    private ImmediatePartRows() {}

    static List<Instruction> rows() {
        List<Rows> rows = new ArrayList<>();
        for (int i = 0; i < QUARTERS.length; i++) {
            rows.addAll(quarter(QUARTERS[i], i, 48 - 16 * i));
        }
        rows.addAll(halves());
        rows.addAll(loads());
        return rows.stream().map(Rows::build).toList();
    }

    /** The two on the right half have a second name, of the time when there was only that half. */
    private static Rows underMask(String name, int number, int distance) {
        Rows row = ri("tm" + name, "TEST UNDER MASK", UNDER_MASK[number])
                .unsigned()
                .op2((a, b) -> Logic.halfword(a, distance) & b)
                .cc(Conditions::underMask16);
        return distance >= 32 ? row : row.synonym(distance == 0 ? "tml" : "tmh", Field.R1);
    }

    /** The operation codes count the quarters from the left. */
    private static List<Rows> quarter(String name, int number, int distance) {
        return List.of(
                ri("ii" + name, INSERT, 0xA50 + number)
                        .unsigned()
                        .op2((a, b) -> Logic.insertHalfword(a, b, distance))
                        .out(Target.R1),
                ri("ni" + name, AND, 0xA54 + number)
                        .unsigned()
                        .op2((a, b) -> Logic.andHalfword(a, b, distance))
                        .out(Target.R1)
                        .cc((a, b, c, r) -> Logic.halfword(r, distance) == 0 ? 0 : 1),
                ri("oi" + name, OR, 0xA58 + number)
                        .unsigned()
                        .op2((a, b) -> a | b << distance)
                        .out(Target.R1)
                        .cc((a, b, c, r) -> Logic.halfword(r, distance) == 0 ? 0 : 1),
                ri("lli" + name, LOAD, 0xA5C + number)
                        .unsigned()
                        .in(Source.I2)
                        .op1(a -> a << distance)
                        .out(Target.R1),
                underMask(name, number, distance));
    }

    private static List<Rows> halves() {
        return List.of(
                high("iihf", INSERT, 0xC08).in(Source.I2).op1(Extension::same),
                low("iilf", INSERT, 0xC09).in(Source.I2).op1(Extension::same),
                high("nihf", AND, 0xC0A).op2(Logic::and).cc(Conditions::nonzero32),
                low("nilf", AND, 0xC0B).op2(Logic::and).cc(Conditions::nonzero32),
                high("oihf", OR, 0xC0C).op2(Logic::or).cc(Conditions::nonzero32),
                low("oilf", OR, 0xC0D).op2(Logic::or).cc(Conditions::nonzero32),
                high("xihf", XOR, 0xC06).op2(Logic::xor).cc(Conditions::nonzero32),
                low("xilf", XOR, 0xC07).op2(Logic::xor).cc(Conditions::nonzero32));
    }

    private static Rows high(String mnemonic, String title, int opcode) {
        return ril(mnemonic, title, opcode)
                .unsigned()
                .in(Source.R1_HIGH, Source.I2)
                .out(Target.R1_HIGH);
    }

    private static Rows low(String mnemonic, String title, int opcode) {
        return ril(mnemonic, title, opcode).unsigned().out(Target.R1_LOW);
    }

    private static List<Rows> loads() {
        return List.of(
                load("lhi", "LOAD HALFWORD IMMEDIATE", 0xA78, Format.RI_A).out(Target.R1_LOW),
                load("lghi", "LOAD HALFWORD IMMEDIATE", 0xA79, Format.RI_A).out(Target.R1),
                load("lgfi", "LOAD IMMEDIATE", 0xC01, Format.RIL_A)
                        .facility(Facility.EXTENDED_IMMEDIATE)
                        .out(Target.R1),
                load("llihf", LOAD, 0xC0E, Format.RIL_A)
                        .facility(Facility.EXTENDED_IMMEDIATE)
                        .unsigned()
                        .op1(a -> a << 32)
                        .out(Target.R1),
                load("llilf", LOAD, 0xC0F, Format.RIL_A)
                        .facility(Facility.EXTENDED_IMMEDIATE)
                        .unsigned()
                        .out(Target.R1));
    }

    private static Rows load(String mnemonic, String title, int opcode, Format format) {
        return Rows.row(mnemonic, title, opcode, format).in(Source.I2).op1(Extension::same);
    }
}
