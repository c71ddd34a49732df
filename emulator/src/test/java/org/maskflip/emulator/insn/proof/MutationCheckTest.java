package org.maskflip.emulator.insn.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.insn.QemuComparison;

/** The power of the proof: rows are broken in every way, and at least 99 of 100 mutants are noticed. */
class MutationCheckTest {
    private static final String PROPERTY = "maskflip.mutation";
    /** A few rows of each kind, for every build; all of them with {@code -Dmaskflip.mutation=all}. */
    private static final String SAMPLE = "ar|alcgr|risbg|cgij|laag|stch|clc|dlgr|cs|adbr|tcdb|tp|lctl|stura";

    @Test
    void mutants_areNoticed() throws Exception {
        String missing = QemuComparison.missing();
        assumeTrue(missing.isEmpty(), missing);
        boolean isSample = System.getProperty(PROPERTY) == null;
        if (isSample) {
            System.setProperty(PROPERTY, SAMPLE);
        }
        Map<String, List<String>> report;
        try {
            report = BreakingLoader.call(MutationCheck.class);
        } finally {
            if (isSample) {
                System.clearProperty(PROPERTY);
            }
        }
        assertThat(report.get(MutationCheck.FAILURES)).isEmpty();
        int mutants = 0;
        for (String line : report.get(MutationCheck.TALLIES)) {
            String[] words = line.split(" ");
            System.out.printf(
                    "%s: %s mutants, %s noticed by QEMU's results, %s by written tests, %s by nobody; %s without effect%n",
                    (Object[]) words);
            mutants += Integer.parseInt(words[1]);
        }
        List<String> survivors = report.get(MutationCheck.SURVIVORS);
        assertThat(mutants).isGreaterThan(0);
        assertThat(survivors.size() * 100L).as("of %d mutants", mutants).isLessThanOrEqualTo(mutants);
    }
}
