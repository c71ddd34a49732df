package org.maskflip.modelcheck.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.maskflip.modelcheck.generate.Cycle.Event;

/**
 * Writes the litmus file of a cycle. A data location is a doubleword. A code location is a function in a doubleword of its own, of
 * which stores change the last byte of an immediate. Fetches load registers from 1 on; addresses and values come down from 13.
 */
final class CycleTest {
    private static final List<String> NAMES = List.of("x", "y", "z", "v", "w", "u", "t", "s", "q", "p", "o", "n");
    private static final int CHANGED = 3;
    private static final int HIGHEST = 13;
    private static final String[] STORES = {"mvi", "mvhhi", "mvhi", "mvghi"};
    private static final String[] FETCHES = {"llgc", "llgh", "llgf", "lg"};

    private final Cycle cycle;
    private final Sizes sizes;
    private final List<String> settings = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Integer> registers = new TreeMap<>();
    private int references;
    private int highest;
    private int lowest;

    CycleTest(Cycle cycle, Sizes sizes) {
        this.cycle = cycle;
        this.sizes = sizes;
    }

    static String name(Cycle cycle, Sizes sizes) {
        String size = sizes == Sizes.DOUBLEWORD ? "" : "." + sizes.word();
        return cycle.text().replace(' ', '-') + size;
    }

    String text() {
        List<List<String>> columns = new ArrayList<>();
        for (int cpu = 0; cpu < cycle.cpus(); cpu++) {
            columns.add(column(cpu));
        }
        columns.add(code());
        finals();
        for (int location = 0; location < cycle.locations(); location++) {
            String name = NAMES.get(location);
            settings.add(
                    location,
                    cycle.isCode(location)
                            ? "version " + name + "0 at " + name + "=\"lghi %r0,0\"; version " + name + "1 at " + name
                                    + "=\"lghi %r0,1\"; version " + name + "2 at " + name + "=\"lghi %r0,2\""
                            : "doubleword " + name);
        }
        Prediction prediction = new Prediction(cycle);
        return "S390X " + name(cycle, sizes) + "\n\"Generated from a cycle\"\nCycle=" + cycle.text() + "\n{\n"
                + settings.stream().map(setting -> setting + ";\n").collect(Collectors.joining())
                + "}\n" + table(columns)
                + "exists (" + String.join(" /\\ ", conditions) + ")\nExpect: "
                + (prediction.isForbidden() ? "never" : "sometimes") + "\n\n" + prediction.reason() + "\n";
    }

    private static String table(List<List<String>> columns) {
        int rows = columns.stream().mapToInt(List::size).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            int number = row;
            text.append(columns.stream()
                            .filter(column -> column.size() > 1)
                            .map(column -> number < column.size() ? column.get(number) : "")
                            .collect(Collectors.joining(" | ")))
                    .append(" ;\n");
        }
        return text.toString();
    }

    private List<String> column(int cpu) {
        List<String> cells = new ArrayList<>(List.of("P" + cpu));
        registers.clear();
        highest = HIGHEST;
        lowest = 1;
        Map<Integer, Integer> runs = new TreeMap<>();
        List<Event> own = cycle.events().stream()
                .filter(event -> event.cpu() == cpu)
                .sorted(Comparator.comparingInt(Event::position))
                .toList();
        for (Event event : own) {
            cells.add(event.kind() == Kind.F ? run(event, runs) : operand(event));
            boolean isFenced = cycle.relations().get(indexOf(event)).type() == Relation.Type.FENCE;
            if (isFenced) {
                cells.add("bcr 15,0");
            }
        }
        return cells;
    }

    private int indexOf(Event event) {
        return cycle.events().indexOf(event);
    }

    private String run(Event event, Map<Integer, Integer> runs) {
        String name = NAMES.get(event.location());
        int ordinal = runs.merge(event.location(), 1, Integer::sum);
        conditions.add(
                event.cpu() + ":ran(" + name + (ordinal == 1 ? "" : "," + ordinal) + ")=" + name + event.value());
        return "brasl %r14," + name;
    }

    private String operand(Event event) {
        String name = NAMES.get(event.location());
        String base = "(%r" + register(event.cpu(), name) + ")";
        boolean isCode = cycle.isCode(event.location());
        int size = isCode ? 1 : sizes.of(references++);
        int place = isCode ? CHANGED : Long.BYTES - size;
        int log = Integer.numberOfTrailingZeros(size);
        return switch (event.kind()) {
            case W -> STORES[log] + " " + place + base + "," + event.value();
            case S ->
                "sturg %r" + register(event.cpu(), "\"lghi %r0," + event.value() + "; br %r14; nopr\"") + ",%r"
                        + register(event.cpu(), name);
            case A -> "laag %r0,%r" + register(event.cpu(), Integer.toString(added(event))) + ",0" + base;
            case R -> {
                int register = lowest++;
                conditions.add(event.cpu() + ":r" + register + "=" + event.value());
                yield FETCHES[log] + " %r" + register + "," + place + base;
            }
            case F -> throw new IllegalArgumentException("no operand: " + event);
        };
    }

    /** In the execution that is asked for, what is there before the update is one less. */
    private static int added(Event event) {
        return event.value() > 0 ? 1 : 0;
    }

    private int register(int cpu, String value) {
        Integer known = registers.get(value);
        if (known != null) {
            return known;
        }
        registers.put(value, highest);
        settings.add(cpu + ":r" + highest + "=" + value);
        return highest--;
    }

    private List<String> code() {
        List<String> cells = new ArrayList<>(List.of("code"));
        for (int location = 0; location < cycle.locations(); location++) {
            if (cycle.isCode(location)) {
                cells.addAll(List.of(NAMES.get(location) + ": lghi %r0,0", "br %r14", "nopr"));
            }
        }
        return cells;
    }

    private void finals() {
        for (int location = 0; location < cycle.locations(); location++) {
            int number = location;
            long stores = cycle.events().stream()
                    .filter(event -> event.location() == number && event.kind().isStore())
                    .count();
            if (stores > 1) {
                String name = NAMES.get(location);
                conditions.add((cycle.isCode(location) ? "[" + name + "+" + CHANGED + ":1]" : name) + "=" + stores);
            }
        }
        if (conditions.isEmpty()) {
            conditions.add("true");
        }
    }
}
