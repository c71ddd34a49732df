package org.maskflip.modelcheck.axiomatic;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.maskflip.modelcheck.axiomatic.Event.Kind;

/**
 * What stores can give: every store that some trace of some CPU makes, as far as it is known, each place and value once. From round
 * to round of the enumeration it grows.
 */
final class Supply {
    /** A store that can be made: the place of its first byte and its bytes. */
    record Store(int place, ByteBuffer bytes) {
        boolean covers(int at) {
            return at >= place && at < place + bytes.capacity();
        }

        byte at(int place) {
            return bytes.get(place - this.place);
        }
    }

    private final List<Set<Store>> stores = new ArrayList<>();
    private final List<int[]> most = new ArrayList<>();
    private final BitSet changing = new BitSet();
    private int mostStores;

    Supply(int cpus, int length) {
        for (int i = 0; i < cpus; i++) {
            stores.add(new LinkedHashSet<>());
            most.add(new int[length]);
        }
    }

    /** Whether any store can be made to one of some bytes. */
    boolean changes(int place, int size) {
        int next = changing.nextSetBit(place);
        return next >= 0 && next < place + size;
    }

    /** The stores of other CPUs that overlap some bytes, each place and value once. */
    Set<Store> others(int cpu, int place, int size) {
        Set<Store> found = new LinkedHashSet<>();
        for (int other = 0; other < stores.size(); other++) {
            if (other != cpu) {
                for (Store each : stores.get(other)) {
                    if (each.place < place + size && place < each.place + each.bytes.capacity()) {
                        found.add(each);
                    }
                }
            }
        }
        return found;
    }

    /** The most stores that the other CPUs can make to a byte. */
    int mostOfOthers(int cpu, int place) {
        int sum = 0;
        for (int other = 0; other < most.size(); other++) {
            sum += other == cpu ? 0 : most.get(other)[place];
        }
        return sum;
    }

    /** The most stores that one execution has: no value is made by a longer chain of them. */
    int mostStores() {
        return mostStores;
    }

    /** Takes up what the traces of all CPUs store; whether anything of it is new. */
    boolean grow(List<List<Trace>> traces) {
        boolean isNew = false;
        int sum = 0;
        for (int cpu = 0; cpu < traces.size(); cpu++) {
            int longest = 0;
            for (Trace trace : traces.get(cpu)) {
                int count = 0;
                int[] perPlace = new int[most.get(cpu).length];
                for (Event event : trace.events()) {
                    if (event.is(Kind.W)) {
                        count++;
                        isNew |= add(cpu, event, perPlace);
                    }
                }
                longest = Math.max(longest, count);
            }
            sum += longest;
        }
        mostStores = sum;
        return isNew;
    }

    private boolean add(int cpu, Event event, int[] perPlace) {
        byte[] bytes = new byte[event.size()];
        boolean isNew = false;
        for (int i = 0; i < bytes.length; i++) {
            int place = event.place() + i;
            bytes[i] = event.at(place);
            changing.set(place);
            perPlace[place]++;
            if (perPlace[place] > most.get(cpu)[place]) {
                most.get(cpu)[place] = perPlace[place];
                isNew = true;
            }
        }
        return stores.get(cpu).add(new Store(event.place(), ByteBuffer.wrap(bytes))) || isNew;
    }
}
