package org.maskflip.modelcheck.litmus;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** One entry of a test's initial state, as written. */
public sealed interface Setting {
    /** As in files, without the semicolon. */
    String text();

    /** The architecture level by its name; its facilities are those of the machine. */
    record LevelIs(String level) implements Setting {
        @Override
        public String text() {
            return "level=" + level;
        }
    }

    /** Facilities that are there besides the level's, or, with a minus sign, not there. */
    record FacilitiesAre(List<String> names) implements Setting {
        public FacilitiesAre {
            names = List.copyOf(names);
        }

        @Override
        public String text() {
            return "facilities=" + String.join(",", names);
        }
    }

    /**
     * A data location.
     *
     * @param name the symbol
     * @param size bytes per element: 1, 2, 4, 8 or 16
     * @param count elements, 1 or more
     * @param address where it is wanted
     * @param values of its elements; what is missing is 0
     */
    record Datum(String name, int size, int count, OptionalLong address, List<Value> values) implements Setting {
        public Datum {
            values = List.copyOf(values);
        }

        static Datum doubleword(String name) {
            return new Datum(name, Long.BYTES, 1, OptionalLong.empty(), List.of());
        }

        @Override
        public String text() {
            String shape = DataSize.word(size) + " " + name + (count == 1 ? "" : "[" + count + "]");
            String place = address.isEmpty() ? "" : " at 0x" + Long.toHexString(address.getAsLong());
            String list = values.stream().map(Value::text).collect(Collectors.joining(","));
            return shape + place + (values.isEmpty() ? "" : count == 1 ? "=" + list : "={" + list + "}");
        }
    }

    /** A name for instructions: a version of what stands at a label, or, with an empty label, of what may stand anywhere. */
    record Version(String name, String label, String assembly) implements Setting {
        @Override
        public String text() {
            return "version " + name + (label.isEmpty() ? "" : " at " + label) + "=\"" + assembly + '"';
        }
    }

    /**
     * Something of one CPU.
     *
     * @param cpu its address
     * @param item {@code r0}-{@code r15}, {@code f}, {@code a} and {@code c} likewise, {@code psw}, {@code enabled}, {@code state},
     *     or the name of a new PSW
     * @param values one for registers and new PSWs, one or more otherwise
     */
    record OfCpu(int cpu, String item, List<Value> values) implements Setting {
        public OfCpu {
            values = List.copyOf(values);
        }

        @Override
        public String text() {
            return cpu + ":" + item + "=" + values.stream().map(Value::text).collect(Collectors.joining(","));
        }
    }
}
