package org.maskflip.emulator.insn.floatingpoint;

import static org.maskflip.emulator.insn.Rows.row;

import org.maskflip.emulator.alu.BinaryFormat;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Operand;
import org.maskflip.emulator.insn.Rows;

/** The names, operation codes and formats of binary-floating-point rows, which follow a rule. */
final class BinaryNames {
    /** The leftmost byte of operation codes. */
    private static final int REGISTERS = 0xB300;

    private static final int STORAGE = 0xED00;

    private BinaryNames() {}

    /** The letter of a format. */
    static String letter(BinaryFormat format) {
        return switch (format) {
            case SHORT -> "e";
            case LONG -> "d";
            case EXTENDED -> "x";
        };
    }

    /** What a format adds to the right byte of the operation code. */
    static int step(BinaryFormat format) {
        return switch (format) {
            case SHORT -> 0;
            case LONG -> 0x10;
            case EXTENDED -> 0x40;
        };
    }

    /** A row on two floating-point registers, its name without the "r", its operation code without the left byte. */
    static Rows registers(String name, String title, int code) {
        return row(name + "r", title, REGISTERS | code, Format.RRE).operands(Operand.FR1, Operand.FR2);
    }

    /** A row on a floating-point register and storage. */
    static Rows storage(String name, String title, int code) {
        return row(name, title, STORAGE | code, Format.RXE).operands(Operand.FR1, Operand.INDEXED2);
    }

    /** The one or the other. */
    static Rows second(BinaryOperands.Second where, String name, String title, int code) {
        return where == BinaryOperands.Second.REGISTER ? registers(name, title, code) : storage(name, title, code);
    }

    /** How the second operand is fetched, in words. */
    static String references(BinaryOperands.Second where, BinaryFormat format) {
        if (where == BinaryOperands.Second.REGISTER) {
            return "";
        }
        return format == BinaryFormat.SHORT ? "fetches a word" : "fetches a doubleword";
    }
}
