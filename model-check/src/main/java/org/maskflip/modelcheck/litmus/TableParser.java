package org.maskflip.modelcheck.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.maskflip.emulator.decode.Spelling;
import org.maskflip.modelcheck.litmus.LitmusSource.Column;

/** Parses the table of code: rows of cells between bars, each row on a line of its own and ending with a semicolon. */
final class TableParser {
    /** What may follow the table. */
    static final Set<String> KEYWORDS = Set.of("locations", "exists", "forall", "Expect", "filter", "observed");

    private static final int NEAR = 2;
    private static final int MOST_ROWS = 2_000;

    private record Cell(String text, int place) {}

    private final Cursor cursor;
    private final List<List<Cell>> rows = new ArrayList<>();

    TableParser(Cursor cursor) {
        this.cursor = cursor;
    }

    List<Column> parse() throws LitmusProblem {
        while (!isAtKeyword()) {
            int start = cursor.at();
            List<Cell> row = row();
            if (!rows.isEmpty() && row.size() != rows.get(0).size()) {
                refuseKeyword(start);
                throw cursor.problem(start, wrongNumber(row.size()));
            }
            rows.add(row);
            if (rows.size() > MOST_ROWS) {
                throw cursor.problem(start, "found more than " + MOST_ROWS + " rows of code; expected fewer");
            }
        }
        if (rows.isEmpty()) {
            throw cursor.problem("found " + cursor.found()
                    + "; expected the table of code, beginning with the names of the CPUs: P0 | P1 ;");
        }
        return columns();
    }

    private String wrongNumber(int size) {
        int expected = rows.get(0).size();
        return "found a row of " + size + " cells; expected " + expected + ", as many as in the first row: "
                + (size < expected ? "is a \"|\" missing?" : "is there a \"|\" too many?");
    }

    private boolean isAtKeyword() throws LitmusProblem {
        cursor.skipBlank();
        return cursor.isAtEnd() || cursor.peek() == '~' || KEYWORDS.contains(cursor.peekWord());
    }

    private List<Cell> row() throws LitmusProblem {
        List<Cell> cells = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int start = cursor.at();
        int cell = start;
        while (cursor.peek() != ';') {
            if (cursor.isAtEnd() || cursor.peek() == '\n') {
                throw unfinished(start);
            }
            if (cursor.startsWith("(*")) {
                cursor.skipComment();
                text.append(' ');
            } else if (cursor.peek() == '"') {
                quoted(text);
            } else if (cursor.peek() == '|') {
                cells.add(cell(text, cell));
                cursor.next();
                cell = cursor.at();
                text.setLength(0);
            } else {
                text.append(cursor.next());
            }
        }
        cells.add(cell(text, cell));
        cursor.next();
        return cells;
    }

    private void quoted(StringBuilder text) throws LitmusProblem {
        int start = cursor.at();
        do {
            if (cursor.peek() == '\\' && cursor.peek(1) != '\n' && cursor.peek(1) != 0) {
                text.append(cursor.next());
            }
            text.append(cursor.next());
            if (cursor.isAtEnd() || cursor.peek() == '\n') {
                throw cursor.problem(start, "found a quote without an end; expected a closing \" on the same line");
            }
        } while (cursor.peek() != '"');
        text.append(cursor.next());
    }

    private Cell cell(StringBuilder text, int place) throws LitmusProblem {
        String stripped = text.toString().strip();
        int blanks = text.length() - text.toString().stripLeading().length();
        int start = place + (stripped.isEmpty() ? 0 : blanks);
        if (stripped.contains("/*")) {
            throw cursor.problem(start, "found \"/*\"; expected comments in the form (* … *)");
        }
        return new Cell(stripped.contains("\"") ? stripped : stripped.replaceAll("\\s+", " "), start);
    }

    private LitmusProblem unfinished(int start) throws LitmusProblem {
        int end = cursor.at();
        refuseKeyword(start);
        cursor.moveTo(end);
        return cursor.problem("found " + cursor.found() + " in the table of code; expected \";\" behind the row");
    }

    /** Refuses a row that is no row, but a misspelled word for what follows the table. */
    private void refuseKeyword(int start) throws LitmusProblem {
        cursor.moveTo(start);
        String first = cursor.peekWord();
        for (String keyword : KEYWORDS) {
            if (!rows.isEmpty() && !first.isEmpty() && Spelling.distance(first, keyword) <= NEAR) {
                throw cursor.problem(start, "found \"" + first + "\"; did you mean \"" + keyword + "\"?");
            }
        }
    }

    private List<Column> columns() throws LitmusProblem {
        List<Column> columns = new ArrayList<>();
        int cpus = 0;
        for (int i = 0; i < rows.get(0).size(); i++) {
            Cell head = rows.get(0).get(i);
            String name = head.text();
            if (!name.matches("[A-Za-z_][\\w.]*")) {
                throw cursor.problem(
                        head.place(),
                        "found " + (name.isEmpty() ? "an empty cell" : Cursor.shown(name))
                                + " in the first row of the table; expected the name of a CPU, P" + cpus
                                + ", or of a section of common code");
            }
            List<String> cells = new ArrayList<>();
            for (List<Cell> row : rows.subList(1, rows.size())) {
                cursor.rememberCell(name, cells.size(), row.get(i).place());
                cells.add(row.get(i).text());
            }
            Column column = cursor.remember(new Column(name, cells), head.place());
            if (column.isCpu() && !name.equals("P" + cpus)) {
                throw cursor.problem(
                        head.place(),
                        "found \"" + name + "\"; expected P" + cpus
                                + ": CPUs are numbered from 0 on, from left to right");
            }
            cpus += column.isCpu() ? 1 : 0;
            if (columns.stream().anyMatch(other -> other.name().equals(name))) {
                throw cursor.problem(head.place(), "found a second column \"" + name + "\"; expected another name");
            }
            columns.add(column);
        }
        if (cpus == 0 || cpus > InitialStateParser.MOST_CPUS) {
            throw cursor.problem(
                    rows.get(0).get(0).place(),
                    "found " + cpus + " CPUs; expected 1 to " + InitialStateParser.MOST_CPUS + " columns P0, P1 …");
        }
        return columns;
    }
}
