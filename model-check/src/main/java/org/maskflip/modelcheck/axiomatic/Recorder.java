package org.maskflip.modelcheck.axiomatic;

import java.util.Set;
import org.maskflip.modelcheck.axiomatic.Event.Kind;
import org.maskflip.modelcheck.axiomatic.Event.Origin;
import org.maskflip.modelcheck.axiomatic.Event.Role;
import org.maskflip.modelcheck.program.Effect.Naming;
import org.maskflip.modelcheck.program.GuestProgram;

/**
 * Turns the effects of one CPU into events: which bytes are one event (rules block, F-piecemeal), and which are none, since no
 * CPU ever stores into them.
 */
final class Recorder {
    /** How the bytes of instructions are fetched. */
    enum Fetching {
        /** Each byte on its own (F-piecemeal). */
        BY_BYTE,
        /** The bytes of an instruction together: wrong. */
        WHOLE
    }

    /** What the recorders of all CPUs share. */
    static final class Context {
        private final Supply supply;
        private final byte[] contents;
        private final Fetching fetching;
        private final Set<Variation> variations;

        Context(Supply supply, GuestProgram program, Fetching fetching, Set<Variation> variations) {
            this.supply = supply;
            this.fetching = fetching;
            this.variations = variations;
            contents = program.contents();
        }
    }

    private final Context context;
    private final int cpu;
    private final int effect;
    private final int place;
    private final Origin origin;

    /**
     * A recorder for one effect.
     *
     * @param effect its number
     * @param place where its first byte stands in storage
     */
    Recorder(Context context, int cpu, int effect, int place, Origin origin) {
        this.context = context;
        this.cpu = cpu;
        this.effect = effect;
        this.place = place;
        this.origin = origin;
    }

    private Event event(Kind kind, Role role, int at, byte[] bytes, Naming naming) {
        return new Event(cpu, kind, role, effect, at, bytes, naming, origin);
    }

    Path fetch(Path path, byte[] value, Role role) {
        if (!context.supply.changes(place, value.length) && role == Role.PLAIN) {
            return path;
        }
        if (!context.variations.contains(Variation.WITHOUT_BLOCK)) {
            return path.with(event(Kind.R, role, place, value, Naming.BY_VIRTUAL));
        }
        Path longer = path;
        for (int i = 0; i < value.length; i++) {
            longer = longer.with(event(Kind.R, role, place + i, new byte[] {value[i]}, Naming.BY_VIRTUAL));
        }
        return longer;
    }

    Path store(Path path, byte[] value, Role role) {
        return context.variations.contains(Variation.WITHOUT_BLOCK)
                ? bytes(path, value, role, Naming.BY_VIRTUAL)
                : path.with(event(Kind.W, role, place, value, Naming.BY_VIRTUAL));
    }

    Path store(Path path, byte[] value, Naming naming) {
        return context.variations.contains(Variation.WITHOUT_BLOCK)
                ? bytes(path, value, Role.PLAIN, naming)
                : path.with(event(Kind.W, Role.PLAIN, place, value, naming));
    }

    /** An unaligned store. */
    Path storeBytes(Path path, byte[] value, Naming naming) {
        return bytes(path, value, Role.PLAIN, naming);
    }

    private Path bytes(Path path, byte[] value, Role role, Naming naming) {
        Path longer = path;
        for (int i = 0; i < value.length; i++) {
            longer = longer.with(event(Kind.W, role, place + i, new byte[] {value[i]}, naming));
        }
        return longer;
    }

    /** A serializing function; two in a row are one. */
    Path serialize(Path path) {
        return path.last() != null && path.last().is(Kind.S)
                ? path
                : path.with(new Event(cpu, Kind.S, Role.PLAIN, effect, -1, new byte[0], null, origin));
    }

    /**
     * Instruction bytes.
     *
     * @param fetched how many bytes of the instruction, and of the target of an execute, are known with these
     */
    Path instruction(Path path, byte[] value, int fetched) {
        boolean isRest = isRest(fetched - value.length);
        Path longer = path;
        for (int i = 0; i < value.length; i++) {
            if (context.supply.changes(place + i, 1)) {
                longer = instructionByte(longer, place + i, value[i], isRest || i > 0);
            }
        }
        return longer;
    }

    /** Whether what follows so many bytes of an instruction, and of the target of an execute, is not the beginning of one. */
    private boolean isRest(int before) {
        return before > 0 && before != origin.instructionLength();
    }

    private Path instructionByte(Path path, int at, byte value, boolean continues) {
        Event last = path.last();
        boolean isTogether = context.fetching != Fetching.BY_BYTE
                && continues
                && last != null
                && last.is(Kind.F)
                && last.origin().number() == origin.number();
        if (!isTogether) {
            return path.with(event(Kind.F, Role.PLAIN, at, new byte[] {value}, Naming.BY_VIRTUAL));
        }
        byte[] bytes = new byte[at + 1 - last.place()];
        for (int i = 0; i < bytes.length; i++) {
            int each = last.place() + i;
            bytes[i] = last.covers(each) ? last.at(each) : each == at ? value : context.contents[each];
        }
        return path.withoutLast().with(event(Kind.F, Role.PLAIN, last.place(), bytes, Naming.BY_VIRTUAL));
    }
}
