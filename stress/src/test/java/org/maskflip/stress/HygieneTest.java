package org.maskflip.stress;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.hygiene.JavaSources.Source;
import org.maskflip.emulator.hygiene.ModuleHygiene;
import org.maskflip.emulator.hygiene.PackageTable;
import org.maskflip.stress.guest.GuestTests;

/** The stress module's package table, and that the harness will find every test. */
class HygieneTest extends ModuleHygiene {
    private static final String EMULATOR = "org.maskflip.emulator*";
    private static final String MODELS = "org.maskflip.modelcheck*";
    private static final String HARNESS = "org.openjdk.jcstress*";

    HygieneTest() {
        super(PackageTable.of("org.maskflip.stress")
                .row("jmm", HARNESS)
                .row("storage", EMULATOR, HARNESS)
                .row("interrupt", EMULATOR, HARNESS)
                .row("clock", EMULATOR, HARNESS)
                .row("guest", EMULATOR, MODELS)
                .row("guest.litmus", "guest", HARNESS)
                .row("generate", "guest", MODELS)
                .row("drive", HARNESS, "picocli*", "com.fasterxml.jackson*"));
    }

    /** Without the annotation processor the build still succeeds, and the harness runs nothing. */
    @Test
    void testList_namesEveryTest() throws IOException {
        int annotated = 0;
        for (Source source : production()) {
            annotated += annotatedClasses(source).size();
        }
        List<String> listed = Files.readAllLines(folder().resolve("target/classes/META-INF/TestList"));

        assertThat(listed).isNotEmpty().hasSize(annotated + GuestTests.names().size());
    }

    private static List<String> annotatedClasses(Source source) {
        List<String> names = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void none) {
                if (type.getModifiers().getAnnotations().stream()
                        .anyMatch(annotation ->
                                annotation.getAnnotationType().toString().equals("JCStressTest"))) {
                    names.add(type.getSimpleName().toString());
                }
                return super.visitClass(type, null);
            }
        }.scan(source.unit(), null);
        return names;
    }
}
