package org.maskflip.emulator.hygiene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A generated document that is committed must equal what its generator writes today.
 *
 * <pre>
 * assertThat(new GeneratedDocs(root.resolve("docs/instructions.md"), table::render, "./maskflip docs").stale()).isEmpty();
 * </pre>
 *
 * @param file the committed document
 * @param generator what the document must be; lines end in {@code \n}
 * @param command what the reader runs to write it anew
 */
public record GeneratedDocs(Path file, Supplier<String> generator, String command) {
    /** What differs first and how to mend it; empty where the file is up to date. */
    public Optional<String> stale() {
        String mend = "; run: " + command;
        if (!Files.exists(file)) {
            return Optional.of(file.getFileName() + ": is missing" + mend);
        }
        String committed = read().replace("\r\n", "\n");
        String fresh = generator.get();
        if (committed.equals(fresh)) {
            return Optional.empty();
        }
        List<String> before = List.of(committed.split("\n", -1));
        List<String> after = List.of(fresh.split("\n", -1));
        int line = 0;
        while (line < Math.min(before.size(), after.size()) && before.get(line).equals(after.get(line))) {
            line++;
        }
        return Optional.of(file.getFileName() + ":" + (line + 1) + ": is stale: has " + quoted(before, line)
                + ", the generator writes " + quoted(after, line) + mend);
    }

    private String read() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(List<String> lines, int at) {
        return at < lines.size() ? '"' + lines.get(at) + '"' : "nothing";
    }
}
