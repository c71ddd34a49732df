package org.maskflip.emulator.cpu;

import java.util.List;
import org.maskflip.emulator.insn.Decoded;

/**
 * A block of instructions of one page, translated. Immutable; shared by the CPUs of a machine, each of which keeps to itself when
 * it fetched the instructions last.
 *
 * @param code executes it
 * @param instructions those of the block, by address
 * @param head where it is entered: the address of one of them
 * @param addressMask the addressing mode that it holds for
 * @param before for each instruction, how many of the block were executed since the code counted last, on any way to it
 */
public record Translation(
        TranslatedBlock code, List<Decoded> instructions, long head, long addressMask, List<Integer> before) {
    public Translation {
        instructions = List.copyOf(instructions);
        before = List.copyOf(before);
    }
}
