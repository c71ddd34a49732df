package org.maskflip.modelcheck.axiomatic;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.maskflip.modelcheck.axiomatic.Event.Kind;

/**
 * Chooses one trace per CPU so that every byte that a trace has fetched is given by the initial state or by a store of one of the
 * traces. Immutable.
 */
final class Combinations {
    private final List<List<Trace>> traces;
    private final List<List<BitSet>> needs = new ArrayList<>();
    private final List<List<BitSet>> gifts = new ArrayList<>();
    private final List<BitSet> giftsFrom = new ArrayList<>();
    private final byte[] contents;
    private final Map<Integer, Integer> numbers = new HashMap<>();

    Combinations(List<List<Trace>> traces, byte[] contents) {
        this.traces = traces;
        this.contents = contents;
        for (List<Trace> each : traces) {
            List<BitSet> needed = new ArrayList<>();
            List<BitSet> given = new ArrayList<>();
            for (Trace trace : each) {
                needed.add(needs(trace));
                given.add(gifts(trace));
            }
            needs.add(needed);
            gifts.add(given);
        }
        BitSet all = new BitSet();
        giftsFrom.add(all);
        for (int cpu = traces.size() - 1; cpu >= 0; cpu--) {
            all = (BitSet) all.clone();
            gifts.get(cpu).forEach(all::or);
            giftsFrom.add(0, all);
        }
    }

    private int number(int place, byte value) {
        return numbers.computeIfAbsent(place << 8 | value & 0xFF, key -> numbers.size());
    }

    private BitSet needs(Trace trace) {
        BitSet needed = new BitSet();
        for (Event event : trace.events()) {
            if (event.is(Kind.R) || event.is(Kind.F)) {
                for (int place = event.place(); place < event.place() + event.size(); place++) {
                    if (event.at(place) != contents[place]) {
                        needed.set(number(place, event.at(place)));
                    }
                }
            }
        }
        return needed;
    }

    private BitSet gifts(Trace trace) {
        BitSet given = new BitSet();
        for (Event event : trace.events()) {
            if (event.is(Kind.W)) {
                for (int place = event.place(); place < event.place() + event.size(); place++) {
                    given.set(number(place, event.at(place)));
                }
            }
        }
        return given;
    }

    /** How many traces the first CPU has: its choice shares out the work. */
    int first() {
        return traces.isEmpty() ? 0 : traces.get(0).size();
    }

    /** All choices with one trace of the first CPU. The list is only lent. */
    void forEach(int first, Consumer<int[]> consumer) {
        int[] choice = new int[traces.size()];
        choice[0] = first;
        choose(1, choice, needs.get(0).get(first), gifts.get(0).get(first), consumer);
    }

    private void choose(int cpu, int[] choice, BitSet needed, BitSet given, Consumer<int[]> consumer) {
        BitSet missing = (BitSet) needed.clone();
        missing.andNot(given);
        missing.andNot(giftsFrom.get(cpu));
        if (!missing.isEmpty()) {
            return;
        }
        if (cpu == choice.length) {
            consumer.accept(choice);
            return;
        }
        for (int i = 0; i < traces.get(cpu).size(); i++) {
            choice[cpu] = i;
            BitSet needs = (BitSet) needed.clone();
            needs.or(this.needs.get(cpu).get(i));
            BitSet gifts = (BitSet) given.clone();
            gifts.or(this.gifts.get(cpu).get(i));
            choose(cpu + 1, choice, needs, gifts, consumer);
        }
    }
}
