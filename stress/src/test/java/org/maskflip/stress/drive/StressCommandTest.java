package org.maskflip.stress.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StressCommandTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int run(String... arguments) {
        bytes.reset();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return StressCommand.execute(out, out, arguments);
    }

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void unknownTest_isRefusedWithoutAnyRun() {
        assertThat(run("-t", "noSuchTest", "-r", folder.toString())).isEqualTo(2);
        assertThat(said()).contains("-t noSuchTest: unknown test").contains("--list");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void badArguments_areRefused() {
        assertThat(run("-t", "(")).isEqualTo(2);
        assertThat(run("--shard", "3/2")).isEqualTo(2);
        assertThat(run("--shard", "1of2")).isEqualTo(2);
        assertThat(run("--budget", "soon")).isEqualTo(2);
        assertThat(run("-m", "hasty")).isEqualTo(2);
        assertThat(said()).doesNotContain("Exception");
    }

    @Test
    void shards_areDisjointAndTogetherAll() {
        SortedMap<String, Integer> all = Harness.tests();
        Set<String> met = new HashSet<>();
        for (int shard = 1; shard <= 3; shard++) {
            assertThat(run("--list", "--shard", shard + "/3")).isZero();
            said().lines()
                    .forEach(line -> assertThat(met.add(line.substring(line.lastIndexOf(' ') + 1)))
                            .as(line)
                            .isTrue());
        }
        assertThat(met).isEqualTo(all.keySet());
    }

    @Test
    void resumeOfNothing_isRefused() {
        assertThat(run("--resume", "-t", "Fenced", "-r", folder.toString())).isEqualTo(2);
        assertThat(said()).contains("nothing to resume");
    }

    @Test
    void interruptedRun_isGoneOnWith() throws Exception {
        assertThat(run("-m", "sanity", "-t", "StoreBuffering", "-r", folder.toString()))
                .isZero();
        Path log = folder.resolve("results.jsonl");
        String text = Files.readString(log);
        Files.writeString(log, text.substring(0, text.length() - 5));

        assertThat(run("-m", "sanity", "-t", "StoreBuffering", "-r", folder.toString(), "--resume"))
                .isZero();

        assertThat(said())
                .contains("resumed: 3 processes have their results already")
                .contains("4 processes planned, 1 scheduled now, 4 with a result");
        assertThat(Files.readString(folder.resolve("junit.xml"))).contains("tests=\"4\" failures=\"0\"");
    }
}
