package org.maskflip.modelcheck.generate;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A cycle of relations: each begins where the one before it ends, and the first where the last one ends. The kinds of events follow
 * from it.
 */
final class Cycle {
    static final int MOST_EVENTS = 12;
    private static final int MOST_STORES = 2;

    private final List<Relation> relations;
    private final List<Event> events = new ArrayList<>();

    /**
     * One event.
     *
     * @param kind what it does
     * @param cpu where
     * @param location at which location, from 0 on
     * @param value what it stores or is to find, by its number in the order of the location's stores; 0 is the initial value
     * @param position its place in the program order of its CPU
     */
    record Event(Kind kind, int cpu, int location, int value, int position) {}

    private Cycle(List<Relation> relations) throws CycleProblem {
        this.relations = relations;
        check();
        arrange(kinds());
    }

    /** The cycle of relations, of which aliases of diy are understood, too. */
    static Cycle of(String text) throws CycleProblem {
        List<Relation> relations = new ArrayList<>();
        for (String word : text.strip().split("[\\s,]+")) {
            String name = word.replaceFirst("^Ws", "Co")
                    .replaceFirst("^M?Fenced", "Fenced")
                    .replaceFirst("^Bcr15", "Fence");
            relations.add(Relation.ALL.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new CycleProblem("unknown relation \"" + word
                            + "\"; expected Pod or Pos (Fenced, Fences) and two of R W F S A, as in PodWR, or one of"
                            + " Rfe Rfi Fre Fri Coe Coi Irfe Irfi Ifre Ifri")));
        }
        return of(relations);
    }

    static Cycle of(List<Relation> relations) throws CycleProblem {
        return new Cycle(List.copyOf(relations));
    }

    List<Relation> relations() {
        return relations;
    }

    /** Event number i is where relation number i begins. */
    List<Event> events() {
        return events;
    }

    int cpus() {
        return (int) relations.stream().filter(Relation::isExternal).count();
    }

    int locations() {
        return Math.max(
                1, (int) relations.stream().filter(Relation::isDifferent).count());
    }

    /** Whether a location holds code. */
    boolean isCode(int location) {
        return events.stream()
                .anyMatch(event -> event.location() == location && (event.kind() == Kind.F || event.kind() == Kind.S));
    }

    /** The names of its relations with blanks between. */
    String text() {
        return relations.stream().map(Relation::name).collect(Collectors.joining(" "));
    }

    /** The same for all rotations of a cycle. */
    String canonical() {
        String best = null;
        for (int i = 0; i < relations.size(); i++) {
            List<Relation> rotated = new ArrayList<>(relations.subList(i, relations.size()));
            rotated.addAll(relations.subList(0, i));
            String text = rotated.stream().map(Relation::name).collect(Collectors.joining(" "));
            best = best == null || text.compareTo(best) < 0 ? text : best;
        }
        return best;
    }

    private void check() throws CycleProblem {
        if (relations.size() < 2 || relations.size() > MOST_EVENTS) {
            throw new CycleProblem("found " + relations.size() + " relations; expected 2 to " + MOST_EVENTS);
        }
        if (cpus() < 2) {
            throw new CycleProblem(
                    "found " + cpus() + " external relations (Rfe, Fre, Coe, Irfe, Ifre); expected at least 2,"
                            + " since each leads to another CPU");
        }
        long different = relations.stream().filter(Relation::isDifferent).count();
        if (different == 1) {
            throw new CycleProblem("found one relation that leads to a different location; expected none or at least 2,"
                    + " since the cycle comes back to where it began");
        }
        if (different == 0 && relations.stream().noneMatch(Relation::isProgramOrder)) {
            throw new CycleProblem("found no program order in the cycle; expected some, such as PosRR");
        }
    }

    private List<Kind> kinds() throws CycleProblem {
        List<Kind> kinds = new ArrayList<>();
        for (int i = 0; i < relations.size(); i++) {
            Relation before = relations.get(before(i));
            Relation after = relations.get(i);
            Set<Kind> both = EnumSet.copyOf(before.to());
            both.retainAll(after.from());
            if (both.isEmpty()) {
                throw new CycleProblem("found " + after.name() + ", which begins with one of " + after.from()
                        + ", behind " + before.name() + "; expected it to begin with one of " + before.to());
            }
            kinds.add(both.contains(Kind.W) ? Kind.W : both.iterator().next());
        }
        return kinds;
    }

    private int before(int i) {
        return (i + relations.size() - 1) % relations.size();
    }

    /** Locations and values begin behind a change of location, or, with one location, behind program order; CPUs behind an external. */
    private void arrange(List<Kind> kinds) throws CycleProblem {
        int size = relations.size();
        int[] cpu = new int[size];
        int[] position = new int[size];
        int start = first(Relation::isExternal);
        for (int k = 0, number = 0, place = 0; k < size; k++) {
            int i = (start + k) % size;
            cpu[i] = number;
            position[i] = place++;
            if (relations.get(i).isExternal()) {
                number++;
                place = 0;
            }
        }
        int[] location = new int[size];
        int[] value = new int[size];
        boolean isOne = relations.stream().noneMatch(Relation::isDifferent);
        start = first(isOne ? Relation::isProgramOrder : Relation::isDifferent);
        for (int k = 0, number = 0, stores = 0; k < size; k++) {
            int i = (start + k) % size;
            stores += kinds.get(i).isStore() ? 1 : 0;
            if (stores > MOST_STORES) {
                throw new CycleProblem("found more than " + MOST_STORES + " stores to one location; expected fewer,"
                        + " since the final value tells the order of two only");
            }
            location[i] = number;
            value[i] = stores;
            if (relations.get(i).isDifferent()) {
                number++;
                stores = 0;
            }
        }
        for (int i = 0; i < size; i++) {
            events.add(new Event(kinds.get(i), cpu[i], location[i], value[i], position[i]));
        }
        for (Event event : events) {
            if (event.kind() == Kind.A && isCode(event.location())) {
                throw new CycleProblem("found an interlocked update (A) of a code location; expected W or S there");
            }
            long updates = events.stream()
                    .filter(each -> each.kind() == Kind.A && each.location() == event.location())
                    .count();
            if (updates > 1) {
                throw new CycleProblem("found two interlocked updates (A) of one location; expected one,"
                        + " since the sum does not tell their order");
            }
        }
    }

    /** The event behind the first relation of a sort. */
    private int first(java.util.function.Predicate<Relation> sort) {
        int i = 0;
        while (!sort.test(relations.get(i))) {
            i++;
        }
        return (i + 1) % relations.size();
    }
}
