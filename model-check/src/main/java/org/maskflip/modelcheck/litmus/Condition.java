package org.maskflip.modelcheck.litmus;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.maskflip.modelcheck.program.Outcome;

/** A condition on outcomes. */
public sealed interface Condition {
    /** Whether an outcome of the test's program satisfies it. */
    boolean holds(Outcome outcome);

    /** As in files. */
    String text();

    /** The same with other comparisons. */
    Condition map(UnaryOperator<Comparison> change);

    /** All of several; holds if there are none. */
    record And(List<Condition> parts) implements Condition {
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Outcome outcome) {
            for (Condition part : parts) {
                if (!part.holds(outcome)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String text() {
            return parts.isEmpty()
                    ? "true"
                    : parts.stream()
                            .map(part -> part instanceof Or ? "(" + part.text() + ")" : part.text())
                            .collect(Collectors.joining(" /\\ "));
        }

        @Override
        public Condition map(UnaryOperator<Comparison> change) {
            return new And(parts.stream().map(part -> part.map(change)).toList());
        }
    }

    /** At least one of several. */
    record Or(List<Condition> parts) implements Condition {
        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Outcome outcome) {
            for (Condition part : parts) {
                if (part.holds(outcome)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String text() {
            return parts.isEmpty()
                    ? "false"
                    : parts.stream().map(Condition::text).collect(Collectors.joining(" \\/ "));
        }

        @Override
        public Condition map(UnaryOperator<Comparison> change) {
            return new Or(parts.stream().map(part -> part.map(change)).toList());
        }
    }

    /** The contrary. */
    record Not(Condition part) implements Condition {
        @Override
        public boolean holds(Outcome outcome) {
            return !part.holds(outcome);
        }

        @Override
        public String text() {
            return "~(" + part.text() + ")";
        }

        @Override
        public Condition map(UnaryOperator<Comparison> change) {
            return new Not(part.map(change));
        }
    }

    /** Whether equality is asked for. */
    enum Relation {
        EQUAL("="),
        UNEQUAL("!=");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        /** As in files. */
        public String sign() {
            return sign;
        }
    }

    /**
     * A comparison of a term with a value.
     *
     * @param term what is compared
     * @param relation equal or not
     * @param value with what, as written
     * @param place where the term's value stands in {@link Outcome#values}; for an ending, the CPU; -1 while not known
     * @param number the value, cut to the term's size; not looked at for endings
     */
    record Comparison(Term term, Relation relation, Value value, int place, long number) implements Condition {
        /** A comparison of which the program is not known yet. */
        static Comparison unresolved(Term term, Relation relation, Value value) {
            return new Comparison(term, relation, value, -1, 0);
        }

        @Override
        public boolean holds(Outcome outcome) {
            boolean isEqual = term instanceof Term.Ending
                    ? Endings.word(outcome.endings().get(place)).equals(value.text())
                    : outcome.values().get(place) == number;
            return isEqual == (relation == Relation.EQUAL);
        }

        @Override
        public String text() {
            return term.text() + relation.sign() + value.text();
        }

        @Override
        public Condition map(UnaryOperator<Comparison> change) {
            return change.apply(this);
        }
    }
}
