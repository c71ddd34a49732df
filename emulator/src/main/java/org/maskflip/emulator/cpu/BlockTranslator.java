package org.maskflip.emulator.cpu;

import java.util.List;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Source;

/** Makes code of blocks of instructions. One for all CPUs of a machine; may be called by several at a time. */
public interface BlockTranslator {
    /** Whether the instruction can be part of a block at all. */
    boolean isTranslatable(Decoded instruction);

    /**
     * Translates a block.
     *
     * @param instructions translatable ones of one page, by address, none twice
     * @param head where it is to be entered: the address of one of them
     * @param addressMask of the addressing mode, as in {@link Registers#addressMask()}
     */
    Translation translate(List<Decoded> instructions, long head, long addressMask);

    /**
     * Whether the mask of a branch is taken from storage each time the block is fetched anew, and is no part of its code: a patch
     * site that goes on and off needs no other code.
     */
    static boolean isMaskData(Decoded instruction) {
        return instruction.row().format() == Format.RIL_C
                && instruction.row().in1() == Source.M1
                && instruction.row().format().has(Field.M1);
    }
}
