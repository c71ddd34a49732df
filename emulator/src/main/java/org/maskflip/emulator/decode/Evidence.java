package org.maskflip.emulator.decode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What the tests found out about all rows, recorded in the resource {@code evidence.txt}, so that it can be shown where neither
 * QEMU nor GNU's tools are installed. The tests write it when asked, and fail where it is not what they find.
 */
public final class Evidence {
    /** The command that records it anew. */
    public static final String COMMAND =
            "mvn test -pl emulator -Dtest='RowsAgainstQemuTest,WrittenTestsTest,GnuComparisonTest'"
                    + " -Dmaskflip.writeEvidence=true";

    private static final String RESOURCE = "evidence.txt";
    private static final String HEAD = """
            # What the tests found out about each row. Written by
            #   COMMAND
            # oracle NAME VERSION SEED INSTANCES-OF-EACH-ROW
            # reason KEY TEXT
            # row MNEMONIC CASES AGREEMENTS DISAGREEMENTS-BY-REASON WHY-THERE-ARE-NO-CASES GNU-TEXTS WRITTEN-TESTS
            """;
    private static final String NOTHING = "-";
    private static final int ROW_WORDS = 8;

    /**
     * Somebody else who knows the architecture.
     *
     * @param version as it calls itself
     * @param seed what the instances were drawn from
     * @param each how many instances of each row it was asked about
     */
    public record Oracle(String version, long seed, int each) {}

    private final SortedMap<String, Oracle> oracles = new TreeMap<>();
    private final SortedMap<String, String> reasons = new TreeMap<>();
    private final SortedMap<String, RowEvidence> rows = new TreeMap<>();

    /** No evidence at all. */
    public Evidence() {}

    /** What is recorded in the resource. */
    public static Evidence recorded() {
        try (InputStream in =
                Objects.requireNonNull(Evidence.class.getResourceAsStream(RESOURCE), RESOURCE + " is missing")) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads what {@link #render} wrote.
     *
     * @throws IllegalArgumentException naming the line that is not understood
     */
    public static Evidence parse(String text) {
        Evidence evidence = new Evidence();
        text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> evidence.add(line.split(" "), line));
        return evidence;
    }

    private void add(String[] words, String line) {
        try {
            switch (words[0]) {
                case "oracle" ->
                    oracle(words[1], new Oracle(words[2], Long.parseLong(words[3]), Integer.parseInt(words[4])));
                case "reason" -> reasons.put(words[1], line.substring(line.indexOf(words[1]) + words[1].length() + 1));
                case "row" -> put(row(words));
                default -> throw new IllegalArgumentException("unknown word " + words[0]);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(RESOURCE + ": not understood: " + line, e);
        }
    }

    private static RowEvidence row(String[] words) {
        if (words.length != ROW_WORDS) {
            throw new IllegalArgumentException(words.length + " words, expected " + ROW_WORDS);
        }
        Map<String, Integer> disagreements = new TreeMap<>();
        for (String each : list(words[4])) {
            String[] parts = each.split("=");
            disagreements.put(parts[0], Integer.parseInt(parts[1]));
        }
        return new RowEvidence(
                words[1],
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                disagreements,
                words[5].equals(NOTHING) ? "" : words[5],
                Integer.parseInt(words[6]),
                list(words[7]));
    }

    private static List<String> list(String word) {
        return word.equals(NOTHING) ? List.of() : Arrays.asList(word.split(","));
    }

    /** The text of the resource. */
    public String render() {
        List<String> lines = new ArrayList<>();
        oracles.forEach((name, oracle) ->
                lines.add(String.join(" ", "oracle", name, oracle.version(), oracle.seed() + "", oracle.each() + "")));
        reasons.forEach((key, text) -> lines.add(String.join(" ", "reason", key, text)));
        rows.values().forEach(row -> lines.add(line(row)));
        return HEAD.replace("COMMAND", COMMAND) + String.join("\n", lines) + "\n";
    }

    private static String line(RowEvidence row) {
        StringJoiner disagreements = new StringJoiner(",");
        disagreements.setEmptyValue(NOTHING);
        row.disagreements().forEach((reason, count) -> disagreements.add(reason + "=" + count));
        return String.join(
                " ",
                "row",
                row.mnemonic(),
                Integer.toString(row.cases()),
                Integer.toString(row.agreements()),
                disagreements.toString(),
                row.leftOut().isEmpty() ? NOTHING : row.leftOut(),
                Integer.toString(row.texts()),
                row.tests().isEmpty() ? NOTHING : String.join(",", row.tests()));
    }

    /** What is known about a row; {@link RowEvidence#none} if nothing is. */
    public RowEvidence of(String mnemonic) {
        RowEvidence found = rows.get(mnemonic);
        return found == null ? RowEvidence.none(mnemonic) : found;
    }

    /** Replaces what is known about a row. */
    public void put(RowEvidence row) {
        rows.put(row.mnemonic(), row);
    }

    /** Forgets the rows that are no longer there. */
    public void keep(List<String> mnemonics) {
        rows.keySet().retainAll(mnemonics);
    }

    /** The mnemonics about which anything is known. */
    public List<String> mnemonics() {
        return List.copyOf(rows.keySet());
    }

    /** The named oracle, {@code null} if it was never asked. */
    public Oracle oracle(String name) {
        return oracles.get(name);
    }

    /** Sets an oracle. */
    public void oracle(String name, Oracle oracle) {
        oracles.put(name, oracle);
    }

    /** The text of a reason; the key itself if there is none. */
    public String reason(String key) {
        return reasons.getOrDefault(key, key);
    }

    /** Replaces all reasons: texts by key. */
    public void reasons(Map<String, String> texts) {
        reasons.clear();
        reasons.putAll(texts);
    }
}
