package org.maskflip.emulator.hygiene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageTableTest {
    private static final String SAMPLE = "org.maskflip.emulator.hygiene.sample";

    private final JavaClasses sample = new ClassFileImporter().importPackages(SAMPLE);

    @Test
    void table_allowingBothDirections_findsNothing() {
        PackageTable table = PackageTable.of(SAMPLE).row("upper", "lower").row("lower", "upper");

        assertThat(table.violations(sample, List.of())).isEmpty();
    }

    @Test
    void table_star_allowsAll() {
        PackageTable table = PackageTable.of(SAMPLE).row("upper", "*").row("lower", "*");

        assertThat(table.violations(sample, List.of())).isEmpty();
    }

    @Test
    void importOfUnlistedPackage_isFoundInByteCode() {
        PackageTable table = PackageTable.of(SAMPLE).row("upper").row("lower", "upper");

        assertThat(table.violations(sample, List.of()))
                .singleElement()
                .asString()
                .contains("upper.Upper: imports", "Lower");
    }

    @Test
    void packageWithoutRow_isFound() {
        PackageTable table = PackageTable.of(SAMPLE).row("upper", "lower");

        assertThat(table.violations(sample, List.of())).anyMatch(line -> line.contains("is not in the design's table"));
    }

    @Test
    void importOfInlinedConstantOrLibrary_isFoundInSource() {
        String text = "package org.maskflip.emulator.hygiene.sample.upper;\n"
                + "import static org.maskflip.emulator.hygiene.sample.lower.Lower.CONSTANT;\n"
                + "import org.objectweb.asm.Opcodes;\nimport java.util.List;\n";
        PackageTable table = PackageTable.of(SAMPLE).row("upper").row("lower");
        JavaClasses none = new ClassFileImporter().importPackages(SAMPLE + ".absent");

        assertThat(table.violations(none, List.of(JavaSources.ofText("Upper.java", text))))
                .hasSize(2)
                .allMatch(line -> line.startsWith("Upper.java: imports "));
    }

    @Test
    void row_withStar_takesSubpackages() {
        PackageTable table =
                PackageTable.of("a").row("b").row("b.c").row("d", "b*").row("e", "b");

        assertThat(table.violations(
                        new ClassFileImporter().importPackages("a.absent"),
                        List.of(
                                JavaSources.ofText("D.java", "package a.d; import a.b.c.X;"),
                                JavaSources.ofText("E.java", "package a.e; import a.b.c.X;"))))
                .singleElement()
                .asString()
                .startsWith("E.java");
    }

    @Test
    void cycle_ofTwoPackages_fails() {
        assertThatThrownBy(() -> ModuleHygiene.noCycle(SAMPLE).check(sample)).hasMessageContaining("Cycle detected");
    }

    @Test
    void varHandle_shown_fails() {
        assertThatThrownBy(() -> ModuleHygiene.varHandlesArePrivate().check(sample))
                .hasMessageContaining("SHOWN");
    }

    @Test
    void packageWithoutPackageInfo_isFound() {
        Path tests = ModuleHygiene.folder().resolve("src/test/java");

        assertThat(ModuleHygiene.withoutPackageInfo(tests, tests))
                .contains("org/maskflip/emulator/hygiene/sample/upper: has no package-info.java")
                .doesNotContain("org/maskflip/emulator/hygiene: has no package-info.java");
    }

    @Test
    void noSources_areNoFailure(@TempDir Path empty) {
        assertThat(JavaSources.below(empty.resolve("src/main/java"), empty)).isEmpty();
        assertThat(ModuleHygiene.withoutPackageInfo(empty, empty)).isEmpty();
    }
}
