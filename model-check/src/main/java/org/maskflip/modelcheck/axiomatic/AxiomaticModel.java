package org.maskflip.modelcheck.axiomatic;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.maskflip.modelcheck.axiomatic.Answers.Pruning;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.NotModeledException;
import org.maskflip.modelcheck.program.Outcome;

/** Model Z, axiomatic: all outcomes of a guest program that have an execution which keeps the axioms. Safe for any thread. */
public final class AxiomaticModel {
    private static final long MOST_REFUTED = 20_000;

    private final GuestProgram program;
    private final Set<Variation> variations;

    /** The model of a program. */
    public AxiomaticModel(GuestProgram program) {
        this(program, EnumSet.noneOf(Variation.class));
    }

    AxiomaticModel(GuestProgram program, Set<Variation> variations) {
        this.program = program;
        this.variations = variations.isEmpty() ? EnumSet.noneOf(Variation.class) : EnumSet.copyOf(variations);
    }

    GuestProgram program() {
        return program;
    }

    Set<Variation> variations() {
        return variations;
    }

    /** The program's outcomes, or as many as the limits allow. */
    public AxiomaticOutcomes outcomes(Limits limits) {
        long deadline = deadline(limits);
        Traces enumeration = new Traces(program, limits, variations, pruning(), deadline);
        List<List<Trace>> traces;
        try {
            traces = enumeration.enumerate();
        } catch (NotModeledException e) {
            return new AxiomaticOutcomes(Set.of(), 0, 0, null, e.getMessage());
        }
        long number = traces.stream().mapToLong(List::size).sum();
        if (enumeration.notCovered() != null || enumeration.bound() != null) {
            return new AxiomaticOutcomes(Set.of(), number, 0, enumeration.bound(), enumeration.notCovered());
        }
        List<Judge> judges = judge(traces, limits, deadline);
        Set<Outcome> outcomes = new HashSet<>();
        long candidates = 0;
        boolean isStopped = false;
        for (Judge judge : judges) {
            outcomes.addAll(judge.found().keySet());
            candidates += judge.count();
            isStopped |= judge.isStopped();
        }
        String bound = null;
        if (candidates > limits.candidates()) {
            bound = String.format("%,d candidates", limits.candidates());
        } else if (isStopped) {
            bound = limits.time().toSeconds() + " seconds";
        }
        return new AxiomaticOutcomes(outcomes, number, candidates, bound, null);
    }

    /**
     * Why outcomes of some kind can or cannot be: an execution that has one, or, if none has, the candidate that is nearest to one with
     * the axiom that it breaks.
     */
    public Explanation explain(Predicate<Outcome> wanted, Limits limits) {
        long deadline = deadline(limits);
        Traces enumeration = new Traces(program, limits, variations, pruning(), deadline);
        List<List<Trace>> traces;
        try {
            traces = enumeration.enumerate();
        } catch (NotModeledException e) {
            return Explainer.unknown(e.getMessage());
        }
        if (enumeration.notCovered() != null || enumeration.bound() != null) {
            return Explainer.unknown(
                    enumeration.bound() != null ? "gave up after " + enumeration.bound() : enumeration.notCovered());
        }
        for (Judge judge : judge(traces, limits, deadline)) {
            for (Map.Entry<Outcome, Solution> each : judge.found().entrySet()) {
                if (wanted.test(each.getKey())) {
                    return new Explainer(program).allowed(each.getValue(), variations, judge.count());
                }
            }
            if (judge.isStopped()) {
                return Explainer.unknown("gave up after " + judge.count() + " candidates or the time");
            }
        }
        return refute(wanted, limits, deadline);
    }

    private Pruning pruning() {
        if (variations.isEmpty()) {
            return Pruning.BY_RULES;
        }
        return variations.contains(Variation.WITHOUT_BLOCK) ? Pruning.NONE : Pruning.BY_BLOCK;
    }

    private Explanation refute(Predicate<Outcome> wanted, Limits limits, long deadline) {
        Explanation explanation = refute(wanted, limits, deadline, Pruning.BY_BLOCK);
        return explanation.verdict() == Explanation.Verdict.NO_CANDIDATE
                ? refute(wanted, limits, deadline, Pruning.NONE)
                : explanation;
    }

