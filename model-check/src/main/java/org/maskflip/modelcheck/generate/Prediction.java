package org.maskflip.modelcheck.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.maskflip.modelcheck.generate.Cycle.Event;

/**
 * Whether the one execution that a cycle describes is forbidden: its events, ordered as Model Z, section 5 has it, are ordered in a
 * circle, or a CPU runs what is older than an own store by virtual address. Everything that a fetch finds, and the order of the
 * stores to a location, follows from the cycle's values.
 */
final class Prediction {
    /**
     * An event, or one half of an interlocked update.
     *
     * @param kind an update is R and then A
     * @param value what it fetches or stores
     * @param number of the event
     */
    private record Node(Kind kind, int cpu, int location, int value, int position, int number, boolean isUpdate) {}

    private final Cycle cycle;
    private final List<Node> nodes = new ArrayList<>();
    private final boolean[][] ordered;
    private final Set<String> rules = new TreeSet<>();
    private boolean isForbidden;

    Prediction(Cycle cycle) {
        this.cycle = cycle;
        for (int i = 0; i < cycle.events().size(); i++) {
            add(cycle.events().get(i), i);
        }
        ordered = new boolean[nodes.size()][nodes.size()];
        for (int i = 0; i < nodes.size(); i++) {
            for (int j = 0; j < nodes.size(); j++) {
                if (i != j) {
                    relate(i, j);
                }
            }
        }
        close();
        for (int i = 0; i < nodes.size(); i++) {
            isForbidden |= ordered[i][i];
        }
    }

    private void add(Event event, int number) {
        boolean isUpdate = event.kind() == Kind.A;
        int position = 2 * event.position();
        if (isUpdate) {
            nodes.add(new Node(Kind.R, event.cpu(), event.location(), event.value() - 1, position, number, true));
        }
        nodes.add(new Node(event.kind(), event.cpu(), event.location(), event.value(), position + 1, number, isUpdate));
    }

    boolean isForbidden() {
        return isForbidden;
    }

    /** The rules that forbid it, or those that leave it allowed. */
    String reason() {
        if (isForbidden) {
            return "Forbidden by " + String.join(", ", rules) + ".";
        }
        Set<String> missing = new TreeSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (int j = 0; j < nodes.size(); j++) {
                Node from = nodes.get(i);
                Node to = nodes.get(j);
                boolean isNext = (from.number() + 1) % cycle.relations().size() == to.number();
                if (isNext
                        && from.cpu() == to.cpu()
                        && from.position() < to.position()
                        && rule(from, to).isEmpty()) {
                    missing.add(allowing(from, to));
                }
            }
        }
        return "Allowed by " + String.join(", ", missing.isEmpty() ? List.of("MCA") : new ArrayList<>(missing)) + ".";
    }

    private static String allowing(Node from, Node to) {
        if (to.kind() != Kind.F) {
            return from.kind() == Kind.A ? "specific" : "W-R";
        }
        return from.kind() == Kind.F ? "F-unordered" : "F-early";
    }

    private void relate(int i, int j) {
        Node from = nodes.get(i);
        Node to = nodes.get(j);
        boolean isSame = from.location() == to.location();
        if (from.cpu() == to.cpu() && from.position() < to.position()) {
            String rule = rule(from, to);
            if (!rule.isEmpty()) {
                ordered[i][j] = true;
                rules.add(rule);
            }
            boolean isOwn = isSame && from.kind() == Kind.W && to.kind() == Kind.F;
            if (isOwn && to.value() < from.value()) {
                forbid("F-own");
            }
            boolean isLaterOwn = isSame && from.kind() == Kind.F && to.kind().isStore();
            if (isLaterOwn && from.value() == to.value()) {
                forbid("F-before-later");
            }
        }
        if (isSame && communicates(from, to)) {
            ordered[i][j] = true;
        }
    }

    private void forbid(String rule) {
        isForbidden = true;
        rules.add(rule);
    }

    /** Reads-from, from-reads and the order of stores, as the values have it. */
    private static boolean communicates(Node from, Node to) {
        if (from.kind().isStore()) {
            boolean isOwnCopy = to.kind() == Kind.F && from.cpu() == to.cpu() && from.kind() == Kind.W;
            return to.kind().isStore() ? from.value() < to.value() : from.value() == to.value() && !isOwnCopy;
        }
        return to.kind().isStore() && from.value() < to.value();
    }

    /** The rule by which program order is kept; empty if it is not. */
    private String rule(Node from, Node to) {
        if (isFenced(from, to)) {
            return from.kind() == Kind.F || to.kind() == Kind.F ? "ser-discard" : "ser";
        }
        if (from.kind() == Kind.F) {
            return to.kind() == Kind.F ? "" : "F-before-later";
        }
        if (to.kind() == Kind.F) {
            return "";
        }
        if (to.isUpdate()) {
            return "specific";
        }
        if (from.kind() == Kind.R) {
            return to.kind() == Kind.R ? "R-R" : "R-W";
        }
        if (to.kind().isStore()) {
            return "W-W";
        }
        return from.location() == to.location() ? "W-R-same" : "";
    }

    private boolean isFenced(Node from, Node to) {
        for (int i = 0; i < cycle.events().size(); i++) {
            Event event = cycle.events().get(i);
            boolean isBetween = event.cpu() == from.cpu()
                    && 2 * event.position() + 1 >= from.position()
                    && 2 * event.position() + 1 < to.position();
            boolean isHalf = from.number() == i && to.number() == i;
            if (isBetween && !isHalf && cycle.relations().get(i).type() == Relation.Type.FENCE) {
                return true;
            }
        }
        return false;
    }

    private void close() {
        int size = nodes.size();
        for (int k = 0; k < size; k++) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    ordered[i][j] |= ordered[i][k] && ordered[k][j];
                }
            }
        }
    }
}
