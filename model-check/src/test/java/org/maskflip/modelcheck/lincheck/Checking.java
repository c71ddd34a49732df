package org.maskflip.modelcheck.lincheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.verifier.LinearizabilityVerifier;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;

/**
 * One search of Lincheck through the interleavings of one scenario. The only class that knows Lincheck's internal packages.
 *
 * <p>Lincheck leaves off when all interleavings are done or when it has made as many invocations as it may, and does not say
 * which. Every invocation that comes to its end passes a {@link Verifier}, which counts it: fewer than the limit, and no failure,
 * mean that none is left. The search is deterministic: no seed enters it.
 */
final class Checking {
    /** More invocations, and stress mode: {@code -Dlincheck.deep=true}. */
    static final boolean IS_DEEP = Boolean.getBoolean("lincheck.deep");

    static final int LIMIT = IS_DEEP ? 500_000 : 10_000;
    private static final int STRESS_INVOCATIONS = 20_000;
    private static final int MESSAGE_LINES = 70;

    /** Whether every interleaving of the scenario was seen. */
    enum Coverage {
        /** All within Lincheck's own bounds: sequentially consistent accesses, one spurious wake-up a park, loops of 50. */
        EXHAUSTED,
        /** The limit of invocations was hit: nothing wrong among those seen. */
        UNKNOWN,
        /** A failure ended the search. */
        FAILED
    }

    /**
     * What a search found.
     *
     * @param invocations executions that came to their end
     * @param outcomes the results of the parallel part, thread by thread, as text
     * @param failure Lincheck's message with the interleaving, or {@code null}
     */
    record Result(String name, Coverage coverage, int invocations, Set<String> outcomes, String failure) {
        Result passes() {
            assertThat(failure).as(name).isNull();
            return this;
        }

        Result exhausts() {
            passes();
            assertThat(coverage).as(name + " after " + invocations).isEqualTo(Coverage.EXHAUSTED);
            return this;
        }

        /** A broken twin. */
        Result fails(String words) {
            assertThat(failure)
                    .as(name + " after " + invocations + ": " + outcomes)
                    .isNotNull()
                    .contains(words);
            return this;
        }
    }

    /** One operation with its arguments. */
    record Call(String operation, List<Object> arguments) {}

    private static BiPredicate<ExecutionScenario, ExecutionResult> judge;
    private static boolean keepsViolations;
    private static String violation;
    private static int invocations;
    private static Set<String> outcomes;

    private final Class<?> subject;
    private final List<Call> before = new ArrayList<>();
    private final List<List<Call>> threads = new ArrayList<>();
    private final List<Call> after = new ArrayList<>();
    private Class<?> specification;

    /** {@code null}: linearizability against {@link #specification}. */
    private BiPredicate<ExecutionScenario, ExecutionResult> verdict = (scenario, result) -> true;

    private int limit = LIMIT;
    private int loops = 50;
    private String[] owned = {};
    private boolean isTraced = true;

    private Checking(Class<?> subject) {
        this.subject = subject;
        specification = subject;
    }

    static Checking of(Class<?> subject) {
        return new Checking(subject);
    }

    static Call call(String operation, Object... arguments) {
        return new Call(operation, List.of(arguments));
    }

    /** Done first, by one thread. */
    Checking before(Call... calls) {
        before.addAll(Arrays.asList(calls));
        return this;
    }

    /** Done by one more thread of the parallel part. */
    Checking thread(Call... calls) {
        threads.add(Arrays.asList(calls));
        return this;
    }

    /** Done last, by one thread. */
    Checking after(Call... calls) {
        after.addAll(Arrays.asList(calls));
        return this;
    }

    /** Results must be those of one sequence of the operations, on this class, that keeps to real time. */
    Checking linearizes(Class<?> sequential) {
        specification = sequential;
        verdict = null;
        return this;
    }

    /** Results must satisfy a predicate. */
    Checking satisfies(BiPredicate<ExecutionScenario, ExecutionResult> predicate) {
        verdict = predicate;
        return this;
    }

    /** The most invocations, instead of {@link #LIMIT}. */
    Checking atMost(int most) {
        limit = most;
        return this;
    }

    /** As {@link #atMost}, and twenty times as many where the search is a deep one. */
    Checking inBuildAtMost(int most) {
        return atMost(IS_DEEP ? 20 * most : most);
    }

