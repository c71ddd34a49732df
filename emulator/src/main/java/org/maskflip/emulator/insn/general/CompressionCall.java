package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.Format.RRE;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.ProgramInterruption.Ending;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;

/**
 * COMPRESSION CALL. One execution handles at most {@link #SYMBOLS} index symbols; if more is to be done it ends with condition code
 * 3. A condition that a later symbol meets ends the execution before that symbol, so the program meets it at the next one with
 * everything before it done. Source: PoP chapter 7, "COMPRESSION CALL", and "Data Compression" (SA22-7208).
 */
final class CompressionCall {
    static final int SYMBOLS = 8;

    /** The largest number of characters that a symbol may stand for, and of children that one entry may have. */
    static final int LARGEST = 260;

    /** Bits of general register 0; the symbol size in bits is 8 more than the field 48-51, which holds 1-5. */
    private static final int SYMBOL_TRANSLATION = 0x1_0000;

    private static final int SIZE_SHIFT = 12;
    private static final int LARGEST_SIZE_CODE = 5;
    private static final int FORMAT_1 = 0x200;
    private static final int EXPANSION = 0x100;

    /** Parts of general register 1: dictionary, offset of the symbol-translation table in 128 bytes, bit number. */
    private static final long DICTIONARY = ~0xFFFL;

    private static final int TABLE_OFFSET = 0xFF8;
    private static final int TABLE_OFFSET_SHIFT = 4;
    private static final int BIT_NUMBER = 7;

    private CompressionCall() {}

    static List<Instruction> rows() {
        return List.of(row("cmpsc", "COMPRESSION CALL", 0xB263, RRE)
                .even(Field.R1, Field.R2)
                .routine(
                        "fetches characters or symbols and dictionary entries for at most 8 symbols, then stores",
                        CompressionCall::execute)
                .build());
    }

    /** What general registers 0 and 1 ask for. */
    record Control(
            int symbolBits,
            long dictionary,
            long translationTable,
            SiblingFormat siblings,
            int bitNumber,
            Access access) {
        /** The number of entries of a dictionary of this symbol size. */
        int entries() {
            return 1 << symbolBits;
        }
    }

    private static void execute(Decoded insn, Registers registers, Access access, Environment environment) {
        Specification.registers(insn);
        int asked = registers.grLow(0);
        int size = asked >>> SIZE_SHIFT & 15;
        Specification.require(size >= 1 && size <= LARGEST_SIZE_CODE);
        long dictionary = registers.wrap(registers.gr(1)) & DICTIONARY;
        long table = dictionary + ((registers.gr(1) & TABLE_OFFSET) << TABLE_OFFSET_SHIFT);
        Control control = new Control(
                size + 8,
                dictionary,
                (asked & SYMBOL_TRANSLATION) != 0 ? table : Compression.NO_TABLE,
                (asked & FORMAT_1) != 0 ? SiblingFormat.FORMAT_1 : SiblingFormat.FORMAT_0,
                (int) registers.gr(1) & BIT_NUMBER,
                access);
        LongOperand first = LongOperand.ofFullLength(registers, insn.r1());
        LongOperand second = LongOperand.ofFullLength(registers, insn.r2());
        if ((asked & EXPANSION) != 0) {
            expand(registers, control, first, second);
        } else {
            compress(registers, control, first, second);
        }
    }

    private static void compress(Registers registers, Control control, LongOperand first, LongOperand second) {
        Compression unit = new Compression(control, registers, first, second);
        int conditionCode = unit.run();
        unit.store();
        int bits = control.bitNumber() + unit.bits();
        first.advance(registers, bits / 8);
        second.advance(registers, unit.taken());
        setBitNumber(registers, bits);
        registers.setCc(conditionCode);
    }

    private static void expand(Registers registers, Control control, LongOperand first, LongOperand second) {
        Expansion unit = new Expansion(control, registers, first, second);
        int conditionCode = unit.run();
        unit.store();
        int bits = control.bitNumber() + unit.bits();
        first.advance(registers, unit.length());
        second.advance(registers, bits / 8);
        setBitNumber(registers, bits);
        registers.setCc(conditionCode);
    }

    private static void setBitNumber(Registers registers, int bits) {
        registers.setGr(1, registers.gr(1) & ~BIT_NUMBER | bits & BIT_NUMBER);
    }

    /** Whether a symbol that begins {@code bits} bits after an operand's first byte ends inside the operand. */
    static boolean isRoom(int bits, int symbolBits, long length) {
        return Long.compareUnsigned((bits + symbolBits + 7) / 8, length) <= 0;
    }

    /** A dictionary that contradicts itself: data exception with data-exception code 0. */
    static void require(boolean isSound) {
        if (!isSound) {
            throw ProgramInterruption.data(0, Ending.SUPPRESSED);
        }
    }
}
