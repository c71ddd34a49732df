package org.maskflip.modelcheck.axiomatic;

import java.util.Locale;
import org.maskflip.modelcheck.axiomatic.Picture.Arrow;
import org.maskflip.modelcheck.axiomatic.Picture.Box;
import org.maskflip.modelcheck.axiomatic.Picture.Weight;

/** Draws pictures: as Graphviz source, and as SVG with a layout of its own, for which no other program is needed. */
public final class Drawing {
    private static final int BOX_WIDTH = 250;
    private static final int BOX_HEIGHT = 40;
    private static final int COLUMN = 390;
    private static final int ROW = 90;
    private static final int MARGIN = 70;
    private static final int TITLE = 60;
    private static final int LINE = 18;
    private static final String RED = "#c02020";
    private static final String GRAY = "#606060";

    private Drawing() {}

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
        for (Arrow arrow : picture.arrows()) {
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
        int rows = picture.boxes().stream().mapToInt(box -> box.row() + 1).max().orElse(1);
        int width = Math.max(
                2 * MARGIN + COLUMN * (picture.columns() - 1) + BOX_WIDTH,
                MARGIN + 8 * picture.title().length());
        int height = TITLE + MARGIN + ROW * rows;
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">%n",
                width,
                height,
                width,
                height));
        text.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        marker(text, "plain", GRAY);
        marker(text, "cycle", RED);
        words(text, MARGIN / 2, 28, "font-size=\"15\" font-family=\"sans-serif\"", picture.title());
        for (int column = 0; column < picture.columns(); column++) {
            String style = "font-size=\"14\" font-weight=\"bold\" text-anchor=\"middle\" font-family=\"sans-serif\"";
            words(text, center(column), TITLE, style, "CPU " + column);
        }
        for (int i = 0; i < picture.arrows().size(); i++) {
            arrow(text, picture, picture.arrows().get(i), i);
        }
        picture.boxes().forEach(box -> box(text, box));
        return text.append("</svg>\n").toString();
    }

    private static void marker(StringBuilder text, String name, String color) {
        text.append(String.format(
                Locale.ROOT,
                "<marker id=\"%s\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"8\" markerHeight=\"8\" "
                        + "orient=\"auto\"><path d=\"M0 0L10 5L0 10z\" fill=\"%s\"/></marker>%n",
                name,
                color));
    }

    private static int center(int column) {
        return MARGIN + BOX_WIDTH / 2 + COLUMN * column;
    }

    private static int middle(int row) {
        return TITLE + MARGIN / 2 + BOX_HEIGHT / 2 + ROW * row;
    }

    private static void words(StringBuilder text, int x, int y, String style, String words) {
        String escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        text.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" %s>%s</text>%n", x, y, style, escaped));
    }

    private static void box(StringBuilder text, Box box) {
        int x = center(box.column()) - BOX_WIDTH / 2;
        int y = middle(box.row()) - BOX_HEIGHT / 2;
        boolean isMarked = box.weight() == Weight.CYCLE;
        text.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"%s\" stroke=\"%s\" "
                        + "stroke-width=\"%d\"/>%n",
                x,
                y,
                BOX_WIDTH,
                BOX_HEIGHT,
                isMarked ? "#fff0f0" : "#f8f8f8",
                isMarked ? RED : GRAY,
                isMarked ? 2 : 1));
        String style = "font-size=\"11\" text-anchor=\"middle\" font-family=\"monospace\"";
        words(text, center(box.column()), y + LINE - 2, style, box.instruction());
        words(text, center(box.column()), y + 2 * LINE - 4, style, box.event());
    }

    /** An arrow; one within a column goes round its boxes, on the right, the further the longer it is. */
    private static void arrow(StringBuilder text, Picture picture, Arrow arrow, int number) {
        Box from = picture.boxes().get(arrow.from());
        Box to = picture.boxes().get(arrow.to());
        boolean isMarked = arrow.weight() == Weight.CYCLE;
        int x1;
        int y1 = middle(from.row());
        int x2;
        int y2 = middle(to.row());
        int bend;
        if (from.column() == to.column()) {
            int rows = to.row() - from.row();
            if (rows == 1) {
                x1 = center(from.column());
                x2 = x1;
                y1 += BOX_HEIGHT / 2;
                y2 -= BOX_HEIGHT / 2;
                bend = 0;
            } else {
                x1 = center(from.column()) + (rows > 0 ? BOX_WIDTH : -BOX_WIDTH) / 2;
                x2 = x1;
                bend = (rows > 0 ? 1 : -1) * Math.min(MARGIN, 14 * Math.abs(rows) + 6 * (number % 3));
            }
        } else {
            int side = to.column() > from.column() ? 1 : -1;
            x1 = center(from.column()) + side * BOX_WIDTH / 2;
            x2 = center(to.column()) - side * BOX_WIDTH / 2;
            bend = 0;
        }
        text.append(String.format(
                Locale.ROOT,
                "<path d=\"M%d %dC%d %d %d %d %d %d\" fill=\"none\" stroke=\"%s\" stroke-width=\"%d\" "
                        + "marker-end=\"url(#%s)\"/>%n",
                x1,
                y1,
                x1 + bend,
                y1,
                x2 + bend,
                y2,
                x2,
                y2,
                isMarked ? RED : GRAY,
                isMarked ? 2 : 1,
                isMarked ? "cycle" : "plain"));
        int share = from.column() == to.column() ? 2 : 3;
        int x = x1 + (x2 - x1) / share + bend * 3 / 4 + 4;
        int y = y1 + (y2 - y1) / share - 4;
        String style = "font-size=\"11\" font-family=\"sans-serif\" fill=\"" + (isMarked ? RED : GRAY) + "\"";
        words(text, x, y, style, arrow.label());
    }
}
