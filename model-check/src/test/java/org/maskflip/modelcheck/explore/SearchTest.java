package org.maskflip.modelcheck.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The search on toy systems whose states can be counted by hand. */
class SearchTest {
    private static final Budget BUDGET = Budget.DEFAULT.withStates(10_000_000);

    @Test
    void grid_hasItsStatesTransitionsAndDepth() {
        Exploration<Integer> found = new Search<>(new Grid(30, 20, -1), BUDGET).run();

        assertThat(found).isEqualTo(new Exploration<>(Map.of(29_019, 1L), 600, 29 * 20 + 30 * 19, 48, 0, null));
        assertThat(found.isComplete()).isTrue();
    }

    @Test
    void loops_areClosed() {
        Exploration<Integer> found = new Search<>(new Grid(30, 20, 10), BUDGET).run();

        assertThat(found.states()).isEqualTo(600);
        assertThat(found.transitions()).isEqualTo(29 * 20 + 30 * 19 + 20);
    }

    /** States 0 to 5; a way from 2 leads to 3 and 4, which go round between each other for ever; 5 is the end. */
    private record Trap(boolean hasTrap) implements TransitionSystem<Integer, Integer> {
        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public void expand(Integer state, Successors<Integer> successors) {
            switch (state) {
                case 0 -> successors.accept(0, 1);
                case 1 -> {
                    successors.accept(0, 0);
                    successors.accept(1, 2);
                }
                case 2 -> {
                    successors.accept(0, 5);
                    if (hasTrap) {
                        successors.accept(1, 3);
                    }
                }
                case 3 -> successors.accept(0, 4);
                case 4 -> successors.accept(0, 3);
                default -> {}
            }
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public void encode(Integer state, int[] into) {
            into[0] = state;
        }

        @Override
        public Integer outcome(Integer state) {
            return state;
        }

        @Override
        public String describe(Integer state, int label) {
            return "";
        }
    }

    @Test
    void statesFromWhichNoEndCanBeReached_areCounted_andOneIsFound() {
        Exploration<Integer> found = new Search<>(new Trap(true), BUDGET).run();

        assertThat(found.outcomes()).isEqualTo(Map.of(5, 1L));
        assertThat(found.endless()).isEqualTo(2);
        assertThat(new HangSearch<>(new Trap(true), 100).run().schedule()).hasValue(new Schedule(List.of(0, 1, 1)));
    }

    @Test
    void loopThatCanBeLeft_isNotEndless() {
        assertThat(new Search<>(new Trap(false), BUDGET).run().endless()).isZero();
        assertThat(new HangSearch<>(new Trap(false), 100).run().schedule()).isEmpty();
        assertThat(new Search<>(new Grid(700, 600, 9), BUDGET.withThreads(3))
                        .run()
                        .endless())
                .isZero();
    }

    @Test
    void severalThreads_findTheSame_eachTime() {
        Grid grid = new Grid(700, 600, 9);
        Exploration<Integer> one = new Search<>(grid, BUDGET).run();

        for (int run = 0; run < 5; run++) {
            assertThat(new Search<>(grid, BUDGET.withThreads(3)).run()).isEqualTo(one);
        }
        assertThat(one.states()).isEqualTo(420_000);
    }

    @Test
    void boundOnStates_isNamed() {
        Exploration<Integer> found = new Search<>(new Grid(1000, 1000, -1), BUDGET.withStates(5_000)).run();

        assertThat(found.bound()).isEqualTo("5,000 states");
        assertThat(found.states()).isBetween(5_001L, 7_000L);
        assertThat(found.isComplete()).isFalse();
    }

    @Test
    void boundOnMemory_isNamed() {
        Budget budget = new Budget(10_000_000, 100_000, Duration.ofHours(1), 1);

        assertThat(new Search<>(new Grid(1000, 1000, -1), budget).run().bound()).isEqualTo("100,000 bytes of memory");
    }

