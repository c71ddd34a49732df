package org.maskflip.modelcheck.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.maskflip.modelcheck.litmus.Condition.Comparison;
import org.maskflip.modelcheck.litmus.Condition.Relation;

/** Parses {@code locations} and conditions: {@code /\}, {@code \/} and {@code ~}, also as words, the first binding tighter. */
final class ConditionParser {
    private static final int MOST_ORDINAL = 64;
    private static final int DEEPEST = 200;
    private static final Set<Integer> SIZES = Set.of(1, 2, 4, 8);
    private static final List<String> ITEMS = List.of("ran", "ending");

    private final Cursor cursor;
    private int depth;

    ConditionParser(Cursor cursor) {
        this.cursor = cursor;
    }

    /** What stands in brackets behind {@code locations}. */
    List<Term> locations() throws LitmusProblem {
        List<Term> terms = new ArrayList<>();
        cursor.expect("[", "behind \"locations\"");
        while (!cursor.accept("]")) {
            if (cursor.accept(";") || cursor.accept(",")) {
                continue;
            }
            terms.add(term());
            cursor.skipBlank();
            if (cursor.peek() != ']' && cursor.peek() != ';' && cursor.peek() != ',') {
                throw cursor.problem("found " + cursor.found() + "; expected \";\" or \"]\" in the list of locations");
            }
        }
        return terms;
    }

    Condition condition() throws LitmusProblem {
        if (++depth > DEEPEST) {
            throw cursor.problem("found a condition nested more than " + DEEPEST + " deep; expected a simpler one");
        }
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(conjunction());
        } while (accept("\\/", "or", "||", "∨"));
        depth--;
        return parts.size() == 1 ? parts.get(0) : new Condition.Or(parts);
    }

    private Condition conjunction() throws LitmusProblem {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(negation());
        } while (accept("/\\", "and", "&&", "∧"));
        return parts.size() == 1 ? parts.get(0) : new Condition.And(parts);
    }

    private boolean accept(String sign, String word, String... others) throws LitmusProblem {
        if (cursor.peekWord().equals(word)) {
            return cursor.accept(word);
        }
        for (String other : others) {
            if (cursor.accept(other)) {
                return true;
            }
        }
        return cursor.accept(sign);
    }

    private Condition negation() throws LitmusProblem {
        if (++depth > DEEPEST) {
            throw cursor.problem("found a condition nested more than " + DEEPEST + " deep; expected a simpler one");
        }
        try {
            if (accept("~", "not", "¬")) {
                return new Condition.Not(negation());
            }
            if (cursor.accept("(")) {
                Condition inner = condition();
                cursor.expect(")", "behind a condition in parentheses, or \"/\\\", \"\\/\"");
                return inner;
            }
            if (cursor.peekWord().equals("true")) {
                cursor.accept("true");
                return new Condition.And(List.of());
            }
            if (cursor.peekWord().equals("false")) {
                cursor.accept("false");
                return new Condition.Or(List.of());
            }
            return comparison();
        } finally {
            depth--;
        }
    }

    private Condition comparison() throws LitmusProblem {
        cursor.skipBlank();
        int start = cursor.at();
        Term term = term();
        Relation relation;
        if (cursor.accept("!=") || cursor.accept("<>")) {
            relation = Relation.UNEQUAL;
        } else if (cursor.accept("=")) {
            cursor.accept("=");
            relation = Relation.EQUAL;
        } else {
            throw cursor.problem("found " + cursor.found() + "; expected \"=\" or \"!=\" behind " + term.text());
        }
        cursor.skipBlank();
        int place = cursor.at();
        Value value = cursor.peek() == '"'
                ? new Value.Code(cursor.quoted("instructions").strip().replaceAll("\\s+", " "))
                : InitialStateParser.value(cursor);
        if (term instanceof Term.Ending && !Endings.isWord(value.text())) {
            throw cursor.unknown(
                    place,
                    "ending",
                    value.text(),
                    List.of("normal", "stopped", "waits", "blocked", "invalid-psw", "program-0001"));
        }
        cursor.remember(value, place);
        return cursor.remember(Comparison.unresolved(term, relation, value), start);
    }

    private Term term() throws LitmusProblem {
        cursor.skipBlank();
        int start = cursor.at();
        Term term;
        if (cursor.isAtNumber()) {
            term = ofCpu();
        } else if (cursor.accept("[")) {
            term = storage();
        } else {
            String name = cursor.word("a location, or a CPU's register such as 0:r1");
            if (DataSize.of(name) > 0 && !cursor.peekWord().isEmpty()) {
                name = cursor.word("a location");
            }
            term = new Term.Storage(name, 0, 0);
        }
        return cursor.remember(term, start);
    }

    private Term storage() throws LitmusProblem {
        String name = cursor.word("a location");
        long offset = InitialStateParser.offset(cursor);
        int size = 0;
        if (cursor.accept(":")) {
            cursor.skipBlank();
            int place = cursor.at();
            size = cursor.number("a size in bytes", 1, Long.BYTES);
            if (!SIZES.contains(size)) {
                throw cursor.problem(place, "found size " + size + "; expected 1, 2, 4 or 8 bytes");
            }
        }
        cursor.expect("]", "behind a location");
        return new Term.Storage(name, offset, size);
    }

    private Term ofCpu() throws LitmusProblem {
        int cpu = cursor.number("a CPU's address", 0, InitialStateParser.MOST_CPUS - 1);
        cursor.expect(":", "behind the CPU's address");
        cursor.accept("%");
        int place = cursor.at();
        String word = cursor.word("a register such as r1, \"ran(label)\" or \"ending\"");
        if (word.matches("r\\d{1,2}") && Architecture.isRegister(word)) {
            return new Term.Register(cpu, Integer.parseInt(word.substring(1)));
        }
        if (word.equals("ending")) {
            return new Term.Ending(cpu);
        }
        if (!word.equals("ran")) {
            if (word.matches("r\\d+")) {
                throw cursor.problem(place, "found register \"" + word + "\"; expected r0 to r15");
            }
            throw cursor.unknown(place, "general register or item of a CPU", word, ITEMS);
        }
        cursor.expect("(", "behind \"ran\"");
        String label = cursor.word("a label");
        int ordinal = cursor.accept(",") ? cursor.number("which execution", 1, MOST_ORDINAL) : 1;
        cursor.expect(")", "behind the label");
        return new Term.Execution(cpu, label, ordinal);
    }
}
