package org.maskflip.modelcheck.axiomatic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.maskflip.modelcheck.axiomatic.Event.Kind;
import org.maskflip.modelcheck.program.CpuState;

/**
 * The events of one CPU from its start up to some point, as a list that grows at its end and shares its beginning with others; and
 * the states between instructions since the last store, by which a loop that does nothing but look is recognized. Immutable.
 */
final class Path {
    private final Path before;
    private final Event event;
    private final int length;
    private final Boundary boundary;

    private record Boundary(CpuState state, Boundary before) {}

    private Path(Path before, Event event, int length, Boundary boundary) {
        this.before = before;
        this.event = event;
        this.length = length;
        this.boundary = boundary;
    }

    static Path empty() {
        return new Path(null, null, 0, null);
    }

    Path with(Event next) {
        return new Path(this, next, length + 1, next.is(Kind.W) ? null : boundary);
    }

    int length() {
        return length;
    }

    /** The newest event, or {@code null}. */
    Event last() {
        return event;
    }

    /** Without the newest event. */
    Path withoutLast() {
        return new Path(before.before, before.event, before.length, boundary);
    }

    /** With a state between two instructions, or {@code null} if the CPU was in it before and has stored nothing since. */
    Path at(CpuState state, boolean isBackward) {
        if (isBackward) {
            for (Boundary each = boundary; each != null; each = each.before) {
                if (each.state.equals(state)) {
                    return null;
                }
            }
        }
        return new Path(before, event, length, new Boundary(state, boundary));
    }

    /** Whether there is an own store to some of these bytes. */
    boolean hasStore(int place, int size) {
        for (Path path = this; path.event != null; path = path.before) {
            Event each = path.event;
            if (each.is(Kind.W) && each.place() < place + size && place < each.place() + each.size()) {
                return true;
            }
        }
        return false;
    }

    /** All own stores to a byte, the newest first. */
    List<Event> stores(int place) {
        List<Event> found = new ArrayList<>();
        for (Path path = this; path.event != null; path = path.before) {
            if (path.event.is(Kind.W) && path.event.covers(place)) {
                found.add(path.event);
            }
        }
        return found;
    }

    /** How often operand fetches found a byte changed by somebody else. Each time takes another store (R-R and coherence). */
    int changes(int place, byte initial) {
        int changes = 0;
        byte later = 0;
        boolean isFetched = false;
        for (Path path = this; path.event != null; path = path.before) {
            Event each = path.event;
            if ((each.is(Kind.R) || each.is(Kind.W)) && each.covers(place)) {
                changes += isFetched && each.at(place) != later ? 1 : 0;
                later = each.at(place);
                isFetched = each.is(Kind.R);
            }
        }
        return isFetched && initial != later ? changes + 1 : changes;
    }

    /** The events in order. */
    List<Event> events() {
        List<Event> events = new ArrayList<>(length);
        for (Path path = this; path.event != null; path = path.before) {
            events.add(path.event);
        }
        Collections.reverse(events);
        return events;
    }
}
