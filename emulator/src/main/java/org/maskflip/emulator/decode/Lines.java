package org.maskflip.emulator.decode;

import java.util.ArrayList;
import java.util.List;

/** Splits text into statements and operands as GNU as does: comments away, strings and parentheses respected. */
final class Lines {
    private Lines() {}

    /** The statements of a source: comments removed, split at newlines and semicolons, blanks stripped; empty ones left out. */
    static List<SourceLine> statements(String file, String source) {
        List<SourceLine> result = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        int line = 1;
        int start = 1;
        int i = 0;
        while (i < source.length()) {
            char c = source.charAt(i);
            if (c == '\n' || c == ';') {
                add(result, file, start, statement);
                line += c == '\n' ? 1 : 0;
                start = line;
                i++;
            } else if (c == '#' || source.startsWith("//", i)) {
                i = endOfLine(source, i);
            } else if (source.startsWith("/*", i)) {
                int end = source.indexOf("*/", i + 2);
                String comment = source.substring(i, end < 0 ? source.length() : end);
                line += (int) comment.chars().filter(x -> x == '\n').count();
                i = end < 0 ? source.length() : end + 2;
                statement.append(' ');
            } else if (c == '"') {
                int end = endOfString(source, i);
                statement.append(source, i, end);
                i = end;
            } else if (c == '\'' && i + 1 < source.length() && source.charAt(i + 1) != '\n') {
                int length = source.charAt(i + 1) == '\\' && i + 2 < source.length() ? 3 : 2;
                statement.append(source, i, Math.min(source.length(), i + length));
                i += length;
            } else {
                statement.append(c);
                i++;
            }
        }
        add(result, file, start, statement);
        return result;
    }

    private static void add(List<SourceLine> result, String file, int line, StringBuilder statement) {
        String text = statement.toString().strip();
        if (!text.isEmpty()) {
            result.add(new SourceLine(file, line, text));
        }
        statement.setLength(0);
    }

    private static int endOfLine(String source, int from) {
        int end = source.indexOf('\n', from);
        return end < 0 ? source.length() : end;
    }

    private static int endOfString(String source, int from) {
        int i = from + 1;
        while (i < source.length() && source.charAt(i) != '"' && source.charAt(i) != '\n') {
            i += source.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(source.length(), i < source.length() && source.charAt(i) == '"' ? i + 1 : i);
    }

    /** The parts of a text between commas that stand outside of parentheses and strings, stripped; none for a blank text. */
    static List<String> commaSeparated(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        boolean string = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (string) {
                i += c == '\\' ? 1 : 0;
                string = c != '"';
            } else if (c == '\'' && i + 1 < text.length()) {
                i += text.charAt(i + 1) == '\\' ? 2 : 1;
            } else if (c == '"') {
                string = true;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        String last = text.substring(Math.min(from, text.length())).strip();
        if (!last.isEmpty() || !parts.isEmpty()) {
            parts.add(last);
        }
        return parts;
    }

    /** The first word of a statement. */
    static String firstWord(String statement) {
        int end = 0;
        while (end < statement.length() && !Character.isWhitespace(statement.charAt(end))) {
            end++;
        }
        return statement.substring(0, end);
    }

    /** What follows the first word of a statement, stripped. */
    static String rest(String statement) {
        return statement.substring(firstWord(statement).length()).strip();
    }
}
