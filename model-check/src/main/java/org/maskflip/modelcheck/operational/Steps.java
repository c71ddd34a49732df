package org.maskflip.modelcheck.operational;

import java.util.Set;
import org.maskflip.modelcheck.operational.Entry.Hold;
import org.maskflip.modelcheck.program.Effect;
import org.maskflip.modelcheck.program.Effect.Kind;
import org.maskflip.modelcheck.program.Effect.Naming;

/** What the next effect of a CPU may do: the rules of Model Z, section 4, from the view of the CPU that references storage. */
final class Steps {
    private final Footprint footprint;
    private final Memory memory;
    private final Signaling signaling;
    private final Set<Deviation> deviations;

    Steps(Footprint footprint, Memory memory, Signaling signaling, Set<Deviation> deviations) {
        this.footprint = footprint;
        this.memory = memory;
        this.signaling = signaling;
        this.deviations = deviations;
    }

    /** The ways in which a CPU can take its next effect; none while it must wait. */
    void expand(MachineState state, int cpu, Signaling.Sink sink) {
        Effect effect = state.nodes[cpu].effect();
        if (effect.kind() == Kind.INSTRUCTION_FETCH && memory.changes(state.nodes[cpu].place(), effect.size())) {
            footprint.execute(cpu, state.nodes[cpu].place(), effect.size());
            fetchCopies(state, cpu, sink);
        } else if (isPossible(state, cpu, effect)) {
            MachineState next = state.copy();
            perform(next, cpu, effect);
            sink.accept(0, next);
        }
    }

    private boolean isPossible(MachineState state, int cpu, Effect effect) {
        Queue queue = state.queues[cpu];
        int place = state.nodes[cpu].place();
        return switch (effect.kind()) {
            case INSTRUCTION_FETCH, STORE, STORE_BYTES, SIGNAL, CPU_ADDRESS -> true;
            case FETCH -> deviations.contains(Deviation.FORWARDING) || !queue.overlaps(place, effect.size());
            case SERIALIZE, SERIALIZE_INTERRUPTION ->
                queue.isEmpty() || deviations.contains(Deviation.SERIALIZATION_WITHOUT_DRAIN);
            case COMPARE_AND_SWAP, UPDATE, SPECIFIC_UPDATE ->
                (queue.isEmpty()
                                || deviations.contains(Deviation.SERIALIZATION_WITHOUT_DRAIN)
                                        && !queue.overlaps(place, effect.size()))
                        && !Memory.isHeld(state, cpu, place, effect.size());
            case WAIT, END -> false;
        };
    }

    /**
     * Takes an effect at once that commutes with everything that other CPUs do and that no interruption can come before; whether it
     * did. Changes the state.
     */
    boolean takeEagerly(MachineState state, int cpu) {
        Node node = state.nodes[cpu];
        Effect effect = node.effect();
        if (state.signals[cpu].run() != Signals.Run.OPERATING || signaling.isInterruptible(node.state())) {
            return false;
        }
        boolean isUnnoticed = switch (effect.kind()) {
            case INSTRUCTION_FETCH -> !memory.changes(node.place(), effect.size());
            case STORE, STORE_BYTES -> !deviations.contains(Deviation.SEQUENTIAL);
            case CPU_ADDRESS -> true;
            case FETCH -> footprint.isStableFor(cpu, node.place(), effect.size());
            case SERIALIZE, SERIALIZE_INTERRUPTION -> !memory.changesCode();
            case COMPARE_AND_SWAP, UPDATE, SPECIFIC_UPDATE -> footprint.isPrivateTo(cpu, node.place(), effect.size());
            case SIGNAL, WAIT, END -> false;
        };
        if (!isUnnoticed || !isPossible(state, cpu, effect)) {
            return false;
        }
        perform(state, cpu, effect);
        return true;
    }

    private void perform(MachineState state, int cpu, Effect effect) {
        Node node = state.nodes[cpu];
        switch (effect.kind()) {
            case INSTRUCTION_FETCH -> {
                footprint.execute(cpu, node.place(), effect.size());
                state.nodes[cpu] = node.answer(state.storage.fetch(node.place(), effect.size()));
            }
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
            case WAIT, END -> throw new IllegalStateException("not a step: " + effect);
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
                isGroup ? (1 << effect.size()) - 1 : 0,
                isSeen ? Naming.BY_VIRTUAL : effect.naming(),
                Hold.NONE);
    }

    // ------------------------------------------------------------------------------------------------ operands

