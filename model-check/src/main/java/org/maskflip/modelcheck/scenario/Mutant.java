package org.maskflip.modelcheck.scenario;

/**
 * A scenario with one small change.
 *
 * @param scenario the changed scenario, under its old name
 * @param kind what was done
 * @param place file and line, as {@code parts/write.s:14}
 * @param text the line that was changed, without its comment
 * @param other REORDERED: the line that it now comes after; otherwise empty
 */
public record Mutant(Scenario scenario, Kind kind, String place, String text, String other) {
    /** What is done to a line. */
    public enum Kind {
        REMOVED,
        REORDERED
    }

    /** In words. */
    public String words() {
        return kind == Kind.REMOVED ? "without `" + text + "`" : "`" + text + "` after `" + other + "`";
    }
}
