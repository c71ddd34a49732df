package org.maskflip.modelcheck.operational;

import java.util.ArrayList;
import java.util.List;
import org.maskflip.modelcheck.operational.Steps.Fetched;
import org.maskflip.modelcheck.program.Effect;
import org.maskflip.modelcheck.program.Effect.Naming;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.verdict.Moment;
import org.maskflip.modelcheck.verdict.Moment.Kind;

/** Tells what a transition of the model without reductions does, and which rule of Model Z allows it where it stands. */
final class Narrator {
    private final GuestProgram program;
    private final Steps steps;
    private final byte[] initial;

    Narrator(GuestProgram program, Steps steps) {
        this.program = program;
        this.steps = steps;
        initial = program.contents();
    }

    Moment moment(MachineState state, int label) {
        int cpu = Transition.cpu(label);
        return switch (Transition.kind(label)) {
            case Transition.TAKE -> taking(state, cpu);
            case Transition.DRAIN -> drain(state, cpu, Transition.detail(label));
            default -> step(state, cpu, Transition.detail(label));
        };
    }

    private static Moment plain(int cpu, Kind kind, String words, String... rules) {
        return new Moment(cpu, kind, 0, 0, 0, words, List.of(rules));
    }

    private static Moment taking(MachineState state, int cpu) {
        Signals pending = state.signals[cpu];
        if (pending.order() != 0) {
            String order = switch (pending.order()) {
                case Signals.START -> "starts";
                case Signals.STOP -> "stops";
                default -> "takes a restart interruption";
            };
            return plain(cpu, Kind.ORDER, order, "F-discard");
        }
        String what = pending.emergencies() != 0
                ? "an emergency signal of CPU " + Long.numberOfTrailingZeros(pending.emergencies())
                : "an external call of CPU " + pending.externalCall();
        return plain(cpu, Kind.INTERRUPTION, "is interrupted by " + what, "ser-int");
    }

    private Moment drain(MachineState state, int cpu, int detail) {
        Entry entry = state.queues[cpu].get(detail >>> 8);
        int offset = (detail & 0xFF) - 1;
        boolean isByte = offset >= 0;
        int place = entry.index() + (isByte ? offset : 0);
        long value = isByte ? entry.at(place) & 0xFF : entry.value();
        String what = (isByte ? "one byte of a store, " : "store of ") + Long.toHexString(value) + " reaches storage";
        return new Moment(
                cpu,
                Kind.DRAIN,
                program.address(place),
                isByte ? 1 : entry.size(),
                value,
                what,
                isByte ? List.of("block", "MCA") : List.of("W-W", "MCA"));
    }

    private Moment step(MachineState state, int cpu, int way) {
        Effect effect = state.nodes[cpu].effect();
        return switch (effect.kind()) {
            case INSTRUCTION_FETCH -> instruction(state, cpu, way);
            case FETCH -> fetch(state, cpu, effect);
            case STORE -> store(cpu, effect, "stores ", "W-W");
            case STORE_BYTES -> store(cpu, effect, "stores, byte by byte, ", "block");
            case COMPARE_AND_SWAP -> swap(state, cpu, effect);
            case UPDATE, SPECIFIC_UPDATE -> update(state, cpu, effect);
            case SERIALIZE ->
                plain(cpu, Kind.SERIALIZATION, "serializes, discards its copies of instructions", "ser", "ser-discard");
            case SERIALIZE_INTERRUPTION ->
                plain(
                        cpu,
                        Kind.SERIALIZATION,
                        "serializes for the interruption, discards its copies",
                        "ser-int",
                        "F-discard");
            case SIGNAL ->
                plain(
                        cpu,
                        Kind.SIGNAL,
                        String.format("signals order %02x to CPU %d", effect.value(), effect.address()),
                        "ser-who");
            case CPU_ADDRESS -> plain(cpu, Kind.INTERNAL, "asks for its address");
            case CHOICE ->
                new Moment(
                        cpu,
                        Kind.INTERNAL,
                        0,
                        0,
                        way,
                        way == 0 ? "goes on with its first operand" : "goes on with its second operand",
                        List.of("two-operands"));
            case WAIT -> plain(cpu, Kind.INTERNAL, "waits");
            case END -> plain(cpu, Kind.INTERNAL, "ends");
        };
    }

