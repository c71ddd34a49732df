package org.maskflip.emulator.insn.proof;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The tests with expected results from the manual: which of them execute a row, and whether they notice a broken one. */
final class WrittenTests {
    private static final String PACKAGE = "org.maskflip.emulator.";
    /** Where such tests are. */
    private static final List<String> FOLDERS = List.of(
            "insn/general",
            "insn/control",
            "insn/decimal",
            "insn/floatingpoint",
            "cpu/ExecuteTest",
            "cpu/PrivilegedOperandsTest",
            "cpu/PrivilegedRowsTest",
            "cpu/PrivilegedSpacesTest",
            "sigp",
            "device");

    /** Not written from the manual: results recorded from QEMU, and rules that hold whatever a row does. */
    private static final Set<String> OTHERS = Set.of("GeneralInstructionsTest", "ComplexRowsReplayTest");

    /**
     * A test that ran.
     *
     * @param id by which it can be run alone
     * @param type its class, without the package
     * @param nanoseconds how long it took
     */
    record Written(String id, String type, long nanoseconds) {}

    private final Launcher launcher = LauncherFactory.create();
    private final Map<String, List<Written>> byRow = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();

    /** Runs all of them once and notes which rows each executes. Works only in what {@link BreakingLoader} loaded. */
    WrittenTests() {
        run(classes().map(DiscoverySelectors::selectClass).toList(), new Coverage());
        byRow.values().forEach(list -> list.sort(Comparator.comparingLong(Written::nanoseconds)));
    }

    private static Stream<Class<?>> classes() {
        try {
            Path self =
                    Path.of(WrittenTests.class.getResource("WrittenTests.class").toURI());
            Path base = self.getParent().getParent().getParent();
            List<Class<?>> found = new ArrayList<>();
            try (Stream<Path> files = Files.walk(base)) {
                for (Path file : files.sorted().toList()) {
                    String name = base.relativize(file).toString().replace('\\', '/');
                    if (name.endsWith("Test.class") && FOLDERS.stream().anyMatch(name::startsWith)) {
                        Class<?> type = Class.forName(
                                PACKAGE + name.replace(".class", "").replace('/', '.'));
                        if (!OTHERS.contains(type.getSimpleName())) {
                            found.add(type);
                        }
                    }
                }
            }
            return found.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The tests that execute a row, the fastest first. */
    List<Written> of(String mnemonic) {
        return byRow.getOrDefault(mnemonic, List.of());
    }

    /** All rows that any test executes. */
    Set<String> rows() {
        return byRow.keySet();
    }

    /** What failed with no row broken: must be nothing. */
    List<String> failures() {
        return failures;
    }

    /** Whether one of the first so many tests of a row fails when they are run now; it will be asked first the next time. */
    boolean anyFails(String mnemonic, int most) {
        List<Written> tests = new ArrayList<>(of(mnemonic));
        for (Written test : tests.subList(0, Math.min(tests.size(), most))) {
            if (fails(test)) {
                byRow.get(mnemonic).remove(test);
                byRow.get(mnemonic).add(0, test);
                return true;
            }
        }
        return false;
    }

    private boolean fails(Written test) {
        Failing failing = new Failing();
        run(List.of(DiscoverySelectors.selectUniqueId(test.id())), failing);
        return failing.failed;
    }

    private void run(List<? extends DiscoverySelector> selectors, TestExecutionListener listener) {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            launch(selectors, listener);
        } finally {
            System.setOut(out);
        }
    }

    private void launch(List<? extends DiscoverySelector> selectors, TestExecutionListener listener) {
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectors)
                        .configurationParameter("junit.jupiter.execution.timeout.default", "20 s")
                        .configurationParameter(
                                "junit.jupiter.execution.timeout.thread.mode.default", "SEPARATE_THREAD")
                        .build(),
                listener);
    }

    private final class Coverage implements TestExecutionListener {
        private long begin;

        @Override
        public void executionStarted(TestIdentifier test) {
            if (test.isTest()) {
                RowHook.record();
                begin = System.nanoTime();
            }
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable().ifPresent(thrown -> failures.add(test.getDisplayName() + ": " + thrown));
            if (test.isTest()) {
                long time = System.nanoTime() - begin;
                String type = ((MethodSource) test.getSource().orElseThrow()).getClassName();
                Written written = new Written(test.getUniqueId(), type.substring(type.lastIndexOf('.') + 1), time);
                for (String row : RowHook.recorded()) {
                    byRow.computeIfAbsent(row, any -> new ArrayList<>()).add(written);
                }
            }
        }
    }

    private static final class Failing implements TestExecutionListener {
        private boolean failed;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            failed |= result.getStatus() == TestExecutionResult.Status.FAILED;
        }
    }
}
