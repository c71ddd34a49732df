package org.maskflip.modelcheck.axiomatic;

import java.util.List;

/**
 * An execution, or the reason why there is none, ready to be drawn: one column per CPU, and arrows between boxes.
 *
 * @param title one line
 * @param columns how many CPUs
 * @param boxes the events
 * @param arrows the relations between them
 */
public record Picture(String title, int columns, List<Box> boxes, List<Arrow> arrows) {
    /** Whether something is part of the reason. */
    public enum Weight {
        PLAIN,
        CYCLE
    }

    /**
     * One event.
     *
     * @param column the CPU
     * @param row from 0, downwards in program order
     * @param instruction the instruction's address and text
     * @param event what it fetches or stores
     */
    public record Box(int column, int row, String instruction, String event, Weight weight) {}

    /**
     * A relation between two boxes.
     *
     * @param from number of a box
     * @param to number of a box
     * @param label the name of the relation or rule
     */
    public record Arrow(int from, int to, String label, Weight weight) {}

    public Picture {
        boxes = List.copyOf(boxes);
        arrows = List.copyOf(arrows);
    }
}
