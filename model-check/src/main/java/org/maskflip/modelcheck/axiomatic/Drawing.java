package org.maskflip.modelcheck.axiomatic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.maskflip.modelcheck.axiomatic.Picture.Arrow;
import org.maskflip.modelcheck.axiomatic.Picture.Box;
import org.maskflip.modelcheck.axiomatic.Picture.Weight;

/** Draws pictures: as Graphviz source, and as SVG with a layout of its own, for which no other program is needed. */
public final class Drawing {
    private static final int BOX_WIDTH = 250;
    private static final int BOX_HEIGHT = 40;
    private static final int GAP = 140;
    private static final int ROW = 90;
    private static final int MARGIN = 70;
    private static final int TITLE = 60;
    private static final int LINE = 18;
    private static final int TURN = 60;
    private static final int LANE = 9;
    private static final int LANES = 4;
    private static final String PROGRAM_ORDER = "po";
    private static final String RED = "#c02020";
    private static final String GRAY = "#606060";

    private static final int LETTER = 7;

    private final Picture picture;
    private final int boxWidth;
    private final int columnWidth;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder labels = new StringBuilder();

    private Drawing(Picture picture) {
        this.picture = picture;
        int longest = picture.boxes().stream()
                .mapToInt(
                        box -> Math.max(box.instruction().length(), box.event().length()))
                .max()
                .orElse(0);
        boxWidth = Math.max(BOX_WIDTH, LETTER * longest + LINE);
        columnWidth = boxWidth + GAP;
    }

    /** Graphviz source: {@code dot -Tpng} or {@code -Tsvg} draws it. */
    public static String dot(Picture picture) {
        StringBuilder text = new StringBuilder("digraph execution {\n");
        text.append("  label=\"").append(quoted(picture.title())).append("\"; labelloc=t; fontname=\"sans-serif\";\n");
        text.append(
                "  node [shape=box, fontname=\"monospace\", fontsize=10]; edge [fontname=\"sans-serif\", fontsize=9];\n");
        for (int column = 0; column < picture.columns(); column++) {
            text.append("  subgraph cluster_")
                    .append(column)
                    .append(" { label=\"CPU ")
                    .append(column)
                    .append("\";\n");
            for (int i = 0; i < picture.boxes().size(); i++) {
                Box box = picture.boxes().get(i);
                if (box.column() == column) {
                    text.append(String.format(
                            Locale.ROOT,
                            "    e%d [label=\"%s\\n%s\"%s];%n",
                            i,
                            quoted(box.instruction()),
                            quoted(box.event()),
                            box.weight() == Weight.CYCLE ? ", color=\"" + RED + "\", penwidth=2" : ""));
                }
            }
            text.append("  }\n");
        }
        for (Arrow arrow : merged(picture.arrows())) {
            String color = arrow.weight() == Weight.CYCLE ? RED : GRAY;
            text.append(String.format(
                    Locale.ROOT,
                    "  e%d -> e%d [label=\"%s\", color=\"%s\", fontcolor=\"%s\"%s];%n",
                    arrow.from(),
                    arrow.to(),
                    quoted(arrow.label()),
                    color,
                    color,
                    arrow.weight() == Weight.CYCLE ? ", penwidth=2" : ""));
        }
        return text.append("}\n").toString();
    }

