package org.maskflip.modelcheck.agreement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.maskflip.modelcheck.agreement.OutcomeSetTest.Operation;

/** Reads files of outcome sets (JSON, format 1). */
public final class OutcomeSetFile {
    /** A file cannot be used; the message is one line. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    private static final Set<String> OPERATIONS =
            Set.of("store", "store-alias", "load", "load-if", "fence", "fence-if", "exit-if", "rmw-xchg", "exec");

    private final String name;

    private OutcomeSetFile(String name) {
        this.name = name;
    }

    /**
     * The tests of a file.
     *
     * @param name what messages call it
     * @throws IOException if it cannot be read
     * @throws Unreadable if it is no JSON, or not of the format
     */
    public static List<OutcomeSetTest> read(String name, InputStream file) throws IOException, Unreadable {
        return new OutcomeSetFile(name).read(file);
    }

    private List<OutcomeSetTest> read(InputStream file) throws IOException, Unreadable {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(file);
        } catch (JsonProcessingException e) {
            throw new Unreadable(name + ":" + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
        }
        if (root.path("meta").path("format").asInt() != 1 || !root.path("tests").isArray()) {
            throw new Unreadable(name + ": no file of outcome sets: \"meta.format\" 1 and \"tests\" expected");
        }
        List<OutcomeSetTest> tests = new ArrayList<>();
        for (JsonNode test : root.path("tests")) {
            tests.add(test(test));
        }
        return tests;
    }

    private OutcomeSetTest test(JsonNode node) throws Unreadable {
        String test = node.path("name").asText();
        List<List<Operation>> threads = new ArrayList<>();
        for (JsonNode thread : node.path("threads")) {
            List<Operation> operations = new ArrayList<>();
            for (JsonNode operation : thread) {
                operations.add(operation(test, operation));
            }
            threads.add(operations);
        }
        JsonNode states = node.path("states");
        if (threads.isEmpty() || states.isEmpty()) {
            throw new Unreadable(name + ": " + test + ": \"threads\" and \"states\" expected, both not empty");
        }
        List<String> variables = names(states.get(0));
        Set<List<Long>> values = new HashSet<>();
        for (JsonNode state : states) {
            if (!names(state).equals(variables)) {
                throw new Unreadable(name + ": " + test + ": states with different variables: " + state);
            }
            Map<String, Long> byName = new HashMap<>();
            variables.forEach(
                    variable -> byName.put(variable, state.get(variable).asLong()));
            values.add(OutcomeSetTest.ordered(byName, variables));
        }
        JsonNode initial = node.path("init");
        for (JsonNode value : initial) {
            if (value.asLong() != 0) {
                throw new Unreadable(name + ": " + test + ": initial values other than 0 are not in format 1");
            }
        }
        return new OutcomeSetTest(test, threads, names(initial), variables, values);
    }

    private static List<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        for (Iterator<String> each = object.fieldNames(); each.hasNext(); ) {
            names.add(each.next());
        }
        return List.copyOf(names);
    }

    private Operation operation(String test, JsonNode node) throws Unreadable {
        String op = node.path("op").asText();
        if (!OPERATIONS.contains(op)) {
            throw new Unreadable(name + ": " + test + ": unknown operation " + node);
        }
        return new Operation(
                op,
                node.path("loc").asText(null),
                node.path("value").asLong(),
                node.path("reg").asText(null),
                node.path("dst").asText(null));
    }
}
