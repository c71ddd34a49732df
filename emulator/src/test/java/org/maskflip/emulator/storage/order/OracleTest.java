package org.maskflip.emulator.storage.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.insn.Update;

/** The weak order, by exhaustive choice, shows exactly the outcome sets that two independent formulations of Model Z gave. */
class OracleTest {
    private static final Path ORACLE = Path.of("..", "model-check", "src", "main", "resources", "oracle");
    /** The register that says that the CPU has left its program. */
    private static final int LEFT = Exploration.REGISTERS - 1;

    private static List<Map<String, Object>> tests(String file) throws IOException {
        Path path = ORACLE.resolve(file);
        assumeTrue(Files.exists(path), "skipped: " + path + " is absent");
        Map<?, ?> all = (Map<?, ?>) Json.parse(Files.readString(path));
        List<Map<String, Object>> tests = new ArrayList<>();
        for (Object test : (List<?>) all.get("tests")) {
            tests.add(members(test));
        }
        return tests;
    }

    private static Map<String, Object> members(Object object) {
        Map<String, Object> result = new TreeMap<>();
        ((Map<?, ?>) object).forEach((name, value) -> result.put((String) name, value));
        return result;
    }

    @Test
    void operands_everyOutcomeSet_isExact() throws IOException {
        List<Map<String, Object>> tests = tests("operands.json");
        assertThat(tests).hasSize(1208);
        assertThat(disagreements(tests, false)).isEmpty();
    }

    @Test
    void fetches_everyOutcomeSet_isExact() throws IOException {
        List<Map<String, Object>> tests = tests("fetches.json");
        assertThat(tests).hasSize(282);
        assertThat(disagreements(tests, true)).isEmpty();
    }

    private static List<String> disagreements(List<Map<String, Object>> tests, boolean fetchesInstructions) {
        List<String> result = new ArrayList<>();
        for (Map<String, Object> test : tests) {
            Set<String> expected = new TreeSet<>();
            for (Object state : (List<?>) test.get("states")) {
                expected.add(members(state).toString());
            }
            Set<String> found = explore(test, fetchesInstructions);
            if (!found.equals(expected)) {
                result.add(test.get("name") + ": expected " + expected + ", found " + found);
            }
        }
        return result;
    }

    private static Set<String> explore(Map<String, Object> test, boolean fetchesInstructions) {
        List<String> locations = new ArrayList<>(members(test.get("init")).keySet());
        long[] initial = new long[8 * locations.size()];
        members(test.get("init")).forEach((name, value) -> initial[8 * locations.indexOf(name)] = (Long) value << 56);
        List<List<Exploration.Step>> program = new ArrayList<>();
        for (Object thread : (List<?>) test.get("threads")) {
            List<Exploration.Step> steps = new ArrayList<>();
            for (Object operation : (List<?>) thread) {
                steps.add(step(members(operation), locations));
            }
            program.add(steps);
        }
        Set<String> names = members(((List<?>) test.get("states")).get(0)).keySet();
        return Exploration.outcomes(program, Facilities.of(), initial, fetchesInstructions, (registers, storage) -> {
            Map<String, Object> state = new TreeMap<>();
            for (String name : names) {
                int colon = name.indexOf(':');
                if (colon < 0) {
                    String location = name.substring(1, name.length() - 1);
                    state.put(name, storage.getVolatile(64L * locations.indexOf(location), 1));
                } else {
                    int cpu = Integer.parseInt(name.substring(0, colon));
                    state.put(name, registers[cpu][register(name.substring(colon + 1))]);
                }
            }
            return state.toString();
        });
    }

    private static int register(Object name) {
        return name == null ? -1 : Integer.parseInt(((String) name).substring(1));
    }

    private static Exploration.Step step(Map<String, Object> operation, List<String> locations) {
        long at = 64L * locations.indexOf(operation.get("loc"));
        long value = (Long) operation.getOrDefault("value", 0L);
        int register = register(operation.get("reg"));
        switch ((String) operation.get("op")) {
            case "store":
                return local((order, r) -> order.store(at, at, 1, value));
            case "store-alias":
                return local((order, r) -> order.store(StorageOrder.BY_REAL, at, 1, value));
            case "load":
                return unlessLeft((order, r) -> r[register] = order.fetch(at, 1));
            case "fence":
                return unlessLeft((order, r) -> order.serialize());
            case "rmw-xchg":
                return unlessLeft((order, r) -> {
                    order.serialize();
                    r[register] = order.update(at, at, 1, Update.PLAIN, (old, second, third) -> second, value, 0);
                    order.serialize();
                });
            case "exec":
                return unlessLeft((order, r) -> r[register] = order.fetchInstruction(at, at, 2) >>> 56);
            case "exit-if":
                return unlessLeft((order, r) -> r[LEFT] = r[register] == value ? 1 : 0);
            case "fence-if":
                return unlessLeft((order, r) -> {
                    if (r[register] == value) {
                        order.serialize();
                    }
                });
            default:
                throw new IllegalArgumentException("unknown operation " + operation);
        }
    }

    private static Exploration.Step unlessLeft(Exploration.Step step) {
        return (order, r) -> {
            if (r[LEFT] == 0) {
                step.run(order, r);
            }
        };
    }

    private static Exploration.Step local(Exploration.Step step) {
        Exploration.Step guarded = unlessLeft(step);
        return (Exploration.LocalStep) guarded::run;
    }
}