    private Node fetch(MachineState state, int cpu, Node node, Effect effect) {
        footprint.read(cpu, node.place(), effect.size());
        Storage storage = state.storage;
        if (deviations.contains(Deviation.FORWARDING)) {
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
        footprint.read(cpu, place, size);
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
        footprint.read(cpu, place, effect.size());
        long old = state.storage.fetch(place, effect.size());
        long result = effect.updated(old);
        boolean isSpecific = effect.kind() == Kind.SPECIFIC_UPDATE;
        Entry entry = new Entry(
                place, effect.size(), result, 0, 0, Naming.BY_VIRTUAL, isSpecific ? Hold.AGAINST_OTHERS : Hold.NONE);
        if (isSpecific) {
            memory.store(state, cpu, entry);
        } else {
            memory.storeAtOnce(state, cpu, entry);
        }
        return node.answer(old);
    }

    private void serialize(MachineState state, int cpu, Kind kind) {
        boolean keeps = deviations.contains(Deviation.SERIALIZATION_KEEPS_COPIES)
                || kind == Kind.SERIALIZE_INTERRUPTION && deviations.contains(Deviation.INTERRUPTION_KEEPS_COPIES);
        if (!keeps && state.queues[cpu].isEmpty()) {
            state.windows[cpu] = state.windows[cpu].discard(state.storage);
        }
    }

    // ------------------------------------------------------------------------------------------------ instruction
    // bytes

    /** Every mixture of the copies that the CPU may have of each byte (rules {@code F-piecemeal} and {@code F-prefetch}). */
    private void fetchCopies(MachineState state, int cpu, Signaling.Sink sink) {
        Node node = state.nodes[cpu];
        int size = node.effect().size();
        byte[][] values = values(state, cpu, node, size);
        int mixtures = 1;
        for (byte[] copies : values) {
            mixtures *= copies.length;
        }
        for (int mixture = 0; mixture < mixtures; mixture++) {
            MachineState next = state.copy();
            next.nodes[cpu] = node.answer(bytes(values, mixture));
            if (deviations.contains(Deviation.COHERENT_COPIES)) {
                forgetOlder(next, cpu, node, bytes(values, mixture));
            }
            sink.accept(mixture, next);
        }
    }

    private byte[][] values(MachineState state, int cpu, Node node, int size) {
        byte[][] values = new byte[size][];
        for (int i = 0; i < size; i++) {
            int slot = memory.slot(node.place() + i);
            values[i] = slot < 0 ? new byte[] {state.storage.at(node.place() + i)} : state.windows[cpu].values(slot);
        }
        return values;
    }

    private static long bytes(byte[][] values, int mixture) {
        long bytes = 0;
        int rest = mixture;
        for (byte[] copies : values) {
            bytes = bytes << 8 | copies[rest % copies.length] & 0xFF;
            rest /= copies.length;
        }
        return bytes;
    }

    private void forgetOlder(MachineState next, int cpu, Node node, long bytes) {
        int size = node.effect().size();
        for (int i = 0; i < size; i++) {
            int slot = memory.slot(node.place() + i);
            byte value = (byte) (bytes >>> 8 * (size - 1 - i));
            if (slot >= 0 && value == next.storage.at(node.place() + i)) {
                next.windows[cpu] = next.windows[cpu].only(slot, value);
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ words

    String describe(MachineState state, int cpu, int mixture) {
        Node node = state.nodes[cpu];
        Effect effect = node.effect();
        String at = String.format(" at %x", effect.address());
        return switch (effect.kind()) {
            case INSTRUCTION_FETCH ->
                String.format(
                                "fetches instruction bytes %0" + 2 * effect.size() + "x",
                                bytes(values(state, cpu, node, effect.size()), mixture))
                        + at
                        + " (F-prefetch)";
            case FETCH -> "fetches " + effect.size() + " bytes" + at + " (R-R; W-R lets it pass the queue)";
            case STORE -> String.format("stores %x", effect.value()) + at + " into its queue (W-W)";
            case STORE_BYTES -> String.format("stores %x", effect.value()) + at + " byte by byte (block)";
            case COMPARE_AND_SWAP -> "compares and swaps" + at + " (interlocked)";
            case UPDATE -> "updates" + at + " (interlocked)";
            case SPECIFIC_UPDATE -> "updates" + at + " (specific)";
            case SERIALIZE -> "serializes and discards its copies (ser, ser-discard)";
            case SERIALIZE_INTERRUPTION -> "serializes for an interruption (ser-int)";
            case SIGNAL -> String.format("signals order %02x to CPU %d", effect.value(), effect.address());
            case CPU_ADDRESS -> "asks for its address";
            case WAIT -> "waits";
            case END -> "ends";
        };
    }
}
