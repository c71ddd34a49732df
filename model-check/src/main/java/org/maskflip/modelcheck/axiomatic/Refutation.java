package org.maskflip.modelcheck.axiomatic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.maskflip.modelcheck.axiomatic.Event.Kind;
import org.maskflip.modelcheck.axiomatic.ExecutionGraph.Reason;
import org.maskflip.modelcheck.program.Outcome;

/**
 * Looks through all complete candidates that have an outcome, axioms or not, for the one that is hardest to refute: the one with the
 * longest shortest cycle. Belongs to one thread.
 */
final class Refutation {
    private final Judge judge;
    private final Set<Variation> variations;
    private final Predicate<Outcome> wanted;
    private final long most;
    private final long deadline;
    private long count;
    private ExecutionGraph nearest;
    private Reason reason;

    /**
     * A search within bounds.
     *
     * @param judge knows the outcome of a candidate
     * @param most complete candidates
     * @param deadline by the host's nano time
     */
    Refutation(Judge judge, Set<Variation> variations, Predicate<Outcome> wanted, long most, long deadline) {
        this.judge = judge;
        this.variations = variations;
        this.wanted = wanted;
        this.most = most;
        this.deadline = deadline;
    }

    /** Complete candidates with the outcome. */
    long count() {
        return count;
    }

    boolean isStopped() {
        return count >= most || System.nanoTime() - deadline > 0;
    }

    /** The candidate that is hardest to refute, or {@code null}. */
    ExecutionGraph nearest() {
        return nearest;
    }

    /** What refutes it. */
    Reason reason() {
        return reason;
    }

    /** Looks at all coherences and reads-from of a candidate. */
    void look(Candidate candidate) {
        if (!candidate.isImpossible() && !isStopped()) {
            List<Integer> stores = new ArrayList<>();
            for (int i = 0; i < candidate.size(); i++) {
                if (candidate.event(i).is(Kind.W)) {
                    stores.add(i);
                }
            }
            order(candidate, stores, new int[candidate.size()], 0, new boolean[stores.size()]);
        }
    }

    /** Puts the stores into every sequence that keeps W-W; of sequences that differ in nothing that overlaps, one. */
    private void order(Candidate candidate, List<Integer> stores, int[] position, int next, boolean[] isPlaced) {
        if (next == stores.size()) {
            Outcome outcome = judge.outcome(candidate, finals(candidate, stores, position));
            if (wanted.test(outcome)) {
                int[] sources = new int[candidate.itemCount()];
                read(candidate, position, sources, byChoices(candidate), 0);
            }
            return;
        }
        int previous = next == 0 ? -1 : at(stores, position, isPlaced, next - 1);
        for (int i = 0; i < isPlaced.length && !isStopped(); i++) {
            int store = stores.get(i);
            if (isPlaced[i] || !isNext(candidate, stores, isPlaced, i)) {
                continue;
            }
            if (previous > store
                    && !candidate.event(previous).overlaps(candidate.event(store))
                    && candidate.event(previous).cpu() != candidate.event(store).cpu()) {
                continue;
            }
            isPlaced[i] = true;
            position[store] = next;
            order(candidate, stores, position, next + 1, isPlaced);
            isPlaced[i] = false;
        }
    }

    private static int at(List<Integer> stores, int[] position, boolean[] isPlaced, int wanted) {
        for (int i = 0; i < isPlaced.length; i++) {
            if (isPlaced[i] && position[stores.get(i)] == wanted) {
                return stores.get(i);
            }
        }
        return -1;
    }

    private static boolean isNext(Candidate candidate, List<Integer> stores, boolean[] isPlaced, int number) {
        Event store = candidate.event(stores.get(number));
        for (int i = 0; i < isPlaced.length; i++) {
            Event other = candidate.event(stores.get(i));
            if (!isPlaced[i] && i != number && other.cpu() == store.cpu() && other.effect() < store.effect()) {
                return false;
            }
        }
        return true;
    }

    private static Map<Integer, Byte> finals(Candidate candidate, List<Integer> stores, int[] position) {
        Map<Integer, Byte> finals = new HashMap<>();
        Map<Integer, Integer> latest = new HashMap<>();
        for (int store : stores) {
            Event event = candidate.event(store);
            for (int place = event.place(); place < event.place() + event.size(); place++) {
                if (latest.getOrDefault(place, -1) < position[store]) {
                    latest.put(place, position[store]);
                    finals.put(place, event.at(place));
                }
            }
        }
        return finals;
    }

    /** The items of each event together, those with the fewest sources first. */
    private static List<Integer> byChoices(Candidate candidate) {
        List<Integer> items = new ArrayList<>();
        for (int item = 0; item < candidate.itemCount(); item++) {
            items.add(item);
        }
        items.sort(Comparator.<Integer>comparingInt(item -> candidate.item(item).event())
                .thenComparingInt(item -> candidate.sourcesOf(item).length));
        return items;
    }

    /** Bytes of one event come from the same store wherever they can. */
    private void read(Candidate candidate, int[] position, int[] sources, List<Integer> items, int next) {
        if (isStopped()) {
            return;
        }
        if (next == sources.length) {
            count++;
            ExecutionGraph graph = new ExecutionGraph(candidate, variations, sources, position);
            Reason broken = graph.broken();
            if (broken != null
                    && (reason == null || broken.edges().size() > reason.edges().size())) {
                reason = broken;
                nearest = graph;
            }
            return;
        }
        int item = items.get(next);
        Set<Integer> common = common(candidate, sources, items, next);
        for (int source : candidate.sourcesOf(item)) {
            if (common.isEmpty() || common.contains(source)) {
                sources[item] = source;
                read(candidate, position, sources, items, next + 1);
            }
        }
    }

    /** The sources of an item that other bytes of its event have been given. */
    private static Set<Integer> common(Candidate candidate, int[] sources, List<Integer> items, int next) {
        int item = items.get(next);
        Set<Integer> common = new HashSet<>();
        for (int i = next - 1; i >= 0 && isTogether(candidate, items.get(i), item); i--) {
            for (int source : candidate.sourcesOf(item)) {
                if (source == sources[items.get(i)]) {
                    common.add(source);
                }
            }
        }
        return common;
    }

    private static boolean isTogether(Candidate candidate, int item, int other) {
        return candidate.item(item).event() == candidate.item(other).event();
    }
}
