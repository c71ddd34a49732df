package org.maskflip.modelcheck.litmus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.PrefixArea;
import org.maskflip.emulator.arch.Psw;

/** The words of initial states that the architecture defines: levels, facilities, registers, PSW bits, interruptions. */
final class Architecture {
    static final String PSW = "psw";
    static final String ENABLED = "enabled";
    static final String STATE = "state";
    static final String STOPPED = "stopped";
    private static final String OPERATING = "operating";

    private static final int MOST_REGISTER = 15;

    /** New PSWs by the interruption, with their offset in the prefix area. */
    private static final Map<String, Integer> NEW_PSWS = Map.of(
            "external", PrefixArea.EXTERNAL_NEW_PSW,
            "svc", PrefixArea.SVC_NEW_PSW,
            "program", PrefixArea.PROGRAM_NEW_PSW,
            "restart", PrefixArea.RESTART_NEW_PSW);

    private static final Map<String, Long> PSW_BITS = Map.of(
            "external", Psw.EXTERNAL,
            "io", Psw.IO,
            "machine-check", Psw.MACHINE_CHECK,
            "wait", Psw.WAIT,
            "problem", Psw.PROBLEM_STATE,
            "fixed-point-overflow", Psw.FIXED_POINT_OVERFLOW,
            "addressing-31", 0L,
            "addressing-24", 0L);

    private static final Map<String, Long> SUBCLASSES = Map.of(
            "emergency-signal", ControlBits.CR0_EMERGENCY_SIGNAL,
            "external-call", ControlBits.CR0_EXTERNAL_CALL);

    private Architecture() {}

    static String levelName(Cursor cursor, int place, String word) throws LitmusProblem {
        List<String> names =
                Arrays.stream(Level.values()).map(Architecture::name).toList();
        String name = word.toLowerCase(Locale.ROOT);
        if (!names.contains(name)) {
            throw cursor.unknown(place, "level", word, names);
        }
        return name;
    }

    static Level level(String name) {
        return Level.valueOf(name.toUpperCase(Locale.ROOT));
    }

    static String facilityName(Cursor cursor, int place, int bit) throws LitmusProblem {
        for (Facility facility : Facility.values()) {
            if (facility.bit() == bit) {
                return name(facility);
            }
        }
        throw cursor.problem(place, "found " + bit + "; expected the number of a facility that is known");
    }

    static String facilityName(Cursor cursor, int place, String word) throws LitmusProblem {
        List<String> names =
                Arrays.stream(Facility.values()).map(Architecture::name).toList();
        String name = word.toLowerCase(Locale.ROOT);
        if (!names.contains(name)) {
            throw cursor.unknown(place, "facility", word, names);
        }
        return name;
    }

    static Facility facility(String name) {
        return Facility.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name of what of a CPU is set. */
    static String item(Cursor cursor, int place, String word) throws LitmusProblem {
        if (isRegister(word) || isNewPsw(word) || isList(word) || word.equals(STATE)) {
            return word;
        }
        if (word.matches("[rfac]\\d+")) {
            throw cursor.problem(place, "found register \"" + word + "\"; expected a number up to " + MOST_REGISTER);
        }
        List<String> known = new ArrayList<>(NEW_PSWS.keySet());
        known.addAll(List.of(PSW, ENABLED, STATE));
        throw cursor.unknown(place, "register or item of a CPU", word, known);
    }

    static boolean isRegister(String item) {
        return item.matches("[rfac]\\d{1,2}") && Integer.parseInt(item.substring(1)) <= MOST_REGISTER;
    }

    static boolean isNewPsw(String item) {
        return NEW_PSWS.containsKey(item);
    }

    /** The offset of a new PSW in the prefix area. */
    static int newPsw(String item) {
        return NEW_PSWS.get(item);
    }

    /** Whether an item takes several values. */
    static boolean isList(String item) {
        return item.equals(PSW) || item.equals(ENABLED);
    }

    /** The value of an item, if the item may have it. */
    static Value checked(Cursor cursor, int place, String item, Value value) throws LitmusProblem {
        switch (item) {
            case PSW -> checkWord(cursor, place, "PSW mask", value, PSW_BITS.keySet());
            case ENABLED -> checkWord(cursor, place, "interruption", value, SUBCLASSES.keySet());
            case STATE -> checkWord(cursor, place, "state of a CPU", value, List.of(OPERATING, STOPPED));
            default -> {}
        }
        return value;
    }

    private static void checkWord(
            Cursor cursor, int place, String what, Value value, java.util.Collection<String> known)
            throws LitmusProblem {
        boolean isNumber = value instanceof Value.Constant && what.equals("PSW mask");
        if (!isNumber && !known.contains(value.text())) {
            throw cursor.unknown(place, what, value.text(), known);
        }
    }

    /** The PSW mask of values: bits by their words or numbers, 64-bit addressing if nothing else is said. */
    static long pswMask(List<Value> values) {
        long mask = Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING;
        for (Value value : values) {
            if (value instanceof Value.Constant number) {
                mask = number.number();
            } else if (value.text().equals("addressing-31")) {
                mask &= ~Psw.EXTENDED_ADDRESSING;
            } else if (value.text().equals("addressing-24")) {
                mask &= ~(Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING);
            } else {
                mask |= PSW_BITS.get(value.text());
            }
        }
        return mask;
    }

    /** The bits of control register 0 that enable a CPU for external interruptions. */
    static long subclasses(List<Value> values) {
        return values.stream()
                .mapToLong(value -> SUBCLASSES.get(value.text()))
                .reduce(0, (left, right) -> left | right);
    }
}
