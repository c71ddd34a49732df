package org.maskflip.modelcheck.scenario;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.maskflip.emulator.arch.Facilities;

/**
 * A patching protocol with what is asked of it.
 *
 * @param name unique in the catalogue
 * @param sources what it is assembled from
 * @param texts the header's words by key: {@code models}, {@code reason}, {@code origin}
 * @param properties what is asked
 * @param expectation the answer that is expected
 * @param bounds the smallest that decide the question
 * @param symbols what the assembler is given besides; twins differ by these
 * @param facilities of the machine
 */
public record Scenario(
        String name,
        Sources sources,
        Map<String, String> texts,
        Set<Property> properties,
        Expectation expectation,
        Bounds bounds,
        Map<String, Long> symbols,
        Facilities facilities) {

    /** Whether a protocol keeps its promise. */
    public enum Expectation {
        SAFE,
        UNSAFE;

        /** As in files. */
        public String word() {
            return this == SAFE ? "safe" : "unsafe";
        }
    }

    public Scenario {
        texts = Map.copyOf(texts);
        properties = Set.copyOf(properties);
        symbols = Map.copyOf(symbols);
    }

    /** The properties from the first on. */
    public List<Property> sortedProperties() {
        return properties.stream().sorted().toList();
    }

    /** The same with other bounds. */
    public Scenario withBounds(Bounds others) {
        return new Scenario(name, sources, texts, properties, expectation, others, symbols, facilities);
    }

    /** The same on a machine with other facilities. */
    public Scenario withFacilities(Facilities others) {
        return new Scenario(name, sources, texts, properties, expectation, bounds, symbols, others);
    }

    /** The same from other texts. */
    Scenario withSources(Sources others) {
        return new Scenario(name, others, texts, properties, expectation, bounds, symbols, facilities);
    }

    /** The same with a property more. */
    Scenario withProperty(Property more) {
        Set<Property> all = EnumSet.copyOf(properties);
        all.add(more);
        return new Scenario(name, sources, texts, all, expectation, bounds, symbols, facilities);
    }

    @Override
    public String toString() {
        return name;
    }
}
