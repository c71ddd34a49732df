package org.maskflip.emulator.decode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A macro of the assembler: {@code .macro NAME P, Q=default} up to {@code .endm}. In its body {@code \P} stands for an argument,
 * {@code \@} for the number of the expansion, {@code \()} for nothing.
 *
 * @param parameters names with their defaults (empty if none)
 */
record Macro(String name, Map<String, String> parameters, List<SourceLine> body) {
    private static final Pattern REFERENCE = Pattern.compile("\\\\(\\(\\)|@|[A-Za-z_][A-Za-z0-9_]*)");

    private static final int MAX_LINE = 1 << 14;
    private static final int MAX_EXPANSION = 1 << 20;

    /** Reads the head of a macro definition: what follows {@code .macro}. */
    static Macro define(String head, List<SourceLine> body) {
        String name = Lines.firstWord(head.replace(',', ' '));
        if (name.isEmpty()) {
            throw new BadSource("found .macro without a name; expected .macro NAME [parameter[=default], ...]");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        String rest = head.substring(name.length()).strip();
        for (String part : arguments(rest.startsWith(",") ? rest.substring(1) : rest)) {
            int equals = part.indexOf('=');
            String parameter = equals < 0 ? part : part.substring(0, equals).strip();
            parameters.put(
                    parameter.replaceFirst(":req$", ""),
                    equals < 0 ? "" : part.substring(equals + 1).strip());
        }
        return new Macro(name, parameters, List.copyOf(body));
    }

    /** Arguments: separated by commas, or by blanks where no comma stands. */
    static List<String> arguments(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : Lines.commaSeparated(text)) {
            if (isWords(part)) {
                parts.addAll(List.of(part.split("\\s+")));
            } else {
                parts.add(part);
            }
        }
        return parts;
    }

    /** Whether a text is words between blanks; the first is no {@code name=value}, around whose sign blanks may stand. */
    private static boolean isWords(String text) {
        int blank = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            blank = blank < 0 && Character.isWhitespace(c) ? i : blank;
            boolean word = c < 128 && (Character.isLetterOrDigit(c) || "_%.\\$".indexOf(c) >= 0);
            if (!word && !Character.isWhitespace(c) && (c != '=' || blank < 0)) {
                return false;
            }
        }
        return blank > 0;
    }

    /** The body with the arguments put in; every line stands where the call stands. */
    List<SourceLine> expand(SourceLine call, int number) {
        Map<String, String> values = new LinkedHashMap<>(parameters);
        List<String> names = new ArrayList<>(parameters.keySet());
        int position = 0;
        for (String argument : arguments(Lines.rest(call.text()))) {
            int equals = argument.indexOf('=');
            String keyword = equals < 0 ? "" : argument.substring(0, equals).strip();
            if (parameters.containsKey(keyword)) {
                values.put(keyword, unquote(argument.substring(equals + 1).strip()));
            } else if (position < names.size()) {
                String value = unquote(argument);
                if (!value.isEmpty()) {
                    values.put(names.get(position), value);
                }
                position++;
            } else {
                throw new BadSource(
                        "macro " + name + " has " + names.size() + " parameters; found one more: " + argument);
            }
        }
        return substitute(body, values, call, number);
    }

    private static String unquote(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** Lines with {@code \NAME} replaced by values; a name without a value stays as it is. */
    static List<SourceLine> substitute(
            List<SourceLine> lines, Map<String, String> values, SourceLine call, int number) {
        List<SourceLine> result = new ArrayList<>(lines.size());
        int characters = 0;
        for (SourceLine line : lines) {
            Matcher matcher = REFERENCE.matcher(line.text());
            StringBuilder text = new StringBuilder();
            while (matcher.find()) {
                String found = matcher.group(1);
                String value = switch (found) {
                    case "()" -> "";
                    case "@" -> Integer.toString(number);
                    default -> values.getOrDefault(found, matcher.group());
                };
                matcher.appendReplacement(text, Matcher.quoteReplacement(value));
            }
            matcher.appendTail(text);
            characters += text.length();
            if (text.length() > MAX_LINE || characters > MAX_EXPANSION) {
                throw new BadSource("an expansion grows beyond " + MAX_LINE + " characters in a line, or "
                        + MAX_EXPANSION + " in all; is a macro doubling its argument?");
            }
            SourceLine place = call == null ? line : call;
            result.add(place.withText(text.toString()));
        }
        return result;
    }
}
