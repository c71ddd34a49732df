package org.maskflip.modelcheck.axiomatic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Observation;
import org.maskflip.modelcheck.program.Outcome;

/**
 * Finds the outcomes of candidates: for each choice of the last stores to observed bytes, whether some reads-from and coherence keep
 * the axioms. Belongs to one thread.
 */
final class Judge {
    /** The work of this judge goes beyond a bound. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stop() {
            super(null, null, false, false);
        }
    }

    private static final int TIME_CHECK = 0x3FF;

    private final GuestProgram program;
    private final Set<Variation> variations;
    private final byte[] contents;
    private final long most;
    private final long deadline;
    private final Map<Outcome, Solution> found = new LinkedHashMap<>();
    private long count;
    private boolean isStopped;

    /**
     * A judge with its bounds.
     *
     * @param most candidates
     * @param deadline by the host's nano time
     */
    Judge(GuestProgram program, Set<Variation> variations, long most, long deadline) {
        this.program = program;
        this.variations = variations;
        this.most = most;
        this.deadline = deadline;
        contents = program.contents();
    }

    /** Outcomes with an execution each. */
    Map<Outcome, Solution> found() {
        return found;
    }

    /** Candidates looked at. */
    long count() {
        return count;
    }

    /** Whether a bound was hit. */
    boolean isStopped() {
        return isStopped;
    }

    /** Judges all candidates with one trace of the first CPU, or as many as the bounds allow. */
    void judgeAll(Combinations combinations, int first, Function<int[], Candidate> candidateOf) {
        try {
            combinations.forEach(first, choice -> judge(candidateOf.apply(choice)));
        } catch (Stop stop) {
            isStopped = true;
        }
    }

    private void look() {
        count++;
        if (count > most || (count & TIME_CHECK) == 1 && System.nanoTime() - deadline > 0) {
            throw new Stop();
        }
    }

    private void judge(Candidate candidate) {
        look();
        List<int[]> observed = observed(candidate);
        if (observed.isEmpty() && found.containsKey(outcome(candidate, Map.of())) || candidate.isImpossible()) {
            return;
        }
        Solution solution = Solution.of(candidate, variations);
        if (solution.propagate()) {
            end(candidate, solution, observed, 0, new HashMap<>());
        }
    }

    /** The observed bytes that have stores, each with these. */
    private List<int[]> observed(Candidate candidate) {
        List<int[]> observed = new ArrayList<>();
        for (int place : observedPlaces()) {
            int[] stores = candidate.stores(place);
            if (stores.length > 0) {
                int[] entry = new int[stores.length + 1];
                entry[0] = place;
                System.arraycopy(stores, 0, entry, 1, stores.length);
                observed.add(entry);
            }
        }
        return observed;
    }

    private Set<Integer> observedPlaces() {
        Set<Integer> places = new java.util.LinkedHashSet<>();
        for (Observation each : program.observations()) {
            for (int i = 0; each.isStorage() && i < each.size(); i++) {
                places.add(program.index(each.address() + i));
            }
        }
        return places;
    }

    /** Chooses the last store to each observed byte. */
    private void end(
            Candidate candidate, Solution solution, List<int[]> observed, int next, Map<Integer, Byte> finals) {
        if (next == observed.size()) {
            Outcome outcome = outcome(candidate, finals);
            if (!found.containsKey(outcome)) {
                Solution solved = solve(solution.copy());
                if (solved != null) {
                    found.put(outcome, solved);
                }
            }
            return;
        }
        int[] entry = observed.get(next);
        for (int i = 1; i < entry.length; i++) {
            Solution tried = solution.copy();
            if (isLast(tried, entry, i) && tried.propagate()) {
                finals.put(entry[0], candidate.event(entry[i]).at(entry[0]));
                end(candidate, tried, observed, next + 1, finals);
                finals.remove(entry[0]);
            }
        }
    }

    private static boolean isLast(Solution tried, int[] entry, int last) {
        for (int i = 1; i < entry.length; i++) {
            if (i != last && !tried.add(entry[i], entry[last])) {
                return false;
            }
        }
        return true;
    }

    /** A completed solution, or {@code null} if there is none. Uses up what it is given. */
    private Solution solve(Solution solution) {
        look();
        int item = solution.open();
        if (item >= 0) {
            return byReadsFrom(solution, item);
        }
        int[] pair = solution.unordered();
        if (pair == null) {
            return solution;
        }
        for (int i = 0; i < 2; i++) {
            Solution tried = solution.copy();
            if (tried.add(pair[i], pair[1 - i]) && tried.propagate()) {
                Solution solved = solve(tried);
                if (solved != null) {
                    return solved;
                }
            }
        }
        return null;
    }

    private Solution byReadsFrom(Solution solution, int item) {
        for (int source : solution.candidate().sourcesOf(item)) {
            Solution tried = solution.copy();
            if (tried.choose(item, source) && tried.propagate()) {
                Solution solved = solve(tried);
                if (solved != null) {
                    return solved;
                }
            }
        }
        return null;
    }

    /** The outcome of a candidate with the last values of bytes that are stored to. */
    Outcome outcome(Candidate candidate, Map<Integer, Byte> finals) {
        List<Long> values = new ArrayList<>();
        List<Observation> observations = program.observations();
        for (int i = 0; i < observations.size(); i++) {
            Observation each = observations.get(i);
            values.add(
                    each.isStorage()
                            ? storage(each, finals)
                            : candidate.traces().get(each.cpu()).values().get(i));
        }
        return new Outcome(
                values, candidate.traces().stream().map(Trace::ending).toList());
    }

    private long storage(Observation each, Map<Integer, Byte> finals) {
        long value = 0;
        for (int i = 0; i < each.size(); i++) {
            int place = program.index(each.address() + i);
            value = value << 8 | finals.getOrDefault(place, contents[place]) & 0xFF;
        }
        return value;
    }
}
