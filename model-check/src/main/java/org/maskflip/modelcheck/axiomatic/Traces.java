package org.maskflip.modelcheck.axiomatic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.maskflip.modelcheck.axiomatic.Answers.Pruning;
import org.maskflip.modelcheck.axiomatic.Event.Kind;
import org.maskflip.modelcheck.program.CpuState;
import org.maskflip.modelcheck.program.Effect;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Observation;
import org.maskflip.modelcheck.program.Outcome;
import org.maskflip.modelcheck.program.Stepper;

/**
 * All traces of every CPU of a program: the fixpoint of what fetches can be answered and what is stored then. A loop that only looks
 * is left at the first state that comes again, since the events of one more round can be taken out of any execution; a fetch finds a
 * byte changed by others at most as often as they can store to it; and no value is made by a chain of more stores than there are.
 */
final class Traces {
    /** Effects of one CPU after which a trace counts as endless. */
    static final int MOST_EFFECTS = 4_000;

    private final GuestProgram program;
    private final Limits limits;
    private final long deadline;
    private final Pruning pruning;
    private final Recorder.Context context;
    private final Stepper stepper;
    private final byte[] contents;
    private final Supply supply;
    private final Answers answers;
    private final Map<CpuState, Map<Answer, CpuState>> steps = new HashMap<>();
    private final Map<Integer, List<Trace>> byLikeness = new HashMap<>();
    private List<Trace> found;
    private String notCovered;
    private String bound;
    private long count;

    /** An answer to an effect: one doubleword, or two for sixteen bytes. */
    private record Answer(long high, long low) {}

    Traces(GuestProgram program, Limits limits, Set<Variation> variations, Pruning pruning, long deadline) {
        this.deadline = deadline;
        this.program = program;
        this.limits = limits;
        this.pruning = pruning;
        stepper = new Stepper(program);
        contents = program.contents();
        supply = new Supply(program.cpus().size(), contents.length);
        answers = new Answers(supply, contents, pruning);
        context = new Recorder.Context(supply, program, fetching(variations), variations);
    }

    private static Recorder.Fetching fetching(Set<Variation> variations) {
        return variations.contains(Variation.WHOLE_INSTRUCTION) ? Recorder.Fetching.WHOLE : Recorder.Fetching.BY_BYTE;
    }

    /** What is not covered, in words; {@code null} if nothing is left out. */
    String notCovered() {
        return notCovered;
    }

    /** The bound that was hit, in words, or {@code null}. */
    String bound() {
        return bound;
    }

    /** The traces of every CPU; those of a round in which no store was new, or after as many rounds as a chain of stores is long. */
    List<List<Trace>> enumerate() {
        List<List<Trace>> all;
        int round = 0;
        boolean isNew;
        do {
            count = 0;
            all = new ArrayList<>();
            for (int cpu = 0; cpu < program.cpus().size(); cpu++) {
                all.add(ofCpu(cpu));
            }
            isNew = supply.grow(all);
            round++;
        } while (isNew && notCovered == null && bound == null && round <= supply.mostStores() + 1);
        return all;
    }

    private List<Trace> ofCpu(int cpu) {
        found = new ArrayList<>();
        byLikeness.clear();
        if (program.cpus().get(cpu).start() == GuestProgram.Start.STOPPED) {
            CpuState initial = stepper.initial(cpu);
            found.add(new Trace(List.of(), initial, Outcome.STOPPED, values(cpu, initial)));
        } else {
            new Walk(cpu).from(stepper.initial(cpu), Path.empty(), new Progress(0, 0, -1, 0, 0));
        }
        return found;
    }

    private void end(int cpu, CpuState last, Path path, String ending) {
        Trace trace = new Trace(path.events(), last, ending, values(cpu, last));
        List<Trace> alike = byLikeness.computeIfAbsent(trace.likeness(), key -> new ArrayList<>(1));
        for (Trace known : alike) {
            if (known.isLike(trace)) {
                return;
            }
        }
        alike.add(trace);
        found.add(trace);
        if (++count > limits.traces()) {
            bound = String.format("%,d traces", limits.traces());
        }
    }

