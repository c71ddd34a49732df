package org.maskflip.emulator.storage.order;

/** What a {@link Chooser} decides. Source: Model Z, section 4, the steps that it leaves open. */
public enum ChoiceKind {
    /** Of 2: 0 leaves the oldest pending store in the queue, 1 brings it to storage. */
    DRAIN,
    /** Of the bytes that remain of an unaligned store: which of them goes to storage next. */
    GROUP_BYTE,
    /** Of 3: an instruction with more than one possible copy takes the newest (0), the oldest (1), or chooses per part (2). */
    COPY_MODE,
    /** Of the values of one byte's fetch window, newest first. */
    COPY_BYTE,
    /** Of the states of one doubleword since the last discard, newest first (rule F-seq). */
    COPY_DOUBLEWORD,
    /** Of 2: 1 holds up a CPU that has a store into code pending. Asked only if the policy holds up CPUs. */
    STALL,
    /** Of 2: 1 fetches the two operands of an instruction independently of each other (rule two-operands). */
    OPERANDS,
    /** Of 2: of which operand a byte is fetched next, where they are fetched independently. */
    OPERAND,
    /** Of the CPUs that can go on: which does, under a scheduler that runs all on one thread. */
    CPU,
    /** How many units of operation it does before another choice, less one. */
    BURST
}
