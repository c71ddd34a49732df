package org.maskflip.modelcheck.axiomatic;

import java.util.List;
import org.maskflip.modelcheck.program.CpuState;

/**
 * One way in which a CPU can come to its end, if storage answers its fetches so.
 *
 * @param events those that can matter, in program order
 * @param last the CPU at its end
 * @param ending how it ended, in words; empty if it came to its end
 * @param values of the observations that are this CPU's, at their places in the program's list; 0 elsewhere
 */
record Trace(List<Event> events, CpuState last, String ending, List<Long> values) {
    Trace {
        events = List.copyOf(events);
        values = List.copyOf(values);
    }

    /** A number that two traces have in common if they are alike. */
    int likeness() {
        int hash = 31 * values.hashCode() + ending.hashCode();
        for (Event event : events) {
            hash = 31 * hash + event.likeness();
        }
        return hash;
    }

    /** Whether candidates with one and with the other have the same outcomes. */
    boolean isLike(Trace other) {
        if (events.size() != other.events.size() || !values.equals(other.values) || !ending.equals(other.ending)) {
            return false;
        }
        for (int i = 0; i < events.size(); i++) {
            if (!events.get(i).isLike(other.events.get(i))) {
                return false;
            }
        }
        return true;
    }
}
