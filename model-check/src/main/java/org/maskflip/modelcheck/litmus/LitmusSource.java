package org.maskflip.modelcheck.litmus;

import java.util.List;

/**
 * A litmus test as written, without blanks and comments. Two tests are equal if their sources are.
 *
 * @param name of the test
 * @param comment the text in quotes below the name; may be empty
 * @param information lines {@code key=text} below the comment
 * @param settings the initial state
 * @param columns of the table, those of the CPUs in their order
 * @param locations what is part of the outcome besides what the condition names
 * @param quantifier of the condition
 * @param condition with comparisons that know no program
 * @param expectation in how many outcomes it holds
 * @param reason why, in words, with the names of the rules; may be empty
 */
public record LitmusSource(
        String name,
        String comment,
        List<String> information,
        List<Setting> settings,
        List<Column> columns,
        List<Term> locations,
        Quantifier quantifier,
        Condition condition,
        Expectation expectation,
        String reason) {

    /** A column: a CPU's ({@code P0}, {@code P1}, …) or, with another name, code that no CPU begins with. Cells may be empty. */
    public record Column(String name, List<String> cells) {
        public Column {
            cells = List.copyOf(cells);
        }

        /** Whether a CPU begins at its top. */
        public boolean isCpu() {
            return name.matches("P\\d+");
        }
    }

    public LitmusSource {
        information = List.copyOf(information);
        settings = List.copyOf(settings);
        columns = List.copyOf(columns);
        locations = List.copyOf(locations);
    }
}
