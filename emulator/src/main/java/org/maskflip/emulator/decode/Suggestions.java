package org.maskflip.emulator.decode;

import java.util.Collection;
import java.util.Locale;

/** Guesses at what a misspelled name was meant to be. */
final class Suggestions {
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
                + Spelling.nearest(lower, names)
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
                        + Spelling.nearest(word, symbols.names())
                                .map(n -> "; did you mean \"" + n + "\"?")
                                .orElse("");
            }
        }
        return "it uses an undefined label or symbol";
    }
}
