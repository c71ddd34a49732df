package org.maskflip.modelcheck.operational;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.maskflip.modelcheck.operational.Entry.Hold;
import org.maskflip.modelcheck.program.Effect;
import org.maskflip.modelcheck.program.Effect.Kind;
import org.maskflip.modelcheck.program.Effect.Naming;

/** What the next effect of a CPU may do: the rules of Model Z, section 4, from the view of the CPU that references storage. */
final class Steps {
    private static final int LONGEST = 6;

    /** Of a choice. */
    private static final int WAYS = 2;

    private final Foresight foresight;
    private final Memory memory;
    private final Signaling signaling;
    private final Set<Deviation> deviations;
    private final boolean forwards;
    private final boolean drainsFirst;
    private final boolean hasCoherentCopies;

    Steps(Foresight foresight, Memory memory, Signaling signaling, Set<Deviation> deviations) {
        this.foresight = foresight;
        this.memory = memory;
        this.signaling = signaling;
        this.deviations = deviations;
        forwards = deviations.contains(Deviation.FORWARDING);
        drainsFirst = !deviations.contains(Deviation.SERIALIZATION_WITHOUT_DRAIN);
        hasCoherentCopies = deviations.contains(Deviation.COHERENT_COPIES);
    }

    /** The ways in which a CPU can take its next effect; none while it must wait. */
    void expand(MachineState state, int cpu, Signaling.Sink sink) {
        Node node = state.nodes[cpu];
        Effect effect = node.effect();
        if (effect.kind() == Kind.INSTRUCTION_FETCH) {
            int way = 0;
            for (Fetched fetched : fetches(state, cpu)) {
                MachineState next = state.copy();
                take(next, cpu, fetched);
                sink.accept(way++, next);
            }
        } else if (effect.kind() == Kind.CHOICE) {
            for (int way = 0; way < WAYS; way++) {
                MachineState next = state.copy();
                next.nodes[cpu] = node.answer(way);
                sink.accept(way, next);
            }
        } else if (isPossible(state, cpu, effect)) {
            MachineState next = state.copy();
            perform(next, cpu, effect);
            sink.accept(0, next);
        }
    }

    boolean isPossible(MachineState state, int cpu, Effect effect) {
        Queue queue = state.queues[cpu];
        int place = state.nodes[cpu].place();
        return switch (effect.kind()) {
            case INSTRUCTION_FETCH, STORE, STORE_BYTES, SIGNAL, CPU_ADDRESS, CHOICE -> true;
            case FETCH -> forwards || !queue.overlaps(place, effect.size());
            case SERIALIZE, SERIALIZE_INTERRUPTION -> queue.isEmpty() || !drainsFirst;
            case COMPARE_AND_SWAP, UPDATE, SPECIFIC_UPDATE ->
                (queue.isEmpty() || !drainsFirst && !queue.overlaps(place, effect.size()))
                        && !Memory.isHeld(state, cpu, place, effect.size());
            case WAIT, END -> false;
        };
    }

    /**
     * Takes an effect at once that commutes with everything that other CPUs may still do and that no interruption can come before;
     * whether it did. Changes the state.
     */
    boolean takeEagerly(MachineState state, int cpu, Influence influence) {
        Node node = state.nodes[cpu];
        Effect effect = node.effect();
        if (state.signals[cpu].run() != Signals.Run.OPERATING
                || !isPossible(state, cpu, effect)
                || influence.isChoosing(cpu)) {
            return false;
        }
        influence.clear();
        influence.interrupting(cpu);
        boolean canBe = switch (effect.kind()) {
            case INSTRUCTION_FETCH -> !memory.changes(node.place(), span(state, cpu));
            case STORE, STORE_BYTES, CPU_ADDRESS -> true;
            case FETCH -> influence.storing(cpu, node.place(), effect.size()).isNone();
            case SERIALIZE, SERIALIZE_INTERRUPTION ->
                influence.changingCodeOf(cpu).isNone();
            case COMPARE_AND_SWAP, UPDATE, SPECIFIC_UPDATE ->
                influence.touching(cpu, node.place(), effect.size()).isNone();
            case SIGNAL, CHOICE, WAIT, END -> false;
        };
        if (!canBe || !influence.isNone()) {
            return false;
        }
        perform(state, cpu, effect);
        return true;
    }

