package org.maskflip.emulator.decode;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the tests found out about one row.
 *
 * @param mnemonic the row's
 * @param cases how many random cases were executed by QEMU and by us
 * @param agreements how many of them ended in the same state
 * @param disagreements how many did not, by the key of the reason; a reason that is not known fails the tests
 * @param leftOut the key of the reason why there are no cases; empty if there are
 * @param texts how many instances with random operands GNU as and objdump take as we do; 0 if they do not know the row
 * @param tests the classes whose written tests execute the row, without their package
 */
public record RowEvidence(
        String mnemonic,
        int cases,
        int agreements,
        SortedMap<String, Integer> disagreements,
        String leftOut,
        int texts,
        List<String> tests) {
    /** Copies the collections. */
    public RowEvidence(
            String mnemonic,
            int cases,
            int agreements,
            Map<String, Integer> disagreements,
            String leftOut,
            int texts,
            List<String> tests) {
        this(mnemonic, cases, agreements, new TreeMap<>(disagreements), leftOut, texts, List.copyOf(tests));
    }

    /** Nothing is known about a row. */
    public static RowEvidence none(String mnemonic) {
        return new RowEvidence(mnemonic, 0, 0, Map.of(), "", 0, List.of());
    }

    /** How many cases disagree, for whatever reason. */
    public int differences() {
        return disagreements.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether nobody ever executed the row to look at its results. */
    public boolean isNeverTested() {
        return cases == 0 && tests.isEmpty();
    }

    /** The same with other results of QEMU. */
    public RowEvidence withCases(int count, int agreeing, Map<String, Integer> differing, String reason) {
        return new RowEvidence(mnemonic, count, agreeing, differing, reason, texts, tests);
    }

    /** The same with other results of GNU's tools. */
    public RowEvidence withTexts(int count) {
        return new RowEvidence(mnemonic, cases, agreements, disagreements, leftOut, count, tests);
    }

    /** The same with other written tests. */
    public RowEvidence withTests(List<String> classes) {
        return new RowEvidence(mnemonic, cases, agreements, disagreements, leftOut, texts, classes);
    }
}
