package org.maskflip.modelcheck.lincheck;

import static org.maskflip.modelcheck.lincheck.Checking.call;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.maskflip.modelcheck.explore.UnlockedStates;
import org.maskflip.modelcheck.explore.VisitedStates;

/** {@link VisitedStates}: of threads that add the same state one is told that it is new, while the table grows too. */
class VisitedStatesTest {
    /** As many as the first table of one shard takes, and one fewer than make it grow. */
    private static final int BEFORE_GROWTH = 128;

    private static final int[] SAME_SHARD = sameShard();

    private static int[] sameShard() {
        VisitedStates scratch = new VisitedStates(1);
        long shard = scratch.add(new int[] {1}) >>> 26;
        return IntStream.iterate(1_000, next -> next + 1)
                .filter(next -> scratch.add(new int[] {next}) >>> 26 == shard)
                .limit(BEFORE_GROWTH)
                .toArray();
    }

    /** The shipped set. */
    public static class Actual {
        final VisitedStates states = new VisitedStates(1);

        /** Whether it was new. */
        @Operation
        public boolean add(int state) {
            return states.add(new int[] {state}) >= 0;
        }
    }

    /** The shard of state 1 so full that adding it makes the table larger. */
    public static final class NearlyFull extends Actual {
        public NearlyFull() {
            for (int other : SAME_SHARD) {
                states.add(new int[] {other});
            }
        }
    }

    /** A shard without its lock. */
    public static final class Unlocked extends Actual {
        private final UnlockedStates shard = new UnlockedStates();

        @Override
        public boolean add(int state) {
            return shard.add(state);
        }
    }

    /** A set. */
    public static final class Sequential {
        private final Set<Integer> states = new TreeSet<>();

        public boolean add(int state) {
            return states.add(state);
        }
    }

    private static Checking adding(Class<?> subject) {
        return Checking.of(subject)
                .linearizes(Sequential.class)
                .thread(call("add", 1), call("add", 2))
                .thread(call("add", 2), call("add", 1))
                .after(call("add", 1), call("add", 2));
    }

    @Test
    void oneState_isNewToOneThread() {
        adding(Actual.class).inBuildAtMost(500).run().passes();
    }

    @Test
    void threeThreads_countEachStateOnce() {
        Checking.of(Actual.class)
                .linearizes(Sequential.class)
                .thread(call("add", 1))
                .thread(call("add", 1))
                .thread(call("add", 1))
                .after(call("add", 1))
                .inBuildAtMost(500)
                .run()
                .passes();
    }

    @Test
    void tableThatGrows_losesNoState() {
        Checking.of(NearlyFull.class)
                .linearizes(Sequential.class)
                .loopsOf(1_000)
                .thread(call("add", 1))
                .thread(call("add", 1))
                .after(call("add", 1))
                .inBuildAtMost(500)
                .run()
                .passes();
    }

    @Test
    void shardWithoutItsLock_isFound() {
        adding(Unlocked.class).run().fails("add");
    }
}