    private void perform(MachineState state, int cpu, Effect effect) {
        Node node = state.nodes[cpu];
        switch (effect.kind()) {
            case INSTRUCTION_FETCH -> take(state, cpu, node.asLoaded());
            case FETCH -> state.nodes[cpu] = fetch(state, cpu, node, effect);
            case STORE, STORE_BYTES -> {
                memory.store(state, cpu, entry(node.place(), effect));
                state.nodes[cpu] = node.answer(0);
            }
            case COMPARE_AND_SWAP -> state.nodes[cpu] = compareAndSwap(state, cpu, node, effect);
            case UPDATE, SPECIFIC_UPDATE -> state.nodes[cpu] = update(state, cpu, node, effect);
            case SERIALIZE, SERIALIZE_INTERRUPTION -> {
                serialize(state, cpu, effect.kind());
                state.nodes[cpu] = node.answer(0);
            }
            case SIGNAL -> state.nodes[cpu] = node.answer(signaling.signal(state, cpu, effect));
            case CPU_ADDRESS -> state.nodes[cpu] = node.answer(cpu);
            case CHOICE, WAIT, END -> throw new IllegalStateException("not a step: " + effect);
        }
    }

    private Entry entry(int place, Effect effect) {
        boolean isGroup = effect.kind() == Kind.STORE_BYTES;
        boolean isSeen = deviations.contains(Deviation.REAL_STORE_SEEN_BY_OWN_FETCH);
        return new Entry(
                place,
                effect.size(),
                effect.value(),
                effect.low(),
                isGroup && !deviations.contains(Deviation.UNALIGNED_STORE_WHOLE) ? (1 << effect.size()) - 1 : 0,
                isSeen ? Naming.BY_VIRTUAL : effect.naming(),
                Hold.NONE);
    }

    // ------------------------------------------------------------------------------------------------ operands

    private Node fetch(MachineState state, int cpu, Node node, Effect effect) {
        Storage storage = state.storage;
        if (forwards) {
            for (int i = 0; i < state.queues[cpu].size(); i++) {
                storage = storage.with(state.queues[cpu].get(i));
            }
        }
        return answer(storage, node, effect);
    }

    private static Node answer(Storage storage, Node node, Effect effect) {
        return effect.isQuadword()
                ? node.answer(storage.fetch(node.place(), 8), storage.fetch(node.place() + 8, 8))
                : node.answer(storage.fetch(node.place(), effect.size()));
    }

    private Node compareAndSwap(MachineState state, int cpu, Node node, Effect effect) {
        int place = node.place();
        int size = effect.size();
        Storage before = state.storage;
        boolean isEqual = effect.isQuadword()
                ? before.fetch(place, 8) == effect.expected() && before.fetch(place + 8, 8) == effect.expectedLow()
                : before.fetch(place, size) == effect.expected();
        if (isEqual) {
            Entry entry = new Entry(place, size, effect.value(), effect.low(), 0, Naming.BY_VIRTUAL, Hold.NONE);
            if (deviations.contains(Deviation.SWAP_WITHOUT_INTERLOCK)) {
                memory.store(state, cpu, entry);
            } else {
                memory.storeAtOnce(state, cpu, entry);
            }
        }
        return answer(before, node, effect);
    }

    private Node update(MachineState state, int cpu, Node node, Effect effect) {
        int place = node.place();
        long old = state.storage.fetch(place, effect.size());
        long result = effect.updated(old);
        boolean isSpecific =
                effect.kind() == Kind.SPECIFIC_UPDATE && !deviations.contains(Deviation.SPECIFIC_UPDATE_AT_ONCE);
        Entry entry = new Entry(
                place, effect.size(), result, 0, 0, Naming.BY_VIRTUAL, isSpecific ? Hold.AGAINST_OTHERS : Hold.NONE);
        if (isSpecific) {
            memory.store(state, cpu, entry);
        } else {
            memory.storeAtOnce(state, cpu, entry);
        }
        return node.answer(old);
    }

