package org.maskflip.modelcheck.litmus;

import java.util.List;
import java.util.Map;

/** The words for sizes of data: those of the manual, and those of C that herd's files use. */
final class DataSize {
    private static final Map<String, Integer> SIZES = Map.ofEntries(
            Map.entry("byte", 1),
            Map.entry("int8_t", 1),
            Map.entry("uint8_t", 1),
            Map.entry("halfword", 2),
            Map.entry("short", 2),
            Map.entry("int16_t", 2),
            Map.entry("uint16_t", 2),
            Map.entry("word", 4),
            Map.entry("int", 4),
            Map.entry("int32_t", 4),
            Map.entry("uint32_t", 4),
            Map.entry("doubleword", 8),
            Map.entry("long", 8),
            Map.entry("int64_t", 8),
            Map.entry("uint64_t", 8),
            Map.entry("quadword", 16));

    private static final List<String> WORDS = List.of("byte", "halfword", "word", "doubleword", "quadword");

    private DataSize() {}

    /** Bytes, or 0 if it is no such word. */
    static int of(String word) {
        return SIZES.getOrDefault(word, 0);
    }

    /** The manual's word. */
    static String word(int size) {
        return WORDS.get(Integer.numberOfTrailingZeros(size));
    }

    static List<String> words() {
        return WORDS;
    }
}
