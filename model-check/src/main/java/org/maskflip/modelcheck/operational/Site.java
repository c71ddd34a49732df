package org.maskflip.modelcheck.operational;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.maskflip.modelcheck.program.Interruption;

/**
 * Where a CPU stands: the address of its instruction, whether it is about to be interrupted there and, since functions return to many
 * callers, what the link register says. Of
 * each site is known what its instruction did and where it led; and, once that was assumed, all that may follow from there.
 */
final class Site {
    /**
     * What tells sites apart, in a fixed order of its own.
     *
     * @param interruption 0 for the instruction itself, else which kind of interruption is taken before it
     */
    record Key(int group, long address, long link, int interruption) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparingInt(Key::group)
                .thenComparingLong(Key::address)
                .thenComparingLong(Key::link)
                .thenComparingInt(Key::interruption);

        /** Whether it is an interruption that a CPU causes by a signal. */
        boolean isSignaled() {
            return interruption == number(Interruption.Kind.EXTERNAL)
                    || interruption == number(Interruption.Kind.RESTART);
        }

        /** What stands for a class of interruptions. */
        static int number(Interruption.Kind kind) {
            return 1 + kind.ordinal();
        }

        @Override
        public int compareTo(Key that) {
            return ORDER.compare(this, that);
        }
    }

    /** References and signals: of one site, or of all that may follow it. */
    static final class Facts {
        final PlaceSet reads;
        final PlaceSet writes;
        final PlaceSet executes;

        /** A bit per CPU in which an interruption is made pending. */
        long signals;

        /** A bit per CPU that an order is given to start, stop or restart. */
        long orders;

        /** A bit per CPU whose state is asked for. */
        long senses;

        Facts(int places) {
            this(new PlaceSet(places), new PlaceSet(places), new PlaceSet(places));
        }

        private Facts(PlaceSet reads, PlaceSet writes, PlaceSet executes) {
            this.reads = reads;
            this.writes = writes;
            this.executes = executes;
        }

        /** Of what is executed: what changes; set once this is assumed. */
        PlaceSet changes;

        /** A number that such sets of equal content share. */
        int changesNumber;

        Facts copy() {
            Facts copy = new Facts(reads.copy(), writes.copy(), executes.copy());
            copy.signals = signals;
            copy.orders = orders;
            copy.senses = senses;
            return copy;
        }

        void limitChanges(PlaceSet changing, Map<PlaceSet, Integer> numbers) {
            changes = executes.copy();
            changes.retainAll(changing);
            changesNumber = number(changes, numbers);
        }

        boolean addAll(Facts other) {
            boolean isNew = reads.addAll(other.reads);
            isNew |= writes.addAll(other.writes);
            isNew |= executes.addAll(other.executes);
            isNew |= signal(other.signals, other.orders, other.senses);
            return isNew;
        }

        boolean signal(long moreSignals, long moreOrders, long moreSenses) {
            boolean isNew = (moreSignals & ~signals | moreOrders & ~orders | moreSenses & ~senses) != 0;
            signals |= moreSignals;
            orders |= moreOrders;
            senses |= moreSenses;
            return isNew;
        }

        /** Whether any reference is made to one of these places. */
        boolean touches(int place, int size) {
            return writes.meets(place, size) || reads.meets(place, size) || executes.meets(place, size);
        }
    }

    final Key key;

    /** What was found; guarded by the foresight. */
    final Facts own;

    final List<Site> next = new ArrayList<>(2);

    /** What may follow from here on, this instruction included, as assumed; not changed during an exploration. */
    Facts future;

    /** The assumed ways on, and whether each may close a loop; not changed during an exploration. */
    Site[] ways = {};

    boolean[] closes = {};

    /** What is certainly stored into here before it is fetched: by the exchange of PSWs. */
    final PlaceSet kills;

    /** Bytes of this CPU's own that it may still fetch before it stores into them, at this site or after it; as assumed. */
    PlaceSet live;

    /** Those of its own bytes that it may not; as assumed. */
    PlaceSet dead;

    /** A number that such sets of equal content share. */
    int deadNumber;

    Site(Key key, int places) {
        this.key = key;
        own = new Facts(places);
        kills = new PlaceSet(places);
        dead = new PlaceSet(places);
        live = dead;
        future = new Facts(places);
        future.limitChanges(new PlaceSet(places), new java.util.HashMap<>());
    }

    /** The same number for equal sets. */
    static int number(PlaceSet set, Map<PlaceSet, Integer> numbers) {
        Integer known = numbers.putIfAbsent(set, numbers.size());
        return known != null ? known : numbers.size() - 1;
    }

    /** Whether an assumed way may close a loop. */
    boolean mayClose() {
        for (boolean may : closes) {
            if (may) {
                return true;
            }
        }
        return false;
    }

    /** The number of an assumed way, -1 if this is none. */
    int way(Site to) {
        for (int i = 0; i < ways.length; i++) {
            if (ways[i] == to) {
                return i;
            }
        }
        return -1;
    }
}
