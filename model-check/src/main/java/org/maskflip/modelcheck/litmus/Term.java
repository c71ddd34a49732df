package org.maskflip.modelcheck.litmus;

/** What a condition or {@code locations} names: something that has a value when all CPUs have ended. */
public sealed interface Term {
    /** As in files; also the name of the program's observation. */
    String text();

    /** A general register, 0-15, of a CPU. */
    record Register(int cpu, int number) implements Term {
        @Override
        public String text() {
            return cpu + ":r" + number;
        }
    }

    /** Storage at a location or label plus an offset; size 0 stands for the size that the location was declared with. */
    record Storage(String name, long offset, int size) implements Term {
        @Override
        public String text() {
            if (offset == 0 && size == 0) {
                return name;
            }
            String sign = offset < 0 ? "" : "+";
            return "[" + name + (offset == 0 ? "" : sign + offset) + (size == 0 ? "" : ":" + size) + "]";
        }
    }

    /** Which version ran: the instruction that a CPU executed the {@code ordinal}th time, from 1, at a label. */
    record Execution(int cpu, String label, int ordinal) implements Term {
        @Override
        public String text() {
            return cpu + ":ran(" + label + (ordinal == 1 ? ")" : "," + ordinal + ")");
        }
    }

    /** How a CPU ended. Not an observation of the program: outcomes say it anyway. */
    record Ending(int cpu) implements Term {
        @Override
        public String text() {
            return cpu + ":ending";
        }
    }
}
