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
}
