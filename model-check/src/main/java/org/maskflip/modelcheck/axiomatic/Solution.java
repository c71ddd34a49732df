package org.maskflip.modelcheck.axiomatic;

import java.util.Arrays;
import java.util.Set;

/**
 * Reads-from and coherence of one candidate as far as they are chosen, and the order that follows. What the choices so far leave only
 * one way is chosen at once; a contradiction ends the attempt.
 */
final class Solution {
    private static final int OPEN = -2;

    private final Candidate candidate;
    private final Set<Variation> variations;
    private final BitMatrix order;
    private final int[] chosen;

    private Solution(Candidate candidate, Set<Variation> variations, BitMatrix order, int[] chosen) {
        this.candidate = candidate;
        this.variations = variations;
        this.order = order;
        this.chosen = chosen;
    }

    /** Nothing chosen yet. */
    static Solution of(Candidate candidate, Set<Variation> variations) {
        int[] chosen = new int[candidate.itemCount()];
        Arrays.fill(chosen, OPEN);
        return new Solution(candidate, variations, candidate.programOrder(), chosen);
    }

    Solution copy() {
        return new Solution(candidate, variations, order.copy(), chosen.clone());
    }

    Candidate candidate() {
        return candidate;
    }

    /** The closed order of all events. */
    BitMatrix order() {
        return order;
    }

    /** The store that an item takes its value from, or {@link Candidate#INITIAL}. */
    int source(int item) {
        return chosen[item];
    }

    /** Puts a store before another in coherence, or any two events into the order; false if it cannot be. */
    boolean add(int first, int second) {
        return order.add(first, second);
    }

    /** Chooses where a byte of a fetch comes from; false if it cannot be. */
    boolean choose(int item, int source) {
        chosen[item] = source;
        Event fetch = candidate.event(candidate.item(item).event());
        if (source != Candidate.INITIAL && isOrdered(candidate.event(source), fetch)) {
            if (!order.add(source, candidate.item(item).event())) {
                return false;
            }
        }
        return keepsOwn(item, fetch, source) && keepsCopies(item);
    }

    /** Whether a fetch that takes a store's value follows it (RF, IRF, F_REAL). */
    private boolean isOrdered(Event store, Event fetch) {
        return Axioms.follows(store, fetch, variations) != null;
    }

