package org.maskflip.modelcheck.scenario;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Level;

/**
 * Reads the header of a scenario's file: comment lines {@code # key: text} at its top, continued by lines that are indented by two
 * blanks or more. {@code scenario} begins the first protocol; each {@code variant} begins another one, which has everything of the
 * first that it does not say itself.
 */
public final class ScenarioFile {
    private static final Pattern KEY = Pattern.compile("# ([a-z]+):\\s*(.*)");
    private static final Pattern MORE = Pattern.compile("#\\s{2,}(\\S.*)");
    private static final Pattern SYMBOL = Pattern.compile("([A-Za-z_][A-Za-z_0-9]*)(?:=(-?\\d+|0x[0-9a-fA-F]+))?");
    private static final String SCENARIO = "scenario";
    private static final String VARIANT = "variant";
    private static final Set<String> KEYS = Set.of(
            SCENARIO,
            VARIANT,
            "models",
            "property",
            "expected",
            "bounds",
            "define",
            "level",
            "facilities",
            "reason",
            "origin");

    private final Sources sources;
    private int line;

    private ScenarioFile(Sources sources) {
        this.sources = sources;
    }

    /**
     * All protocols of a file, in its order.
     *
     * @throws ScenarioProblem if the header is wrong
     */
    public static List<Scenario> read(Sources sources) throws ScenarioProblem {
        return new ScenarioFile(sources).read();
    }

    private ScenarioProblem problem(String message) {
        return new ScenarioProblem(sources.main() + ":" + line + ": " + message);
    }

    private List<Scenario> read() throws ScenarioProblem {
        List<Map<String, String>> blocks = blocks();
        if (blocks.isEmpty()) {
            throw problem("found no header; expected \"# scenario: NAME\" at the top of the file");
        }
        List<Scenario> scenarios = new ArrayList<>();
        Map<String, String> first = blocks.get(0);
        for (Map<String, String> block : blocks) {
            Map<String, String> whole = new LinkedHashMap<>(first);
            if (block != first) {
                whole.keySet().removeAll(Set.of(SCENARIO, "define"));
            }
            whole.putAll(block);
            scenarios.add(scenario(whole));
        }
        return scenarios;
    }

    private List<Map<String, String>> blocks() throws ScenarioProblem {
        List<Map<String, String>> blocks = new ArrayList<>();
        String key = null;
        for (String text : sources.text().lines().toList()) {
            line++;
            if (!text.startsWith("#")) {
                break;
            }
            Matcher more = MORE.matcher(text);
            Matcher begin = KEY.matcher(text);
            if (more.matches() && key != null) {
                blocks.get(blocks.size() - 1).merge(key, more.group(1).strip(), (a, b) -> a + " " + b);
            } else if (begin.matches()) {
                key = begin.group(1);
                add(blocks, key, begin.group(2).strip());
            } else if (text.substring(1).isBlank()) {
                key = null;
            } else {
                throw problem("found \"" + text + "\"; expected \"# key: text\", or more text, indented");
            }
        }
        return blocks;
    }

    private void add(List<Map<String, String>> blocks, String key, String text) throws ScenarioProblem {
        if (!KEYS.contains(key)) {
            throw problem("unknown key \"" + key + "\"; expected one of "
                    + String.join(", ", KEYS.stream().sorted().toList()));
        }
        boolean isFirst = key.equals(SCENARIO);
        if (isFirst != blocks.isEmpty()) {
            throw problem("found \"" + key + "\"; expected \"scenario\" once, before all other keys");
        }
        if (isFirst || key.equals(VARIANT)) {
            blocks.add(new LinkedHashMap<>());
        }
        if (blocks.get(blocks.size() - 1).putIfAbsent(key, text) != null) {
            throw problem("found \"" + key + "\" a second time");
        }
    }

    private Scenario scenario(Map<String, String> texts) throws ScenarioProblem {
        String name = texts.containsKey(VARIANT) ? texts.get(VARIANT) : texts.get(SCENARIO);
        return new Scenario(
                name,
                sources,
                texts,
                properties(required(texts, name, "property")),
                expectation(required(texts, name, "expected")),
                bounds(required(texts, name, "bounds")),
                symbols(texts.getOrDefault("define", "")),
                facilities(texts.getOrDefault("level", "zec12"), texts.getOrDefault("facilities", "")));
    }

    private String required(Map<String, String> texts, String name, String key) throws ScenarioProblem {
        String text = texts.get(key);
        if (text == null) {
            throw problem(name + " has no \"" + key + "\"");
        }
        return text;
    }

    private Set<Property> properties(String text) throws ScenarioProblem {
        Set<Property> found = EnumSet.noneOf(Property.class);
        for (String word : text.split("\\s+")) {
            try {
                found.add(Property.valueOf(word));
            } catch (IllegalArgumentException e) {
                throw problem("unknown property \"" + word + "\"; expected P1 to P6");
            }
        }
        return found;
    }

    private Scenario.Expectation expectation(String text) throws ScenarioProblem {
        for (Scenario.Expectation each : Scenario.Expectation.values()) {
            if (each.word().equals(text)) {
                return each;
            }
        }
        throw problem("found the expectation \"" + text + "\"; expected safe or unsafe");
    }

    private Bounds bounds(String text) throws ScenarioProblem {
        Map<String, Long> given = symbols(text);
        Set<String> known = Set.of("CPUS", "CALLS", "UPDATES");
        if (!known.containsAll(given.keySet())) {
            throw problem("found the bounds \"" + text + "\"; expected CPUS=, CALLS= and UPDATES=");
        }
        try {
            return new Bounds(
                    given.getOrDefault("CPUS", 2L).intValue(),
                    given.getOrDefault("CALLS", 1L).intValue(),
                    given.getOrDefault("UPDATES", 1L).intValue());
        } catch (IllegalArgumentException e) {
            throw problem("found " + e.getMessage());
        }
    }

    private Map<String, Long> symbols(String text) throws ScenarioProblem {
        Map<String, Long> symbols = new TreeMap<>();
        for (String word : text.isBlank() ? new String[0] : text.split("\\s+")) {
            Matcher symbol = SYMBOL.matcher(word);
            if (!symbol.matches()) {
                throw problem("found \"" + word + "\"; expected NAME or NAME=NUMBER");
            }
            symbols.put(symbol.group(1), symbol.group(2) == null ? 1 : Long.decode(symbol.group(2)));
        }
        return symbols;
    }

    private Facilities facilities(String level, String changes) throws ScenarioProblem {
        Facilities facilities = constant(Level.class, "level", level).facilities();
        for (String change : changes.isBlank() ? new String[0] : changes.split("\\s+")) {
            Facility facility = constant(Facility.class, "facility", change.replaceFirst("^[+-]", ""));
            facilities = change.startsWith("-") ? facilities.without(facility) : facilities.with(facility);
        }
        return facilities;
    }

    private <E extends Enum<E>> E constant(Class<E> type, String what, String name) throws ScenarioProblem {
        String wanted = name.toUpperCase(Locale.ROOT).replace('-', '_');
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(wanted)) {
                return each;
            }
        }
        throw problem("unknown " + what + " \"" + name + "\"");
    }
}
