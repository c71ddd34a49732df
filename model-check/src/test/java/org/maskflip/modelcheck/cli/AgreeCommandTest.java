package org.maskflip.modelcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code maskflip agree} and its exit statuses. */
class AgreeCommandTest {
    private static final String FILE = """
            {"meta": {"format": 1}, "tests": [{"name": "SB", "init": {"x": 0, "y": 0}, "threads": [
              [{"op": "store", "loc": "x", "value": 1}, {"op": "load", "loc": "y", "reg": "r0"}],
              [{"op": "store", "loc": "y", "value": 1}, {"op": "load", "loc": "x", "reg": "r0"}]],
             "states": [%s {"0:r0": 0, "1:r0": 1}, {"0:r0": 1, "1:r0": 0}, {"0:r0": 1, "1:r0": 1}]}]}
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    private int agree(String content, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("sets.json"), content);
        CommandLine line = Main.commandLine(Map.of());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        String[] arguments = new String[options.length + 2];
        arguments[0] = "agree";
        arguments[1] = file.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return line.execute(arguments);
    }

    @Test
    void equalSets_areStatus0() throws IOException {
        assertThat(agree(FILE.formatted("{\"0:r0\": 0, \"1:r0\": 0},"))).isZero();
        assertThat(out.toString()).contains("1 tests compared", "0 different, 0 unknown");
    }

    @Test
    void setWithoutTheWeakState_isDifferentAndShown() throws IOException {
        assertThat(agree(FILE.formatted(""))).isEqualTo(1);
        assertThat(out.toString()).contains("DIFFERENT SB", "model only: 0:r0=0 1:r0=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"explore", "axioms"})
    void litmusFiles_readBackByEitherModel_haveTheSetsOfTheFile(String command) throws IOException {
        Path written = folder.resolve("litmus");
        String content;
        try (InputStream stream = getClass().getResourceAsStream("/oracle/fetches.json")) {
            content = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = (ObjectNode) mapper.readTree(content);
        ArrayNode few = mapper.createArrayNode();
        root.path("tests").forEach(test -> {
            if (few.size() < 20) {
                few.add(test);
            }
        });
        root.set("tests", few);
        ((ArrayNode) root.path("tests"))
                .add(mapper.readTree(FILE.formatted("{\"0:r0\": 0, \"1:r0\": 0},"))
                        .at("/tests/0"));
        assertThat(agree(root.toString(), "--litmus", written.toString())).isZero();

        for (JsonNode test : few) {
            Path file = written.resolve(test.path("name").asText().replaceAll("[^\\w.+-]", "_") + ".litmus");
            StringWriter found = new StringWriter();
            CommandLine line = Main.commandLine(Map.of());
            line.setOut(new PrintWriter(found));
            assertThat(line.execute(command, "--json", file.toString())).isZero();

            assertThat(states(mapper.readTree(found.toString()).at("/tests/0/outcomes"), "values"))
                    .as(test.path("name").asText())
                    .containsExactlyInAnyOrderElementsOf(states(test.path("states"), ""));
        }
    }

    /** The values of each state, in the order of the test's names for them. */
    private static Set<List<Long>> states(JsonNode states, String field) {
        Set<List<Long>> values = new HashSet<>();
        for (JsonNode state : states) {
            List<Long> numbers = new ArrayList<>();
            (field.isEmpty() ? state : state.path(field)).forEach(each -> numbers.add(each.asLong()));
            values.add(numbers);
        }
        return values;
    }

    @Test
    void oneModel_judgesAlone() throws IOException {
        assertThat(agree(FILE.formatted(""), "--model", "axiomatic")).isEqualTo(1);
        assertThat(out.toString())
                .contains("DIFFERENT SB, by the axioms", " 0 states")
                .doesNotContain("model only");

        assertThat(agree(FILE.formatted(""), "--model", "operational", "--stats"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("model only: 0:r0=0 1:r0=0", "CPU time of the process");
    }

    @Test
    void brokenFile_isRefusedWithItsLine() throws IOException {
        assertThat(agree("{\n \"meta\": }")).isEqualTo(2);
        assertThat(out.toString()).contains("sets.json:2: ");
    }

    @Test
    void bound_isUnknownAndNamed() throws IOException {
        assertThat(agree(FILE.formatted("{\"0:r0\": 0, \"1:r0\": 0},"), "--max-states", "3"))
                .isEqualTo(3);
        assertThat(out.toString()).contains("UNKNOWN SB: gave up after 3 states");
    }
}
