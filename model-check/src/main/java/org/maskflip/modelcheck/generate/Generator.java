package org.maskflip.modelcheck.generate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.maskflip.modelcheck.litmus.LitmusFile;
import org.maskflip.modelcheck.litmus.LitmusProblem;
import org.maskflip.modelcheck.litmus.LitmusTest;

/** Makes litmus tests from cycles of relations, given or drawn by a seed. The same seed gives the same tests in any run. */
public final class Generator {
    private static final int SHORTEST = 3;
    private static final int LONGEST = 7;
    private static final int MOST_CPUS = 3;
    private static final int MOST_FETCHES = 3;
    private static final int FORBIDDEN_PART = 6;
    private static final int PATIENCE = 1_000_000;
    private static final List<int[][]> FOLLOWERS = followers();

    private final Random random;
    private final Sizes sizes;
    private final Set<String> seen = new HashSet<>();

    /** A generator of tests whose data references have the given sizes. */
    public Generator(long seed, Sizes sizes) {
        random = new Random(seed);
        this.sizes = sizes;
    }

    /**
     * The test of a cycle, such as {@code PodWR Fre PodWR Fre}. Its expectation follows from the axioms.
     *
     * @throws CycleProblem if it is no cycle, or not one that a test can tell
     */
    public static LitmusTest test(String cycle, Sizes sizes) throws CycleProblem {
        return test(Cycle.of(cycle), sizes);
    }

    private static LitmusTest test(Cycle cycle, Sizes sizes) {
        String text = new CycleTest(cycle, sizes).text();
        try {
            return LitmusFile.read(CycleTest.name(cycle, sizes), text);
        } catch (LitmusProblem e) {
            throw new IllegalStateException(e.getMessage() + "\n" + text, e);
        }
    }

    /**
     * So many tests, different from each other and from those that this generator made before; fewer if it finds no more: of short
     * cycles there are many thousands.
     */
    public List<LitmusTest> tests(int count) {
        List<LitmusTest> tests = new ArrayList<>();
        int misses = 0;
        while (tests.size() < count && misses < PATIENCE) {
            Cycle cycle = draw();
            if (cycle != null && isWanted(cycle) && seen.add(cycle.canonical())) {
                tests.add(test(cycle, sizes));
                misses = 0;
            } else {
                misses++;
            }
        }
        return tests;
    }

    /** Most cycles are forbidden; of those that are, a part is enough. */
    private boolean isWanted(Cycle cycle) {
        return random.nextInt(FORBIDDEN_PART) == 0 || !new Prediction(cycle).isForbidden();
    }

    /** A random closed walk; {@code null} if it does not close. */
    private Cycle draw() {
        int length = SHORTEST + random.nextInt(LONGEST - SHORTEST + 1);
        int first = random.nextInt(FOLLOWERS.size());
        List<Relation> walk = new ArrayList<>();
        walk.add(Relation.ALL.get(first));
        int last = first;
        while (walk.size() < length) {
            // Program order behind program order asks nothing new most of the time; communication twice composes.
            boolean isLikeBefore = random.nextInt(4) == 0;
            boolean isProgramOrder = Relation.ALL.get(last).isProgramOrder() == isLikeBefore;
            int[] possible = FOLLOWERS.get(last)[isProgramOrder ? 1 : 0];
            if (possible.length == 0) {
                return null;
            }
            last = possible[random.nextInt(possible.length)];
            walk.add(Relation.ALL.get(last));
        }
        return meet(Relation.ALL.get(last), walk.get(0)) ? cycle(walk) : null;
    }

    /** For each relation those that can follow it: communication, and program order. */
    private static List<int[][]> followers() {
        List<int[][]> followers = new ArrayList<>();
        for (Relation before : Relation.ALL) {
            int[][] both = new int[2][];
            for (int sort = 0; sort < 2; sort++) {
                boolean isProgramOrder = sort == 1;
                both[sort] = IntStream.range(0, Relation.ALL.size())
                        .filter(next -> Relation.ALL.get(next).isProgramOrder() == isProgramOrder)
                        .filter(next -> meet(before, Relation.ALL.get(next)))
                        .toArray();
            }
            followers.add(both);
        }
        return List.copyOf(followers);
    }

    private static boolean meet(Relation first, Relation second) {
        return !Collections.disjoint(first.to(), second.from());
    }

    private static Cycle cycle(List<Relation> walk) {
        long external = walk.stream().filter(Relation::isExternal).count();
        long different = walk.stream().filter(Relation::isDifferent).count();
        if (external < 2 || external > MOST_CPUS || different == 1) {
            return null;
        }
        try {
            Cycle cycle = Cycle.of(walk);
            long fetches = cycle.events().stream()
                    .filter(event -> event.kind() == Kind.F)
                    .count();
            return fetches > MOST_FETCHES ? null : cycle;
        } catch (CycleProblem e) {
            return null;
        }
    }
}
