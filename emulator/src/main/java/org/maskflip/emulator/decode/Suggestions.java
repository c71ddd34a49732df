package org.maskflip.emulator.decode;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses at what a misspelled name was meant to be. */
final class Suggestions {
    private static final int MAX_LENGTH = 40;
    private static final int MAX_CANDIDATES = 20_000;

    private Suggestions() {}

    /** Text about an unknown instruction, with the nearest known name. */
    static String instruction(String word, String operands, Collection<String> names) {
        String lower = word.toLowerCase(Locale.ROOT);
        String digits = lower.replaceAll("^[a-z]+", "");
        String letters = lower.substring(0, lower.length() - digits.length());
        if (!digits.isEmpty() && digits.chars().allMatch(Character::isDigit) && names.contains(letters)) {
            String rest = operands.isEmpty() ? "0" : operands;
            return "unknown instruction \"" + word + "\"; did you mean \"" + letters + " " + digits + "," + rest
                    + "\"?";
        }
        return "unknown instruction \"" + word + "\""
                + nearest(lower, names)
                        .map(n -> "; did you mean \"" + n + "\"?")
                        .orElse("; expected a mnemonic, a directive, a macro or a label");
    }

    /** Text about an expression with an undefined symbol. */
    static String undefined(String expression, Expression.Symbols symbols) {
        for (String word : expression.split("[^\\w.$]+")) {
            boolean symbol = !word.isEmpty() && !Character.isDigit(word.charAt(0));
            boolean local = word.matches("\\d+[bf]");
            if ((symbol || local) && symbols.value(word) == null) {
                return "undefined " + (local ? "local label" : "label or symbol") + " \"" + word + "\""
                        + nearest(word, symbols.names())
                                .map(n -> "; did you mean \"" + n + "\"?")
                                .orElse("");
            }
        }
        return "it uses an undefined label or symbol";
    }

    static Optional<String> nearest(String word, Collection<String> names) {
        if (word.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        int limit = Math.max(1, word.length() / 3);
        return names.stream()
                .limit(MAX_CANDIDATES)
                .filter(name -> Math.abs(name.length() - word.length()) <= limit)
                .min(Comparator.comparingInt((String name) -> distance(word, name))
                        .thenComparing(name -> name))
                .filter(name -> distance(word, name) <= limit);
    }

    /** Levenshtein's distance. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int above = row[j];
                int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[right.length()];
    }
}
