package org.maskflip.modelcheck.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.maskflip.modelcheck.litmus.Setting.Datum;
import org.maskflip.modelcheck.litmus.Setting.FacilitiesAre;
import org.maskflip.modelcheck.litmus.Setting.LevelIs;
import org.maskflip.modelcheck.litmus.Setting.OfCpu;
import org.maskflip.modelcheck.litmus.Setting.Version;

/** Parses the initial state, what stands in braces: settings, each ending with a semicolon, of which the last may be left out. */
final class InitialStateParser {
    static final int MOST_CPUS = 16;
    private static final int MOST_ELEMENTS = 4096;

    private final Cursor cursor;
    private final List<Setting> settings = new ArrayList<>();

    InitialStateParser(Cursor cursor) {
        this.cursor = cursor;
    }

    List<Setting> parse() throws LitmusProblem {
        cursor.expect("{", "before the initial state");
        while (!cursor.accept("}")) {
            if (cursor.accept(";")) {
                continue;
            }
            int start = cursor.at();
            settings.add(cursor.remember(setting(), start));
            cursor.skipBlank();
            if (cursor.peek() != '}' && !cursor.accept(";")) {
                throw cursor.problem(
                        "found " + cursor.found() + "; expected \";\" behind a setting of the initial state"
                                + (cursor.isAtEnd() ? ", and \"}\" behind all of them" : ""));
            }
        }
        return settings;
    }

    private Setting setting() throws LitmusProblem {
        if (cursor.isAtNumber()) {
            return ofCpu();
        }
        int start = cursor.at();
        if (cursor.accept("[")) {
            String name = cursor.word("the name of a location");
            cursor.expect("]", "behind the location");
            return datum(name, Long.BYTES, start);
        }
        String word =
                cursor.word("a location, a CPU's register such as 0:r1, or \"version\", \"level\", \"facilities\"");
        switch (word) {
            case "level" -> {
                return level();
            }
            case "facility", "facilities" -> {
                return facilities();
            }
            case "version" -> {
                return version();
            }
            default -> {
                return datum(word);
            }
        }
    }

    private Setting level() throws LitmusProblem {
        cursor.expect("=", "behind \"level\"");
        int start = cursor.at();
        String name = cursor.word("the name of an architecture level");
        return cursor.remember(new LevelIs(Architecture.levelName(cursor, start, name)), start);
    }

    private Setting facilities() throws LitmusProblem {
        cursor.expect("=", "behind \"facilities\"");
        List<String> names = new ArrayList<>();
        do {
            cursor.skipBlank();
            int start = cursor.at();
            boolean isMissing = cursor.accept("-");
            if (!isMissing) {
                cursor.accept("+");
            }
            int place = cursor.at();
            String name = cursor.isAtNumber()
                    ? Architecture.facilityName(cursor, start, cursor.number("a facility bit", 0, 255))
                    : Architecture.facilityName(cursor, place, cursor.dashedWord("a facility"));
            names.add((isMissing ? "-" : "") + name);
        } while (cursor.accept(","));
        return new FacilitiesAre(names);
    }

    private Setting version() throws LitmusProblem {
        String name = cursor.word("the version's name");
        String label = "";
        if (cursor.peekWord().equals("at")) {
            cursor.word("at");
            label = cursor.word("the label at which the version may stand");
        }
        cursor.expect("=", "behind the version's name");
        return new Version(name, label, assembly());
    }

    private String assembly() throws LitmusProblem {
        cursor.skipBlank();
        int start = cursor.at();
        String assembly = cursor.quoted("instructions");
        if (assembly.isBlank()) {
            throw cursor.problem(
                    start, "found no instructions between the quotes; expected some, such as \"bcr 15,0\"");
        }
        return assembly.strip().replaceAll("\\s+", " ");
    }

    private Setting datum(String word) throws LitmusProblem {
        int size = DataSize.of(word);
        int start = cursor.at();
        String next = cursor.peekWord();
        if (size > 0) {
            start = cursor.at();
            return datum(cursor.word("the name of a location"), size, start);
        }
        if (!next.isEmpty() && !next.equals("at")) {
            throw cursor.unknown(start - word.length(), "size", word, DataSize.words());
        }
        return datum(word, Long.BYTES, start);
    }

    private Setting datum(String name, int size, int start) throws LitmusProblem {
        int count = 1;
        boolean isArray = cursor.accept("[");
        if (isArray) {
            count = cursor.number("the number of elements", 1, MOST_ELEMENTS);
            cursor.expect("]", "behind the number of elements");
        }
        OptionalLong address = OptionalLong.empty();
        if (cursor.peekWord().equals("at")) {
            cursor.word("at");
            cursor.skipBlank();
            int place = cursor.at();
            long wanted = cursor.number("the absolute address of " + name);
            if (wanted < 0 || wanted > Integer.MAX_VALUE) {
                throw cursor.problem(place, "found an address beyond 2 GiB; expected 0 to 0x7fffffff");
            }
            address = OptionalLong.of(wanted);
        }
        List<Value> values = cursor.accept("=") ? values(isArray ? count : 1) : List.of();
        return cursor.remember(new Datum(name, size, count, address, values), start);
    }

    private List<Value> values(int count) throws LitmusProblem {
        if (!cursor.accept("{")) {
            return List.of(value(cursor));
        }
        List<Value> values = new ArrayList<>();
        int start = cursor.at() - 1;
        if (!cursor.accept("}")) {
            do {
                values.add(value(cursor));
            } while (cursor.accept(","));
            cursor.expect("}", "behind the values");
        }
        if (values.size() > count) {
            throw cursor.problem(start, "found " + values.size() + " values; expected at most " + count);
        }
        return values;
    }

    private Setting ofCpu() throws LitmusProblem {
        int start = cursor.at();
        int cpu = cursor.number("a CPU's address", 0, MOST_CPUS - 1);
        cursor.expect(":", "behind the CPU's address");
        cursor.accept("%");
        int place = cursor.at();
        String item = Architecture.item(cursor, place, cursor.dashedWord("a register, or what of the CPU is set"));
        cursor.expect("=", "behind " + item);
        List<Value> values = new ArrayList<>();
        do {
            cursor.skipBlank();
            int at = cursor.at();
            Value value = cursor.peek() == '"' ? new Value.Code(assembly()) : value(cursor);
            values.add(cursor.remember(Architecture.checked(cursor, at, item, value), at));
        } while (Architecture.isList(item) && cursor.accept(","));
        return cursor.remember(new OfCpu(cpu, item, values), start);
    }

    /** A number, or a symbol with or without an offset. */
    static Value value(Cursor cursor) throws LitmusProblem {
        cursor.accept("&");
        cursor.skipBlank();
        int start = cursor.at();
        if (cursor.isAtNumber()) {
            return cursor.remember(new Value.Constant(cursor.number("a value")), start);
        }
        String name = cursor.dashedWord("a number, a location, a label or a version");
        return cursor.remember(new Value.Symbol(name, offset(cursor)), start);
    }

    /** What may follow a symbol: a sign and a number; else 0. */
    static long offset(Cursor cursor) throws LitmusProblem {
        cursor.skipBlank();
        if (cursor.accept("+")) {
            return cursor.number("an offset", 0, Integer.MAX_VALUE);
        }
        return cursor.isAtNumber() && cursor.peek() == '-' ? cursor.number("an offset", -Integer.MAX_VALUE, 0) : 0;
    }
}
