package org.maskflip.emulator.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedDocsTest {
    @TempDir
    private Path folder;

    @Test
    void sameText_isUpToDate() throws IOException {
        assertThat(docs("a\nb\n", "a\nb\n").stale()).isEmpty();
    }

    @Test
    void differentLine_isNamedWithTheCommand() throws IOException {
        assertThat(docs("a\nb\n", "a\nc\n").stale())
                .contains("table.md:2: is stale: has \"b\", the generator writes \"c\"; run: ./maskflip docs");
    }

    @Test
    void missingLine_isNamed() throws IOException {
        assertThat(docs("a\n", "a\nb\n").stale())
                .hasValueSatisfying(text -> assertThat(text).startsWith("table.md:2: "));
    }

    @Test
    void missingFile_isNamed() {
        assertThat(new GeneratedDocs(folder.resolve("none.md"), () -> "", "make").stale())
                .contains("none.md: is missing; run: make");
    }

    private GeneratedDocs docs(String committed, String fresh) throws IOException {
        Path file = Files.writeString(folder.resolve("table.md"), committed);
        return new GeneratedDocs(file, () -> fresh, "./maskflip docs");
    }
}
