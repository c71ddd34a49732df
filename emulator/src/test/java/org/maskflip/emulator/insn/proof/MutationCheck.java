package org.maskflip.emulator.insn.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.maskflip.emulator.decode.RecordedEvidence;
import org.maskflip.emulator.insn.Execution;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.MachineState;
import org.maskflip.emulator.insn.RowComparison;
import org.maskflip.emulator.insn.TestCase;

/**
 * Breaks every row in every way and looks whether the comparison with QEMU, else a written test, notices. A mutant that behaves like
 * the row on many other cases, or that never makes a difference where the row's tests execute it, is none and does not count.
 *
 * <p>Works only in what {@link BreakingLoader} loaded. The property {@code maskflip.mutation} names the rows: {@code all}, or a
 * regular expression of mnemonics.
 */
final class MutationCheck implements Callable<Map<String, List<String>>> {
    /** Under this key, a line per mutant that nobody noticed. */
    static final String SURVIVORS = "survivors";
    /** Under this key, a line per chapter: name, mutants, noticed by QEMU, by written tests, by nobody, without effect. */
    static final String TALLIES = "tallies";
    /** Under this key, what must not be: unbroken tests that fail. */
    static final String FAILURES = "failures";

    static final String ALL = "all";
    private static final int OTHER_CASES = 2000;
    private static final long OTHER_SEED = 77;
    private static final int MOST_TESTS = 80;

    private final Pattern wanted;
    private final List<Instruction> all = RecordedEvidence.rows();
    private final Map<String, Tally> tallies = new TreeMap<>();
    private final List<String> survivors = new ArrayList<>();
    private WrittenTests written;

    /** Of one chapter. */
    private static final class Tally {
        private int qemu;
        private int written;
        private int survived;
        private int noEffect;
    }

    MutationCheck() {
        String rows = System.getProperty("maskflip.mutation", ALL);
        wanted = Pattern.compile(rows.equals(ALL) ? ".*" : rows);
    }

    @Override
    public Map<String, List<String>> call() {
        TreeSet<String> left = new TreeSet<>();
        all.stream().map(Instruction::mnemonic).filter(this::isWanted).forEach(left::add);
        for (RowComparison each : AllComparisons.list()) {
            List<Instruction> rows =
                    each.rows().stream().filter(row -> isWanted(row.mnemonic())).toList();
            rows.forEach(row -> left.remove(row.mnemonic()));
            each.ask(rows, RowComparison.seed(), RowComparison.casesPerRow(), answers -> check(each, answers));
        }
        all.stream().filter(row -> left.contains(row.mnemonic())).forEach(this::checkWritten);
        RowHook.breakRow(null);
        Map<String, List<String>> report = new TreeMap<>();
        report.put(SURVIVORS, survivors);
        report.put(TALLIES, lines());
        report.put(FAILURES, written == null ? List.of() : written.failures());
        return report;
    }

    private boolean isWanted(String mnemonic) {
        return wanted.matcher(mnemonic).matches();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        tallies.forEach((chapter, tally) -> lines.add(String.format(
                Locale.ROOT,
                "%s %d %d %d %d %d",
                chapter,
                tally.qemu + tally.written + tally.survived,
                tally.qemu,
                tally.written,
                tally.survived,
                tally.noEffect)));
        return lines;
    }

    private List<Mutant> mutants(Instruction row) {
        if (row.execution() == Execution.EXECUTE) {
            return List.of(new Mutant(row.mnemonic(), "not executed", "execution", right -> Execution.ORDINARY));
        }
        return row.isComplex() ? RoutineMutants.of(row, all) : SimpleMutants.of(row, all);
    }

    private Tally tally(String chapter) {
        return tallies.computeIfAbsent(chapter, any -> new Tally());
    }

