package org.maskflip.modelcheck.axiomatic;

import java.util.Arrays;
import org.maskflip.modelcheck.program.Effect.Naming;

/** One event of one CPU. Immutable; identity matters, two events with the same contents are two events. */
final class Event {
    /** The kinds of events. */
    enum Kind {
        /** Operand fetch. */
        R,
        /** Store. */
        W,
        /** Fetch of instruction bytes. */
        F,
        /** Serializing function. */
        S
    }

    /** What a fetch or store is part of. */
    enum Role {
        PLAIN,
        /** Interlocked, fetch and store at once: CS and its like, and updates with an interlock facility. */
        INTERLOCKED,
        /** Interlocked, the store on its own: LAA and its like. */
        SPECIFIC
    }

    /**
     * The instruction an event belongs to.
     *
     * @param number from 0 in program order
     * @param address of its first byte
     * @param bytes left-aligned, as far as they are fetched
     * @param length how many
     */
    record Origin(int number, long address, long bytes, int length) {
        /** Bytes of the instruction, without the target of an execute: 2, 4 or 6. */
        int instructionLength() {
            int first = (int) (bytes >>> 62);
            return first == 0 ? 2 : first == 3 ? 6 : 4;
        }
    }

    private final int cpu;
    private final Kind kind;
    private final Role role;
    private final int effect;
    private final int place;
    private final byte[] bytes;
    private final Naming naming;
    private final Origin origin;

    Event(int cpu, Kind kind, Role role, int effect, int place, byte[] bytes, Naming naming, Origin origin) {
        this.cpu = cpu;
        this.kind = kind;
        this.role = role;
        this.effect = effect;
        this.place = place;
        this.bytes = bytes;
        this.naming = naming;
        this.origin = origin;
    }

    int cpu() {
        return cpu;
    }

    Kind kind() {
        return kind;
    }

    Role role() {
        return role;
    }

    /** Its place in program order; events of one effect are not ordered among themselves, but for an update's fetch and store. */
    int effect() {
        return effect;
    }

    /** Where its first byte stands in the contents of storage. */
    int place() {
        return place;
    }

    int size() {
        return bytes.length;
    }

    Naming naming() {
        return naming;
    }

    Origin origin() {
        return origin;
    }

    /** Whether both are fetches of bytes of one instruction; the target of an execute is another. */
    boolean isOfOneInstruction(Event other) {
        return kind == Kind.F
                && other.kind == Kind.F
                && cpu == other.cpu
                && origin.number() == other.origin.number()
                && isOfTarget() == other.isOfTarget();
    }

    private boolean isOfTarget() {
        return origin.length() > origin.instructionLength();
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean covers(int at) {
        return at >= place && at < place + bytes.length;
    }

    boolean overlaps(Event other) {
        return place < other.place + other.bytes.length && other.place < place + bytes.length;
    }

    /** The value of the byte at a place that it covers. */
    byte at(int at) {
        return bytes[at - place];
    }

    /** Whether own instruction fetches see this store without serialization. */
    boolean isOwnSeen() {
        return kind == Kind.W && naming == Naming.BY_VIRTUAL;
    }

    /** Whether it is the fetch and the other the store of one interlocked update. */
    boolean updates(Event store) {
        return kind == Kind.R
                && role != Role.PLAIN
                && store.kind == Kind.W
                && store.role == role
                && store.cpu == cpu
                && store.effect == effect;
    }

    /** Its bytes as hexadecimal digits. */
    String digits() {
        StringBuilder digits = new StringBuilder();
        for (byte each : bytes) {
            digits.append(String.format("%02x", each & 0xFF));
        }
        return digits.toString();
    }

    /** A number that two events have in common if they are alike. */
    int likeness() {
        return 31 * (31 * (31 * effect + kind.ordinal()) + place) + Arrays.hashCode(bytes);
    }

    /** Whether it looks the same in any execution. */
    boolean isLike(Event other) {
        return kind == other.kind
                && role == other.role
                && effect == other.effect
                && place == other.place
                && naming == other.naming
                && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return cpu + ":" + kind + (kind == Kind.S ? "" : "[" + place + "]=" + digits());
    }
}
