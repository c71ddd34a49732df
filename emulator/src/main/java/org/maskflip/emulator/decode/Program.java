package org.maskflip.emulator.decode;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An assembled program.
 *
 * @param name the source's name
 * @param pieces bytes by address, ascending and apart from each other; what lies between is zero and need not be stored
 * @param symbols labels and symbols by name, addresses or values
 * @param lines from the address of each instruction and datum to its source line, {@code file:line}
 */
public record Program(
        String name, List<Piece> pieces, SortedMap<String, Long> symbols, NavigableMap<Long, String> lines) {

    /** Bytes at an address. */
    @SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
    public record Piece(long address, byte[] bytes) {
        public Piece {
            bytes = bytes.clone();
        }

        @Override
        public byte[] bytes() {
            return bytes.clone();
        }

        /** The address behind the last byte. */
        public long end() {
            return address + bytes.length;
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Piece other
                    && address == other.address
                    && java.util.Arrays.equals(bytes, other.bytes);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(address) * 31 + java.util.Arrays.hashCode(bytes);
        }
    }

    public Program {
        pieces = List.copyOf(pieces);
        symbols = Collections.unmodifiableSortedMap(new TreeMap<>(symbols));
        lines = Collections.unmodifiableNavigableMap(new TreeMap<>(lines));
    }

    /**
     * The value of a symbol.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public long symbol(String symbol) {
        Long value = symbols.get(symbol);
        if (value == null) {
            throw new IllegalArgumentException(name + " has no symbol " + symbol);
        }
        return value;
    }

    /** The address of {@code _start}, if the program has that symbol. */
    public OptionalLong entry() {
        Long start = symbols.get("_start");
        return start == null ? OptionalLong.empty() : OptionalLong.of(start);
    }

    /** The source line, {@code file:line}, of the statement at or before an address; empty if there is none. */
    public String lineOf(long address) {
        Map.Entry<Long, String> line = lines.floorEntry(address);
        return line == null ? "" : line.getValue();
    }

    /** The bytes from an address on; those that no statement made are zero. */
    public byte[] bytes(long address, int length) {
        byte[] result = new byte[length];
        for (Piece piece : pieces) {
            long from = Math.max(address, piece.address());
            long to = Math.min(address + length, piece.end());
            if (from < to) {
                System.arraycopy(piece.bytes(), (int) (from - piece.address()), result, (int) (from - address), (int)
                        (to - from));
            }
        }
        return result;
    }
}