    private static String quoted(String words) {
        return words.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** A page of SVG. */
    public static String svg(Picture picture) {
        return new Drawing(picture).svg();
    }

    private String svg() {
        int rows = picture.boxes().stream().mapToInt(box -> box.row() + 1).max().orElse(1);
        int width = Math.max(
                3 * MARGIN + columnWidth * (picture.columns() - 1) + boxWidth,
                MARGIN + 8 * picture.title().length());
        int height = TITLE + MARGIN + ROW * rows;
        text.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">%n",
                width,
                height,
                width,
                height));
        text.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        marker("plain", GRAY);
        marker("cycle", RED);
        words(text, MARGIN / 2, 28, "font-size=\"15\" font-family=\"sans-serif\"", picture.title());
        for (int column = 0; column < picture.columns(); column++) {
            String style = "font-size=\"14\" font-weight=\"bold\" text-anchor=\"middle\" font-family=\"sans-serif\"";
            words(text, center(column), TITLE, style, "CPU " + column);
        }
        picture.boxes().forEach(this::box);
        List<Arrow> arrows = merged(picture.arrows());
        for (int i = 0; i < arrows.size(); i++) {
            arrow(arrows.get(i), i);
        }
        return text.append(labels).append("</svg>\n").toString();
    }

    private void marker(String name, String color) {
        text.append(String.format(
                Locale.ROOT,
                "<marker id=\"%s\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"8\" markerHeight=\"8\" "
                        + "orient=\"auto\"><path d=\"M0 0L10 5L0 10z\" fill=\"%s\"/></marker>%n",
                name,
                color));
    }

    private int center(int column) {
        return MARGIN + boxWidth / 2 + columnWidth * column;
    }

    private static int middle(int row) {
        return TITLE + MARGIN / 2 + BOX_HEIGHT / 2 + ROW * row;
    }

    private static void words(StringBuilder text, int x, int y, String style, String words) {
        String escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        text.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" %s>%s</text>%n", x, y, style, escaped));
    }

    private void box(Box box) {
        int x = center(box.column()) - boxWidth / 2;
        int y = middle(box.row()) - BOX_HEIGHT / 2;
        boolean isMarked = box.weight() == Weight.CYCLE;
        text.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"%s\" stroke=\"%s\" "
                        + "stroke-width=\"%d\"/>%n",
                x,
                y,
                boxWidth,
                BOX_HEIGHT,
                isMarked ? "#fff0f0" : "#f8f8f8",
                isMarked ? RED : GRAY,
                isMarked ? 2 : 1));
        String style = "font-size=\"11\" text-anchor=\"middle\" font-family=\"monospace\"";
        words(text, center(box.column()), y + LINE - 2, style, box.instruction());
        words(text, center(box.column()), y + 2 * LINE - 4, style, box.event());
    }

    /** One arrow for all relations between the same two boxes; program order is not named where a rule is. */
    private static List<Arrow> merged(List<Arrow> arrows) {
        Map<List<Integer>, Arrow> merged = new LinkedHashMap<>();
        for (Arrow arrow : arrows) {
            merged.merge(List.of(arrow.from(), arrow.to()), arrow, Drawing::merge);
        }
        return List.copyOf(merged.values());
    }

    private static Arrow merge(Arrow left, Arrow right) {
        Weight weight = left.weight() == Weight.CYCLE ? Weight.CYCLE : right.weight();
        String label = left.label() + ", " + right.label();
        if (left.label().equals(PROGRAM_ORDER) || left.label().equals(right.label())) {
            label = right.label();
        } else if (right.label().equals(PROGRAM_ORDER)) {
            label = left.label();
        }
        return new Arrow(left.from(), left.to(), label, weight);
    }

    /**
     * An arrow. One down to the next box is straight; one further within a column goes round the boxes between, at their side; one to
     * the next column is straight; one further runs in a lane between two rows, so that it crosses no box.
     */
    private void arrow(Arrow arrow, int number) {
        Box from = picture.boxes().get(arrow.from());
        Box to = picture.boxes().get(arrow.to());
        int columns = to.column() - from.column();
        int rows = to.row() - from.row();
        int side = columns == 0 ? rows > 0 ? 1 : -1 : Integer.signum(columns);
        int x1 = center(from.column()) + side * boxWidth / 2;
        int y1 = middle(from.row());
        int x2 = center(to.column()) - (columns == 0 ? -side : side) * boxWidth / 2;
        int y2 = middle(to.row());
        if (columns == 0 && rows > 0 && isFree(from.column(), from.row(), to.row())) {
            int x = center(from.column());
            line(arrow, "M%d %dL%d %d", x, y1 + BOX_HEIGHT / 2, x, y2 - BOX_HEIGHT / 2);
            label(arrow, x + 6, (y1 + y2) / 2 + 4);
        } else if (columns == 0) {
            int bend = side * Math.min(MARGIN, 14 * Math.abs(rows) + 6 * (number % 3));
            line(arrow, "M%d %dC%d %d %d %d %d %d", x1, y1, x1 + bend, y1, x2 + bend, y2, x2, y2);
            label(arrow, x1 + bend * 3 / 4 + 4, (y1 + y2) / 2 - 4);
        } else if (Math.abs(columns) == 1) {
            line(arrow, "M%d %dL%d %d", x1, y1, x2, y2);
            label(arrow, x1 + (x2 - x1) / 3 + 4, y1 + (y2 - y1) / 3 - 4);
        } else {
            int lane = middle(Math.min(from.row(), to.row())) + ROW / 2 + LANE * (number % LANES - 1);
            int in = x1 + side * TURN;
            int out = x2 - side * TURN;
            line(
                    arrow,
                    "M%d %dC%d %d %d %d %d %dL%d %dC%d %d %d %d %d %d",
                    x1,
                    y1,
                    in,
                    y1,
                    x1,
                    lane,
                    in,
                    lane,
                    out,
                    lane,
                    x2,
                    lane,
                    out,
                    y2,
                    x2,
                    y2);
            label(arrow, (in + center(from.column() + side)) / 2, lane + 4);
        }
    }

    /** Whether no box lies between two rows of a column. */
    private boolean isFree(int column, int above, int below) {
        return picture.boxes().stream()
                .noneMatch(box -> box.column() == column && box.row() > above && box.row() < below);
    }

    private void line(Arrow arrow, String path, Object... places) {
        boolean isMarked = arrow.weight() == Weight.CYCLE;
        text.append(String.format(
                Locale.ROOT,
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%d\" marker-end=\"url(#%s)\"/>%n",
                String.format(Locale.ROOT, path, places),
                isMarked ? RED : GRAY,
                isMarked ? 2 : 1,
                isMarked ? "cycle" : "plain"));
    }

    /** With a white edge, as lines may cross it. */
    private void label(Arrow arrow, int x, int y) {
        String style =
                "font-size=\"11\" font-family=\"sans-serif\" stroke=\"white\" stroke-width=\"4\" paint-order=\"stroke\""
                        + " fill=\"" + (arrow.weight() == Weight.CYCLE ? RED : GRAY) + "\"";
        words(labels, x, y, style, arrow.label());
    }
}
