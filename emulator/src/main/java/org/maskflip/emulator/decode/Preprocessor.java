package org.maskflip.emulator.decode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Feeds statements to a pass of the assembler: includes files, expands macros and repetitions, and leaves out what conditions
 * exclude. Bounded: a source that expands without end is an error.
 */
final class Preprocessor {
    private static final int MAX_STATEMENTS = 500_000;
    private static final int MAX_CHARACTERS = 1 << 26;
    private static final int MAX_DEPTH = 100;
    private static final Set<String> CONDITIONS = Set.of(
            ".if",
            ".ifdef",
            ".ifndef",
            ".ifnotdef",
            ".ifb",
            ".ifnb",
            ".ifc",
            ".ifnc",
            ".ifeq",
            ".ifne",
            ".ifgt",
            ".ifge",
            ".iflt",
            ".ifle");

    /** One level of {@code .if}. */
    private static final class Condition {
        final SourceLine start;
        boolean active;
        boolean anyTaken;
        boolean isElseSeen;
        final boolean parentActive;

        Condition(SourceLine start, boolean active, boolean parentActive) {
            this.start = start;
            this.active = active && parentActive;
            this.anyTaken = active;
            this.parentActive = parentActive;
        }
    }

    /** Lines that are being read, and how far. */
    private static final class Source {
        final List<SourceLine> lines;
        final int depth;
        private long times;
        private int at;
        /** What follows the label that was handed out last, if it stands in the same line. */
        private SourceLine behindLabel;

        Source(List<SourceLine> lines, int depth, long times) {
            this.lines = lines;
            this.depth = depth;
            this.times = times;
        }

        /** The next line, a label apart from what follows it; {@code null} at the end of the last repetition. */
        SourceLine next() {
            if (at == lines.size() && behindLabel == null && times > 1 && !lines.isEmpty()) {
                times--;
                at = 0;
            }
            SourceLine line = behindLabel;
            behindLabel = null;
            if (line == null) {
                if (at == lines.size()) {
                    return null;
                }
                line = lines.get(at++);
            }
            int colon = Pass.labelEnd(line.text());
            String rest = colon < 0 ? "" : line.text().substring(colon + 1).strip();
            if (rest.isEmpty()) {
                return line;
            }
            behindLabel = line.withText(rest);
            return line.withText(line.text().substring(0, colon + 1));
        }
    }

    private final SourceResolver resolver;
    private final Expression.Symbols symbols;
    private final Map<String, Macro> macros = new HashMap<>();
    private final Deque<Source> sources = new ArrayDeque<>();
    private final Deque<Condition> conditions = new ArrayDeque<>();
    private int statements;
    private long characters;
    private int expansions;

    Preprocessor(List<SourceLine> source, SourceResolver resolver, Expression.Symbols symbols) {
        this.resolver = resolver;
        this.symbols = symbols;
        push(source);
    }

    private void push(List<SourceLine> lines) {
        push(lines, 1);
    }

    private void push(List<SourceLine> lines, long times) {
        int depth = sources.isEmpty() ? 0 : sources.peek().depth + 1;
        if (depth > MAX_DEPTH) {
            throw new BadSource(
                    "macros and includes are nested more than " + MAX_DEPTH + " deep; is one calling itself?");
        }
        sources.push(new Source(lines, depth, times));
    }

    /** The next line as it stands, or {@code null} at the end. */
    private SourceLine raw() {
        while (!sources.isEmpty()) {
            SourceLine line = sources.peek().next();
            if (line != null) {
                count(line);
                return line;
            }
            sources.pop();
        }
        return null;
    }

    private void count(SourceLine line) {
        characters += line.text().length();
        if (++statements > MAX_STATEMENTS || characters > MAX_CHARACTERS) {
            sources.clear();
            throw new BadSource("more than " + MAX_STATEMENTS + " statements, or " + MAX_CHARACTERS
                    + " characters of them; is a .rept or macro without end?");
        }
    }

    /** Receives each line before it is looked at, so that an error can be placed. */
    interface Place {
        void at(SourceLine line);
    }

    /** The next statement that is neither excluded nor a preprocessor's own, or {@code null} at the end. */
    SourceLine next(Place place) {
        SourceLine line = raw();
        while (line != null) {
            place.at(line);
            if (!isOwn(line)) {
                return line;
            }
            line = raw();
        }
        if (!conditions.isEmpty()) {
            place.at(conditions.peek().start);
            conditions.clear();
            throw new BadSource(".if without .endif");
        }
        return null;
    }

    private boolean isOwn(SourceLine line) {
        String word = Lines.firstWord(line.text());
        if (isCondition(word, line)) {
            return true;
        }
        if (!conditions.isEmpty() && !conditions.peek().active) {
            return true;
        }
        switch (word) {
            case ".macro" -> define(line);
            case ".rept" -> repeat(line);
            case ".irp" -> iterate(line);
            case ".include" -> include(line);
            case ".endm", ".endr" -> throw new BadSource(word + " without its beginning");
            default -> {
                Macro macro = macros.get(word.toLowerCase(Locale.ROOT));
                if (macro == null) {
                    return false;
                }
                push(macro.expand(line, expansions++));
            }
        }
        return true;
    }

