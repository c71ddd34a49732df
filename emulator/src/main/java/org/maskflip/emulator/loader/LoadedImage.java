package org.maskflip.emulator.loader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.maskflip.emulator.storage.AbsoluteStorage;

/**
 * A program ready to be put into absolute storage: segments that do not overlap, symbols, and where to start.
 *
 * @param name the file's name, for messages
 * @param segments in order of their addresses
 * @param symbols name to address
 * @param entry the address of the first instruction; empty: start from the restart new PSW at absolute 0x1A0
 */
public record LoadedImage(String name, List<Segment> segments, SortedMap<String, Long> symbols, OptionalLong entry) {
    private static final int CHUNK = 1 << 16;

    public LoadedImage {
        List<Segment> sorted = new ArrayList<>(segments);
        sorted.sort(Comparator.comparingLong(Segment::address));
        segments = List.copyOf(sorted);
        symbols = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(symbols));
    }

    /**
     * An image of the given parts.
     *
     * @throws ImageException if two segments share a byte
     */
    public static LoadedImage of(String name, List<Segment> segments, Map<String, Long> symbols, OptionalLong entry)
            throws ImageException {
        LoadedImage image = new LoadedImage(name, segments, new TreeMap<>(symbols), entry);
        for (int i = 1; i < image.segments.size(); i++) {
            Segment left = image.segments.get(i - 1);
            Segment right = image.segments.get(i);
            if (left.overlaps(right)) {
                throw ImageException.of(
                        name, "segments " + left + " and " + right + " overlap", "segments apart from each other");
            }
        }
        return image;
    }

    /** The address behind the last byte of the last segment, 0 if there is none. */
    public long end() {
        return segments.stream().mapToLong(Segment::end).max().orElse(0);
    }

    /** The address of a symbol, if the image has it. */
    public OptionalLong symbol(String symbol) {
        Long address = symbols.get(symbol);
        return address == null ? OptionalLong.empty() : OptionalLong.of(address);
    }

    /**
     * Puts the segments into storage.
     *
     * @throws ImageException if the storage is too small; nothing is stored then
     */
    public void store(AbsoluteStorage storage) throws ImageException {
        if (end() > storage.size()) {
            throw ImageException.of(
                    name,
                    String.format("the image reaches up to %x but storage ends at %x", end(), storage.size()),
                    "more storage: give at least " + ((end() + (1 << 20) - 1) >> 20) + " MiB");
        }
        for (Segment segment : segments) {
            segment.forEachChunk(CHUNK, storage::write);
            clear(storage, segment);
        }
    }

    /** Zeroes what the segment has beyond its bytes; storage never touched is zero already. */
    private static void clear(AbsoluteStorage storage, Segment segment) {
        byte[] zeros = new byte[4096];
        long from = segment.end() - (segment.length() - given(segment));
        while (from < segment.end()) {
            int count = (int) Math.min(segment.end() - from, 4096 - (from & 4095));
            if (storage.isTouched(from)) {
                storage.write(from, zeros, 0, count);
            }
            from += count;
        }
    }

    private static long given(Segment segment) {
        long[] count = new long[1];
        segment.forEachChunk(CHUNK, (address, source, offset, length) -> count[0] += length);
        return count[0];
    }
}
