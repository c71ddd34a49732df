package org.maskflip.modelcheck.explore;

/**
 * Takes the transitions of one state.
 *
 * @param <S> states
 */
@FunctionalInterface
public interface Successors<S> {
    /** One transition. */
    void accept(int label, S state);
}
