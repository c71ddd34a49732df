package org.maskflip.modelcheck.operational;

import java.util.Arrays;
import java.util.List;
import org.maskflip.modelcheck.operational.Entry.Hold;
import org.maskflip.modelcheck.program.Effect.Naming;

/** One CPU's stores that are not in storage yet, the oldest first. Immutable. */
final class Queue {
    private final Interner<List<Entry>, Queue> interner;
    private final int id;
    private final Entry[] entries;
    private final Remembered<Entry, Queue> longer = new Remembered<>();
    private final Remembered<Entry, Queue> shorter = new Remembered<>();

    private Queue(Interner<List<Entry>, Queue> interner, int id, List<Entry> entries) {
        this.interner = interner;
        this.id = id;
        this.entries = entries.toArray(new Entry[0]);
    }

    /** The empty queue of a new family of queues. */
    static Queue empty() {
        return of(new Interner<>(), List.of());
    }

    private static Queue of(Interner<List<Entry>, Queue> interner, List<Entry> entries) {
        return interner.get(entries, id -> new Queue(interner, id, entries));
    }

    int id() {
        return id;
    }

    boolean isEmpty() {
        return entries.length == 0;
    }

    int size() {
        return entries.length;
    }

    Entry get(int number) {
        return entries[number];
    }

    Queue append(Entry entry) {
        Queue known = longer.get(entry);
        if (known == null) {
            Entry[] more = Arrays.copyOf(entries, entries.length + 1);
            more[entries.length] = entry;
            known = of(interner, List.of(more));
            longer.put(entry, known);
        }
        return known;
    }

    /** Without the oldest. */
    Queue rest() {
        Queue known = shorter.get(entries[0]);
        if (known == null) {
            known = replace(0, null);
            shorter.put(entries[0], known);
        }
        return known;
    }

    /** With another entry in the place of one; without it if that is {@code null}. */
    Queue replace(int number, Entry entry) {
        Entry[] changed;
        if (entry != null) {
            changed = entries.clone();
            changed[number] = entry;
        } else {
            changed = new Entry[entries.length - 1];
            System.arraycopy(entries, 0, changed, 0, number);
            System.arraycopy(entries, number + 1, changed, number, changed.length - number);
        }
        return of(interner, List.of(changed));
    }

    boolean overlaps(int place, int length) {
        for (Entry entry : entries) {
            if (entry.overlaps(place, length)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a byte of the set is on its way. */
    boolean meets(PlaceSet places) {
        for (Entry entry : entries) {
            for (int i = entry.index(); i < entry.index() + entry.size(); i++) {
                if (places.has(i) && entry.covers(i)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a store by virtual address is on its way to this byte: its copy is pinned (rule {@code F-own}). */
    boolean pins(int place) {
        for (Entry entry : entries) {
            if (entry.naming() == Naming.BY_VIRTUAL && entry.covers(place)) {
                return true;
            }
        }
        return false;
    }

    boolean holds(int place, int length) {
        for (Entry entry : entries) {
            if (entry.hold() == Hold.AGAINST_OTHERS && entry.overlaps(place, length)) {
                return true;
            }
        }
        return false;
    }
}
