package org.maskflip.modelcheck.operational;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The contents of storage. Immutable. */
final class Storage {
    private final Interner<ByteBuffer, Storage> interner;
    private final int id;
    private final byte[] bytes;
    private final Map<Entry, Storage> after = new ConcurrentHashMap<>(2);
    private final Map<Integer, Storage> cleared = new ConcurrentHashMap<>(2);

    private Storage(Interner<ByteBuffer, Storage> interner, int id, byte[] bytes) {
        this.interner = interner;
        this.id = id;
        this.bytes = bytes;
    }

    /** The first of a new family of contents. */
    static Storage of(byte[] bytes) {
        return of(new Interner<>(), bytes);
    }

    private static Storage of(Interner<ByteBuffer, Storage> interner, byte[] bytes) {
        return interner.get(ByteBuffer.wrap(bytes), id -> new Storage(interner, id, bytes));
    }

    int id() {
        return id;
    }

    byte at(int place) {
        return bytes[place];
    }

    /** 1 to 8 bytes, right-aligned. */
    long fetch(int place, int size) {
        long value = 0;
        for (int i = place; i < place + size; i++) {
            value = value << 8 | bytes[i] & 0xFF;
        }
        return value;
    }

    /** With all bytes of a store that are on their way. */
    Storage with(Entry entry) {
        Storage known = after.get(entry);
        if (known == null) {
            byte[] changed = bytes.clone();
            for (int i = entry.index(); i < entry.index() + entry.size(); i++) {
                if (entry.covers(i)) {
                    changed[i] = entry.at(i);
                }
            }
            known = of(interner, changed);
            after.put(entry, known);
        }
        return known;
    }

    /**
     * With zeros in some places.
     *
     * @param number tells the sets apart
     */
    Storage without(int number, PlaceSet places) {
        Storage known = cleared.get(number);
        if (known == null) {
            byte[] changed = bytes.clone();
            for (int place : places.toArray()) {
                changed[place] = 0;
            }
            known = of(interner, changed);
            cleared.put(number, known);
        }
        return known;
    }
}
