package org.maskflip.emulator.insn;

/** The pure function of a row: from its up to three inputs to its result. It has no state and no side effect. */
@FunctionalInterface
public interface Operation {
    /** The result for the row's first, second and third source. */
    long apply(long first, long second, long third);
}
