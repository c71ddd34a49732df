package org.maskflip.modelcheck.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.maskflip.emulator.decode.Evidence;
import org.maskflip.emulator.decode.InstructionTable;
import org.maskflip.emulator.decode.RowEvidence;
import org.maskflip.emulator.insn.Instruction;

/** Rows with their evidence, as a table or as JSON. */
final class IsaReport {
    private static final int MOST_CLASSES = 3;
    private static final String LINE = "%-8s %-7s %-9s %8s %6s %6s %6s %4s  %s%n";

    private final List<Instruction> rows;
    private final Evidence evidence;

    IsaReport(List<Instruction> rows, Evidence evidence) {
        this.rows = rows;
        this.evidence = evidence;
    }

    /** Whether each row was tested, and disagrees only for known reasons. */
    boolean isProven() {
        return rows.stream().map(this::of).noneMatch(row -> row.isNeverTested() || isUnexplained(row));
    }

    private RowEvidence of(Instruction row) {
        return evidence.of(row.mnemonic());
    }

    private static boolean isUnexplained(RowEvidence row) {
        return row.agreements() + row.differences() != row.cases();
    }

    void print(PrintWriter out) {
        out.printf(
                LINE, "row", "code", "format", "facility", "cases", "agree", "differ", "GNU", "why, and written tests");
        for (Instruction row : rows) {
            RowEvidence found = of(row);
            out.printf(
                    LINE,
                    row.mnemonic(),
                    InstructionTable.code(row),
                    row.format().name().replace('_', '-'),
                    row.facility() == null
                            ? "-"
                            : Integer.toString(row.facility().bit()),
                    count(found.cases()),
                    count(found.agreements()),
                    count(found.cases() - found.agreements()),
                    count(found.texts()),
                    remarks(found));
        }
        out.println();
        reasons(out);
        summary(out);
    }

    private static String count(int number) {
        return number == 0 ? "-" : Integer.toString(number);
    }

    private static String remarks(RowEvidence row) {
        StringBuilder text = new StringBuilder();
        row.disagreements()
                .forEach((reason, count) ->
                        text.append(reason).append(' ').append(count).append("; "));
        if (isUnexplained(row)) {
            text.append("UNEXPLAINED; ");
        }
        if (!row.leftOut().isEmpty()) {
            text.append("not in QEMU: ").append(row.leftOut()).append("; ");
        }
        List<String> tests = row.tests();
        int shown = row.cases() == 0 ? tests.size() : Math.min(tests.size(), MOST_CLASSES);
        text.append(String.join(", ", tests.subList(0, shown)));
        if (shown < tests.size()) {
            text.append(" and ").append(tests.size() - shown).append(" more");
        }
        return row.isNeverTested() ? text + "NEVER TESTED" : text.toString().replaceFirst("; $", "");
    }

    /** How many cases differ, or rows are left out, for each reason. */
    private SortedMap<String, int[]> reasonCounts() {
        SortedMap<String, int[]> counts = new TreeMap<>();
        for (Instruction row : rows) {
            RowEvidence found = of(row);
            found.disagreements().forEach((reason, count) -> {
                int[] both = counts.computeIfAbsent(reason, any -> new int[2]);
                both[0] += count;
                both[1]++;
            });
            if (!found.leftOut().isEmpty()) {
                counts.computeIfAbsent(found.leftOut(), any -> new int[2])[1]++;
            }
        }
        return counts;
    }

    private void reasons(PrintWriter out) {
        reasonCounts()
                .forEach((reason, counts) -> out.printf(
                        "%s: %s (%s%,d %s)%n",
                        reason,
                        evidence.reason(reason),
                        counts[0] == 0 ? "" : String.format("%,d cases of ", counts[0]),
                        counts[1],
                        counts[1] == 1 ? "row" : "rows"));
    }

    private int sum(ToIntFunction<RowEvidence> value) {
        return rows.stream().mapToInt(row -> value.applyAsInt(of(row))).sum();
    }

    private void summary(PrintWriter out) {
        int compared = sum(row -> row.cases() > 0 ? 1 : 0);
        int written = sum(row -> row.cases() == 0 && !row.isNeverTested() ? 1 : 0);
        out.printf(
                "%,d rows: %,d compared with QEMU %s on %,d cases (%,d agree, %,d differ for a known reason, %,d for none),%n",
                rows.size(),
                compared,
                version("qemu"),
                sum(RowEvidence::cases),
                sum(RowEvidence::agreements),
                sum(RowEvidence::differences),
                sum(row -> row.cases() - row.agreements() - row.differences()));
        out.printf(
                "%,d by written tests only, %,d never tested; %,d texts of %,d rows are as GNU binutils %s has them.%n",
                written,
                sum(row -> row.isNeverTested() ? 1 : 0),
                sum(RowEvidence::texts),
                sum(row -> row.texts() > 0 ? 1 : 0),
                version("gnu"));
    }

    private String version(String oracle) {
        return evidence.oracle(oracle) == null ? "?" : evidence.oracle(oracle).version();
    }

    String json() throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = mapper.createObjectNode();
        root.put("format", 1);
        ObjectNode oracles = root.putObject("oracles");
        for (String name : List.of("qemu", "gnu")) {
            Evidence.Oracle oracle = evidence.oracle(name);
            if (oracle != null) {
                oracles.putObject(name)
                        .put("version", oracle.version())
                        .put("seed", oracle.seed())
                        .put("casesPerRow", oracle.each());
            }
        }
        ObjectNode reasons = root.putObject("reasons");
        reasonCounts().keySet().forEach(reason -> reasons.put(reason, evidence.reason(reason)));
        ArrayNode list = root.putArray("rows");
        rows.forEach(row -> json(list.addObject(), row, of(row)));
        return mapper.writeValueAsString(root);
    }

    private static void json(ObjectNode node, Instruction row, RowEvidence found) {
        node.put("mnemonic", row.mnemonic()).put("name", row.title());
        node.put("code", InstructionTable.code(row))
                .put("format", row.format().name().replace('_', '-'));
        if (row.facility() == null) {
            node.putNull("facility");
        } else {
            node.put("facility", row.facility().bit());
        }
        node.put("cases", found.cases()).put("agreements", found.agreements());
        ObjectNode disagreements = node.putObject("disagreements");
        found.disagreements().forEach(disagreements::put);
        node.put("leftOut", found.leftOut().isEmpty() ? null : found.leftOut());
        node.put("gnuTexts", found.texts()).put("neverTested", found.isNeverTested());
        ArrayNode tests = node.putArray("writtenTests");
        found.tests().forEach(tests::add);
    }
}
