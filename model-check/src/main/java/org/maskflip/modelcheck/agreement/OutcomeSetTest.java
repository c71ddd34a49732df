package org.maskflip.modelcheck.agreement;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One test of an outcome-set file.
 *
 * @param name unique within its file
 * @param threads the operations of each CPU
 * @param locations the names of all locations, in order of their names
 * @param variables what each final state has a value for: {@code cpu:register} and {@code [location]}, in order
 * @param states all final states, values in the order of the variables
 */
public record OutcomeSetTest(
        String name,
        List<List<Operation>> threads,
        List<String> locations,
        List<String> variables,
        Set<List<Long>> states) {

    /**
     * One operation; what it has no use for is {@code null} or 0.
     *
     * @param op the name as in the file
     * @param location the location
     * @param value the value stored, or compared with
     * @param register the register loaded, or compared
     * @param target load-if: the register loaded
     */
    public record Operation(String op, String location, long value, String register, String target) {}

    public OutcomeSetTest {
        threads = threads.stream().map(List::copyOf).toList();
        locations = List.copyOf(locations);
        variables = List.copyOf(variables);
        states = Set.copyOf(states);
    }

    /** Whether a location holds an instruction that some CPU executes. */
    public boolean isCode(String location) {
        return threads.stream()
                .flatMap(List::stream)
                .anyMatch(each -> location.equals(each.location())
                        && (each.op().equals("exec") || each.op().equals("store-alias")));
    }

    /** A final state in words. */
    public String describe(List<Long> state) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < variables.size(); i++) {
            words.append(i == 0 ? "" : " ").append(variables.get(i)).append('=').append(state.get(i));
        }
        return words.toString();
    }

    /** A state by its variables. */
    static List<Long> ordered(Map<String, Long> state, List<String> variables) {
        return variables.stream().map(state::get).toList();
    }
}
