package org.maskflip.emulator.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.maskflip.emulator.hygiene.JavaSources.Source;

/** What every module's code is held to; each module has one subclass, which brings the module's package table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ModuleHygiene {
    private final Path module;
    private final PackageTable table;
    private final List<Source> production;
    private final List<Source> tests;
    private final JavaClasses classes;

    /** Reads the module that Surefire runs the tests of. */
    protected ModuleHygiene(PackageTable table) {
        this.module = folder();
        this.table = table;
        this.production = JavaSources.below(module.resolve("src/main/java"), module.getParent());
        this.tests = JavaSources.below(module.resolve("src/test/java"), module.getParent());
        this.classes = new ClassFileImporter().importPath(module.resolve("target/classes"));
    }

    /** The folder of the module under test. */
    protected static Path folder() {
        return Path.of(System.getProperty("basedir", System.getProperty("user.dir")))
                .toAbsolutePath()
                .normalize();
    }

    /** The module's parsed production sources. */
    protected final List<Source> production() {
        return production;
    }

    @Test
    void sources_areFoundAndCompiled() {
        assertThat(Files.exists(module.resolve("pom.xml")))
                .as("a module at %s", module)
                .isTrue();
        long types = production.stream()
                .filter(source -> !source.unit().getTypeDecls().isEmpty())
                .count();
        assertThat(classes.size()).as("classes under target/classes").isGreaterThanOrEqualTo((int) types);
    }

    @Test
    void packages_importOnlyWhatTheTableAllows() {
        assertThat(table.violations(classes, production)).isEmpty();
    }

    @Test
    void packages_formNoCycle() {
        noCycle(table.base()).check(classes);
    }

    static ArchRule noCycle(String base) {
        return SlicesRuleDefinition.slices()
                .matching(base + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    @Test
    void orderedAccesses_sayWhyAbove() {
        assertThat(OrderComments.missing(production)).isEmpty();
    }

    @Test
    void varHandles_arePrivate() {
        varHandlesArePrivate().check(classes);
    }

    static ArchRule varHandlesArePrivate() {
        return ArchRuleDefinition.fields()
                .that()
                .haveRawType(VarHandle.class)
                .or()
                .haveRawType(VarHandle[].class)
                .should()
                .bePrivate()
                .because("accessors carry the mode in their name")
                .allowEmptyShould(true);
    }

    @Test
    void filesAndMethods_areSmallEnoughToRead() {
        List<Source> all = new ArrayList<>(production);
        all.addAll(tests);
        Sizes sizes = Sizes.of(all);
        sizes.asked().forEach(System.out::println);
        assertThat(sizes.refused()).isEmpty();
    }

    @Test
    void packages_sayWhatLivesThere() {
        assertThat(withoutPackageInfo(module.resolve("src/main/java"), module.getParent()))
                .isEmpty();
    }

    /** The folders that hold Java files but no package-info. */
    static SortedSet<String> withoutPackageInfo(Path sources, Path root) {
        SortedSet<String> silent = new TreeSet<>();
        for (Path file : JavaSources.files(sources)) {
            if (!Files.exists(file.resolveSibling("package-info.java"))) {
                silent.add(root.relativize(file.getParent()) + ": has no package-info.java");
            }
        }
        return silent;
    }
}
