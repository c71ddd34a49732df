package org.maskflip.emulator.insn.proof;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;

/** Faults in what an instruction leaves in the registers, found by comparing them with those before it. */
final class Effects {
    private static final int REGISTERS = 16;
    private static final long LOW = 0xFFFF_FFFFL;
    private static final Map<String, BiConsumer<Registers, Registers>> ALL = new LinkedHashMap<>();

    /** One kind of registers. */
    private enum Kind {
        GENERAL("general register") {
            @Override
            long get(Registers from, int number) {
                return from.gr(number);
            }

            @Override
            void set(Registers in, int number, long value) {
                in.setGr(number, value);
            }
        },
        FLOATING("floating-point register") {
            @Override
            long get(Registers from, int number) {
                return from.fpr(number);
            }

            @Override
            void set(Registers in, int number, long value) {
                in.setFpr(number, value);
            }
        },
        ACCESS("access register") {
            @Override
            long get(Registers from, int number) {
                return from.ar(number);
            }

            @Override
            void set(Registers in, int number, long value) {
                in.setAr(number, (int) value);
            }
        },
        CONTROL("control register") {
            @Override
            long get(Registers from, int number) {
                return from.cr(number);
            }

            @Override
            void set(Registers in, int number, long value) {
                in.setCr(number, value);
            }
        };

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        abstract long get(Registers from, int number);

        abstract void set(Registers in, int number, long value);

        /** The number of the first or last register that changed, -1 if none did. */
        int changed(Registers before, Registers after, boolean isLast) {
            int found = -1;
            for (int i = 0; i < REGISTERS && (isLast || found < 0); i++) {
                found = get(before, i) == get(after, i) ? found : i;
            }
            return found;
        }
    }

    static {
        for (Kind kind : Kind.values()) {
            for (boolean isLast : new boolean[] {false, true}) {
                String which = (isLast ? "last " : "first ") + kind.text + " changed: ";
                put(which + "kept", kind, isLast, null);
                put(which + "low bit", kind, isLast, x -> x ^ 1);
                put(which + "bit 2^31", kind, isLast, x -> x ^ 1L << 31);
                put(which + "bit 2^32", kind, isLast, x -> x ^ 1L << 32);
                put(which + "high bit", kind, isLast, x -> x ^ Long.MIN_VALUE);
                put(which + "+ 1", kind, isLast, x -> x + 1);
                put(which + "high word zero", kind, isLast, x -> x & LOW);
                put(which + "low word zero", kind, isLast, x -> x & ~LOW);
            }
            ALL.put("wrong where the new " + kind.text + " is zero", (before, after) -> {
                int number = kind.changed(before, after, false);
                if (number >= 0 && kind.get(after, number) == 0) {
                    alter(kind, after, number, 1);
                }
            });
            ALL.put("wrong where the new " + kind.text + " is negative", (before, after) -> {
                int number = kind.changed(before, after, false);
                if (number >= 0 && kind.get(after, number) < 0) {
                    alter(kind, after, number, kind.get(after, number) ^ 1);
                }
            });
        }
        others();
    }

    private Effects() {}

    static Map<String, BiConsumer<Registers, Registers>> all() {
        return ALL;
    }

    private static void alter(Kind kind, Registers in, int number, long value) {
        if (kind.get(in, number) != value) {
            kind.set(in, number, value);
            RowHook.altered();
        }
    }

    /** The change is {@code null} for a register that keeps what it had. */
    private static void put(String name, Kind kind, boolean isLast, LongUnaryOperator change) {
        ALL.put(name, (before, after) -> {
            int number = kind.changed(before, after, isLast);
            if (number >= 0) {
                long value = change == null ? kind.get(before, number) : change.applyAsLong(kind.get(after, number));
                alter(kind, after, number, value);
            }
        });
    }

    private static void others() {
        control("floating-point control kept", null);
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            int mask = 1 << bit;
            control("floating-point control bit 2^" + bit, x -> x ^ mask);
        }
        ALL.put("condition code kept", (before, after) -> {
            if (before.cc() != after.cc()) {
                after.setCc(before.cc());
                RowHook.altered();
            }
        });
        ALL.put("PSW kept", (before, after) -> {
            long mask = before.pswMask() & ~Psw.CONDITION_CODE | after.pswMask() & Psw.CONDITION_CODE;
            if (mask != after.pswMask()) {
                after.setPswMask(mask);
                RowHook.altered();
            }
        });
        ALL.put("prefix kept", (before, after) -> {
            if (before.prefix() != after.prefix()) {
                after.setPrefix(before.prefix());
                RowHook.altered();
            }
        });
        ALL.put("branch not taken or instruction not repeated", (before, after) -> {
            if (before.nextAddress() != after.nextAddress()) {
                after.setNextAddress(before.nextAddress());
                RowHook.altered();
            }
        });
    }

    private static void control(String name, IntUnaryOperator change) {
        ALL.put(name, (before, after) -> {
            if (before.fpc() != after.fpc()) {
                after.setFpc(change == null ? before.fpc() : change.applyAsInt(after.fpc()));
                RowHook.altered();
            }
        });
    }
}
