package org.maskflip.emulator.insn;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A chapter's rows against QEMU: which of them, on what cases, and where QEMU is known to be wrong. */
public abstract class RowComparison {
    /** Makes the cases of one row. */
    @FunctionalInterface
    public interface Cases {
        /** The next case, for an instruction at the given address. */
        TestCase one(Instruction row, long address);
    }

    /** A row's cases with QEMU's answers, in the same order. */
    public record Answers(Instruction row, List<TestCase> cases, List<MachineState> states) {}

    /** Takes the answers of row after row. */
    @FunctionalInterface
    public interface Answered {
        void accept(Answers answers);
    }

    /**
     * What came of a row.
     *
     * @param cases how many were compared
     * @param explained how many of them differ, by known reason
     * @param unexplained a line for each other that differs
     */
    public record Result(int cases, Map<QemuGap, Integer> explained, List<String> unexplained) {
        /** Both together. */
        public Result plus(Result other) {
            Map<QemuGap, Integer> both = new EnumMap<>(QemuGap.class);
            both.putAll(explained);
            other.explained.forEach((gap, count) -> both.merge(gap, count, Integer::sum));
            List<String> all = new ArrayList<>(unexplained);
            all.addAll(other.unexplained);
            return new Result(cases + other.cases, both, all);
        }
    }

    /** The rows that are compared. */
    public abstract List<Instruction> rows();

    /** The rows of the same chapter that cannot be, by mnemonic, and why. */
    public abstract Map<String, QemuGap> leftOut();

    /** A fresh source of cases; the same seed gives the same ones. */
    protected abstract Cases cases(long seed);

    /** Our state after a case. */
    public MachineState run(TestCase testCase) {
        return RowHarness.run(testCase);
    }

    /**
     * Makes two different states agree where QEMU is known to be wrong.
     *
     * @return why it is, or {@code null} where it is not known to be
     */
    protected QemuGap adjust(TestCase testCase, MachineState ours, MachineState theirs) {
        return null;
    }

    /** How many cases of each row a comparison makes; more with {@code -Dmaskflip.rowCases}. */
    public static int casesPerRow() {
        return Integer.getInteger("maskflip.rowCases", 1000);
    }

    /** The seed of all cases; another with {@code -Dmaskflip.seed}. */
    public static long seed() {
        return Long.getLong("maskflip.seed", 1);
    }

    /** The cases of one row for the slots from {@code firstSlot} on; they do not depend on other rows. */
    public final List<TestCase> cases(Instruction row, long seed, int count, int firstSlot) {
        return cases(cases(seed(row, seed)), row, count, firstSlot);
    }

    private static long seed(Instruction row, long seed) {
        return seed * 1_000_003 + row.mnemonic().hashCode();
    }

    private static List<TestCase> cases(Cases source, Instruction row, int count, int firstSlot) {
        List<TestCase> some = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            some.add(source.one(row, QemuComparison.address(firstSlot + i)));
        }
        return some;
    }

    /** Asks QEMU for so many cases of each row, in as few runs as possible; a row with many comes in several parts. */
    public final void ask(List<Instruction> rows, long seed, int count, Answered then) {
        List<Answers> waiting = new ArrayList<>();
        int slot = 0;
        for (Instruction row : rows) {
            Cases source = cases(seed(row, seed));
            for (int left = count; left > 0; ) {
                int some = Math.min(left, QemuComparison.MOST_CASES - slot);
                waiting.add(new Answers(row, cases(source, row, some, slot), List.of()));
                left -= some;
                slot += some;
                if (slot == QemuComparison.MOST_CASES || left == 0 && slot + count > QemuComparison.MOST_CASES) {
                    answer(waiting, then);
                    slot = 0;
                }
            }
        }
        answer(waiting, then);
    }

    private static void answer(List<Answers> waiting, Answered then) {
        List<TestCase> batch = new ArrayList<>();
        waiting.forEach(part -> batch.addAll(part.cases()));
        List<MachineState> states = batch.isEmpty() ? List.of() : QemuComparison.run(batch);
        int at = 0;
        for (Answers part : waiting) {
            int end = at + part.cases().size();
            then.accept(new Answers(part.row(), part.cases(), List.copyOf(states.subList(at, end))));
            at = end;
        }
        waiting.clear();
    }

    /** Compares a row's answers with what we do. */
    public final Result compare(Answers answers) {
        Map<QemuGap, Integer> explained = new EnumMap<>(QemuGap.class);
        List<String> unexplained = new ArrayList<>();
        for (int i = 0; i < answers.cases().size(); i++) {
            TestCase each = answers.cases().get(i);
            MachineState ours = run(each);
            MachineState theirs = answers.states().get(i).copy();
            if (ours.isSame(theirs)) {
                continue;
            }
            QemuGap gap = adjust(each, ours, theirs);
            if (gap != null && ours.isSame(theirs)) {
                explained.merge(gap, 1, Integer::sum);
            } else {
                unexplained.add(each + String.format(" fpc=%08x:", each.before().fpc) + ours.differenceTo(theirs));
            }
        }
        return new Result(answers.cases().size(), explained, unexplained);
    }

    /** Whether anything differs from QEMU's answers without a known reason: whether a broken row is noticed. */
    public final boolean notices(Answers answers) {
        for (int i = 0; i < answers.cases().size(); i++) {
            TestCase each = answers.cases().get(i);
            MachineState ours = run(each);
            if (!ours.isSame(answers.states().get(i))) {
                MachineState theirs = answers.states().get(i).copy();
                if (adjust(each, ours, theirs) == null || !ours.isSame(theirs)) {
                    return true;
                }
            }
        }
        return false;
    }
}