    private boolean isCondition(String word, SourceLine line) {
        boolean active = conditions.isEmpty() || conditions.peek().active;
        if (CONDITIONS.contains(word)) {
            conditions.push(new Condition(line, active && holds(word, Lines.rest(line.text())), active));
            return true;
        }
        boolean takesOperand = !".else".equals(word) && !".endif".equals(word);
        if (!takesOperand && !Lines.rest(line.text()).isBlank()) {
            throw new BadSource(
                    "found \"" + Lines.rest(line.text()) + "\" after " + word + "; expected the line's end");
        }
        switch (word) {
            case ".else", ".elseif" -> {
                Condition top = top(word);
                if (top.isElseSeen) {
                    throw new BadSource(word + " after .else");
                }
                top.isElseSeen = ".else".equals(word);
                boolean chosen = top.parentActive
                        && !top.anyTaken
                        && (".else".equals(word) || holds(".if", Lines.rest(line.text())));
                top.active = chosen;
                top.anyTaken |= chosen;
                return true;
            }
            case ".endif" -> {
                top(word);
                conditions.pop();
                return true;
            }
            default -> {
                return false;
            }
        }
    }

    private Condition top(String word) {
        if (conditions.isEmpty()) {
            throw new BadSource(word + " without .if");
        }
        return conditions.peek();
    }

    private boolean holds(String word, String operand) {
        switch (word) {
            case ".ifdef" -> {
                return symbols.isDefined(operand);
            }
            case ".ifndef", ".ifnotdef" -> {
                return !symbols.isDefined(operand);
            }
            case ".ifb" -> {
                return operand.isBlank();
            }
            case ".ifnb" -> {
                return !operand.isBlank();
            }
            case ".ifc", ".ifnc" -> {
                List<String> parts = Lines.commaSeparated(operand);
                boolean same = parts.size() == 2 && parts.get(0).equals(parts.get(1));
                return same == ".ifc".equals(word);
            }
            default -> {
                return compares(word, number(word, operand));
            }
        }
    }

    private static boolean compares(String word, long value) {
        return switch (word) {
            case ".ifeq" -> value == 0;
            case ".ifgt" -> value > 0;
            case ".ifge" -> value >= 0;
            case ".iflt" -> value < 0;
            case ".ifle" -> value <= 0;
            default -> value != 0;
        };
    }

    private long number(String word, String operand) {
        Long value = Expression.evaluate(operand, symbols);
        if (value == null) {
            throw new BadSource(word + " needs a value that is known here: \"" + operand + "\" is not");
        }
        return value;
    }

    private void define(SourceLine start) {
        List<SourceLine> body = block(start, Set.of(".macro"), ".endm");
        Macro macro = Macro.define(Lines.rest(start.text()), body);
        if (macros.putIfAbsent(macro.name().toLowerCase(Locale.ROOT), macro) != null) {
            throw new BadSource("macro \"" + macro.name() + "\" is already defined");
        }
    }

    private void repeat(SourceLine start) {
        List<SourceLine> body = block(start, Set.of(".rept", ".irp"), ".endr");
        long count = number(".rept", Lines.rest(start.text()));
        if (count < 0 || count * Math.max(1, body.size()) > MAX_STATEMENTS || count > MAX_STATEMENTS) {
            throw new BadSource(".rept " + count + " times " + body.size() + " statements; expected at most "
                    + MAX_STATEMENTS + " in all");
        }
        if (count > 0) {
            push(body, count);
        }
    }

    private void iterate(SourceLine start) {
        List<SourceLine> body = block(start, Set.of(".rept", ".irp"), ".endr");
        List<String> parts = Macro.arguments(Lines.rest(start.text()));
        if (parts.isEmpty()) {
            throw new BadSource(".irp without a symbol; expected .irp NAME, value, ...");
        }
        List<SourceLine> lines = new ArrayList<>();
        List<String> values = parts.size() == 1 ? List.of("") : parts.subList(1, parts.size());
        for (String value : values) {
            lines.addAll(Macro.substitute(body, Map.of(parts.get(0), value), null, expansions));
        }
        push(lines);
    }

    private List<SourceLine> block(SourceLine start, Set<String> openers, String end) {
        List<SourceLine> body = new ArrayList<>();
        int depth = 1;
        for (SourceLine line = raw(); line != null; line = raw()) {
            String word = Lines.firstWord(line.text());
            depth += openers.contains(word) ? 1 : 0;
            depth -= end.equals(word) ? 1 : 0;
            if (depth == 0) {
                return body;
            }
            body.add(line);
        }
        throw new BadSource(Lines.firstWord(start.text()) + " without " + end);
    }

    private void include(SourceLine line) {
        String name = new String(StringLiteral.bytes(Lines.rest(line.text())), java.nio.charset.StandardCharsets.UTF_8);
        String text = resolver.read(name);
        if (text == null) {
            throw new BadSource("cannot read \"" + name + "\"; expected a file beside the source");
        }
        push(Lines.statements(name, text));
    }
}
