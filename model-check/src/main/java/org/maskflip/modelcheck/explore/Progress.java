package org.maskflip.modelcheck.explore;

/** Hears how far a search is, and says whether it goes on. Called by the searching threads. */
public interface Progress {
    /** Hears nothing and stops nothing. */
    Progress NONE = (states, frontier, depth) -> {};

    /**
     * A level of the search is done.
     *
     * @param states distinct states so far
     * @param frontier those of them that are not expanded yet
     * @param depth steps from the initial state to these
     */
    void level(long states, long frontier, int depth);

    /** Whether the search must end with what it has. */
    default boolean isStopped() {
        return false;
    }
}
