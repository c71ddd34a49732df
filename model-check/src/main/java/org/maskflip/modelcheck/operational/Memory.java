package org.maskflip.modelcheck.operational;

import java.util.Set;
import org.maskflip.modelcheck.program.Effect.Naming;

/**
 * What stores do to storage, queues and fetch windows: the rules of Model Z, section 4, that concern more than one CPU. Changes the
 * state it is given, which nobody else has seen.
 */
final class Memory {
    private final Units units;
    private final Set<Deviation> deviations;

    Memory(Units units, Set<Deviation> deviations) {
        this.units = units;
        this.deviations = deviations;
    }

    /** The fetch windows of a CPU that has no old copies. */
    Windows windows(Storage storage) {
        return storage.copies(units);
    }

    Units units() {
        return units;
    }

    boolean changes(int place, int size) {
        return units.changes(place, size);
    }

    /** Whether the program changes any of its code. */
    boolean changesCode() {
        return units.count() > 0;
    }

    /** A store joins the CPU's queue; by virtual address it is seen by own fetches from now on (rule {@code F-own}). */
    void store(MachineState state, int cpu, Entry entry) {
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
            int unit = units.of(i);
            if (unit >= 0 && entry.covers(i)) {
                int shift = units.shift(i);
                state.windows[cpu] = state.windows[cpu].only(unit, 0xFFL << shift, (entry.at(i) & 0xFFL) << shift);
            }
        }
    }

    /** Whether another CPU's specific update keeps stores off these bytes. */
    static boolean isHeld(MachineState state, int cpu, int place, int size) {
        return holder(state, cpu, place, size) >= 0;
    }

    /** The other CPU whose specific update keeps stores off these bytes; -1 if there is none. */
    static int holder(MachineState state, int cpu, int place, int size) {
        for (int other = 0; other < state.queues.length; other++) {
            if (other != cpu && state.queues[other].holds(place, size)) {
                return other;
            }
        }
        return -1;
    }

    /** An entry leaves the queue for storage. */
    void drain(MachineState state, int cpu, int number) {
        Queue queue = state.queues[cpu];
        Entry entry = queue.get(number);
        state.queues[cpu] = number == 0 ? queue.rest() : queue.replace(number, null);
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
        if (!units.changes(entry.index(), entry.size())) {
            return;
        }
        for (int d = 0; d < state.windows.length; d++) {
            if (deviations.contains(Deviation.SEQUENTIAL) || deviations.contains(Deviation.NO_PREFETCH)) {
                state.windows[d] = windows(state.storage);
            } else if (deviations.contains(Deviation.WHOLE_INSTRUCTION_FETCH)) {
                snapshot(state, d, entry);
            } else if (!(d == cpu && entry.naming() == Naming.BY_VIRTUAL) || isOwnUnseen()) {
                widen(state, d, entry);
            }
        }
    }

    /**
     * Another value in storage is another copy, except where the CPU sees one of its own (rule {@code F-own}). A store of one event
     * inside one unit is seen whole (rule {@code F-seq}), any other byte by byte.
     */
    private void widen(MachineState state, int d, Entry entry) {
        boolean isWhole = entry.left() == 0 && entry.size() <= 8;
        int unit = -1;
        long mask = 0;
        long value = 0;
        for (int i = entry.index(); i < entry.index() + entry.size(); i++) {
            int here = units.of(i);
            boolean isSeen = here >= 0 && entry.covers(i) && (isOwnUnseen() || !state.queues[d].pins(i));
            if (mask != 0 && (here != unit || !isWhole)) {
                state.windows[d] = state.windows[d].with(unit, mask, value);
                mask = 0;
                value = 0;
            }
            if (isSeen) {
                unit = here;
                mask |= 0xFFL << units.shift(i);
                value |= (entry.at(i) & 0xFFL) << units.shift(i);
            }
        }
        if (mask != 0) {
            state.windows[d] = state.windows[d].with(unit, mask, value);
        }
    }

    private void snapshot(MachineState state, int d, Entry entry) {
        for (int i = entry.index(); i < entry.index() + entry.size(); i++) {
            if (units.of(i) >= 0) {
                state.windows[d] = state.windows[d].with(units.of(i), -1, units.value(units.of(i), state.storage));
            }
        }
    }

    private boolean isOwnUnseen() {
        return deviations.contains(Deviation.OWN_STORE_UNSEEN);
    }

    /** An interlocked store at once, by virtual address: own fetches see it and nothing older. */
    void storeAtOnce(MachineState state, int cpu, Entry entry) {
        reach(state, cpu, entry);
        pin(state, cpu, entry);
    }
}
