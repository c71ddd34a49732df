package org.maskflip.modelcheck.litmus;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.maskflip.emulator.decode.Assembler;
import org.maskflip.emulator.decode.AssemblyException;
import org.maskflip.emulator.decode.Problem;
import org.maskflip.emulator.decode.Program;
import org.maskflip.modelcheck.litmus.LitmusSource.Column;

/**
 * The table's columns as one assembly: each begins at an address of its own with a label of its name, and the end of {@code P0} is
 * {@code P0.end}. A label {@code site} of {@code P0} is {@code P0.site}, and {@code site} too if no other column has it; inside its
 * own column it is always {@code site}.
 */
final class GuestCode {
    private static final long ORIGIN = 0x10000;
    private static final long SPACING = 0x2000;
    private static final Pattern LABEL = Pattern.compile("\\s*([A-Za-z_.$][\\w.$]*)\\s*:(?!:)");

    private final Cursor cursor;
    private final List<Column> columns;
    private final Map<String, Set<String>> labels = new TreeMap<>();
    private final Set<String> repeated = new HashSet<>();
    private final StringBuilder text = new StringBuilder();

    /** By line of the assembly, from 0, where in the file it comes from. */
    private final List<Integer> places = new ArrayList<>();

    GuestCode(Cursor cursor, List<Column> columns) {
        this.cursor = cursor;
        this.columns = columns;
        Set<String> seen = new HashSet<>();
        for (Column column : columns) {
            Set<String> own = new LinkedHashSet<>();
            column.cells().forEach(cell -> own.addAll(labels(cell)));
            labels.put(column.name(), own);
            own.stream().filter(label -> !seen.add(label)).forEach(repeated::add);
        }
    }

    /** The address behind the last instruction of a CPU's column, as a symbol. */
    static String end(String column) {
        return column + ".end";
    }

    /** Whether the assembly will define a symbol. */
    boolean defines(String symbol) {
        if (symbol.endsWith(".end") && labels.containsKey(symbol.substring(0, symbol.length() - 4))) {
            return true;
        }
        int dot = symbol.indexOf('.');
        return labels.containsKey(symbol)
                || isUniqueLabel(symbol)
                || dot > 0
                        && labels.getOrDefault(symbol.substring(0, dot), Set.of())
                                .contains(symbol.substring(dot + 1));
    }

    /** Every symbol that the assembly will define and a file is likely to mean. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        labels.forEach((column, own) ->
                own.forEach(label -> names.add(repeated.contains(label) ? column + "." + label : label)));
        return names;
    }

    private boolean isUniqueLabel(String symbol) {
        return !repeated.contains(symbol) && labels.values().stream().anyMatch(own -> own.contains(symbol));
    }

    /** The place of the first cell that has a label. */
    int placeOf(String label) {
        for (Column column : columns) {
            for (int row = 0; row < column.cells().size(); row++) {
                if (labels(column.cells().get(row)).contains(label)) {
                    return cursor.placeOfCell(column.name(), row);
                }
            }
        }
        return 0;
    }

    private static List<String> labels(String cell) {
        List<String> labels = new ArrayList<>();
        Matcher matcher = LABEL.matcher(cell);
        while (matcher.lookingAt()) {
            labels.add(matcher.group(1));
            matcher.region(matcher.end(), cell.length());
        }
        return labels;
    }

    /** Assembles all columns. */
    Program assemble(Map<String, Long> symbols) throws LitmusProblem {
        for (int i = 0; i < columns.size(); i++) {
            write(columns.get(i), ORIGIN + SPACING * i);
        }
        Assembler assembler = new Assembler();
        symbols.forEach(assembler::define);
        try {
            return assembler.assemble(cursor.file(), text.toString());
        } catch (AssemblyException e) {
            Problem problem = e.problems().get(0);
            int line = Math.min(Math.max(problem.line() - 1, 0), places.size() - 1);
            throw cursor.problem(places.get(line), problem.message());
        }
    }

    private void write(Column column, long origin) {
        int head = cursor.placeOf(column);
        line(".text", head);
        line(".org 0x" + Long.toHexString(origin), head);
        line(column.name() + ":", head);
        for (int row = 0; row < column.cells().size(); row++) {
            String cell = column.cells().get(row);
            int place = cursor.placeOfCell(column.name(), row);
            for (String label : labels(cell)) {
                if (repeated.contains(label)) {
                    continue;
                }
                line(column.name() + "." + label + ":", place);
            }
            line(renamed(column.name(), cell), place);
        }
        line(end(column.name()) + ":", head);
        // A store of a whole doubleword of code may reach behind its last instruction.
        line(".balign 8,0", head);
    }

    private void line(String statement, int place) {
        text.append(statement).append('\n');
        places.add(place);
    }

    private String renamed(String column, String cell) {
        String result = cell;
        for (String label : labels.get(column)) {
            if (repeated.contains(label)) {
                String word = "(?<![%\\w.$])" + Pattern.quote(label) + "(?![\\w.$])";
                result = result.replaceAll(word, Matcher.quoteReplacement(column + "." + label));
            }
        }
        return result;
    }

    /** The bytes of instructions that stand at an address. */
    static byte[] version(
            Cursor cursor, int place, String assembly, long address, Program program, Map<String, Long> symbols)
            throws LitmusProblem {
        Assembler assembler = new Assembler();
        symbols.forEach(assembler::define);
        program.symbols().forEach(assembler::define);
        String source = "\t.org " + address + "\n" + assembly + "\n";
        try {
            List<Program.Piece> pieces =
                    assembler.assemble(cursor.file(), source).pieces();
            byte[] bytes = pieces.isEmpty()
                    ? new byte[0]
                    : pieces.get(pieces.size() - 1).bytes();
            int zeros = pieces.isEmpty() || pieces.get(0).address() != 0 ? 0 : (int) address;
            byte[] version = java.util.Arrays.copyOfRange(bytes, Math.min(zeros, bytes.length), bytes.length);
            if (version.length == 0 || version.length > Long.BYTES) {
                throw cursor.problem(
                        place,
                        "found " + version.length + " bytes of instructions in \"" + assembly + "\"; expected 2 to 8");
            }
            return version;
        } catch (AssemblyException e) {
            throw cursor.problem(place, e.problems().get(0).message());
        }
    }
}
