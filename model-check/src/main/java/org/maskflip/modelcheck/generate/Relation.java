package org.maskflip.modelcheck.generate;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A relation from one event to the next of a cycle.
 *
 * @param name {@code PodWR}, {@code FencesRF}, {@code Rfe}, {@code Ifre}, …
 * @param type what it says
 * @param isExternal whether the events are on different CPUs
 * @param isDifferent whether they are at different locations
 * @param from what the first event may be
 * @param to what the second event may be
 */
record Relation(String name, Type type, boolean isExternal, boolean isDifferent, Set<Kind> from, Set<Kind> to) {
    /** What a relation says. */
    enum Type {
        /** Program order. */
        PO,
        /** Program order with BCR 15,0 between. */
        FENCE,
        /** The fetch finds what the store stored. */
        RF,
        /** The fetch finds what is older than the store. */
        FR,
        /** The stores reach storage in this order. */
        CO
    }

    private static final Set<Kind> STORES = EnumSet.of(Kind.W, Kind.S, Kind.A);
    private static final Set<Kind> CODE_STORES = EnumSet.of(Kind.W, Kind.S);

    /** All relations that there are, in a fixed order. */
    static final List<Relation> ALL = all();

    private static List<Relation> all() {
        List<Relation> all = new ArrayList<>();
        for (Kind from : Kind.values()) {
            for (Kind to : Kind.values()) {
                for (Type type : List.of(Type.PO, Type.FENCE)) {
                    all.add(program(type, "d", from, to));
                    if (!(from == Kind.A && isCode(to)) && !(to == Kind.A && isCode(from))) {
                        all.add(program(type, "s", from, to));
                    }
                }
            }
        }
        for (boolean isExternal : new boolean[] {true, false}) {
            String end = isExternal ? "e" : "i";
            all.add(new Relation("Rf" + end, Type.RF, isExternal, false, STORES, EnumSet.of(Kind.R)));
            all.add(new Relation("Fr" + end, Type.FR, isExternal, false, EnumSet.of(Kind.R), STORES));
            all.add(new Relation("Co" + end, Type.CO, isExternal, false, STORES, STORES));
            all.add(new Relation("Irf" + end, Type.RF, isExternal, false, CODE_STORES, EnumSet.of(Kind.F)));
            all.add(new Relation("Ifr" + end, Type.FR, isExternal, false, EnumSet.of(Kind.F), CODE_STORES));
        }
        return List.copyOf(all);
    }

    private static boolean isCode(Kind kind) {
        return kind == Kind.F || kind == Kind.S;
    }

    private static Relation program(Type type, String location, Kind from, Kind to) {
        String name = (type == Type.PO ? "Po" : "Fence") + location + from + to;
        return new Relation(name, type, false, location.equals("d"), EnumSet.of(from), EnumSet.of(to));
    }

    /** Program order of its own accord, not only because both events are on one CPU. */
    boolean isProgramOrder() {
        return type == Type.PO || type == Type.FENCE;
    }
}