    /** Only what storage holds is left, of what the CPU may still execute. */
    void discard(MachineState state, int cpu) {
        state.windows[cpu] = memory.windows(state.storage);
    }

    private void serialize(MachineState state, int cpu, Kind kind) {
        boolean keeps = deviations.contains(Deviation.SERIALIZATION_KEEPS_COPIES)
                || kind == Kind.SERIALIZE_INTERRUPTION && deviations.contains(Deviation.INTERRUPTION_KEEPS_COPIES);
        if (!keeps && state.queues[cpu].isEmpty()) {
            discard(state, cpu);
        }
    }

    // ------------------------------------------------------------------------------------------------ instruction
    // bytes

    /**
     * One way to fetch an instruction, or one half of it.
     *
     * @param first the state after the first bytes
     * @param last the state after all of them; the same if there is only one half
     * @param bytes right-aligned
     * @param size of the bytes, 2 to 6
     */
    record Fetched(Node first, Node last, long bytes, int size) {}

    /**
     * Every mixture of the copies that the CPU may have (rules {@code F-piecemeal}, {@code F-prefetch} and {@code F-seq}). Both halves
     * at once: copies only become more between them, and with F-seq they are of one piece.
     */
    List<Fetched> fetches(MachineState state, int cpu) {
        Node node = state.nodes[cpu];
        int size = node.effect().size();
        if (!memory.changes(node.place(), span(state, cpu))) {
            return List.of(node.asLoaded());
        }
        List<Fetched> found = new ArrayList<>();
        for (long half : mixtures(state, cpu, node.place(), size)) {
            Node first = node.answer(half);
            if (!isHalf(node, first)) {
                found.add(new Fetched(first, first, half, size));
                continue;
            }
            int rest = first.effect().size();
            for (long whole : mixtures(state, cpu, node.place(), size + rest)) {
                if (whole >>> 8 * rest == half) {
                    long second = whole & (1L << 8 * rest) - 1;
                    found.add(new Fetched(first, first.answer(second), whole, size + rest));
                }
            }
        }
        return found;
    }

    /** What an instruction fetch gives that takes all bytes from storage. */
    static Fetched fetched(Node node, Storage storage) {
        int size = node.effect().size();
        long half = storage.fetch(node.place(), size);
        Node first = node.answer(half);
        if (!isHalf(node, first)) {
            return new Fetched(first, first, half, size);
        }
        int rest = first.effect().size();
        long second = storage.fetch(first.place(), rest);
        return new Fetched(first, first.answer(second), half << 8 * rest | second, size + rest);
    }

    /** Whether the CPU fetches the second half of the same instruction next. */
    private static boolean isHalf(Node node, Node first) {
        return node.state().answers() % 2 == 0
                && first.effect().kind() == Kind.INSTRUCTION_FETCH
                && first.state().answers() == node.state().answers() + 1
                && first.place() == node.place() + node.effect().size();
    }

    /** The most bytes that an instruction fetch may take. */
    int span(MachineState state, int cpu) {
        Node node = state.nodes[cpu];
        return memory.changes(node.place(), node.effect().size())
                ? Math.min(LONGEST, memory.units().length() - node.place())
                : node.asLoaded().size();
    }

    private long[] mixtures(MachineState state, int cpu, int place, int size) {
        return state.windows[cpu].mixtures(state.storage, place, size);
    }

    private void take(MachineState next, int cpu, Fetched fetched) {
        Node node = next.nodes[cpu];
        if (fetched.first() != fetched.last()) {
            foresight.move(node, fetched.first());
            foresight.move(fetched.first(), fetched.last());
        }
        next.nodes[cpu] = fetched.last();
        if (hasCoherentCopies) {
            forgetOlder(next, cpu, node.place(), fetched);
        }
    }

    private void forgetOlder(MachineState next, int cpu, int place, Fetched fetched) {
        for (int i = 0; i < fetched.size(); i++) {
            int unit = memory.units().of(place + i);
            long value = fetched.bytes() >>> 8 * (fetched.size() - 1 - i) & 0xFF;
            if (unit >= 0 && value == (next.storage.at(place + i) & 0xFF)) {
                next.windows[cpu] = next.windows[cpu].only(unit, 0xFF, value);
            }
        }
    }
}
