package org.maskflip.modelcheck.axiomatic;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.maskflip.modelcheck.axiomatic.Event.Kind;

/**
 * The values that a fetch can have, given what all CPUs can store: for each byte the initial value, or that of a store that covers it.
 */
final class Answers {
    /** How many values one fetch may have before the enumeration gives up. */
    static final int MOST = 4_096;

    /** Whether values are left out that the rules exclude at once, on one CPU and within one event. */
    enum Pruning {
        /** By W-R-same, W-W, R-R, F-own and block. */
        BY_RULES,
        /** By block alone. */
        BY_BLOCK,
        /** Every value that some store or the initial state gives: to show why it is excluded. */
        NONE
    }

    private final Supply supply;
    private final byte[] contents;
    private final Pruning pruning;

    Answers(Supply supply, byte[] contents, Pruning pruning) {
        this.supply = supply;
        this.contents = contents;
        this.pruning = pruning;
    }

    /** Where a byte may come from; {@code store} is {@code null} for the initial value and own stores. */
    private record Source(byte value, Supply.Store store, Event own) {
        boolean covers(int place) {
            return store != null ? store.covers(place) : own == null || own.covers(place);
        }
    }

    /** All values of the bytes from a place on, each once. */
    List<byte[]> of(int cpu, Path path, Kind kind, int place, int size) {
        if (!supply.changes(place, size) && !path.hasStore(place, size)) {
            return List.of(Arrays.copyOfRange(contents, place, place + size));
        }
        List<List<Source>> perByte = new ArrayList<>();
        Iterable<Supply.Store> others = supply.others(cpu, place, size);
        for (int at = place; at < place + size; at++) {
            perByte.add(sources(path, kind, at, others));
        }
        Map<ByteBuffer, byte[]> found = new LinkedHashMap<>();
        choose(kind, place, perByte, new Source[size], 0, found);
        return List.copyOf(found.values());
    }

    private List<Source> sources(Path path, Kind kind, int place, Iterable<Supply.Store> others) {
        List<Source> sources = new ArrayList<>();
        boolean hidesOlder = false;
        for (Event own : path.stores(place)) {
            sources.add(new Source(own.at(place), null, own));
            hidesOlder = pruning == Pruning.BY_RULES && (kind == Kind.R || own.isOwnSeen());
            if (hidesOlder) {
                break;
            }
        }
        if (!hidesOlder) {
            sources.add(new Source(contents[place], null, null));
        }
        for (Supply.Store each : others) {
            if (each.covers(place)) {
                sources.add(new Source(each.at(place), each, null));
            }
        }
        return sources;
    }

    private void choose(
            Kind kind,
            int place,
            List<List<Source>> perByte,
            Source[] chosen,
            int next,
            Map<ByteBuffer, byte[]> found) {
        if (found.size() > MOST) {
            return;
        }
        if (next == chosen.length) {
            byte[] value = new byte[next];
            for (int i = 0; i < next; i++) {
                value[i] = chosen[i].value;
            }
            found.putIfAbsent(ByteBuffer.wrap(value), value);
            return;
        }
        for (Source source : perByte.get(next)) {
            chosen[next] = source;
            if (kind == Kind.F || pruning == Pruning.NONE || fits(place, chosen, next)) {
                choose(kind, place, perByte, chosen, next + 1, found);
            }
        }
    }

    /** Of two stores that both cover two bytes of one event, one is the later one for both (rule block). */
    private static boolean fits(int place, Source[] chosen, int last) {
        for (int i = 0; i < last; i++) {
            if (!chosen[i].equals(chosen[last])
                    && differ(chosen[i], chosen[last])
                    && chosen[i].covers(place + last)
                    && chosen[last].covers(place + i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean differ(Source one, Source other) {
        return !Objects.equals(one.store, other.store) || !Objects.equals(one.own, other.own);
    }
}
