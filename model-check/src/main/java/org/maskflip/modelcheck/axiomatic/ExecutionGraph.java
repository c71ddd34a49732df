package org.maskflip.modelcheck.axiomatic;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.maskflip.modelcheck.axiomatic.Event.Kind;

/**
 * A candidate execution with all of its reads-from and coherence, kept or not: its relations pair by pair with the rule of each, not
 * closed, and the axioms that it breaks. Immutable.
 */
final class ExecutionGraph {
    /** A pair of a relation. */
    record Edge(int from, int to, Rule rule) {}

    /**
     * Why a candidate is no execution.
     *
     * @param axiom the axiom in words
     * @param edges the cycle, or the pairs that must not be there together
     */
    record Reason(String axiom, List<Edge> edges) {
        Reason {
            edges = List.copyOf(edges);
        }
    }

    private final Candidate candidate;
    private final Set<Variation> variations;
    private final int[] sources;
    private final int[] position;
    private final List<List<Edge>> edges = new ArrayList<>();

    /**
     * A complete candidate.
     *
     * @param sources of each item
     * @param position of each store in coherence: of two stores to one byte the one with the lower position is the earlier
     */
    ExecutionGraph(Candidate candidate, Set<Variation> variations, int[] sources, int[] position) {
        this.candidate = candidate;
        this.variations = variations;
        this.sources = sources.clone();
        this.position = position.clone();
        for (int i = 0; i < candidate.size(); i++) {
            edges.add(new ArrayList<>());
        }
        addProgramOrder();
        addCoherence();
        addReads();
        addHolds();
    }

    Candidate candidate() {
        return candidate;
    }

    /** All pairs. */
    List<Edge> all() {
        List<Edge> all = new ArrayList<>();
        edges.forEach(all::addAll);
        return all;
    }

    private void add(int from, int to, Rule rule) {
        for (Edge known : edges.get(from)) {
            if (known.to == to) {
                return;
            }
        }
        edges.get(from).add(new Edge(from, to, rule));
    }

    private void addProgramOrder() {
        ProgramOrder order = new ProgramOrder(variations);
        for (int i = 0; i < candidate.size(); i++) {
            for (int j = 0; j < candidate.size(); j++) {
                if (candidate.event(i).cpu() == candidate.event(j).cpu()) {
                    Rule rule = order.rule(candidate.event(i), candidate.event(j));
                    if (rule != null) {
                        add(i, j, rule);
                    }
                }
            }
        }
    }

    private void addCoherence() {
        for (int i = 0; i < candidate.size(); i++) {
            for (int j = 0; j < candidate.size(); j++) {
                if (isEarlier(i, j)) {
                    add(i, j, Rule.CO);
                }
            }
        }
    }

    private boolean isEarlier(int i, int j) {
        return candidate.event(i).is(Kind.W)
                && candidate.event(j).is(Kind.W)
                && candidate.event(i).overlaps(candidate.event(j))
                && position[i] < position[j];
    }

    private void addReads() {
        for (int item = 0; item < sources.length; item++) {
            int fetch = candidate.item(item).event();
            Event event = candidate.event(fetch);
            if (sources[item] != Candidate.INITIAL) {
                Rule rule = Axioms.follows(candidate.event(sources[item]), event, variations);
                if (rule != null) {
                    add(sources[item], fetch, rule);
                }
            }
            for (int store : candidate.storesOf(item)) {
                if (isOverwriting(item, store)) {
                    add(fetch, store, event.is(Kind.F) ? Rule.IFR : Rule.FR);
                }
            }
        }
    }

    /** Whether a store is later in coherence than what an item takes. */
    private boolean isOverwriting(int item, int store) {
        return sources[item] != store
                && (sources[item] == Candidate.INITIAL || position[sources[item]] < position[store]);
    }

    private void addHolds() {
        for (int[] rival : candidate.rivals()) {
            if (edges.get(rival[0]).stream().anyMatch(edge -> edge.to == rival[2])) {
                add(rival[0], rival[1], Rule.HOLD);
            }
        }
    }

    /** The first axiom that is broken, with as few pairs as possible; {@code null} if all are kept. */
    Reason broken() {
        Reason own = brokenOwn();
        if (own != null) {
            return own;
        }
        Reason copy = brokenCopy();
        if (copy != null) {
            return copy;
        }
        Reason interlock = brokenInterlock();
        if (interlock != null) {
            return interlock;
        }
        List<Edge> cycle = shortestCycle();
        return cycle == null ? null : new Reason("order is acyclic", cycle);
    }

    private Reason brokenOwn() {
        for (int item = 0; item < sources.length; item++) {
            int fetch = candidate.item(item).event();
            for (int store : candidate.storesOf(item)) {
                if (isOverwriting(item, store)
                        && Axioms.mustSee(candidate.event(store), candidate.event(fetch), variations)) {
                    return new Reason(
                            "irreflexive own-store-by-virtual-address ; po ; ifr (F-own)",
                            List.of(new Edge(store, fetch, Rule.F_OWN), new Edge(fetch, store, Rule.IFR)));
                }
            }
        }
        return null;
    }

    private Reason brokenCopy() {
        for (int[] pair : candidate.copies()) {
            for (int k = 0; k < 2; k++) {
                int source = sources[pair[k]];
                int other = pair[1 - k];
                if (candidate.isSeenWhole(source, other) && isOverwriting(other, source)) {
                    return new Reason(
                            "a fetch sees a store within a doubleword whole or not at all (F-seq)",
                            List.of(
                                    new Edge(source, candidate.item(pair[k]).event(), Rule.F_SEQ),
                                    new Edge(candidate.item(other).event(), source, Rule.IFR)));
                }
            }
        }
        return null;
    }

    private Reason brokenInterlock() {
        for (Candidate.Update update : candidate.updates()) {
            for (int item = 0; item < sources.length; item++) {
                if (candidate.item(item).event() != update.fetch()
                        || variations.contains(Variation.WITHOUT_INTERLOCKED)) {
                    continue;
                }
                for (int store : candidate.storesOf(item)) {
                    if (candidate.event(store).cpu()
                                    != candidate.event(update.fetch()).cpu()
                            && isOverwriting(item, store)
                            && isEarlier(store, update.store())) {
                        return new Reason(
                                "no other CPU's store between fetch and store (interlocked)",
                                List.of(
                                        new Edge(update.fetch(), store, Rule.FR),
                                        new Edge(store, update.store(), Rule.CO),
                                        new Edge(update.fetch(), update.store(), Rule.INTERLOCKED)));
                    }
                }
            }
        }
        return null;
    }

    private List<Edge> shortestCycle() {
        List<Edge> best = null;
        for (int start = 0; start < edges.size(); start++) {
            List<Edge> found = cycleFrom(start);
            if (found != null && (best == null || found.size() < best.size())) {
                best = found;
            }
        }
        return best;
    }

    private List<Edge> cycleFrom(int start) {
        Edge[] by = new Edge[edges.size()];
        List<Integer> queue = new ArrayList<>(List.of(start));
        for (int i = 0; i < queue.size(); i++) {
            for (Edge edge : edges.get(queue.get(i))) {
                if (edge.to == start) {
                    List<Edge> cycle = new ArrayList<>(List.of(edge));
                    for (int at = edge.from; at != start; at = by[at].from) {
                        cycle.add(0, by[at]);
                    }
                    return cycle;
                }
                if (by[edge.to] == null) {
                    by[edge.to] = edge;
                    queue.add(edge.to);
                }
            }
        }
        return null;
    }
}
