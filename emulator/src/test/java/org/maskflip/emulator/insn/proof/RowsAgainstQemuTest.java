package org.maskflip.emulator.insn.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.maskflip.emulator.decode.Evidence;
import org.maskflip.emulator.decode.RecordedEvidence;
import org.maskflip.emulator.decode.RowEvidence;
import org.maskflip.emulator.insn.Chapter;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.QemuComparison;
import org.maskflip.emulator.insn.QemuGap;
import org.maskflip.emulator.insn.RowComparison;
import org.maskflip.emulator.insn.control.ControlInstructions;
import org.maskflip.emulator.insn.control.InputOutputInstructions;

/** Every row that a problem-state program can try, against QEMU. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowsAgainstQemuTest {
    private static final int MOST_REPORTED = 50;
    private final Map<String, RowComparison.Result> results = new TreeMap<>();

    private Map<String, RowComparison.Result> results() {
        String missing = QemuComparison.missing();
        assumeTrue(missing.isEmpty(), missing);
        if (results.isEmpty()) {
            System.out.println("rows against QEMU: seed " + RowComparison.seed() + ", " + RowComparison.casesPerRow()
                    + " cases per row");
            for (RowComparison each : AllComparisons.list()) {
                each.ask(
                        each.rows(),
                        RowComparison.seed(),
                        RowComparison.casesPerRow(),
                        answers -> results.merge(
                                answers.row().mnemonic(), each.compare(answers), RowComparison.Result::plus));
            }
        }
        return results;
    }

    @Test
    void everyComparedRow_agreesWithQemu() {
        List<String> found = new ArrayList<>();
        results().values().forEach(result -> found.addAll(result.unexplained()));
        assertThat(found.subList(0, Math.min(found.size(), MOST_REPORTED)))
                .as("%d differences; seed %d", found.size(), RowComparison.seed())
                .isEmpty();
    }

    /** The counts that {@code ./maskflip isa} shows are those of this very comparison. */
    @Test
    void recordedCounts_areThoseOfToday() {
        results();
        Evidence.Oracle qemu =
                new Evidence.Oracle(QemuComparison.version(), RowComparison.seed(), RowComparison.casesPerRow());
        String other = RecordedEvidence.otherThan("qemu", qemu);
        assumeTrue(other.isEmpty(), other);
        assertThat(RecordedEvidence.stale(evidence -> record(evidence, qemu))).isEmpty();
    }

    private void record(Evidence evidence, Evidence.Oracle qemu) {
        evidence.oracle("qemu", qemu);
        evidence.reasons(Stream.of(QemuGap.values()).collect(Collectors.toMap(gap -> gap.key(), gap -> gap.text())));
        Map<String, QemuGap> leftOut = leftOut();
        for (Instruction row : RecordedEvidence.rows()) {
            RowEvidence before = evidence.of(row.mnemonic());
            RowComparison.Result result = results.get(row.mnemonic());
            if (result == null) {
                QemuGap gap = leftOut.get(row.mnemonic());
                evidence.put(before.withCases(0, 0, Map.of(), gap == null ? "" : gap.key()));
            } else {
                Map<String, Integer> explained = result.explained().entrySet().stream()
                        .collect(Collectors.toMap(each -> each.getKey().key(), Map.Entry::getValue));
                int differing =
                        explained.values().stream().mapToInt(Integer::intValue).sum()
                                + result.unexplained().size();
                evidence.put(before.withCases(result.cases(), result.cases() - differing, explained, ""));
            }
        }
    }

    /** Why each row that is not compared is not. */
    private static Map<String, QemuGap> leftOut() {
        Map<String, QemuGap> leftOut = new TreeMap<>();
        AllComparisons.list().forEach(each -> leftOut.putAll(each.leftOut()));
        for (Chapter chapter : List.of(new ControlInstructions(), new InputOutputInstructions())) {
            chapter.rows().forEach(row -> leftOut.put(row.mnemonic(), QemuGap.SUPERVISOR));
        }
        return leftOut;
    }

    @Test
    void everyRow_isComparedOrLeftOutForAReason() {
        TreeSet<String> missing = new TreeSet<>();
        RecordedEvidence.rows().forEach(row -> missing.add(row.mnemonic()));
        missing.removeAll(leftOut().keySet());
        AllComparisons.list().forEach(each -> each.rows().forEach(row -> missing.remove(row.mnemonic())));
        assertThat(missing).isEmpty();
    }
}
