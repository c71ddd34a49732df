package org.maskflip.modelcheck.axiomatic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.modelcheck.axiomatic.Event.Kind;
import org.maskflip.modelcheck.axiomatic.Event.Role;
import org.maskflip.modelcheck.program.GuestProgram;

/**
 * One trace per CPU: the events of a candidate execution before reads-from and coherence are chosen. Events are numbered, CPU after
 * CPU in program order. Immutable.
 */
final class Candidate {
    /** The number that stands for the initial value in reads-from. */
    static final int INITIAL = -1;

    /** One byte of a fetch. */
    record Item(int event, int place) {}

    /** The fetch and the store of an interlocked update. */
    record Update(int fetch, int store) {}

    private final List<Trace> traces;
    private final Event[] events;
    private final BitMatrix programOrder;
    private final Item[] items;
    private final int[][] sources;
    private final int[][] storesOfItem;
    private final List<Update> updates = new ArrayList<>();
    private final List<int[]> rivals = new ArrayList<>();
    private final List<int[]> copies = new ArrayList<>();

    /**
     * A candidate of traces.
     *
     * @param orders the program order of each trace, closed
     */
    Candidate(
            List<Trace> traces,
            List<BitMatrix> orders,
            GuestProgram program,
            byte[] contents,
            Set<Variation> variations) {
        this.traces = traces;
        List<Event> all = new ArrayList<>();
        traces.forEach(trace -> all.addAll(trace.events()));
        events = all.toArray(new Event[0]);
        programOrder = BitMatrix.of(events.length);
        int offset = 0;
        for (int i = 0; i < traces.size(); i++) {
            programOrder.insert(orders.get(i), offset);
            offset += traces.get(i).events().size();
        }
        items = items();
        sources = new int[items.length][];
        storesOfItem = new int[items.length][];
        for (int i = 0; i < items.length; i++) {
            storesOfItem[i] = stores(items[i].place);
            sources[i] = sources(items[i], storesOfItem[i], contents, variations.contains(Variation.OWN_LATER));
        }
        findUpdates(variations);
        if (program.facilities().has(Facility.SEQUENTIAL_INSTRUCTION_FETCHING)
                && !variations.contains(Variation.WITHOUT_F_SEQ)) {
            findCopies(program);
        }
    }

    /** Rule F-seq: the bytes that one fetch takes from one aligned doubleword are of one copy. */
    private void findCopies(GuestProgram program) {
        for (int i = 0; i < items.length; i++) {
            for (int j = i + 1; j < items.length; j++) {
                Event one = events[items[i].event];
                Event other = events[items[j].event];
                if (one.isOfOneInstruction(other)
                        && program.address(items[i].place) / Long.BYTES
                                == program.address(items[j].place) / Long.BYTES) {
                    copies.add(new int[] {i, j});
                }
            }
        }
    }

    private Item[] items() {
        List<Item> found = new ArrayList<>();
        for (int i = 0; i < events.length; i++) {
            if (events[i].is(Kind.R) || events[i].is(Kind.F)) {
                for (int place = events[i].place(); place < events[i].place() + events[i].size(); place++) {
                    if (stores(place).length > 0) {
                        found.add(new Item(i, place));
                    }
                }
            }
        }
        return found.toArray(new Item[0]);
    }

    /** The stores to a byte. */
    int[] stores(int place) {
        int[] found = new int[events.length];
        int count = 0;
        for (int i = 0; i < events.length; i++) {
            if (events[i].is(Kind.W) && events[i].covers(place)) {
                found[count++] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private int[] sources(Item item, int[] stores, byte[] contents, boolean isOwnLaterTaken) {
        Event fetch = events[item.event];
        byte value = fetch.at(item.place);
        int[] found = new int[stores.length + 1];
        int count = 0;
        if (contents[item.place] == value) {
            found[count++] = INITIAL;
        }
        for (int store : stores) {
            boolean isOwnLater = events[store].cpu() == fetch.cpu() && events[store].effect() >= fetch.effect();
            if (events[store].at(item.place) == value && (isOwnLaterTaken || !isOwnLater)) {
                found[count++] = store;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private void findUpdates(Set<Variation> variations) {
        for (int i = 0; i < events.length; i++) {
            for (int j = i + 1; j < events.length && events[j].cpu() == events[i].cpu(); j++) {
                if (events[i].updates(events[j])) {
                    updates.add(new Update(i, j));
                }
            }
        }
        if (variations.contains(Variation.WITHOUT_HOLD)) {
            return;
        }
        for (Update update : updates) {
            for (int i = 0; i < events.length && events[update.fetch].role() == Role.SPECIFIC; i++) {
                Event rival = events[i];
                if (rival.is(Kind.R)
                        && rival.role() != Role.PLAIN
                        && rival.cpu() != events[update.fetch].cpu()
                        && rival.overlaps(events[update.fetch])) {
                    rivals.add(new int[] {i, update.fetch, update.store});
                }
            }
        }
    }

    List<Trace> traces() {
        return traces;
    }

    int size() {
        return events.length;
    }

    Event event(int number) {
        return events[number];
    }

    /** A copy. */
    BitMatrix programOrder() {
        return programOrder.copy();
    }

    int itemCount() {
        return items.length;
    }

    Item item(int number) {
        return items[number];
    }

    /** The stores that a byte of a fetch can come from, by value. */
    int[] sourcesOf(int item) {
        return sources[item];
    }

    /** All stores to the byte of an item. */
    int[] storesOf(int item) {
        return storesOfItem[item];
    }

    List<Update> updates() {
        return updates;
    }

    /** Interlocked fetches of other CPUs that overlap a specific update: the fetch, and the update's fetch and store (HOLD). */
    List<int[]> rivals() {
        return rivals;
    }

    /**
     * Pairs of items that are bytes of one copy of a doubleword, with the facility that has it so (F_SEQ). A copy is made by some
     * stores, each of them whole: the source of one byte, if it covers the other as well, is that byte's source or before it.
     */
    List<int[]> copies() {
        return copies;
    }

    /** Whether a store is seen whole, at the byte of an item as well; sixteen bytes are not seen whole. */
    boolean isSeenWhole(int source, int item) {
        return source != INITIAL && events[source].size() <= Long.BYTES && events[source].covers(items[item].place);
    }

    /** Whether some byte has a value that nobody gives it. */
    boolean isImpossible() {
        for (int[] each : sources) {
            if (each.length == 0) {
                return true;
            }
        }
        return false;
    }
}
