package org.maskflip.stress.drive;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.TestExecutor;
import org.openjdk.jcstress.Verbosity;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestConfig;
import org.openjdk.jcstress.infra.runners.TestList;
import org.openjdk.jcstress.os.AffinityMode;
import org.openjdk.jcstress.os.Scheduler;
import org.openjdk.jcstress.os.topology.PresetRegularTopology;
import org.openjdk.jcstress.os.topology.TopologyParseException;
import org.openjdk.jcstress.vm.CompileMode;

/**
 * jcstress 0.16 from the inside: the tests there are, and running a fork of one. The harness's own start-up, which launches two dozen
 * JVMs to find out what they can do, is left out; so is
 * pinning, so that a test may have more actors than there are processors. Actors that wait for each other yield: on a busy host one
 * that spins keeps out the one that it waits for, and brings a tenth of the samples.
 */
final class Harness {
    /** Where tests live whose state is a machine: few states, each worth some microseconds. */
    private static final String GUEST = "org.maskflip.stress.guest.";

    private static final int HEAP_MEGABYTES = 256;

    /** What every fork gets. @Contended keeps the parts of a result on lines of their own. */
    private static final List<String> ALWAYS = List.of(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-RestrictContended",
            "-XX:-UsePerfData",
            "-XX:+UseSerialGC",
            "-Xms" + HEAP_MEGABYTES + "M",
            "-Xmx" + HEAP_MEGABYTES + "M");

    private final Plan plan;
    private final int processors;
    private final int milliseconds;
    private final Path folder;

    /**
     * For the forks of a plan.
     *
     * @param processors of the host
     * @param milliseconds the length of an iteration
     * @param folder for what the harness insists on writing
     */
    Harness(Plan plan, int processors, int milliseconds, Path folder) {
        this.plan = plan;
        this.processors = processors;
        this.milliseconds = milliseconds;
        this.folder = folder;
    }

    /** Whether a test's state is a machine. */
    static boolean isGuest(String test) {
        return test.startsWith(GUEST);
    }

    /** All tests of the jar with their numbers of actors. */
    static SortedMap<String, Integer> tests() {
        SortedMap<String, Integer> tests = new TreeMap<>();
        for (String name : TestList.tests()) {
            tests.put(name, TestList.getInfo(name).threads());
        }
        return tests;
    }

    /** Runs some forks, as many at a time as there are processors for their actors; hands over each result as it comes. */
    void run(List<Fork> forks, Consumer<ForkResult> sink) throws IOException {
        SortedMap<Integer, List<Fork>> bySlots = new TreeMap<>();
        for (Fork fork : forks) {
            bySlots.computeIfAbsent(Math.max(processors, fork.actors()), slots -> new ArrayList<>())
                    .add(fork);
        }
        for (var each : bySlots.entrySet()) {
            run(each.getKey(), each.getValue(), sink);
        }
    }

    private void run(int slots, List<Fork> forks, Consumer<ForkResult> sink) throws IOException {
        Scheduler scheduler = new Scheduler(topology(slots), slots);
        List<TestConfig> configurations = new ArrayList<>();
        for (Fork fork : forks) {
            configurations.add(configuration(fork, scheduler, slots));
        }
        TestExecutor executor = new TestExecutor(new Verbosity(0), result -> sink.accept(result(result)), scheduler);
        executor.runAll(configurations);
    }

    private static PresetRegularTopology topology(int slots) {
        try {
            return new PresetRegularTopology(1, slots, 1);
        } catch (TopologyParseException e) {
            throw new IllegalStateException("no topology of " + slots + " processors", e);
        }
    }

    private TestConfig configuration(Fork fork, Scheduler scheduler, int slots) throws IOException {
        TestInfo info = TestList.getInfo(fork.test());
        List<String> arguments = new ArrayList<>(ALWAYS);
        arguments.addAll(fork.jvmArguments());
        arguments.add("-Dmaskflip.stress.fork=" + fork.way() + "." + fork.number());
        return new TestConfig(
                options(fork),
                info,
                fork.number(),
                arguments,
                CompileMode.UNIFIED,
                scheduler
                        .scheduleClasses(info.threads(), slots, AffinityMode.NONE)
                        .get(0));
    }

    private Options options(Fork fork) throws IOException {
        boolean isGuest = isGuest(fork.test());
        Options options = new Options(new String[] {
            "-time", Integer.toString(milliseconds),
            "-iters", Integer.toString(plan.mode().iterations()),
            "-f", "1",
            "-c", Integer.toString(processors),
            "-hs", Integer.toString(HEAP_MEGABYTES),
            "-strideSize", isGuest ? "16" : "256",
            "-strideCount", isGuest ? "8" : "20",
            "-spinStyle", "THREAD_YIELD",
            "-r", folder.toString(),
        });
        PrintStream shown = System.out;
        // It says how many processors it has found busy, which concerns nobody here.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            if (!options.parse()) {
                throw new IllegalStateException("jcstress refuses its options");
            }
        } finally {
            System.setOut(shown);
        }
        return options;
    }

    private static ForkResult result(TestResult result) {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (String outcome : result.getStateKeys()) {
            counts.put(outcome, result.getCount(outcome));
        }
        List<String> messages = new ArrayList<>(result.getMessages());
        if (!result.status().name().equals("NORMAL")) {
            messages.addAll(result.getVmOut());
            messages.addAll(result.getVmErr());
        }
        return new ForkResult(
                result.getName(), key(result.getConfig()), result.status().name(), counts, messages);
    }

    private static String key(TestConfig configuration) {
        String fork = configuration.jvmArgs.stream()
                .filter(argument -> argument.startsWith("-Dmaskflip.stress.fork="))
                .findFirst()
                .orElseThrow();
        String wayAndNumber = fork.substring(fork.indexOf('=') + 1);
        int dot = wayAndNumber.lastIndexOf('.');
        return configuration.name + " " + wayAndNumber.substring(0, dot) + " " + wayAndNumber.substring(dot + 1);
    }
}
