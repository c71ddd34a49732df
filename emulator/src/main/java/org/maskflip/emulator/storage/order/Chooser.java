package org.maskflip.emulator.storage.order;

/**
 * Decides what Model Z leaves open. All nondeterminism of {@link WeakOrder} passes here, so that a seed or a schedule reproduces
 * a run. A chooser serves one thread; on free threads each CPU has its own.
 */
@FunctionalInterface
public interface Chooser {
    /**
     * One of {@code n} possibilities.
     *
     * @param n how many there are, at least 1
     * @return 0 to {@code n} - 1
     */
    int choose(int n, ChoiceKind kind);

    /**
     * One of several copies of a part of an instruction.
     *
     * @param copies the possible ones, the newest first: the part's bytes where they stand in the instruction, left-aligned, the
     *     other bytes zero; not to be changed or kept
     * @param n how many there are, at least 2
     * @param part has ones where the part's bytes stand
     * @return 0 to {@code n} - 1
     */
    default int chooseCopy(long[] copies, int n, long part, ChoiceKind kind) {
        return choose(n, kind);
    }
}
