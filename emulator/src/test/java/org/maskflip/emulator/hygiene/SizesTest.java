package org.maskflip.emulator.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {
    @ParameterizedTest
    @CsvSource({"40, 0, 0", "41, 1, 0", "60, 1, 0", "61, 0, 1"})
    void method_isMeasuredInLines_withoutItsJavadoc(int lines, int asked, int refused) {
        Sizes sizes = of("class X {\n/** One.\n * Two. */\nvoid m() {\n" + "a();\n".repeat(lines - 2) + "}\n}\n");

        assertThat(sizes.asked()).hasSize(asked);
        assertThat(sizes.refused()).hasSize(refused).allMatch(line -> line.startsWith("X.java:4: method m of "));
    }

    @ParameterizedTest
    @CsvSource({"500, 0, 0", "501, 1, 0", "800, 1, 0", "801, 0, 1"})
    void file_isMeasuredInLines(int lines, int asked, int refused) {
        Sizes sizes = of("class X {\n" + "int a;\n".repeat(lines - 2) + "}\n");

        assertThat(sizes.asked()).hasSize(asked);
        assertThat(sizes.refused()).hasSize(refused).allMatch(line -> line.startsWith("X.java: file of "));
    }

    private static Sizes of(String text) {
        return Sizes.of(List.of(JavaSources.ofText("X.java", text)));
    }
}
