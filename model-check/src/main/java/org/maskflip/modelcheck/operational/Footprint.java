package org.maskflip.modelcheck.operational;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which CPU reads, stores and executes which bytes. Reductions and fetch windows rest on what is assumed; what an exploration finds
 * beyond it makes it begin again with more assumed. All that is found happens in some execution, and an exploration that finds
 * nothing new has shown that nothing else happens; so the end does not depend on the way.
 */
final class Footprint {
    /** What else an exploration rests on, besides bytes. */
    enum Habit {
        /** A CPU signals another, or takes an interruption that was signaled. */
        SIGNALS
    }

    private final int length;
    private long[] readers;
    private long[] writers;
    private BitSet executed;
    private boolean isSignaled;

    // Found in the present exploration; guarded by this.
    private final long[] foundReaders;
    private final long[] foundWriters;
    private final BitSet foundExecuted = new BitSet();
    private boolean foundSignals;
    private boolean isNew;

    Footprint(int length) {
        this.length = length;
        foundReaders = new long[length];
        foundWriters = new long[length];
        assume();
    }

    /** Assumes all that was found. While nobody explores. */
    final synchronized void assume() {
        readers = foundReaders.clone();
        writers = foundWriters.clone();
        executed = (BitSet) foundExecuted.clone();
        isSignaled = foundSignals;
        isNew = false;
    }

    /** Whether something was found that is not assumed. */
    synchronized boolean isNew() {
        return isNew;
    }

    /** The bytes that are both stored into and executed, ascending. */
    int[] changingCode() {
        int[] places = new int[length];
        int count = 0;
        for (int i = 0; i < length; i++) {
            if (executed.get(i) && writers[i] != 0) {
                places[count++] = i;
            }
        }
        return Arrays.copyOf(places, count);
    }

    boolean isSignaled() {
        return isSignaled;
    }

    /** Whether no other CPU stores into these bytes. */
    boolean isStableFor(int cpu, int place, int size) {
        long others = ~(1L << cpu);
        for (int i = place; i < place + size; i++) {
            if ((writers[i] & others) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether no other CPU makes any reference to these bytes. */
    boolean isPrivateTo(int cpu, int place, int size) {
        long others = ~(1L << cpu);
        for (int i = place; i < place + size; i++) {
            if (((writers[i] | readers[i]) & others) != 0) {
                return false;
            }
        }
        return true;
    }

    void read(int cpu, int place, int size) {
        long bit = 1L << cpu;
        for (int i = place; i < place + size; i++) {
            if ((readers[i] & bit) == 0) {
                found(foundReaders, bit, place, size);
                return;
            }
        }
    }

    void store(int cpu, int place, int size) {
        long bit = 1L << cpu;
        for (int i = place; i < place + size; i++) {
            if ((writers[i] & bit) == 0) {
                found(foundWriters, bit, place, size);
                return;
            }
        }
    }

    private synchronized void found(long[] masks, long bit, int place, int size) {
        isNew = true;
        for (int i = place; i < place + size; i++) {
            masks[i] |= bit;
        }
    }

    /** An instruction fetch: a read, too. */
    void execute(int cpu, int place, int size) {
        read(cpu, place, size);
        if (executed.nextClearBit(place) < place + size) {
            synchronized (this) {
                foundExecuted.set(place, place + size);
                isNew = true;
            }
        }
    }

    void note(Habit habit) {
        if (!isSignaled && habit == Habit.SIGNALS) {
            synchronized (this) {
                foundSignals = true;
                isNew = true;
            }
        }
    }
}
