package org.maskflip.modelcheck.litmus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.maskflip.emulator.decode.Spelling;
import org.maskflip.modelcheck.litmus.LitmusSource.Column;

/**
 * Reads litmus files: architecture and name; a comment in quotes; the initial state in braces; the table of code; {@code locations};
 * a quantifier with the condition; the expectation; the reason.
 */
public final class LitmusFile {
    /** The longest file that is read, in characters. */
    public static final int LONGEST = 1 << 20;

    private static final String ARCHITECTURE = "S390X";

    private final Cursor cursor;

    private LitmusFile(Cursor cursor) {
        this.cursor = cursor;
    }

    /**
     * The test in a file.
     *
     * @param fileName what messages call it
     * @param text its contents
     * @throws LitmusProblem with the first thing wrong with it
     */
    public static LitmusTest read(String fileName, String text) throws LitmusProblem {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        Cursor cursor = new Cursor(fileName, lines);
        if (lines.length() > LONGEST) {
            throw cursor.problem("found more than " + LONGEST + " characters; expected a litmus test");
        }
        LitmusSource source = new LitmusFile(cursor).source();
        return new GuestLayout(cursor, source).test();
    }

    private LitmusSource source() throws LitmusProblem {
        String name = name();
        cursor.skipBlank();
        String comment = cursor.peek() == '"' ? cursor.quoted("a comment").strip() : "";
        List<String> information = information();
        List<Setting> settings = new InitialStateParser(cursor).parse();
        List<Column> columns = new TableParser(cursor).parse();
        ConditionParser conditions = new ConditionParser(cursor);
        List<Term> locations = cursor.peekWord().equals("locations") && cursor.accept("locations")
                ? conditions.locations()
                : List.of();
        Quantifier quantifier = quantifier();
        Condition condition = conditions.condition();
        cursor.skipBlank();
        Expectation expectation = expectation(quantifier);
        String reason = reason();
        return new LitmusSource(
                name, comment, information, settings, columns, locations, quantifier, condition, expectation, reason);
    }

    private String name() throws LitmusProblem {
        cursor.skipBlank();
        int start = cursor.at();
        String architecture = cursor.word("the architecture, " + ARCHITECTURE + ", and the name of the test");
        if (!architecture.equals(ARCHITECTURE)) {
            throw cursor.problem(
                    start, "found architecture " + Cursor.shown(architecture) + "; expected " + ARCHITECTURE);
        }
        String name = cursor.line().strip();
        if (name.isEmpty() || !name.matches("\\S+")) {
            throw cursor.problem(
                    start + ARCHITECTURE.length(),
                    "found " + (name.isEmpty() ? "nothing" : Cursor.shown(name)) + " behind " + ARCHITECTURE
                            + "; expected the name of the test, without blanks");
        }
        return name;
    }

    private List<String> information() throws LitmusProblem {
        List<String> lines = new ArrayList<>();
        cursor.skipBlank();
        while (Cursor.isWordStart(cursor.peek())) {
            int start = cursor.at();
            String line = cursor.line().strip();
            if (!line.matches("[\\w.]+ *=.*")) {
                throw cursor.problem(
                        start,
                        "found " + Cursor.shown(line)
                                + "; expected a comment in quotes, a line \"key=text\", or \"{\" before the initial state");
            }
            lines.add(line);
            cursor.skipBlank();
        }
        return lines;
    }

    private Quantifier quantifier() throws LitmusProblem {
        cursor.skipBlank();
        int start = cursor.at();
        if (cursor.accept("~")) {
            if (cursor.peekWord().equals("exists")) {
                cursor.accept("exists");
                return Quantifier.NOT_EXISTS;
            }
            throw cursor.problem("found " + cursor.found() + " behind \"~\"; expected \"exists\"");
        }
        String word = cursor.word("\"exists\", \"~exists\" or \"forall\" and a condition");
        return switch (word) {
            case "exists" -> Quantifier.EXISTS;
            case "forall" -> Quantifier.FORALL;
            default ->
                throw cursor.unknown(start, "quantifier", word, List.of("exists", "~exists", "forall", "locations"));
        };
    }

    private Expectation expectation(Quantifier quantifier) throws LitmusProblem {
        if (cursor.isAtEnd()) {
            return quantifier.expectation();
        }
        int start = cursor.at();
        String key = cursor.peekWord();
        if (!key.equalsIgnoreCase("Expect")) {
            if (!key.isEmpty() && Spelling.nearest(key, List.of("Expect")).isPresent()) {
                throw cursor.problem(start, "found \"" + key + "\"; did you mean \"Expect:\"?");
            }
            throw cursor.problem(
                    start,
                    "found " + cursor.found()
                            + " behind the condition; expected \"/\\\" or \"\\/\" and more of it, or a line \"Expect: "
                            + quantifier.expectation().word() + "\"");
        }
        cursor.word("Expect");
        cursor.expect(":", "behind \"Expect\"");
        cursor.skipBlank();
        int place = cursor.at();
        String word = cursor.word("never, sometimes or always");
        return Arrays.stream(Expectation.values())
                .filter(each -> each.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> cursor.unknown(
                        place,
                        "expectation",
                        word,
                        Arrays.stream(Expectation.values())
                                .map(Expectation::word)
                                .toList()));
    }

    private String reason() {
        return cursor.rest().strip().replaceAll("[ \\t]*\\n[ \\t]*", "\n");
    }
}