    /** Rule F-own: what is taken is the own store, or later in coherence. */
    private boolean keepsOwn(int item, Event fetch, int source) {
        for (int store : candidate.storesOf(item)) {
            if (store != source && Axioms.mustSee(candidate.event(store), fetch, variations)) {
                if (source == Candidate.INITIAL || !order.add(store, source)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Rule F-seq: what one fetch takes from one doubleword is one copy. */
    private boolean keepsCopies(int item) {
        for (int[] pair : candidate.copies()) {
            boolean isChosen = chosen[pair[0]] != OPEN && chosen[pair[1]] != OPEN;
            if (isChosen
                    && (pair[0] == item || pair[1] == item)
                    && !(keepsCopy(pair[0], pair[1]) && keepsCopy(pair[1], pair[0]))) {
                return false;
            }
        }
        return true;
    }

    private boolean keepsCopy(int item, int other) {
        int source = chosen[item];
        int next = chosen[other];
        return source == next
                || !candidate.isSeenWhole(source, other)
                || next != Candidate.INITIAL && order.add(source, next);
    }

    /** Draws all conclusions; false if they contradict each other. */
    boolean propagate() {
        do {
            order.takeChanged();
            for (int item = 0; item < chosen.length; item++) {
                boolean isPossible = chosen[item] == OPEN ? narrow(item) : conclude(item);
                if (!isPossible) {
                    return false;
                }
            }
            if (!interlock() || !hold()) {
                return false;
            }
        } while (order.takeChanged());
        return true;
    }

    /** Chooses if only one source is left. */
    private boolean narrow(int item) {
        int only = OPEN;
        int count = 0;
        for (int source : candidate.sourcesOf(item)) {
            if (isPossible(item, source)) {
                only = source;
                count++;
            }
        }
        return count > 1 || count == 1 && choose(item, only) && conclude(item);
    }

    private boolean isPossible(int item, int source) {
        int fetch = candidate.item(item).event();
        if (source != Candidate.INITIAL
                && order.has(fetch, source)
                && isOrdered(candidate.event(source), candidate.event(fetch))) {
            return false;
        }
        for (int store : candidate.storesOf(item)) {
            if (store == source) {
                continue;
            }
            boolean isLater = source == Candidate.INITIAL || order.has(source, store);
            boolean isBefore = order.has(store, fetch)
                    || Axioms.mustSee(candidate.event(store), candidate.event(fetch), variations);
            if (isLater && isBefore) {
                return false;
            }
        }
        return true;
    }

    /** From-reads: what overwrites the source comes after the fetch, and what comes before the fetch before the source. */
    private boolean conclude(int item) {
        int fetch = candidate.item(item).event();
        int source = chosen[item];
        for (int store : candidate.storesOf(item)) {
            if (store == source) {
                continue;
            }
            boolean isPossible = true;
            if (source == Candidate.INITIAL || order.has(source, store)) {
                isPossible = order.add(fetch, store);
            } else if (order.has(store, fetch)) {
                isPossible = order.add(store, source);
            }
            if (!isPossible) {
                return false;
            }
        }
        return true;
    }

    private boolean interlock() {
        if (variations.contains(Variation.WITHOUT_INTERLOCKED)) {
            return true;
        }
        for (int item = 0; item < chosen.length; item++) {
            if (chosen[item] != OPEN && !interlock(item)) {
                return false;
            }
        }
        return true;
    }

    /** Rule interlocked: no other CPU's store between what an interlocked fetch takes and the store of its update. */
    private boolean interlock(int item) {
        int fetch = candidate.item(item).event();
        for (Candidate.Update update : candidate.updates()) {
            if (update.fetch() != fetch
                    || !candidate
                            .event(update.store())
                            .covers(candidate.item(item).place())) {
                continue;
            }
            for (int store : candidate.storesOf(item)) {
                if (candidate.event(store).cpu() != candidate.event(fetch).cpu()
                        && store != chosen[item]
                        && !keepsOut(store, chosen[item], update.store())) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean keepsOut(int store, int source, int updating) {
        if (source == Candidate.INITIAL || order.has(source, store)) {
            return order.add(updating, store);
        }
        return !order.has(store, updating) || order.add(store, source);
    }

    /** Rule specific: the block is held against interlocked fetches of other CPUs. */
    private boolean hold() {
        for (int[] rival : candidate.rivals()) {
            if (order.has(rival[0], rival[2]) && !order.add(rival[0], rival[1])
                    || order.has(rival[1], rival[0]) && !order.add(rival[2], rival[0])) {
                return false;
            }
        }
        return true;
    }

    /** An item whose source is open, one with the fewest sources; -1 if there is none. */
    int open() {
        int best = -1;
        int fewest = Integer.MAX_VALUE;
        for (int item = 0; item < chosen.length; item++) {
            if (chosen[item] == OPEN && candidate.sourcesOf(item).length < fewest) {
                best = item;
                fewest = candidate.sourcesOf(item).length;
            }
        }
        return best;
    }

    /** Two stores to one byte whose order matters and is not known, the first of which somebody takes; {@code null} if there are none. */
    int[] unordered() {
        for (int item = 0; item < chosen.length; item++) {
            int source = chosen[item];
            for (int store : candidate.storesOf(item)) {
                if (source >= 0 && store != source && !order.has(source, store) && !order.has(store, source)) {
                    return new int[] {source, store};
                }
            }
        }
        return null;
    }

    /** A total order of all events that extends the order. */
    int[] extension() {
        int size = candidate.size();
        int[] sorted = new int[size];
        boolean[] isPlaced = new boolean[size];
        for (int position = 0; position < size; position++) {
            for (int each = 0; each < size; each++) {
                if (!isPlaced[each] && isFirst(each, isPlaced)) {
                    sorted[position] = each;
                    isPlaced[each] = true;
                    break;
                }
            }
        }
        return sorted;
    }

    private boolean isFirst(int event, boolean[] isPlaced) {
        for (int other = 0; other < isPlaced.length; other++) {
            if (!isPlaced[other] && order.has(other, event)) {
                return false;
            }
        }
        return true;
    }
}
