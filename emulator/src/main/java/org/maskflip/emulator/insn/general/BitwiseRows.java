package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.general.Shapes.*;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;
import org.maskflip.emulator.alu.Arithmetic;
import org.maskflip.emulator.alu.Conditions;
import org.maskflip.emulator.alu.Logic;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Source;
import org.maskflip.emulator.insn.Target;

/** AND, OR, EXCLUSIVE OR of words, doublewords and bytes in storage; TEST UNDER MASK of a byte. Source: PoP chapter 7, these headings. */
final class BitwiseRows {
    private BitwiseRows() {}

    static List<Instruction> rows() {
        List<Rows> rows = new ArrayList<>();
        rows.addAll(family("n", "AND", 4, Logic::and));
        rows.addAll(family("o", "OR", 6, Logic::or));
        rows.addAll(family("x", "EXCLUSIVE OR", 7, Logic::xor));
        rows.add(underMask("tm", 0x91, Format.SI));
        rows.add(underMask("tmy", 0xEB51, Format.SIY).facility(Facility.LONG_DISPLACEMENT));
        rows.add(Rows.row("popcnt", "POPULATION COUNT", 0xB9E1, Format.RRE)
                .facility(Facility.Z196_GROUP)
                .in(Source.R2)
                .op1(Arithmetic::bitsPerByte)
                .out(Target.R1)
                .cc(Conditions::nonzero64));
        return rows.stream().map(Rows::build).toList();
    }

    /** The operation codes of the three families differ in one hexadecimal digit: 4 AND, 6 OR, 7 EXCLUSIVE OR. */
    private static List<Rows> family(String letter, String title, int digit, LongBinaryOperator operation) {
        return List.of(
                word(rr(letter + "r", title, 0x10 + digit).op2(operation)),
                word(rx(letter, title, 0x50 + digit, Source.STORAGE_4).op2(operation)),
                word(longRxy(letter + "y", title, 0xE350 + digit, Source.STORAGE_4)
                        .op2(operation)),
                word(rrf(letter + "rk", title, 0xB9F0 + digit).op2(operation)),
                doubleword(
                        rre(letter + "gr", title, 0xB980 + doubleDigit(digit)).op2(operation)),
                doubleword(rrf(letter + "grk", title, 0xB9E0 + digit).op2(operation)),
                doubleword(rxy(letter + "g", title, 0xE380 + doubleDigit(digit), Source.STORAGE_8)
                        .op2(operation)),
                bytes(letter + "i", title, 0x90 + digit, Format.SI).op2(operation),
                bytes(letter + "iy", title, 0xEB50 + digit, Format.SIY)
                        .facility(Facility.LONG_DISPLACEMENT)
                        .op2(operation));
    }

    private static int doubleDigit(int digit) {
        return digit == 4 ? 0 : digit == 6 ? 1 : 2;
    }

    private static Rows word(Rows row) {
        return row.out(Target.R1_LOW).cc(Conditions::nonzero32);
    }

    private static Rows doubleword(Rows row) {
        return row.out(Target.R1).cc(Conditions::nonzero64);
    }

    private static Rows bytes(String mnemonic, String title, int opcode, Format format) {
        return Rows.row(mnemonic, title, opcode, format)
                .unsigned()
                .interlockedWith(Facility.INTERLOCKED_ACCESS_2)
                .in(Source.STORAGE_1, Source.I2)
                .out(Target.STORAGE_1)
                .cc(Conditions::nonzero64);
    }

    private static Rows underMask(String mnemonic, int opcode, Format format) {
        return Rows.row(mnemonic, "TEST UNDER MASK", opcode, format)
                .unsigned()
                .in(Source.STORAGE_1, Source.I2)
                .op2(Logic::and)
                .cc(Conditions::underMask);
    }
}
