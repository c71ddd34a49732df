package org.maskflip.emulator.insn.general;

import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Rows;

/**
 * The letters by which extended mnemonics name a mask, and the aliases made of them. Where two names have one mask the disassembler
 * prints the first. Source: GNU as manual, "Instruction mnemonics" of the s390 part.
 */
final class Suffixes {
    /** Names of masks on the condition code, printed first. */
    private static final String[] CONDITIONS = {
        "o", "h", "nle", "l", "nhe", "lh", "ne", "e", "nlh", "he", "nl", "le", "nh", "no"
    };

    /** Other names, after a comparison of numbers or a test: plus, minus, zero, mixed. */
    private static final String[] OTHERS = {"p", "m", "nz", "z", "nm", "np"};

    private static final int[] OTHER_MASKS = {2, 4, 7, 8, 11, 13};

    /** Names of masks on a comparison, printed first. */
    private static final String[] ORDERS = {"h", "l", "ne", "e", "nl", "nh"};

    private static final int[] ORDER_MASKS = {2, 4, 6, 8, 10, 12};

    /** Other names of the same masks. */
    private static final String[] OTHER_ORDERS = {"nle", "nhe", "lh", "nlh", "he", "le"};

    private Suffixes() {}

    /** Adds the aliases {@code before} suffix {@code after} of all masks 1 to 14 on the condition code. */
    static Rows conditions(Rows row, Field mask, String before, String after) {
        for (int i = 0; i < CONDITIONS.length; i++) {
            row.alias(before + CONDITIONS[i] + after, mask, i + 1);
        }
        for (int i = 0; i < OTHERS.length; i++) {
            row.alias(before + OTHERS[i] + after, mask, OTHER_MASKS[i]);
        }
        return row;
    }

    /** Adds the aliases {@code before} suffix of the masks on a comparison. */
    static Rows orders(Rows row, Field mask, String before) {
        for (int i = 0; i < ORDERS.length; i++) {
            row.alias(before + ORDERS[i], mask, ORDER_MASKS[i]);
        }
        for (int i = 0; i < OTHER_ORDERS.length; i++) {
            row.alias(before + OTHER_ORDERS[i], mask, ORDER_MASKS[i]);
        }
        return row;
    }
}