    private List<Long> values(int cpu, CpuState last) {
        List<Long> values = new ArrayList<>();
        for (Observation each : program.observations()) {
            values.add(!each.isStorage() && each.cpu() == cpu ? each.value(last, 0) : 0L);
        }
        return values;
    }

    private CpuState step(CpuState from, byte[] bytes) {
        Answer answer = bytes.length == 16
                ? new Answer(number(bytes, 0, 8), number(bytes, 8, 16))
                : new Answer(number(bytes, 0, bytes.length), 0);
        return steps.computeIfAbsent(from, key -> new HashMap<>(2))
                .computeIfAbsent(
                        answer,
                        key -> bytes.length == 16
                                ? stepper.advance(from, key.high, key.low)
                                : stepper.advance(from, key.high));
    }

    private static long number(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number << 8 | bytes[i] & 0xFF;
        }
        return number;
    }

    /** The last {@code size} bytes of a number. */
    private static byte[] bytes(long high, long low, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            int fromRight = size - 1 - i;
            bytes[i] = size == 16 && fromRight >= 8
                    ? (byte) (high >>> 8 * (fromRight - 8))
                    : (byte) ((size == 16 ? low : high) >>> 8 * fromRight);
        }
        return bytes;
    }

    /**
     * How far a walk is.
     *
     * @param effect effects so far
     * @param instruction instructions begun so far
     * @param address of the current instruction
     * @param fetched its bytes so far, left-aligned
     * @param length how many
     */
    private record Progress(int effect, int instruction, long address, long fetched, int length) {
        Progress next() {
            return new Progress(effect + 1, instruction, address, fetched, length);
        }

        Progress begin(long at) {
            return new Progress(effect, instruction + 1, at, 0, 0);
        }

        Progress fetch(byte[] bytes) {
            long all = fetched;
            int end = length;
            for (byte each : bytes) {
                all |= end < 8 ? (each & 0xFFL) << 56 - 8 * end : 0;
                end++;
            }
            return new Progress(effect, instruction, address, all, end);
        }

        Event.Origin origin() {
            return new Event.Origin(instruction - 1, address, fetched, length);
        }
    }

    /** The traces of one CPU from some state on. */
    private final class Walk {
        private final int cpu;

        private Walk(int cpu) {
            this.cpu = cpu;
        }

        void from(CpuState start, Path before, Progress begun) {
            CpuState state = start;
            Path path = before;
            Progress progress = begun;
            if (System.nanoTime() - deadline > 0) {
                bound = limits.time().toSeconds() + " seconds";
            }
            while (bound == null && notCovered == null) {
                if (isTooLong(progress)) {
                    return;
                }
                if (state.isBetweenInstructions() && state.effect().kind() == Effect.Kind.INSTRUCTION_FETCH) {
                    long address = state.instructionAddress();
                    path = path.at(state, address <= progress.address);
                    if (path == null) {
                        return;
                    }
                    progress = progress.begin(address);
                }
                Effect effect = state.effect();
                switch (effect.kind()) {
                    case END, WAIT -> {
                        boolean isWaiting = effect.kind() == Effect.Kind.WAIT;
                        end(cpu, state, path, isWaiting ? Outcome.WAITS : Outcome.ending(effect.reason()));
                        return;
                    }
                    case SIGNAL -> {
                        notCovered = "CPU " + cpu
                                + " executes SIGNAL PROCESSOR; the axioms have no signals and no interruptions by them,"
                                + " the explorer has (maskflip explore)";
                        return;
                    }
                    case CHOICE -> {
                        from(step(state, new byte[] {0}), path, progress.next());
                        from(step(state, new byte[] {1}), path, progress.next());
                        return;
                    }
                    case INSTRUCTION_FETCH, FETCH, COMPARE_AND_SWAP, UPDATE, SPECIFIC_UPDATE -> {
                        List<byte[]> values = values(effect, path);
                        if (values.size() > 1) {
                            branch(state, path, progress, values);
                            return;
                        }
                        if (values.isEmpty()) {
                            return;
                        }
                        byte[] value = values.get(0);
                        progress = effect.kind() == Effect.Kind.INSTRUCTION_FETCH ? progress.fetch(value) : progress;
                        path = answered(effect, value, path, progress);
                        state = step(state, value);
                    }
                    default -> {
                        path = unanswered(effect, path, progress);
                        state = step(state, bytes(effect.kind() == Effect.Kind.CPU_ADDRESS ? cpu : 0, 0, 8));
                    }
                }
                progress = progress.next();
            }
        }

        private boolean isTooLong(Progress progress) {
            if (progress.effect > MOST_EFFECTS) {
                notCovered = String.format(
                        "CPU %d executes a loop with stores or counters beyond %,d effects", cpu, MOST_EFFECTS);
            }
            return notCovered != null;
        }

        private void branch(CpuState state, Path path, Progress progress, List<byte[]> values) {
            Effect effect = state.effect();
            for (byte[] value : values) {
                Progress next = effect.kind() == Effect.Kind.INSTRUCTION_FETCH ? progress.fetch(value) : progress;
                from(step(state, value), answered(effect, value, path, next), next.next());
            }
        }

        private List<byte[]> values(Effect effect, Path path) {
            int place = program.index(effect.address());
            Kind kind = effect.kind() == Effect.Kind.INSTRUCTION_FETCH ? Kind.F : Kind.R;
            List<byte[]> values = answers.of(cpu, path, kind, place, effect.size());
            if (values.size() > Answers.MOST) {
                bound = String.format("%,d values of one fetch", Answers.MOST);
            }
            if (values.size() == 1 || kind == Kind.F) {
                return values;
            }
            List<byte[]> possible = new ArrayList<>();
            for (byte[] value : values) {
                if (isReachable(path, place, value)) {
                    possible.add(value);
                }
            }
            return possible;
        }

        private boolean isReachable(Path path, int place, byte[] value) {
            Event fetch = new Event(cpu, Kind.R, Event.Role.PLAIN, 0, place, value, null, null);
            Path longer = path.with(fetch);
            for (int i = place; i < place + value.length; i++) {
                int most = supply.mostOfOthers(cpu, i);
                most = pruning == Pruning.BY_RULES
                        ? most
                        : 2 * most + path.stores(i).size();
                if (longer.changes(i, contents[i]) > most) {
                    return false;
                }
            }
            return true;
        }

        private Path answered(Effect effect, byte[] value, Path path, Progress progress) {
            Recorder recorder = recorder(effect, progress);
            return switch (effect.kind()) {
                case INSTRUCTION_FETCH -> recorder.instruction(path, value, progress.length);
                case FETCH -> recorder.fetch(path, value, Event.Role.PLAIN);
                case COMPARE_AND_SWAP -> {
                    Path fetched = recorder.fetch(path, value, Event.Role.INTERLOCKED);
                    boolean isEqual = java.util.Arrays.equals(
                            value, bytes(effect.expected(), effect.expectedLow(), effect.size()));
                    yield isEqual
                            ? recorder.store(
                                    fetched, bytes(effect.value(), effect.low(), effect.size()), Event.Role.INTERLOCKED)
                            : fetched;
                }
                default -> {
                    Event.Role role =
                            effect.kind() == Effect.Kind.UPDATE ? Event.Role.INTERLOCKED : Event.Role.SPECIFIC;
                    long updated = effect.updated(number(value, 0, value.length));
                    yield recorder.store(recorder.fetch(path, value, role), bytes(updated, 0, effect.size()), role);
                }
            };
        }

        private Recorder recorder(Effect effect, Progress progress) {
            return new Recorder(context, cpu, progress.effect, program.index(effect.address()), progress.origin());
        }

        private Path unanswered(Effect effect, Path path, Progress progress) {
            Recorder recorder = recorder(effect, progress);
            byte[] bytes = bytes(effect.value(), effect.low(), effect.size());
            return switch (effect.kind()) {
                case STORE -> recorder.store(path, bytes, effect.naming());
                case STORE_BYTES -> recorder.storeBytes(path, bytes, effect.naming());
                case SERIALIZE, SERIALIZE_INTERRUPTION -> recorder.serialize(path);
                default -> path;
            };
        }
    }
}
