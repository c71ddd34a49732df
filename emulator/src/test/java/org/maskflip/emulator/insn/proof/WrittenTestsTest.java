package org.maskflip.emulator.insn.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.decode.RecordedEvidence;
import org.maskflip.emulator.decode.RowEvidence;

/** Which written tests execute which row, as {@code ./maskflip isa} shows it. */
class WrittenTestsTest {
    /** By mnemonic, the classes; under an empty name, what failed. */
    static final class Classes implements Callable<Map<String, List<String>>> {
        @Override
        public Map<String, List<String>> call() {
            WrittenTests tests = new WrittenTests();
            Map<String, List<String>> classes = new TreeMap<>();
            classes.put("", tests.failures());
            for (String row : tests.rows()) {
                classes.put(
                        row,
                        tests.of(row).stream()
                                .map(WrittenTests.Written::type)
                                .distinct()
                                .sorted()
                                .toList());
            }
            return classes;
        }
    }

    @Test
    void recordedClasses_areThoseThatExecuteTheRow() throws Exception {
        Map<String, List<String>> classes = BreakingLoader.call(Classes.class);
        assertThat(classes.get("")).isEmpty();
        assertThat(RecordedEvidence.stale(evidence -> RecordedEvidence.rows().forEach(row -> {
                    RowEvidence before = evidence.of(row.mnemonic());
                    evidence.put(before.withTests(current(before.tests(), classes.get(row.mnemonic()))));
                })))
                .isEmpty();
    }

    /** A test more than recorded is no reason to record anew, unless there was none. */
    private static List<String> current(List<String> recorded, List<String> found) {
        List<String> all = found == null ? List.of() : found;
        boolean isEnough = !recorded.isEmpty() && all.containsAll(recorded) && !RecordedEvidence.isWriting();
        return isEnough ? recorded : all;
    }
}
