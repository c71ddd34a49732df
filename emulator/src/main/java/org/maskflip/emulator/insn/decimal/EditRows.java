package org.maskflip.emulator.insn.decimal;

import static org.maskflip.emulator.insn.Access.PSW_KEY;
import static org.maskflip.emulator.insn.Format.SS_A;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Space;

/**
 * EDIT and EDIT AND MARK: the digits of packed numbers take their places in a pattern, which is replaced by the result. All is
 * fetched and checked before the first byte is stored.
 */
final class EditRows {
    private static final String EDITS =
            "fetches the pattern and as many source bytes as it selects digits, then stores the result; probed first";

    private static final int DIGIT_SELECTOR = 0x20;
    private static final int SIGNIFICANCE_STARTER = 0x21;
    private static final int FIELD_SEPARATOR = 0x22;
    private static final int ZONE = 0xF0;
    private static final int SMALLEST_SIGN = 0xA;
    private static final int NONE = -1;

    private final Registers registers;
    private final Access access;
    private final int[] result;
    private final int fill;
    private long source;

    /** The right digit of the source byte fetched last, or NONE. */
    private int pending = NONE;

    private boolean significant;

    /** Whether the current field has had a digit other than zero. */
    private boolean nonzero;

    /** Where in the result the last nonzero digit stands that began a number, or NONE. */
    private int mark = NONE;

    private EditRows(Registers registers, Access access, int[] pattern, long source) {
        this.registers = registers;
        this.access = access;
        this.result = pattern;
        this.fill = pattern[0];
        this.source = source;
    }

    static List<Instruction> rows() {
        return List.of(
                row("ed", "EDIT", 0xDE, SS_A)
                        .routine(EDITS, (insn, registers, access, environment) -> edit(insn, registers, access))
                        .build(),
                row("edmk", "EDIT AND MARK", 0xDF, SS_A)
                        .routine(EDITS, (insn, registers, access, environment) -> {
                            long address = insn.address(registers);
                            int mark = edit(insn, registers, access);
                            if (mark != NONE) {
                                setMark(registers, registers.wrap(address + mark));
                            }
                        })
                        .build());
    }

    /** In the 24-bit addressing mode bits 32-39 of register 1 stay, other than with most instructions. */
    private static void setMark(Registers registers, long address) {
        if (registers.addressMask() == 0xFF_FFFFL) {
            registers.setGr(1, registers.gr(1) & ~0xFF_FFFFL | address);
        } else {
            registers.setGrAddress(1, address);
        }
    }

    /** Edits, sets the condition code, and returns where the mark goes. */
    private static int edit(Decoded insn, Registers registers, Access access) {
        long address = insn.address(registers);
        int[] pattern = new int[insn.length1() + 1];
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = (int) access.fetch(registers.wrap(address + i), 1);
        }
        EditRows edit = new EditRows(registers, access, pattern, insn.secondAddress(registers));
        for (int i = 0; i < pattern.length; i++) {
            edit.one(i);
        }
        access.probeStore(Space.CURRENT, PSW_KEY, address, pattern.length);
        for (int i = 0; i < pattern.length; i++) {
            access.store(registers.wrap(address + i), 1, pattern[i]);
        }
        registers.setCc(!edit.nonzero ? 0 : edit.significant ? 1 : 2);
        return edit.mark;
    }

    private void one(int place) {
        switch (result[place]) {
            case DIGIT_SELECTOR -> digit(place, significant);
            case SIGNIFICANCE_STARTER -> digit(place, true);
            case FIELD_SEPARATOR -> {
                result[place] = fill;
                significant = false;
                nonzero = false;
            }
            default -> result[place] = significant ? result[place] : fill;
        }
    }

    /**
     * Places one digit.
     *
     * @param after the significance after a zero; a digit other than zero turns it on, and a plus sign off
     */
    private void digit(int place, boolean after) {
        int digit = pending;
        boolean plus = false;
        if (digit == NONE) {
            int both = (int) access.fetch(source, 1);
            source = registers.wrap(source + 1);
            digit = both >> 4;
            DecimalOperand.require(digit < SMALLEST_SIGN);
            int right = both & 0xF;
            plus = right >= SMALLEST_SIGN && right != 0xB && right != 0xD;
            pending = right >= SMALLEST_SIGN ? NONE : right;
        } else {
            pending = NONE;
        }
        if (digit != 0 && !significant) {
            mark = place;
        }
        result[place] = digit != 0 || significant ? ZONE | digit : fill;
        nonzero |= digit != 0;
        significant = (digit != 0 || after) && !plus;
    }
}