    private static Moment at(int cpu, Kind kind, Effect effect, long value, String words, List<String> rules) {
        return new Moment(cpu, kind, effect.address(), effect.size(), value, words, rules);
    }

    // ------------------------------------------------------------------------------------------------ instructions

    private Moment instruction(MachineState state, int cpu, int way) {
        Node node = state.nodes[cpu];
        Fetched fetched = steps.fetches(state, cpu).get(way);
        long now = 0;
        boolean isOwn = false;
        for (int i = node.place(); i < node.place() + fetched.size(); i++) {
            now = now << 8 | state.storage.at(i) & 0xFF;
            isOwn |= state.queues[cpu].pins(i);
        }
        String bytes = String.format("%0" + 2 * fetched.size() + "x", fetched.bytes());
        List<String> rules = new ArrayList<>();
        String which = "";
        if (isOwn) {
            which = ", with an own store that is still on its way";
            rules.add("F-own");
        } else if (fetched.bytes() != now) {
            which = ", not what storage holds now, " + String.format("%0" + 2 * fetched.size() + "x", now);
            rules.add("F-prefetch");
            if (fetched.bytes() != original(node.place(), fetched.size())) {
                rules.add("F-piecemeal");
            }
        }
        return new Moment(
                cpu,
                Kind.INSTRUCTION_FETCH,
                program.address(node.place()),
                fetched.size(),
                fetched.bytes(),
                "fetches instruction " + bytes + which,
                rules);
    }

    /** The bytes with which the program began. */
    private long original(int place, int size) {
        long bytes = 0;
        for (int i = place; i < place + size; i++) {
            bytes = bytes << 8 | initial[i] & 0xFF;
        }
        return bytes;
    }

    // ------------------------------------------------------------------------------------------------ operands

    private static Moment fetch(MachineState state, int cpu, Effect effect) {
        int place = state.nodes[cpu].place();
        long value = state.storage.fetch(place, Math.min(8, effect.size()));
        int pending = state.queues[cpu].size();
        String passing =
                pending == 0 ? "" : ", passing " + pending + (pending == 1 ? " pending store" : " pending stores");
        return at(
                cpu,
                Kind.FETCH,
                effect,
                value,
                "fetches " + Long.toHexString(value) + passing,
                pending == 0 ? List.of("R-R") : List.of("W-R"));
    }

    private static Moment store(int cpu, Effect effect, String words, String rule) {
        String name = effect.naming() == Naming.BY_REAL ? ", by real address" : "";
        return at(
                cpu,
                Kind.STORE,
                effect,
                effect.value(),
                words + Long.toHexString(effect.value()) + " into its queue" + name,
                List.of(rule));
    }

    private static Moment swap(MachineState state, int cpu, Effect effect) {
        long old = state.storage.fetch(state.nodes[cpu].place(), Math.min(8, effect.size()));
        String what = old == effect.expected()
                ? "swaps " + Long.toHexString(old) + " for " + Long.toHexString(effect.value())
                : "finds " + Long.toHexString(old) + " and swaps nothing";
        return at(cpu, Kind.INTERLOCKED, effect, old, what, List.of("interlocked"));
    }

    private static Moment update(MachineState state, int cpu, Effect effect) {
        long old = state.storage.fetch(state.nodes[cpu].place(), effect.size());
        boolean isSpecific = effect.kind() == Effect.Kind.SPECIFIC_UPDATE;
        String what = "updates " + Long.toHexString(old) + " to " + Long.toHexString(effect.updated(old));
        return at(
                cpu,
                Kind.INTERLOCKED,
                effect,
                old,
                what + (isSpecific ? ", the store in its queue" : ""),
                List.of(isSpecific ? "specific" : "update"));
    }
}
