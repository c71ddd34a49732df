package org.maskflip.modelcheck.program;

import java.util.Arrays;
import java.util.List;

/**
 * The executions that a program observes of one CPU, as pairs of instruction address and ordinal, and the form of their record: per
 * pair how many executions are still to come, and the bytes once none is. Bounded, so loops close once what is observed has
 * happened.
 *
 * @param places the pairs, in order of the observations
 */
record Executions(List<Place> places) {
    /** The {@code ordinal}th execution at an address. */
    record Place(long address, int ordinal) {}

    private static final Executions NONE = new Executions(List.of());
    private static final int WIDTH = 2;

    /** Those that a program observes of a CPU. */
    static Executions of(GuestProgram program, int cpu) {
        List<Place> places = program.observations().stream()
                .filter(each -> each.isExecution() && each.cpu() == cpu)
                .map(each -> new Place(each.address(), each.ordinal()))
                .toList();
        return places.isEmpty() ? NONE : new Executions(places);
    }

    /** The record before the CPU has executed anything. */
    long[] initial() {
        long[] record = new long[WIDTH * places.size()];
        for (int i = 0; i < places.size(); i++) {
            record[WIDTH * i] = places.get(i).ordinal();
        }
        return record;
    }

    /** The record after an execution; the same array if that is not observed. */
    long[] after(long[] record, long address, long bytes) {
        long[] changed = record;
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i).address() == address && record[WIDTH * i] > 0) {
                changed = changed == record ? Arrays.copyOf(record, record.length) : changed;
                changed[WIDTH * i]--;
                changed[WIDTH * i + 1] = changed[WIDTH * i] == 0 ? bytes : 0;
            }
        }
        return changed;
    }

    /** The bytes recorded for an observation; 0 if there are none. */
    long bytes(long[] record, Observation observation) {
        int place = places.indexOf(new Place(observation.address(), observation.ordinal()));
        if (place < 0) {
            throw new IllegalArgumentException("not observed of this CPU: " + observation);
        }
        return record[WIDTH * place + 1];
    }
}
