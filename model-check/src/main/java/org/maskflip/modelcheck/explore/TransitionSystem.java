package org.maskflip.modelcheck.explore;

/**
 * A finite or infinite system of states. Deterministic in this sense: a state's transitions, with their labels and order, depend on
 * what the state means alone. Its methods may be called by several threads at once.
 *
 * @param <S> states; immutable
 * @param <O> outcomes of final states; compared by {@code equals}
 */
public interface TransitionSystem<S, O> {
    /** The state in which every execution begins. */
    S initial();

    /** Hands out all transitions of a state in a fixed order, each with a label that no other transition of the state has. */
    void expand(S state, Successors<S> successors);

    /** How many integers encode a state; at least 1. */
    int width();

    /** Encodes a state: equal encodings within one system object if and only if the states are equal. */
    void encode(S state, int[] into);

    /** The outcome of a state without transitions. */
    O outcome(S state);

    /** All outcomes that a state without transitions stands for; more than one only where a reduction left out its like. */
    default void outcomes(S state, java.util.function.Consumer<O> sink) {
        sink.accept(outcome(state));
    }

    /** How many steps of an execution the transition stands for that made this very object of a state; at least 1. */
    default int steps(S state) {
        return 1;
    }

    /** A label in words, for a timeline: what the step from this state does, and the rule that allows it. */
    String describe(S state, int label);

    /** Whether there may be executions without an end, as far as is known; what is not may be found out on the way. */
    default boolean mayGoRound() {
        return true;
    }

    /** Whether the exploration so far has shown that it must begin again, since a reduction rested on what proved untrue. */
    default boolean mustRestart() {
        return false;
    }

    /** Prepares for beginning again. Called by one thread while no other uses the system. */
    default void restart() {}
}
