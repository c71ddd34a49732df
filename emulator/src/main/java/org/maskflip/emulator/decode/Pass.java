package org.maskflip.emulator.decode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One pass over a source. The first finds the value of every label; the last makes the bytes with all values known. What a pass
 * starts from is what the one before it left: the sections' sizes and the symbols.
 */
final class Pass implements Expression.Symbols {
    private static final int MAX_SECTIONS = 1000;

    private final InstructionSet instructions;
    private final Map<String, Section> sections;
    private final Map<String, Long> before;
    private final Map<String, Long> symbols = new TreeMap<>();
    private final Map<String, Integer> locals = new HashMap<>();
    private final Map<String, SourceLine> defined = new HashMap<>();
    private final Set<String> usedAhead = new HashSet<>();
    private final TreeMap<Long, String> lines = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final InstructionEncoder.Unknown unknown;
    private final InstructionEncoder encoder;
    private final Directives directives;
    private Section section;
    private SourceLine place;

    Pass(
            InstructionSet instructions,
            Map<String, Section> sections,
            Map<String, Long> before,
            Map<String, Long> predefined,
            InstructionEncoder.Unknown unknown) {
        this.instructions = instructions;
        this.sections = sections;
        this.before = before;
        this.unknown = unknown;
        symbols.putAll(predefined);
        encoder = new InstructionEncoder(this, unknown);
        directives = new Directives(this);
        sections.values().forEach(Section::rewind);
        section = enter(".text");
    }

    /** A fresh set of sections, in the order of their first appearance. */
    static Map<String, Section> newSections() {
        return new LinkedHashMap<>();
    }

    void run(List<SourceLine> source, SourceResolver resolver) {
        Preprocessor preprocessor = new Preprocessor(source, resolver, this);
        boolean more = true;
        while (more && problems.size() < Assembler.MAX_PROBLEMS) {
            try {
                SourceLine line = preprocessor.next(next -> place = next);
                more = line != null;
                if (more) {
                    statement(line.text());
                }
            } catch (BadSource bad) {
                problems.add(new Problem(place.file(), place.number(), bad.getMessage()));
            }
        }
    }

