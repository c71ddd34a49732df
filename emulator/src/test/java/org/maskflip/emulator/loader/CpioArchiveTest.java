package org.maskflip.emulator.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CpioArchiveTest {
    /** An entry as read back. */
    private record Entry(String name, int mode, int major, int minor, String contents) {}

    private static List<Entry> read(byte[] archive) {
        List<Entry> entries = new ArrayList<>();
        String text = new String(archive, StandardCharsets.ISO_8859_1);
        int at = 0;
        while (at < text.length()) {
            assertThat(text.substring(at, at + 6)).isEqualTo("070701");
            int[] field = new int[13];
            for (int i = 0; i < field.length; i++) {
                field[i] = Integer.parseUnsignedInt(text.substring(at + 6 + 8 * i, at + 14 + 8 * i), 16);
            }
            int name = at + 110;
            int contents = (name + field[11] + 3) / 4 * 4;
            entries.add(new Entry(
                    text.substring(name, name + field[11] - 1),
                    field[1],
                    field[9],
                    field[10],
                    text.substring(contents, contents + field[6])));
            at = (contents + field[6] + 3) / 4 * 4;
        }
        return entries;
    }

    @Test
    void toByteArray_entriesOfEachKind_areReadBackInOrderWithTheTrailer() {
        byte[] archive = new CpioArchive()
                .directory("dev")
                .characterDevice("dev/console", 5, 1)
                .program("init", "seven b".getBytes(StandardCharsets.US_ASCII))
                .toByteArray();
        assertThat(read(archive))
                .containsExactly(
                        new Entry("dev", 0040755, 0, 0, ""),
                        new Entry("dev/console", 0020600, 5, 1, ""),
                        new Entry("init", 0100755, 0, 0, "seven b"),
                        new Entry("TRAILER!!!", 0, 0, 0, ""));
    }

    @Test
    void program_inADirectoryThatIsNotThere_isRefused() {
        assertThatThrownBy(() -> new CpioArchive().program("bin/init", new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its directory first");
    }

    @Test
    void add_sameNameTwiceOrAbsolutePath_isRefused() {
        assertThatThrownBy(() -> new CpioArchive().directory("a").directory("a"))
                .hasMessageContaining("already");
        assertThatThrownBy(() -> new CpioArchive().directory("/a")).hasMessageContaining("without /");
    }
}
