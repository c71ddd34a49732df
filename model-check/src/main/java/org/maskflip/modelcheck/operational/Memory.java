package org.maskflip.modelcheck.operational;

import java.util.Set;
import org.maskflip.modelcheck.program.Effect.Naming;

/**
 * What stores do to storage, queues and fetch windows: the rules of Model Z, section 4, that concern more than one CPU. Changes the
 * state it is given, which nobody else has seen.
 */
final class Memory {
    private final Footprint footprint;
    private final Set<Deviation> deviations;

    /** Per place: its slot in the fetch windows, -1 if it is no changing code. */
    private final int[] slots;

    private final Windows.Family family;

    Memory(int length, Footprint footprint, Set<Deviation> deviations) {
        this.footprint = footprint;
        this.deviations = deviations;
        int[] places = footprint.changingCode();
        family = new Windows.Family(places);
        slots = new int[length];
        java.util.Arrays.fill(slots, -1);
        for (int slot = 0; slot < places.length; slot++) {
            slots[places[slot]] = slot;
        }
    }

    /** The fetch windows of a CPU that has no old copies. */
    Windows windows(Storage storage) {
        return family.of(storage);
    }

    boolean changes(int place, int size) {
        for (int i = place; i < place + size; i++) {
            if (slots[i] >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether the program changes any of its code. */
    boolean changesCode() {
        return footprint.changingCode().length > 0;
    }

    int slot(int place) {
        return slots[place];
    }

    /** A store joins the CPU's queue; by virtual address it is seen by own fetches from now on (rule {@code F-own}). */
    void store(MachineState state, int cpu, Entry entry) {
        footprint.store(cpu, entry.index(), entry.size());
        if (deviations.contains(Deviation.SEQUENTIAL)) {
            reach(state, cpu, entry);
            return;
        }
        state.queues[cpu] = state.queues[cpu].append(entry);
        pin(state, cpu, entry);
    }

    private void pin(MachineState state, int cpu, Entry entry) {
        if (entry.naming() != Naming.BY_VIRTUAL || deviations.contains(Deviation.OWN_STORE_UNSEEN)) {
            return;
        }
        for (int i = entry.index(); i < entry.index() + entry.size(); i++) {
            if (slots[i] >= 0 && entry.covers(i)) {
                state.windows[cpu] = state.windows[cpu].only(slots[i], entry.at(i));
            }
        }
    }

    /** Whether another CPU's specific update keeps stores off these bytes. */
    static boolean isHeld(MachineState state, int cpu, int place, int size) {
        for (int other = 0; other < state.queues.length; other++) {
            if (other != cpu && state.queues[other].holds(place, size)) {
                return true;
            }
        }
        return false;
    }

    /** An entry leaves the queue for storage. */
    void drain(MachineState state, int cpu, int number) {
        Entry entry = state.queues[cpu].get(number);
        state.queues[cpu] = state.queues[cpu].replace(number, null);
        reach(state, cpu, entry);
    }

    /** One byte of an unaligned store leaves the queue. */
    void drainByte(MachineState state, int cpu, int number, int place) {
        Entry entry = state.queues[cpu].get(number);
        state.queues[cpu] = state.queues[cpu].replace(number, entry.without(place));
        reach(state, cpu, new Entry(place, 1, entry.at(place), 0, 0, entry.naming(), entry.hold()));
    }

    /** An interlocked store, or a drained one: into storage and into every fetch window that is not pinned. */
    void reach(MachineState state, int cpu, Entry entry) {
        state.storage = state.storage.with(entry);
        for (int i = entry.index(); i < entry.index() + entry.size(); i++) {
            if (slots[i] >= 0 && entry.covers(i)) {
                widen(state, cpu, entry, i);
            }
        }
    }

    private void widen(MachineState state, int cpu, Entry entry, int place) {
        byte value = entry.at(place);
        int slot = slots[place];
        boolean isCoherent = deviations.contains(Deviation.SEQUENTIAL) || deviations.contains(Deviation.NO_PREFETCH);
        for (int d = 0; d < state.windows.length; d++) {
            if (isCoherent) {
                state.windows[d] = state.windows[d].only(slot, value);
            } else if (!seesOwn(state, d, cpu, entry, place)) {
                state.windows[d] = state.windows[d].with(slot, value);
            }
        }
    }

    /** Whether a CPU sees a value of its own in this byte, the one that gets to storage or a later one (rule {@code F-own}). */
    private boolean seesOwn(MachineState state, int d, int cpu, Entry entry, int place) {
        if (isOwnUnseen()) {
            return false;
        }
        return d == cpu && entry.naming() == Naming.BY_VIRTUAL || state.queues[d].pins(place);
    }

    private boolean isOwnUnseen() {
        return deviations.contains(Deviation.OWN_STORE_UNSEEN);
    }

    /** An interlocked store at once, by virtual address: own fetches see it and nothing older. */
    void storeAtOnce(MachineState state, int cpu, Entry entry) {
        footprint.store(cpu, entry.index(), entry.size());
        reach(state, cpu, entry);
        pin(state, cpu, entry);
    }
}
