package org.maskflip.modelcheck.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.maskflip.modelcheck.litmus.LitmusSource.Column;

/** Prints litmus tests, so that reading what is printed gives an equal test. */
public final class LitmusPrinter {
    private static final int LONGEST_LINE = 100;

    private LitmusPrinter() {}

    /** A test as a file. */
    public static String print(LitmusTest test) {
        return print(test.source());
    }

    static String print(LitmusSource source) {
        StringBuilder text = new StringBuilder("S390X " + source.name() + "\n");
        if (!source.comment().isEmpty()) {
            text.append('"').append(source.comment()).append("\"\n");
        }
        source.information().forEach(line -> text.append(line).append('\n'));
        text.append("{\n");
        source.settings().forEach(setting -> text.append(setting.text()).append(";\n"));
        text.append("}\n");
        text.append(table(source.columns()));
        if (!source.locations().isEmpty()) {
            text.append(source.locations().stream()
                    .map(Term::text)
                    .collect(Collectors.joining("; ", "locations [", "]\n")));
        }
        text.append(source.quantifier().word())
                .append(" (")
                .append(condition(source.condition()))
                .append(")\n");
        text.append("Expect: ").append(source.expectation().word()).append('\n');
        if (!source.reason().isEmpty()) {
            text.append('\n').append(source.reason()).append('\n');
        }
        return text.toString();
    }

    private static String condition(Condition condition) {
        String text = condition.text();
        if (text.length() <= LONGEST_LINE || !(condition instanceof Condition.Or or)) {
            return text;
        }
        return or.parts().stream().map(Condition::text).collect(Collectors.joining(" \\/\n  "));
    }

    private static String table(List<Column> columns) {
        int rows = columns.get(0).cells().size();
        List<String> lines = new ArrayList<>(java.util.Collections.nCopies(rows + 1, ""));
        for (int i = 0; i < columns.size(); i++) {
            List<String> cells = new ArrayList<>();
            cells.add(columns.get(i).name());
            cells.addAll(columns.get(i).cells());
            int width = cells.stream().mapToInt(String::length).max().orElse(0);
            for (int row = 0; row <= rows; row++) {
                String cell = cells.get(row) + " ".repeat(width - cells.get(row).length());
                lines.set(row, lines.get(row) + (i == 0 ? " " : " | ") + cell);
            }
        }
        return lines.stream().map(line -> line + " ;\n").collect(Collectors.joining());
    }
}
