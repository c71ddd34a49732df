package org.maskflip.modelcheck.litmus;

/** A value as written in a litmus file. */
public sealed interface Value {
    /** As in files. */
    String text();

    /** A number of at most 64 bits; negative ones as in two's complement. */
    record Constant(long number) implements Value {
        private static final long SMALL = 1_000_000;

        @Override
        public String text() {
            return number > -SMALL && number < SMALL ? Long.toString(number) : "0x" + Long.toHexString(number);
        }
    }

    /** The address of a location or label plus an offset, or a version's bytes, or one of the words that a setting knows. */
    record Symbol(String name, long offset) implements Value {
        @Override
        public String text() {
            return offset == 0 ? name : name + (offset < 0 ? "" : "+") + offset;
        }
    }

    /** The bytes of instructions, in quotes, as one big-endian number. */
    record Code(String assembly) implements Value {
        @Override
        public String text() {
            return '"' + assembly + '"';
        }
    }
}