    /** The estimate of bytes is only one; the heap may be full before. */
    @Test
    void fullHeap_endsTheSearchWithWhatItHas() {
        for (int threads : List.of(1, 2)) {
            Exploration<Integer> found =
                    new Search<>(new Hungry(new Grid(30, 20, -1)), BUDGET.withThreads(threads)).run();

            assertThat(found.bound()).startsWith("all of the Java heap");
            assertThat(found.states()).isBetween(100L, 599L);
            assertThat(found.isComplete()).isFalse();
        }
    }

    /** Finds no memory to expand one of the states. */
    private record Hungry(Grid grid) implements TransitionSystem<List<Integer>, Integer> {
        @Override
        public List<Integer> initial() {
            return grid.initial();
        }

        @Override
        public void expand(List<Integer> state, Successors<List<Integer>> successors) {
            if (state.equals(List.of(10, 10))) {
                throw new OutOfMemoryError("as the JVM does");
            }
            grid.expand(state, successors);
        }

        @Override
        public int width() {
            return grid.width();
        }

        @Override
        public void encode(List<Integer> state, int[] into) {
            grid.encode(state, into);
        }

        @Override
        public Integer outcome(List<Integer> state) {
            return grid.outcome(state);
        }

        @Override
        public String describe(List<Integer> state, int label) {
            return grid.describe(state, label);
        }
    }

    @Test
    void boundOnTime_isNamed() {
        Budget budget = new Budget(10_000_000, Long.MAX_VALUE, Duration.ZERO, 2);

        assertThat(new Search<>(new Grid(3000, 3000, -1), budget).run().bound()).isEqualTo("0 seconds");
    }

    @Test
    void stopped_endsWithWhatItHas() {
        Progress stopping = new Progress() {
            private long seen;

            @Override
            public void level(long states, long frontier, int depth) {
                seen = states;
            }

            @Override
            public boolean isStopped() {
                return seen > 1_000;
            }
        };

        Exploration<Integer> found = new Search<>(new Grid(1000, 1000, -1), BUDGET, stopping).run();

        assertThat(found.bound()).isEqualTo("being interrupted");
        assertThat(found.states()).isBetween(1_000L, 2_000L);
    }

    @Test
    void progress_hearsEveryLevel() {
        List<String> heard = new ArrayList<>();

        new Search<>(new Grid(3, 2, -1), BUDGET, (states, frontier, depth) -> heard.add(states + "/" + frontier)).run();

        assertThat(heard).containsExactly("3/2", "5/2", "6/1", "6/0");
    }

    /** A grid that is found to be larger when its right edge is met, as a reduction that rested on something untrue would be. */
    private static final class Growing implements TransitionSystem<List<Integer>, Integer> {
        private int columns = 3;
        private boolean isLarger;

        private Grid grid() {
            return new Grid(columns, 2, -1);
        }

        @Override
        public List<Integer> initial() {
            return grid().initial();
        }

        @Override
        public void expand(List<Integer> state, Successors<List<Integer>> successors) {
            isLarger |= state.get(0) == 2 && columns == 3;
            grid().expand(state, successors);
        }

        @Override
        public int width() {
            return grid().width();
        }

        @Override
        public void encode(List<Integer> state, int[] into) {
            grid().encode(state, into);
        }

        @Override
        public Integer outcome(List<Integer> state) {
            return grid().outcome(state);
        }

        @Override
        public String describe(List<Integer> state, int label) {
            return "";
        }

        @Override
        public boolean mustRestart() {
            return isLarger;
        }

        @Override
        public void restart() {
            isLarger = false;
            columns = 5;
        }
    }

    @Test
    void systemThatMustRestart_isExploredAnew() {
        assertThat(new Search<>(new Growing(), BUDGET).run().outcomes()).isEqualTo(Map.of(4001, 1L));
        assertThat(Witness.shortest(new Growing(), outcome -> true, 1000)
                        .orElseThrow()
                        .labels())
                .hasSize(5);
    }

    @Test
    void stateSet_tellsAMillionStatesApart() {
        StateSet set = new StateSet(2);
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < 1_000_000; i++) {
                int[] state = {i & 0xFF, i >>> 8};
                assertThat(set.add(state, StateSet.hash(state, 0, 2))).isEqualTo(pass == 0 ? i : ~i);
            }
        }
        assertThat(set.size()).isEqualTo(1_000_000);
    }
}
