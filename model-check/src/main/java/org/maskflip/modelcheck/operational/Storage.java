package org.maskflip.modelcheck.operational;

import java.util.Arrays;

/** The contents of storage. Immutable. */
final class Storage {
    private final Interner<Contents, Storage> interner;
    private final int id;
    private final Contents contents;
    private final byte[] bytes;
    private final Remembered<Entry, Storage> after = new Remembered<>();
    private final Remembered<Integer, Storage> cleared = new Remembered<>();
    private final Remembered<Units, Windows> copies = new Remembered<>();

    /** All bytes as a key. The hash is a sum over places, so that a store changes it by what it changes. */
    private static final class Contents {
        private final byte[] bytes;
        private final int hash;

        Contents(byte[] bytes, int hash) {
            this.bytes = bytes;
            this.hash = hash;
        }

        /** What a byte adds to the hash. */
        static int part(int place, byte value) {
            int mixed = (place * 0x9E37_79B9 ^ value) * 0x85EB_CA6B;
            return (mixed ^ mixed >>> 15) * 0xC2B2_AE35;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Contents that && hash == that.hash && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private Storage(Interner<Contents, Storage> interner, int id, Contents contents) {
        this.interner = interner;
        this.id = id;
        this.contents = contents;
        bytes = contents.bytes;
    }

    /** The first of a new family of contents. */
    static Storage of(byte[] bytes) {
        int hash = 0;
        for (int place = 0; place < bytes.length; place++) {
            hash += Contents.part(place, bytes[place]);
        }
        return of(new Interner<>(), new Contents(bytes, hash));
    }

    private static Storage of(Interner<Contents, Storage> interner, Contents contents) {
        return interner.get(contents, id -> new Storage(interner, id, contents));
    }

    int id() {
        return id;
    }

    /** The fetch windows of a CPU that has no other copies than what is here (rule {@code ser-discard}). */
    Windows copies(Units units) {
        Windows known = copies.get(units);
        if (known == null) {
            known = Windows.of(units, this);
            copies.put(units, known);
        }
        return known;
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
            int hash = contents.hash;
            for (int i = entry.index(); i < entry.index() + entry.size(); i++) {
                if (entry.covers(i)) {
                    hash += Contents.part(i, entry.at(i)) - Contents.part(i, changed[i]);
                    changed[i] = entry.at(i);
                }
            }
            known = of(interner, new Contents(changed, hash));
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
            int hash = contents.hash;
            for (int place : places.toArray()) {
                hash += Contents.part(place, (byte) 0) - Contents.part(place, changed[place]);
                changed[place] = 0;
            }
            known = of(interner, new Contents(changed, hash));
            cleared.put(number, known);
        }
        return known;
    }
}
