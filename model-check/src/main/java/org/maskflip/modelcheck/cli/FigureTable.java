package org.maskflip.modelcheck.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.maskflip.emulator.hotpatch.kernel.Figure;

/** Figures, as a table by groups or as JSON. */
final class FigureTable {
    private FigureTable() {}

    static void print(PrintWriter out, List<Figure> figures) {
        String group = "";
        for (Figure figure : figures) {
            if (!figure.group().equals(group)) {
                group = figure.group();
                out.println("  " + group);
            }
            out.printf("    %-46s %14s%n", figure.name(), number(figure.value()));
        }
    }

    static String number(Number value) {
        return value instanceof Double
                ? String.format(Locale.ROOT, "%.2f", value.doubleValue())
                : String.format(Locale.ROOT, "%,d", value.longValue());
    }

    /** An object for each group, with a number for each name. */
    static void put(ObjectNode node, List<Figure> figures) {
        for (Figure figure : figures) {
            ObjectNode group = node.withObjectProperty(figure.group());
            if (figure.value() instanceof Double) {
                group.put(figure.name(), figure.value().doubleValue());
            } else {
                group.put(figure.name(), figure.value().longValue());
            }
        }
    }
}
