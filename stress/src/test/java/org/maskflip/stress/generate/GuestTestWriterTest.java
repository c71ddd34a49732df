package org.maskflip.stress.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.maskflip.modelcheck.litmus.Catalogue;
import org.maskflip.stress.guest.GuestTests;

/** The guest tests that were compiled are those that the model gives today. */
class GuestTestWriterTest {
    private static final Path GENERATED =
            Path.of("target/generated-sources/guest-tests/org/maskflip/stress/guest/litmus");

    @Test
    void compiledTests_areWhatTheModelGivesToday() throws IOException {
        Map<String, String> compiled = new TreeMap<>();
        try (Stream<Path> files = Files.list(GENERATED)) {
            for (Path file : files.toList()) {
                compiled.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }

        assertThat(compiled).isEqualTo(new TreeMap<>(GuestTestWriter.sources()));
    }

    @Test
    void catalogueTestsOfTwoToFourCpus_areAllThere() {
        List<String> expected = Catalogue.names().stream()
                .filter(name -> Catalogue.test(name).program().cpus().size() > 1)
                .toList();

        assertThat(GuestTests.names()).containsAll(expected).doesNotHaveDuplicates();
    }

    @Test
    void everyOutcome_isDescribedByWhatHappens() {
        for (String name : GuestTests.names()) {
            assertThat(Grades.of(GuestTests.test(name)))
                    .as(name)
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line.interleaving()).startsWith("CPU "));
        }
    }

    @Test
    void ownStoreForwarding_isGradedAsWhatTheHostMayShow() {
        assertThat(Grades.of(GuestTests.test("SB+rfi")))
                .filteredOn(line -> line.grade() == Grades.Grade.FORWARDED)
                .singleElement()
                .satisfies(line -> assertThat(line.words()).isEqualTo("0:r3=1; 1:r3=1; 0:r2=0; 1:r2=0"));
        assertThat(Grades.of(GuestTests.test("SB")))
                .hasSize(4)
                .noneMatch(line -> line.grade() == Grades.Grade.FORWARDED);
    }
}
