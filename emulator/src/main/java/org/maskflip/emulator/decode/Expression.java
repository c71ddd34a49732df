package org.maskflip.emulator.decode;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Evaluates an integer expression of the assembler: numbers (decimal, {@code 0x}, {@code 0b}, octal), characters, symbols, the
 * location counter {@code .}, local labels ({@code 1b}, {@code 1f}), unary and binary operators with the precedence of GNU as,
 * parentheses. Arithmetic is modulo 2^64.
 */
final class Expression {
    /** Gives symbols their values. */
    interface Symbols {
        /** The value of a symbol, of {@code .}, or of a local label such as {@code 1f}; {@code null} if it is not defined. */
        Long value(String symbol);

        /** Whether a symbol has been defined before the statement at hand. */
        default boolean isDefined(String symbol) {
            return value(symbol) != null;
        }

        /** The symbols that are known, for suggestions. */
        default Collection<String> names() {
            return List.of();
        }
    }

    private static final int MAX_DEPTH = 200;
    private static final Map<String, Integer> PRECEDENCE = Map.ofEntries(
            Map.entry("*", 6),
            Map.entry("/", 6),
            Map.entry("%", 6),
            Map.entry("<<", 6),
            Map.entry(">>", 6),
            Map.entry("|", 5),
            Map.entry("&", 5),
            Map.entry("^", 5),
            Map.entry("+", 4),
            Map.entry("-", 4),
            Map.entry("==", 3),
            Map.entry("!=", 3),
            Map.entry("<>", 3),
            Map.entry("<", 3),
            Map.entry(">", 3),
            Map.entry("<=", 3),
            Map.entry(">=", 3),
            Map.entry("&&", 2),
            Map.entry("||", 1));

    private final String text;
    private final Symbols symbols;
    private int at;
    private int depth;
    private boolean complete = true;

    private Expression(String text, Symbols symbols) {
        this.text = text;
        this.symbols = symbols;
    }

    /** The value of an expression, or {@code null} if a symbol of it is not defined (yet). */
    static Long evaluate(String text, Symbols symbols) {
        Expression expression = new Expression(text, symbols);
        long value = expression.binary(1);
        expression.blanks();
        if (expression.at != text.length()) {
            throw new BadSource("found \"" + text.substring(expression.at) + "\" in expression \"" + text
                    + "\"; expected an operator or its end");
        }
        return expression.complete ? value : null;
    }

    private long binary(int weakest) {
        if (++depth > MAX_DEPTH) {
            throw new BadSource("the expression is nested more than " + MAX_DEPTH + " deep; split it with .set");
        }
        long left = unary();
        String operator = operator();
        while (operator != null && PRECEDENCE.get(operator) >= weakest) {
            at += operator.length();
            long right = binary(PRECEDENCE.get(operator) + 1);
            left = apply(operator, left, right);
            operator = operator();
        }
        depth--;
        return left;
    }

    private String operator() {
        blanks();
        for (int length = 2; length > 0; length--) {
            if (at + length <= text.length() && PRECEDENCE.containsKey(text.substring(at, at + length))) {
                return text.substring(at, at + length);
            }
        }
        return null;
    }

    private long apply(String operator, long left, long right) {
        return switch (operator) {
            case "*" -> left * right;
            case "/", "%" -> divide(operator, left, right);
            case "<<" -> right < 0 || right > 63 ? 0 : left << right;
            case ">>" -> right < 0 || right > 63 ? 0 : left >>> right;
            case "|" -> left | right;
            case "&" -> left & right;
            case "^" -> left ^ right;
            case "+" -> left + right;
            case "-" -> left - right;
            case "&&", "||" -> compare(operator, left, right) ? 1 : 0;
            default -> compare(operator, left, right) ? -1 : 0;
        };
    }

    private long divide(String operator, long left, long right) {
        if (right == 0) {
            if (complete) {
                throw new BadSource("division by zero in \"" + text + "\"");
            }
            return 0;
        }
        return "/".equals(operator) ? left / right : left % right;
    }

    private static boolean compare(String operator, long left, long right) {
        return switch (operator) {
            case "==" -> left == right;
            case "!=", "<>" -> left != right;
            case "<" -> left < right;
            case ">" -> left > right;
            case "<=" -> left <= right;
            case ">=" -> left >= right;
            case "&&" -> left != 0 && right != 0;
            default -> left != 0 || right != 0;
        };
    }

    private long unary() {
        blanks();
        if (at == text.length()) {
            throw new BadSource(
                    text.isBlank() ? "an operand is missing" : "expression \"" + text + "\" ends too early");
        }
        char c = text.charAt(at);
        switch (c) {
            case '-', '~', '+', '!' -> {
                at++;
                if (++depth > MAX_DEPTH) {
                    throw new BadSource("the expression is nested more than " + MAX_DEPTH + " deep");
                }
                long value = unary();
                depth--;
                return c == '-' ? -value : c == '~' ? ~value : c == '!' ? (value == 0 ? 1 : 0) : value;
            }
            case '(' -> {
                at++;
                long value = binary(1);
                blanks();
                if (at == text.length() || text.charAt(at) != ')') {
                    throw new BadSource("expression \"" + text + "\" lacks a closing parenthesis");
                }
                at++;
                return value;
            }
            case '\'' -> {
                return character();
            }
            default -> {
                return Character.isDigit(c) ? number() : symbol();
            }
        }
    }

    private long character() {
        if (at + 1 >= text.length()) {
            throw new BadSource("a character is missing after ' in \"" + text + "\"");
        }
        long value;
        int length = 2;
        if (text.charAt(at + 1) == '\\' && at + 2 < text.length()) {
            value = StringLiteral.escape(text.charAt(at + 2));
            length = 3;
        } else {
            value = text.charAt(at + 1);
        }
        at += length;
        if (at < text.length() && text.charAt(at) == '\'') {
            at++;
        }
        return value;
    }

    private long number() {
        int from = at;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        String word = text.substring(from, at);
        char last = word.charAt(word.length() - 1);
        boolean hexadecimal = word.length() > 1 && (word.charAt(1) == 'x' || word.charAt(1) == 'X');
        if ((last == 'b' || last == 'f') && !hexadecimal && word.length() > 1 && allDigits(word)) {
            return lookup(word);
        }
        try {
            return parse(word);
        } catch (NumberFormatException e) {
            throw new BadSource(
                    "found number \"" + word + "\"; expected decimal, 0x, 0b or octal digits of at most 64 bits");
        }
    }

    private static boolean allDigits(String word) {
        return word.chars().limit(word.length() - 1L).allMatch(Character::isDigit);
    }

    static long parse(String word) {
        String lower = word.toLowerCase(java.util.Locale.ROOT);
        if (lower.startsWith("0x")) {
            return Long.parseUnsignedLong(lower.substring(2), 16);
        }
        if (lower.startsWith("0b")) {
            return Long.parseUnsignedLong(lower.substring(2), 2);
        }
        boolean octal = lower.length() > 1 && lower.charAt(0) == '0';
        return Long.parseUnsignedLong(lower, octal ? 8 : 10);
    }

    private long symbol() {
        int from = at;
        while (at < text.length() && isSymbolPart(text.charAt(at))) {
            at++;
        }
        if (from == at) {
            throw new BadSource("found \"" + text.substring(from) + "\" in expression \"" + text
                    + "\"; expected a number, a symbol or (");
        }
        return lookup(text.substring(from, at));
    }

    private long lookup(String name) {
        Long value = symbols.value(name);
        if (value == null) {
            complete = false;
            return 0;
        }
        return value;
    }

    static boolean isSymbolPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '$';
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