    private void statement(String whole) {
        String text = whole;
        int colon = labelEnd(text);
        while (colon > 0) {
            label(text.substring(0, colon).strip());
            text = text.substring(colon + 1).strip();
            colon = labelEnd(text);
        }
        if (text.isEmpty()) {
            return;
        }
        String word = Lines.firstWord(text);
        String rest = Lines.rest(text);
        int equals = text.indexOf('=');
        if (equals > 0 && isSymbol(text.substring(0, equals).strip())) {
            set(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
        } else if (word.startsWith(".")) {
            directives.run(word, rest);
        } else {
            instruction(word, rest);
        }
    }

    /** Where the colon stands if a text begins with a label, else -1. */
    static int labelEnd(String text) {
        int end = 0;
        while (end < text.length() && Expression.isSymbolPart(text.charAt(end))) {
            end++;
        }
        int colon = end;
        while (colon < text.length() && text.charAt(colon) == ' ') {
            colon++;
        }
        return end > 0 && colon < text.length() && text.charAt(colon) == ':' ? colon : -1;
    }

    private static boolean isSymbol(String text) {
        return !text.isEmpty()
                && !Character.isDigit(text.charAt(0))
                && text.chars().allMatch(c -> Expression.isSymbolPart((char) c));
    }

    private void instruction(String word, String operands) {
        InstructionSet.Named named = instructions.find(word.toLowerCase(Locale.ROOT));
        if (named == null) {
            throw new BadSource(Suggestions.instruction(word, operands, instructions.names()));
        }
        if ((section.here() & 1) != 0) {
            throw new BadSource(
                    String.format("an instruction at the odd address %x; put .align 2 before it", section.here()));
        }
        byte[] bytes;
        try {
            bytes = encoder.encode(named, operands, section.here());
        } catch (BadSource bad) {
            place(new byte[named.row().format().length()]);
            throw bad;
        }
        place(bytes);
    }

    /** Puts bytes at the location counter and notes the source line. */
    void place(byte[] bytes) {
        lines.put(section.here(), place.file() + ":" + place.number());
        section.put(bytes);
    }

    private void label(String name) {
        if (name.chars().allMatch(Character::isDigit)) {
            int count = locals.merge(name, 1, Integer::sum);
            symbols.put(local(name, count), section.here());
            return;
        }
        if (!isSymbol(name)) {
            throw new BadSource("found label \"" + name + "\"; expected letters, digits, _ . and $, no digit first");
        }
        if (symbols.containsKey(name) && !defined.containsKey(name)) {
            throw new BadSource("label \"" + name + "\" is already a symbol with a value");
        }
        SourceLine earlier = defined.putIfAbsent(name, place);
        if (earlier != null) {
            throw new BadSource(
                    "label \"" + name + "\" is already defined at " + earlier.file() + ":" + earlier.number());
        }
        symbols.put(name, section.here());
    }

    /** Gives a symbol a value; it may be given another one later. */
    void set(String name, String expression) {
        if (".".equals(name)) {
            moveTo(required(expression, "."), 0);
            return;
        }
        if (!isSymbol(name)) {
            throw new BadSource("found \"" + name + "\"; expected a symbol's name");
        }
        SourceLine label = defined.get(name);
        if (label != null) {
            throw new BadSource("\"" + name + "\" is a label at " + label.file() + ":" + label.number()
                    + "; expected a symbol of its own");
        }
        if (usedAhead.contains(name) && symbols.containsKey(name)) {
            throw new BadSource("\"" + name
                    + "\" is set again, but was used before it was set: which value is meant? Set it before its use");
        }
        Long value = Expression.evaluate(expression, this);
        if (value != null) {
            symbols.put(name, value);
        } else if (unknown == InstructionEncoder.Unknown.IS_AN_ERROR) {
            throw new BadSource("\"" + expression + "\" has no value: " + Suggestions.undefined(expression, this));
        }
    }

    /** Moves the location counter forward to an offset of the section. */
    void moveTo(long offset, int filler) {
        long here = section.here() - section.base();
        if (offset < here) {
            throw new BadSource(String.format(
                    "the location counter stands at %x; expected .org to move it forward, not to %x", here, offset));
        }
        section.fill(offset - here, filler);
    }

    /** The name under which a local label's n-th definition is kept. */
    private static String local(String digits, int count) {
        return digits + "\u0001" + count;
    }

    @Override
    public Long value(String symbol) {
        if (".".equals(symbol)) {
            return section.here();
        }
        char last = symbol.charAt(symbol.length() - 1);
        if (Character.isDigit(symbol.charAt(0)) && (last == 'b' || last == 'f')) {
            String digits = symbol.substring(0, symbol.length() - 1);
            int count = locals.getOrDefault(digits, 0) + (last == 'f' ? 1 : 0);
            return last == 'f' ? before.get(local(digits, count)) : symbols.get(local(digits, count));
        }
        Long value = symbols.get(symbol);
        if (value == null) {
            usedAhead.add(symbol);
        }
        return value != null ? value : before.get(symbol);
    }

    @Override
    public boolean isDefined(String symbol) {
        return symbols.containsKey(symbol);
    }

    @Override
    public Collection<String> names() {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(symbols.keySet());
        names.removeIf(name -> name.indexOf('\u0001') >= 0);
        return names;
    }

    /** The value of an expression that a pass needs at once. */
    long required(String expression, String what) {
        Long value = Expression.evaluate(expression, this);
        if (value == null) {
            throw new BadSource(what + " needs a value that is known here: " + Suggestions.undefined(expression, this));
        }
        return value;
    }

    /** The value of an expression that may be unknown until the last pass. */
    long eventual(String expression) {
        Long value = Expression.evaluate(expression, this);
        if (value == null && unknown == InstructionEncoder.Unknown.IS_AN_ERROR) {
            throw new BadSource("\"" + expression + "\" has no value: " + Suggestions.undefined(expression, this));
        }
        return value == null ? 0 : value;
    }

    Section section() {
        return section;
    }

    /** Goes on in a section, which is made if there is none of that name. */
    Section enter(String name) {
        if (sections.size() >= MAX_SECTIONS && !sections.containsKey(name)) {
            throw new BadSource("section \"" + name + "\" is one too many; expected at most " + MAX_SECTIONS);
        }
        Section.Budget budget =
                sections.values().stream().findFirst().map(Section::budget).orElseGet(Section.Budget::new);
        section = sections.computeIfAbsent(name, missing -> new Section(missing, budget));
        return section;
    }

    Map<String, Long> symbols() {
        return symbols;
    }

    NavigableMap<Long, String> lines() {
        return lines;
    }

    List<Problem> problems() {
        return problems;
    }
}