    /** The most rounds of a loop that is none that waits, instead of 50. */
    Checking loopsOf(int rounds) {
        loops = rounds;
        return this;
    }

    /** No switch within the classes of these names: the scenario gives each of their objects to one thread. */
    Checking ownedByThreads(String... classes) {
        owned = classes;
        return this;
    }

    /**
     * A violation is kept as text and the search goes on to its limit: Lincheck's own trace of an execution as deep as an
     * interpreted instruction takes it more than minutes to print.
     */
    Checking withoutTrace() {
        isTraced = false;
        return this;
    }

    /** Searches. */
    Result run() {
        judge = verdict;
        keepsViolations = !isTraced;
        violation = null;
        invocations = 0;
        outcomes = new TreeSet<>();
        ModelCheckingOptions options = new ModelCheckingOptions()
                .iterations(0)
                .invocationsPerIteration(limit)
                .minimizeFailedScenario(false)
                .loopBound(loops)
                .sequentialSpecification(specification)
                .verifier(Counting.class)
                .addCustomScenario(scenario());
        if (owned.length > 0) {
            options = options.addGuarantee(forClasses(owned).allMethods().treatAsAtomic());
        }
        ModelCheckingOptions search = options;
        String failure = failureOf(() -> search.check(subject));
        failure = failure == null ? violation : failure;
        Coverage coverage =
                failure != null ? Coverage.FAILED : invocations < limit ? Coverage.EXHAUSTED : Coverage.UNKNOWN;
        if (failure == null && IS_DEEP) {
            failure = stressed();
        }
        return report(new Result(name(), coverage, invocations, outcomes, failure));
    }

    private String stressed() {
        return failureOf(() -> new StressOptions()
                .iterations(0)
                .invocationsPerIteration(STRESS_INVOCATIONS)
                .sequentialSpecification(specification)
                .verifier(Counting.class)
                .addCustomScenario(scenario())
                .check(subject));
    }

    private static String failureOf(Runnable search) {
        try {
            search.run();
            return null;
        } catch (LincheckAssertionError e) {
            return e.getMessage();
        }
    }

    private ExecutionScenario scenario() {
        return new ExecutionScenario(
                actors(before), threads.stream().map(this::actors).toList(), actors(after), null);
    }

    private List<Actor> actors(List<Call> calls) {
        return calls.stream()
                .map(each -> new Actor(method(each.operation()), each.arguments()))
                .toList();
    }

    private Method method(String operation) {
        return Arrays.stream(subject.getMethods())
                .filter(each -> each.getName().equals(operation) && !each.isBridge())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no operation " + operation + " in " + subject));
    }

    private String name() {
        return subject.getSimpleName() + " "
                + threads.stream().map(Checking::words).collect(Collectors.joining(" | "));
    }

    private static String words(List<Call> calls) {
        return calls.stream().map(each -> each.operation() + each.arguments()).collect(Collectors.joining("; "));
    }

    /** One line on the console; Lincheck's whole message goes to a file. */
    private Result report(Result result) {
        System.out.printf("lincheck: %s after %,d: %s%n", result.coverage(), result.invocations(), result.name());
        if (result.failure() != null) {
            Path file = Path.of("target", "lincheck", subject.getSimpleName() + ".txt");
            try {
                Files.createDirectories(file.getParent());
                Files.writeString(
                        file, result.failure().lines().limit(MESSAGE_LINES).collect(Collectors.joining("\n")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return result;
    }

    /** Made by Lincheck, once a search. */
    public static final class Counting implements Verifier {
        private final BiPredicate<ExecutionScenario, ExecutionResult> judgement;

        public Counting(Class<?> sequential) {
            judgement = judge != null ? judge : new LinearizabilityVerifier(sequential)::verifyResults;
        }

        @Override
        public boolean verifyResults(ExecutionScenario scenario, ExecutionResult result) {
            invocations++;
            outcomes.add(result.getParallelResultsWithClock().stream()
                    .map(thread -> thread.stream()
                            .map(each -> String.valueOf(each.getResult()))
                            .collect(Collectors.joining(",")))
                    .collect(Collectors.joining(" | ")));
            boolean isRight = judgement.test(scenario, result);
            if (!isRight && keepsViolations) {
                violation = violation == null ? "after " + invocations + ":\n" + result : violation;
                return true;
            }
            return isRight;
        }
    }
}
