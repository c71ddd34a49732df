package org.maskflip.stress.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultLogTest {
    private static final String HOST = "a host";
    private static final Plan PLAN = Plan.of(Mode.QUICK, 7, new TreeMap<>(Map.of("a.B", 2, "a.C", 2)));
    private static final ForkResult FIRST =
            new ForkResult("a.B", "a.B neutral 0", "NORMAL", new TreeMap<>(Map.of("0, 1", 5L)), List.of());
    private static final ForkResult SECOND =
            new ForkResult("a.C", "a.C neutral 0", "TEST_ERROR", new TreeMap<>(), List.of("it failed\nbadly"));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = folder.resolve("results.jsonl");
        try (ResultLog log = ResultLog.create(file, PLAN, HOST)) {
            log.add(FIRST);
            log.add(SECOND);
        }
    }

    @Test
    void results_areReadBack() throws Exception {
        assertThat(ResultLog.read(file, PLAN, HOST)).containsExactly(FIRST, SECOND);
    }

    @Test
    void lineCutOffByAnInterruption_isLeftOut() throws Exception {
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 9));

        assertThat(ResultLog.read(file, PLAN, HOST)).containsExactly(FIRST);
    }

    @Test
    void damagedLine_isRefusedByItsNumber() throws Exception {
        Files.writeString(file, Files.readString(file).replace("\"counts\":{\"0, 1\":5}", "\"counts\":{\"0, 1\":-5}"));

        assertThatThrownBy(() -> ResultLog.read(file, PLAN, HOST))
                .isInstanceOf(BadRun.class)
                .hasMessageContaining("results.jsonl:2: damaged result file")
                .hasMessageContaining("leave out --resume");
    }

    @Test
    void noText_isRefused() throws Exception {
        Files.write(file, new byte[] {(byte) 0xFF, 0, 1, '\n'});

        assertThatThrownBy(() -> ResultLog.read(file, PLAN, HOST))
                .isInstanceOf(BadRun.class)
                .hasMessageContaining("damaged result file");
    }

    @Test
    void otherPlan_isRefused() {
        Plan other = Plan.of(Mode.QUICK, 8, new TreeMap<>(Map.of("a.B", 2)));

        assertThatThrownBy(() -> ResultLog.read(file, other, HOST))
                .isInstanceOf(BadRun.class)
                .hasMessageContaining("seed 7")
                .hasMessageContaining("expected mode QUICK, seed 8");
    }

    @Test
    void noFile_isRefused() {
        assertThatThrownBy(() -> ResultLog.read(folder.resolve("none"), PLAN, HOST))
                .isInstanceOf(BadRun.class)
                .hasMessageContaining("nothing to resume");
    }
}
