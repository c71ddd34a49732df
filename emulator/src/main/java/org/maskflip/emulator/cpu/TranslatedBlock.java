package org.maskflip.emulator.cpu;

/**
 * The code of one {@link Translation}: executes instructions of a block from its head on, as {@link RowInterpreter} would, and
 * leaves the CPU between two instructions. It has no state; any CPU of the machine may run it.
 */
public abstract class TranslatedBlock {
    /**
     * Executes at least one instruction and at most {@code limit}. Ends where the block is left, before an instruction when the
     * attention word has a bit of interest on a way back, and behind a store into what this CPU holds copies of.
     *
     * @param context of the CPU whose thread this is
     * @param masks of the block's branches whose mask is data, in order of address: 0 to 15
     * @param limit at least the number of instructions of the block
     * @param interest the attention bits that end the run
     * @return how many instructions were executed; the instruction address is that of the next one
     * @throws org.maskflip.emulator.arch.ProgramInterruption the condition of an instruction, after {@link BlockContext#fault}
     */
    public abstract int run(BlockContext context, int[] masks, int limit, int interest);
}