    private Explanation refute(Predicate<Outcome> wanted, Limits limits, long deadline, Pruning pruning) {
        Traces enumeration = new Traces(program, limits, variations, pruning, deadline);
        List<List<Trace>> traces = enumeration.enumerate();
        if (enumeration.notCovered() != null || enumeration.bound() != null) {
            return Explainer.unknown("too many values to look for the candidate that is nearest to an execution");
        }
        Judge judge = new Judge(program, variations, limits.candidates(), deadline);
        Refutation refutation = new Refutation(judge, variations, wanted, MOST_REFUTED, deadline);
        Combinations combinations = new Combinations(traces, program.contents());
        List<List<BitMatrix>> orders = orders(traces);
        for (int first = 0; first < combinations.first(); first++) {
            combinations.forEach(first, choice -> refutation.look(candidate(traces, orders, choice)));
        }
        return refutation.reason() == null
                ? Explainer.none()
                : new Explainer(program).forbidden(refutation.nearest(), refutation.reason(), refutation.count());
    }

    static long deadline(Limits limits) {
        boolean isLong = limits.time().toSeconds() > 1_000_000_000L;
        return System.nanoTime() + (isLong ? Long.MAX_VALUE / 2 : limits.time().toNanos());
    }

    /** One judge for each trace of the first CPU. */
    private List<Judge> judge(List<List<Trace>> traces, Limits limits, long deadline) {
        Combinations combinations = new Combinations(traces, program.contents());
        List<List<BitMatrix>> orders = orders(traces);
        List<Callable<Judge>> tasks = new ArrayList<>();
        for (int i = 0; i < combinations.first(); i++) {
            int first = i;
            tasks.add(() -> {
                Judge judge = new Judge(program, variations, limits.candidates(), deadline);
                judge.judgeAll(combinations, first, choice -> candidate(traces, orders, choice));
                return judge;
            });
        }
        return limits.threads() == 1 ? runHere(tasks, limits) : runOn(limits.threads(), tasks);
    }

    Candidate candidate(List<List<Trace>> traces, List<List<BitMatrix>> orders, int[] choice) {
        List<Trace> chosen = new ArrayList<>(choice.length);
        List<BitMatrix> matrices = new ArrayList<>(choice.length);
        for (int cpu = 0; cpu < choice.length; cpu++) {
            Trace trace = traces.get(cpu).get(choice[cpu]);
            chosen.add(trace);
            matrices.add(orders.get(cpu).get(choice[cpu]));
        }
        return new Candidate(chosen, matrices, program, program.contents(), variations);
    }

    /** The program order of each trace, closed. */
    List<List<BitMatrix>> orders(List<List<Trace>> traces) {
        ProgramOrder programOrder = new ProgramOrder(variations);
        List<List<BitMatrix>> orders = new ArrayList<>();
        for (List<Trace> each : traces) {
            List<BitMatrix> own = new ArrayList<>();
            orders.add(own);
            for (Trace trace : each) {
                List<Event> events = trace.events();
                BitMatrix order = BitMatrix.of(events.size());
                for (int i = 0; i < events.size(); i++) {
                    for (int j = 0; j < events.size(); j++) {
                        if (programOrder.rule(events.get(i), events.get(j)) != null) {
                            order.add(i, j);
                        }
                    }
                }
                own.add(order);
            }
        }
        return orders;
    }

    private static List<Judge> runHere(List<Callable<Judge>> tasks, Limits limits) {
        List<Judge> done = new ArrayList<>();
        long candidates = 0;
        for (Callable<Judge> task : tasks) {
            Judge judge;
            try {
                judge = task.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            done.add(judge);
            candidates += judge.count();
            if (candidates > limits.candidates()) {
                break;
            }
        }
        return done;
    }

    private static List<Judge> runOn(int threads, List<Callable<Judge>> tasks) {
        ExecutorService executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "axioms");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Judge> done = new ArrayList<>();
            for (Future<Judge> each : executor.invokeAll(tasks)) {
                done.add(each.get());
            }
            return done;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("axiomatic model interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }
}
