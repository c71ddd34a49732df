package org.maskflip.emulator.storage.order;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.maskflip.emulator.arch.Facilities;

/**
 * Runs a small program on the weak order in every possible way: all interleavings of operations and drains, all choices of copies
 * and of bytes. Each way is a run from the start along a list of decisions; states seen before are not entered again.
 */
final class Exploration implements OrderObserver {
    /** One operation of a CPU: it may fetch into the CPU's registers. */
    @FunctionalInterface
    interface Step {
        void run(StorageOrder order, long[] registers);
    }

    /** A step that only appends to the CPU's queue, and so commutes with all that other CPUs do. */
    interface LocalStep extends Step {}

    private static final AdversaryPolicy POLICY = new AdversaryPolicy(1, Integer.MAX_VALUE, 16, 1, 1, 1, 1);
    static final int REGISTERS = 8;

    private final List<List<Step>> program;
    private final Facilities facilities;
    private final long[] initial;
    private final Set<String> visited = new HashSet<>();
    private final Set<String> outcomes = new TreeSet<>();
    private final StringBuilder history = new StringBuilder();
    private final boolean fetchesInstructions;

    private int[] decisions = new int[64];
    private int[] widths = new int[64];
    private int decided;
    private int depth;
    private int runs;

    private Exploration(List<List<Step>> program, Facilities facilities, long[] initial, boolean fetchesInstructions) {
        this.program = program;
        this.facilities = facilities;
        this.initial = initial;
        this.fetchesInstructions = fetchesInstructions;
    }

    /** All outcomes, each as the given function prints the registers of all CPUs and the doublewords of storage. */
    static Set<String> outcomes(
            List<List<Step>> program,
            Facilities facilities,
            long[] initial,
            boolean fetchesInstructions,
            BiFunction<long[][], WordStorage, String> print) {
        Exploration exploration = new Exploration(program, facilities, initial, fetchesInstructions);
        do {
            exploration.run(print);
        } while (exploration.next());
        return exploration.outcomes;
    }

    private void run(BiFunction<long[][], WordStorage, String> print) {
        depth = 0;
        history.setLength(0);
        if (++runs > 2_000_000) {
            throw new IllegalStateException("gave up after 2,000,000 runs");
        }
        WordStorage storage = new WordStorage(8192);
        for (int i = 0; i < initial.length; i++) {
            storage.setVolatile(8L * i, 8, initial[i]);
        }
        int cpus = program.size();
        StorageOrders orders =
                StorageOrders.weak(storage, cpus, facilities, POLICY, Threading.FREE, cpu -> this::choose, this);
        int[] next = new int[cpus];
        long[][] registers = new long[cpus][REGISTERS];
        while (true) {
            runLocalSteps(orders, next, registers);
            int enabled = 0;
            for (int cpu = 0; cpu < cpus; cpu++) {
                enabled += (next[cpu] < program.get(cpu).size() ? 1 : 0)
                        + (weak(orders, cpu).isPending() ? 1 : 0);
            }
            if (enabled == 0) {
                outcomes.add(print.apply(registers, storage));
                return;
            }
            if (depth == decided && !visited.add(key(storage, next, registers, orders))) {
                return;
            }
            int choice = decide(enabled);
            for (int cpu = 0; cpu < cpus && choice >= 0; cpu++) {
                if (next[cpu] < program.get(cpu).size() && choice-- == 0) {
                    program.get(cpu).get(next[cpu]++).run(orders.cpu(cpu), registers[cpu]);
                } else if (weak(orders, cpu).isPending() && choice-- == 0) {
                    weak(orders, cpu).drainOne();
                }
            }
        }
    }

    private static WeakOrder weak(StorageOrders orders, int cpu) {
        return (WeakOrder) orders.cpu(cpu);
    }

    private void runLocalSteps(StorageOrders orders, int[] next, long[][] registers) {
        for (int cpu = 0; cpu < next.length; cpu++) {
            List<Step> steps = program.get(cpu);
            while (next[cpu] < steps.size() && steps.get(next[cpu]) instanceof LocalStep) {
                steps.get(next[cpu]++).run(orders.cpu(cpu), registers[cpu]);
            }
        }
    }

    private String key(WordStorage storage, int[] next, long[][] registers, StorageOrders orders) {
        StringBuilder key = new StringBuilder(Arrays.toString(next)).append(Arrays.deepToString(registers));
        if (fetchesInstructions) {
            return key.append(history).toString();
        }
        for (long i = 0; i < initial.length; i++) {
            key.append(storage.getVolatile(8 * i, 8)).append(' ');
        }
        for (int cpu = 0; cpu < next.length; cpu++) {
            key.append(weak(orders, cpu).pending()).append(';');
        }
        return key.toString();
    }

    private int choose(int n, ChoiceKind kind) {
        switch (kind) {
            case DRAIN:
                return 0;
            case COPY_MODE:
                return 2;
            default:
                return decide(n);
        }
    }

    private int decide(int n) {
        if (depth == decided) {
            if (decided == decisions.length) {
                decisions = Arrays.copyOf(decisions, 2 * decided);
                widths = Arrays.copyOf(widths, 2 * decided);
            }
            decisions[decided] = 0;
            widths[decided++] = n;
        }
        return decisions[depth++];
    }

    private boolean next() {
        while (decided > 0 && decisions[decided - 1] + 1 == widths[decided - 1]) {
            decided--;
        }
        if (decided > 0) {
            decisions[decided - 1]++;
        }
        return decided > 0;
    }

    @Override
    public void storeDrained(int cpu, long virtual, long absolute, int size, long value) {
        history.append(cpu)
                .append('w')
                .append(absolute)
                .append('=')
                .append(value)
                .append(' ');
    }

    @Override
    public void copiesDiscarded(int cpu) {
        history.append(cpu).append("d ");
    }

    /** A program from the steps of each CPU. */
    static List<List<Step>> program(List<Step> first, List<Step> second) {
        return List.of(first, second);
    }
}