    private void check(RowComparison comparison, RowComparison.Answers answers) {
        Tally tally = tally(comparison.getClass().getSimpleName());
        Probe probe = new Probe(comparison, answers.row());
        for (Mutant mutant : mutants(answers.row())) {
            if (!probe.isPossible(mutant)) {
                tally.noEffect++;
            } else if (isNoticed(comparison, answers, mutant)) {
                tally.qemu++;
            } else if (isNoticedByWritten(mutant, probe)) {
                tally.written++;
            } else if (probe.isSame(mutant)) {
                tally.noEffect++;
            } else {
                tally.survived++;
                survive(mutant);
            }
        }
        RowHook.breakRow(null);
        System.out.println("checked " + answers.row());
    }

    private void survive(Mutant mutant) {
        survivors.add(mutant.toString());
        System.out.println("not noticed: " + mutant);
    }

    /** Only a mutant that makes a difference is worth the time; and one of columns on which no random case depends. */
    private boolean isNoticedByWritten(Mutant mutant, Probe probe) {
        boolean isRefusal =
                mutant.accessor().equals("alignment") || mutant.accessor().equals("evenRegisters");
        return (isRefusal || !probe.isSame(mutant)) && fails(mutant);
    }

    private static boolean isNoticed(RowComparison comparison, RowComparison.Answers answers, Mutant mutant) {
        RowHook.breakRow(mutant);
        try {
            return comparison.notices(answers);
        } catch (RuntimeException | AssertionError crashed) {
            return true;
        } finally {
            RowHook.breakRow(null);
        }
    }

    private WrittenTests tests() {
        if (written == null) {
            written = new WrittenTests();
        }
        return written;
    }

    private boolean fails(Mutant mutant) {
        WrittenTests tests = tests();
        RowHook.breakRow(mutant);
        try {
            return tests.anyFails(mutant.row(), MOST_TESTS);
        } finally {
            RowHook.breakRow(null);
        }
    }

    private void checkWritten(Instruction row) {
        Tally tally = tally("written-tests");
        tests();
        for (Mutant mutant : mutants(row)) {
            RowHook.takeAltered();
            if (!RowHook.observed(row.mnemonic()).isPossible(mutant)) {
                tally.noEffect++;
            } else if (fails(mutant)) {
                tally.written++;
            } else if (mutant.accessor().equals("routine") && !RowHook.takeAltered()) {
                tally.noEffect++;
            } else {
                tally.survived++;
                survive(mutant);
            }
        }
    }

    /** Many other cases of a row with our own results, to see whether a mutant makes any difference at all. */
    private static final class Probe {
        private final RowComparison comparison;
        private final Instruction row;
        private List<TestCase> cases;
        private List<MachineState> states;
        private Mutant last;
        private boolean lastIsSame;

        Probe(RowComparison comparison, Instruction row) {
            this.comparison = comparison;
            this.row = row;
        }

        boolean isPossible(Mutant mutant) {
            if (!row.isComplex()) {
                return true;
            }
            if (cases == null) {
                look();
            }
            return RowHook.observed(row.mnemonic()).isPossible(mutant);
        }

        private void look() {
            RowHook.breakRow(null);
            RowHook.record();
            cases = new ArrayList<>();
            for (TestCase each : comparison.cases(row, OTHER_SEED, OTHER_CASES, 0)) {
                each.before().programMask = cases.size() & 0xF;
                cases.add(each);
            }
            states = cases.stream().map(comparison::run).toList();
            RowHook.recorded();
        }

        boolean isSame(Mutant mutant) {
            if (!mutant.equals(last)) {
                last = mutant;
                lastIsSame = compare(mutant);
            }
            return lastIsSame;
        }

        private boolean compare(Mutant mutant) {
            if (cases == null) {
                look();
            }
            RowHook.breakRow(mutant);
            try {
                for (int i = 0; i < cases.size(); i++) {
                    if (!comparison.run(cases.get(i)).isSame(states.get(i))) {
                        return false;
                    }
                }
                return true;
            } catch (RuntimeException | AssertionError crashed) {
                return false;
            } finally {
                RowHook.breakRow(null);
            }
        }
    }
}
