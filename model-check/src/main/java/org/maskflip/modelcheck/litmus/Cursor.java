package org.maskflip.modelcheck.litmus;

import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** A place in the text of a litmus file, moving forward; it makes the problems that name a line and a column. */
final class Cursor {
    private static final int MOST_SHOWN = 24;

    private final String file;
    private final String text;
    private final IdentityHashMap<Object, Integer> places = new IdentityHashMap<>();
    private final Map<String, Integer> cells = new HashMap<>();
    private int at;

    Cursor(String file, String text) {
        this.file = file;
        this.text = text;
    }

    String file() {
        return file;
    }

    int at() {
        return at;
    }

    void moveTo(int place) {
        at = place;
    }

    /** Remembers where something that was parsed began. */
    <T> T remember(T parsed, int place) {
        places.put(parsed, place);
        return parsed;
    }

    /** Where something that was parsed began; the beginning of the file if that is not known. */
    int placeOf(Object parsed) {
        return places.getOrDefault(parsed, 0);
    }

    /** Remembers where a cell of the table stands; rows from 0 below the heads. */
    void rememberCell(String column, int row, int place) {
        cells.put(column + ' ' + row, place);
    }

    /** Where a cell of the table stands. */
    int placeOfCell(String column, int row) {
        return cells.getOrDefault(column + ' ' + row, 0);
    }

    boolean isAtEnd() {
        return at >= text.length();
    }

    char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }

    char next() {
        return text.charAt(at++);
    }

    boolean startsWith(String expected) {
        return text.startsWith(expected, at);
    }

    /** Skips blanks, ends of line and comments. */
    void skipBlank() throws LitmusProblem {
        while (!isAtEnd()) {
            if (Character.isWhitespace(peek())) {
                at++;
            } else if (startsWith("(*")) {
                skipComment();
            } else {
                return;
            }
        }
    }

    /** Skips a comment, which may contain others. */
    void skipComment() throws LitmusProblem {
        int start = at;
        int depth = 0;
        do {
            if (startsWith("(*")) {
                depth++;
                at += 2;
            } else if (startsWith("*)")) {
                depth--;
                at += 2;
            } else if (isAtEnd()) {
                throw problem(start, "found a comment \"(*\" without an end; expected \"*)\"");
            } else {
                at++;
            }
        } while (depth > 0);
    }

    /** After blanks, whether the text goes on like this; if so, moves behind it. */
    boolean accept(String expected) throws LitmusProblem {
        skipBlank();
        if (!startsWith(expected)) {
            return false;
        }
        at += expected.length();
        return true;
    }

    void expect(String expected, String why) throws LitmusProblem {
        if (!accept(expected)) {
            throw problem("found " + found() + "; expected \"" + expected + "\" " + why);
        }
    }

    static boolean isWordPart(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '$');
    }

    static boolean isWordStart(char c) {
        return isWordPart(c) && !Character.isDigit(c);
    }

    /** After blanks, the word that begins here, not moving; empty if none does. */
    String peekWord() throws LitmusProblem {
        skipBlank();
        int end = at;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        return at < text.length() && isWordStart(text.charAt(at)) ? text.substring(at, end) : "";
    }

    /** A word. */
    String word(String what) throws LitmusProblem {
        String word = peekWord();
        if (word.isEmpty()) {
            throw problem("found " + found() + "; expected " + what);
        }
        at += word.length();
        return word;
    }

    /** A word in which minus signs may stand. */
    String dashedWord(String what) throws LitmusProblem {
        StringBuilder word = new StringBuilder(word(what));
        while (peek() == '-' && isWordPart(peek(1))) {
            word.append(next());
            while (isWordPart(peek())) {
                word.append(next());
            }
        }
        return word.toString();
    }

    boolean isAtNumber() throws LitmusProblem {
        skipBlank();
        return Character.isDigit(peek()) || peek() == '-' && Character.isDigit(peek(1));
    }

    /** A number of at most 64 bits, decimal or hexadecimal. */
    long number(String what) throws LitmusProblem {
        skipBlank();
        int start = at;
        boolean isNegative = peek() == '-';
        at += isNegative ? 1 : 0;
        int digits = at;
        while (isWordPart(peek())) {
            at++;
        }
        String word = text.substring(digits, at);
        boolean isHex = word.startsWith("0x") || word.startsWith("0X");
        try {
            long magnitude = isHex ? Long.parseUnsignedLong(word.substring(2), 16) : Long.parseUnsignedLong(word);
            return isNegative ? -magnitude : magnitude;
        } catch (NumberFormatException e) {
            at = start;
            throw problem("found " + found() + "; expected " + what
                    + ", a decimal number or a hexadecimal one with 0x, of at most 64 bits");
        }
    }

    /** A number in a range. */
    int number(String what, int least, int most) throws LitmusProblem {
        skipBlank();
        int start = at;
        long number = number(what);
        if (number < least || number > most) {
            throw problem(start, "found " + number + "; expected " + what + ", " + least + " to " + most);
        }
        return (int) number;
    }

    /** What stands between quotes, which begin here; on one line if so wanted. */
    String quoted(String what) throws LitmusProblem {
        skipBlank();
        int start = at;
        if (peek() != '"') {
            throw problem("found " + found() + "; expected " + what + " in quotes");
        }
        int end = text.indexOf('"', at + 1);
        if (end < 0) {
            throw problem(start, "found a quote without an end; expected " + what + " and a closing \"");
        }
        at = end + 1;
        return text.substring(start + 1, end);
    }

    /** The rest of this line, moving behind its end. */
    String line() {
        int end = text.indexOf('\n', at);
        String line = text.substring(at, end < 0 ? text.length() : end);
        at = end < 0 ? text.length() : end + 1;
        return line;
    }

    /** The rest of the text. */
    String rest() {
        String rest = text.substring(at);
        at = text.length();
        return rest;
    }

    /** What stands here, for a message. */
    String found() {
        if (isAtEnd()) {
            return "the end of the file";
        }
        if (peek() == '\n') {
            return "the end of the line";
        }
        int end = at + 1;
        boolean isWord = isWordPart(peek());
        while (isWord && end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        return shown(text.substring(at, end));
    }

    /** A text in quotes, cut and without what would break a line. */
    static String shown(String text) {
        String line = text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
        return '"' + (line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line) + '"';
    }

    LitmusProblem problem(String message) {
        return problem(at, message);
    }

    LitmusProblem problem(int place, String message) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < Math.min(place, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new LitmusProblem(file, line, Math.min(place, text.length()) - start + 1, message);
    }

    /** A problem about a word that is not one of those known, with the nearest of them. */
    LitmusProblem unknown(int place, String what, String word, Collection<String> known) {
        return problem(place, "unknown " + what + " " + shown(word) + Guess.suggest(word, known));
    }
}
