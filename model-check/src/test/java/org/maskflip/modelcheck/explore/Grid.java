package org.maskflip.modelcheck.explore;

import java.util.List;

/**
 * A toy: a point that moves right and up in a grid, and may turn back to the beginning of a row where there is a loop; its outcomes
 * are the rows in which it ends, at the right edge of the top row.
 *
 * @param columns 1 or more
 * @param height rows, 1 or more
 * @param column where rows begin again; -1 for nowhere
 */
record Grid(int columns, int height, int column) implements TransitionSystem<List<Integer>, Integer> {
    static final int RIGHT = 0;
    static final int UP = 1;
    static final int BACK = 2;

    @Override
    public List<Integer> initial() {
        return List.of(0, 0);
    }

    @Override
    public void expand(List<Integer> state, Successors<List<Integer>> successors) {
        int x = state.get(0);
        int y = state.get(1);
        if (x + 1 < columns) {
            successors.accept(RIGHT, List.of(x + 1, y));
        }
        if (y + 1 < height) {
            successors.accept(UP, List.of(x, y + 1));
        }
        if (x == column) {
            successors.accept(BACK, List.of(0, y));
        }
    }

    /** One more than there is anything to say, so that states are told apart by one place only. */
    @Override
    public int width() {
        return 3;
    }

    @Override
    public void encode(List<Integer> state, int[] into) {
        into[0] = 7;
        into[1] = state.get(0);
        into[2] = state.get(1);
    }

    @Override
    public Integer outcome(List<Integer> state) {
        return state.get(0) * 1000 + state.get(1);
    }

    @Override
    public String describe(List<Integer> state, int label) {
        return state + " " + label;
    }
}
