package org.maskflip.emulator.insn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;

/** Recorded cases, and the list of what has been verified that the instruction table prints. */
public final class Comparisons {
    private Comparisons() {}

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
