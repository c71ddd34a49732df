package org.maskflip.emulator.insn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Comparisons of many rows, and the list of what has been verified that the instruction table prints. */
public final class Comparisons {
    private Comparisons() {}

    /** How many cases of each row a comparison makes; more with {@code -Dmaskflip.rowCases}. */
    public static int casesPerRow() {
        return Integer.getInteger("maskflip.rowCases", 1000);
    }

    /** Compares random cases of each row with QEMU and returns one line per difference. */
    public static List<String> withQemu(List<Instruction> rows, long seed, int casesPerRow) {
        RandomCases random = new RandomCases(seed);
        List<String> found = new ArrayList<>();
        List<TestCase> batch = new ArrayList<>();
        for (Instruction row : rows) {
            for (int left = casesPerRow; left > 0; ) {
                int some = Math.min(left, QemuComparison.MOST_CASES - batch.size());
                batch.addAll(random.of(row, some, batch.size()));
                left -= some;
                if (batch.size() == QemuComparison.MOST_CASES) {
                    found.addAll(QemuComparison.differences(batch));
                    batch.clear();
                }
            }
        }
        if (!batch.isEmpty()) {
            found.addAll(QemuComparison.differences(batch));
        }
        return found;
    }

    /** The list: mnemonic to {@code qemu}, {@code written} or another word. */
    public static Properties verification() {
        Properties list = new Properties();
        try (InputStream in =
                Instruction.class.getResourceAsStream("/org/maskflip/emulator/decode/verification.properties")) {
            list.load(in);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return list;
    }

    /** The lines of a vector file beside the given class, without comments. */
    public static List<String> vectors(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
