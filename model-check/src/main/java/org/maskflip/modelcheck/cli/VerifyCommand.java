package org.maskflip.modelcheck.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.maskflip.emulator.hotpatch.PatchGuest;
import org.maskflip.emulator.hotpatch.Twin;
import org.maskflip.emulator.machine.PatchRun;
import org.maskflip.emulator.machine.Scheduler;
import org.maskflip.emulator.storage.order.OrderKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskflip verify}: a guest patches itself under running CPUs, and every executed first stage is looked at. */
@Command(
        name = "verify",
        header = "Run a guest that patches itself, and check what every CPU executes.",
        description = {
            "Run a guest that patches its own functions while other CPUs run them, and check every executed first stage.",
            "Then run guests that are broken on purpose: under the weak order they must be caught."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all properties held, and every broken guest that must be caught was",
            "1:a property was violated, or a broken guest was not caught",
            "2:the input was refused; nothing was run",
            "3:UNKNOWN: the time was up before every run had ended",
        })
final class VerifyCommand implements Callable<Integer> {
    private static final int TWIN_FUNCTIONS = 16;
    private static final int TWIN_CPUS = 4;
    private static final int TWIN_SEEDS = 5;
    private static final int MOST_SEEDS = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--cpus",
            paramLabel = "N|A-B",
            defaultValue = "2,3,4,8",
            description = "CPUs, from 2 to 8, as in 3, 2-8 or 2,4 (${DEFAULT-VALUE}).")
    private String cpus;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            split = ",",
            defaultValue = "weak,host",
            description = "Storage orders: weak, host, host-strict, sequential (${DEFAULT-VALUE}).")
    private List<String> orders;

    @Option(
            names = "--updates",
            paramLabel = "N",
            defaultValue = "60",
            description = "Updates per run, 1 or more (${DEFAULT-VALUE}).")
    private int updates;

    @Option(
            names = "--functions",
            paramLabel = "N",
            defaultValue = "320",
            description = "Traced functions, 8 to 2048 (${DEFAULT-VALUE}).")
    private int functions;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Of all choices (${DEFAULT-VALUE}).")
    private int seed;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description =
                    "Run each line with N seeds, from --seed on, and count; default: one, but for a broken guest that must"
                            + " be caught up to " + TWIN_SEEDS + ", until one catches it.")
    private Integer seeds;

    @Option(
            names = "--scheduler",
            paramLabel = "KIND",
            description = "free or deterministic; default: weak under both, the others free.")
    private String scheduler;

    @Option(
            names = "--twin",
            paramLabel = "NAME",
            description = "Only this broken guest: no-sync, no-wait, mask-first, skip-lock or null-target.")
    private String twin;

    @Option(
            names = "--time",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "Give up after so long, more than 0 (${DEFAULT-VALUE}).")
    private double time;

    @Option(names = "--json", description = "Print a JSON object per run in place of the table.")
    private boolean isJson;

    @Override
    public Integer call() throws InterruptedException {
        List<PatchTrial> trials = trials();
        if (!(time > 0) || time > 1e6) {
            throw new BadInput("maskflip: --time " + time + ": seconds above 0 and up to 1000000 expected");
        }
        long deadline = System.nanoTime() + (long) (time * 1e9);
        PrintWriter out = spec.commandLine().getOut();
        VerifyReport report = new VerifyReport(out, isJson ? VerifyReport.Form.JSON : VerifyReport.Form.TABLE);
        report.begin(seed, functions);
        for (PatchTrial trial : trials) {
            runTrial(trial, deadline, report);
        }
        return report.end().number();
    }

    private static void runTrial(PatchTrial trial, long deadline, VerifyReport report) throws InterruptedException {
        PatchRun.Result shown = null;
        int shownAttempt = 0;
        int found = 0;
        int tried = 0;
        long fewest = Long.MAX_VALUE;
        boolean isOver = false;
        while (!isOver && tried < trial.seeds()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            report.progress(trial, tried);
            PatchRun.Result result = trial.run(tried, Duration.ofNanos(left)).run();
            boolean isFound = trial.isFound(result.report());
            fewest = Math.min(fewest, trial.violations(result.report()));
            if (found == 0) {
                shown = result;
                shownAttempt = tried;
            }
            found += isFound ? 1 : 0;
            tried++;
            isOver = result.isUnknown() || isFound && trial.repetition() == PatchTrial.Repetition.UNTIL_FOUND;
        }
        report.add(trial, new TrialOutcome(tried, found, fewest, shownAttempt, shown));
    }

    // ------------------------------------------------------------------------------------------------ the plan

    private List<PatchTrial> trials() {
        List<PatchTrial> plan = new ArrayList<>();
        Twin only = twin == null ? Twin.NONE : parse(Twin.class, "--twin", twin);
        List<Integer> counts = counts();
        for (String name : orders) {
            OrderKind order = parse(OrderKind.class, "--order", name);
            for (Scheduler kind : schedulers(order)) {
                for (int count : counts) {
                    plan.add(trial(only, count, order, kind));
                }
            }
        }
        boolean isWhole = twin == null && scheduler == null;
        if (isWhole && counts.size() > 1 && plan.stream().anyMatch(trial -> trial.order() == OrderKind.WEAK)) {
            addTwins(plan);
        }
        return plan;
    }

    private PatchTrial trial(Twin broken, int count, OrderKind order, Scheduler kind) {
        try {
            PatchGuest checked = new PatchGuest(count, functions, updates, seed, broken);
            return new PatchTrial(
                    broken,
                    checked.cpus(),
                    functions,
                    updates,
                    order,
                    kind,
                    seed,
                    seeds(broken, order),
                    repetition(),
                    broken == Twin.NONE ? PatchTrial.Expectation.HOLDS : expected(order));
        } catch (IllegalArgumentException e) {
            throw new BadInput("maskflip verify: " + e.getMessage(), e);
        }
    }

    private static PatchTrial.Expectation expected(OrderKind order) {
        return order == OrderKind.WEAK ? PatchTrial.Expectation.IS_CAUGHT : PatchTrial.Expectation.OPEN;
    }

    /** The weak order must catch them; what the host's order sees of them is its own affair. */
    private void addTwins(List<PatchTrial> plan) {
        for (Twin broken : List.of(Twin.NO_SYNC, Twin.MASK_FIRST)) {
            plan.add(twinTrial(broken, OrderKind.WEAK, Scheduler.DETERMINISTIC));
            plan.add(twinTrial(broken, OrderKind.HOST, Scheduler.FREE));
        }
    }

    private PatchTrial twinTrial(Twin broken, OrderKind order, Scheduler kind) {
        return new PatchTrial(
                broken,
                TWIN_CPUS,
                TWIN_FUNCTIONS,
                updates,
                order,
                kind,
                seed,
                seeds(broken, order),
                repetition(),
                expected(order));
    }

    private int seeds(Twin broken, OrderKind order) {
        if (seeds == null) {
            return broken != Twin.NONE && order == OrderKind.WEAK ? TWIN_SEEDS : 1;
        }
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw new BadInput("maskflip: --seeds " + seeds + ": 1 to " + MOST_SEEDS + " expected");
        }
        return seeds;
    }

    private PatchTrial.Repetition repetition() {
        return seeds == null ? PatchTrial.Repetition.UNTIL_FOUND : PatchTrial.Repetition.ALL;
    }

    private List<Scheduler> schedulers(OrderKind order) {
        if (scheduler != null) {
            return List.of(parse(Scheduler.class, "--scheduler", scheduler));
        }
        return order == OrderKind.WEAK ? List.of(Scheduler.DETERMINISTIC, Scheduler.FREE) : List.of(Scheduler.FREE);
    }

    private List<Integer> counts() {
        List<Integer> found = new ArrayList<>();
        for (String part : cpus.split(",", -1)) {
            String[] ends = part.strip().split("-", 2);
            int first = number(ends[0]);
            int last = number(ends[ends.length - 1]);
            for (int count = first; count <= last; count++) {
                found.add(count);
            }
        }
        if (found.isEmpty()) {
            throw new BadInput("maskflip: --cpus " + cpus + ": an empty range; expected as in 2-8");
        }
        return found;
    }

    private int number(String text) {
        if (!text.matches("[0-9]{1,3}")) {
            throw new BadInput("maskflip: --cpus " + cpus + ": \"" + text
                    + "\" is no number of CPUs; expected 2 to 8, as in 3, 2-8 or 2,4");
        }
        return Integer.parseInt(text);
    }

    private static <E extends Enum<E>> E parse(Class<E> type, String option, String text) {
        String name = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        List<String> known = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
            known.add(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        throw new BadInput("maskflip: " + option + " " + text + ": one of " + String.join(", ", known) + " expected");
    }
}
