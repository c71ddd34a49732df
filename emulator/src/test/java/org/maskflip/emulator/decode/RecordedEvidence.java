package org.maskflip.emulator.decode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.maskflip.emulator.insn.Instruction;

/** Compares what a test found with what is recorded, or records it with {@code -Dmaskflip.writeEvidence=true}. */
public final class RecordedEvidence {
    private static final int MOST_REPORTED = 20;
    private static final Path SOURCE = Path.of(
            System.getProperty("basedir", System.getProperty("user.dir")),
            "src/main/resources/org/maskflip/emulator/decode/evidence.txt");

    private RecordedEvidence() {}

    /** Whether findings are to be recorded rather than compared. */
    public static boolean isWriting() {
        return Boolean.getBoolean("maskflip.writeEvidence");
    }

    /** All rows that there are. */
    public static List<Instruction> rows() {
        return InstructionSet.all().rows();
    }

    /**
     * Whether the oracle is the recorded one, asked the recorded questions: else its answers may rightly differ.
     *
     * @return empty if so, or if the answers are to be written; else what differs, in words
     */
    public static String otherThan(String name, Evidence.Oracle oracle) {
        Evidence.Oracle recorded = Evidence.recorded().oracle(name);
        boolean isSame = isWriting() || oracle.equals(recorded);
        return isSame ? "" : name + " is asked as " + oracle + "; recorded is " + recorded;
    }

    /**
     * Applies a test's findings to what is recorded.
     *
     * @param findings changes the evidence to what it should be
     * @return a line per row whose record is stale, none if the findings have been written
     */
    public static List<String> stale(Consumer<Evidence> findings) {
        try {
            String recorded = Files.readString(SOURCE);
            Evidence evidence = Evidence.parse(recorded);
            evidence.keep(rows().stream().map(Instruction::mnemonic).toList());
            findings.accept(evidence);
            if (isWriting()) {
                Files.writeString(SOURCE, evidence.render());
                return List.of();
            }
            return differences(recorded, evidence.render());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> differences(String recorded, String found) {
        List<String> before = recorded.lines().toList();
        List<String> after = found.lines().toList();
        List<String> stale = new ArrayList<>();
        before.stream()
                .filter(line -> !after.contains(line))
                .limit(MOST_REPORTED)
                .forEach(line -> stale.add("recorded: " + line));
        after.stream()
                .filter(line -> !before.contains(line))
                .limit(MOST_REPORTED)
                .forEach(line -> stale.add("found:    " + line));
        if (!stale.isEmpty()) {
            stale.add("evidence.txt is stale; run: " + Evidence.COMMAND);
        }
        return stale;
    }
}
