package org.maskflip.stress.drive;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code maskflip stress}. */
@Command(
        name = "maskflip stress",
        description = {
            "Runs the emulator's Java code on the host's processors: samples of races, counted and graded.",
            "",
            "Names begin with org.maskflip.stress, then: jmm (what the host's Java does), guest (litmus tests and scenarios on"
                    + " a machine in host order, graded by Model Z), and storage, interrupt, cpu, translate and clock (the"
                    + " emulator's own protocols, each with a twin that is weakened and must fail)."
        },
        mixinStandardHelpOptions = true,
        version = "maskflip stress",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every test ran, and showed nothing forbidden and all that it must show",
            "1:a test failed, or did not run for no reason",
            "2:the input was refused; nothing was run",
            "3:tests were left out for want of time, or by an interruption; no test failed",
            "70:a defect of maskflip itself"
        })
public final class StressCommand implements Callable<Integer> {
    private static final int REFUSED = 2;
    private static final int DEFECT = 70;

    @Option(names = "-m", paramLabel = "MODE", description = "sanity, quick (default), default or tough.")
    private Mode mode = Mode.QUICK;

    @Option(
            names = "-t",
            paramLabel = "REGEX",
            description = "Only tests in whose names the pattern is found; may be given several times.")
    private String[] patterns = {""};

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description = "The longest time, as 90s, 5m or 1h; what does not fit is left out and named.")
    private String budget;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "The order of the tests and the compiler's random choices.")
    private long seed;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = "The Ith of N parts of the tests, I from 1: the parts are disjoint and together all.")
    private String shard = "1/1";

    @Option(names = "--resume", description = "Goes on with the interrupted run in the results folder.")
    private boolean isResumed;

    @Option(
            names = "-r",
            paramLabel = "FOLDER",
            description = "For results.jsonl, junit.xml, summary.md and results.sarif (default: stress-results).")
    private Path folder = Path.of("stress-results");

    @Option(names = "--list", description = "Names the tests with their numbers of actors, and runs none.")
    private boolean isListing;

    private final PrintStream out;

    /** Prints to a stream. */
    StressCommand(PrintStream out) {
        this.out = out;
    }

    /** Runs the command line and leaves with its exit status. */
    public static void main(String[] arguments) {
        int status = execute(System.out, System.err, arguments);
        System.out.flush();
        System.err.flush();
        System.exit(status);
    }

    /** Runs the command line and returns its exit status. */
    static int execute(PrintStream out, PrintStream err, String... arguments) {
        CommandLine line = new CommandLine(new StressCommand(out));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((problem, args) -> {
            err.println("maskflip stress: " + problem.getMessage());
            err.println("maskflip stress --help shows the options");
            return REFUSED;
        });
        line.setExecutionExceptionHandler((problem, command, parsed) -> {
            if (problem instanceof BadRun) {
                err.println("maskflip stress: " + problem.getMessage());
                return REFUSED;
            }
            err.println("maskflip stress: a defect of maskflip itself: " + problem);
            problem.printStackTrace(err);
            return DEFECT;
        });
        return line.execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        SortedMap<String, Integer> chosen = shard(chosen(Harness.tests()));
        if (isListing) {
            chosen.forEach((test, actors) -> out.println(actors + (actors == 1 ? " actor   " : " actors  ") + test));
            return 0;
        }
        Plan plan = Plan.of(mode, seed, chosen);
        return new Run(plan, budget(), folder, isResumed ? Run.Begin.RESUMED : Run.Begin.ANEW, out).execute();
    }

    private SortedMap<String, Integer> chosen(SortedMap<String, Integer> all) throws BadRun {
        if (all.isEmpty()) {
            throw new BadRun("the jar holds no tests: it was built without the annotation processor of jcstress");
        }
        SortedMap<String, Integer> chosen = new TreeMap<>();
        for (String pattern : patterns) {
            Pattern compiled;
            try {
                compiled = Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                throw new BadRun("-t " + pattern + ": " + e.getDescription() + "; expected a regular expression", e);
            }
            int before = chosen.size();
            boolean isFound = false;
            for (var each : all.entrySet()) {
                if (compiled.matcher(each.getKey()).find()) {
                    chosen.put(each.getKey(), each.getValue());
                    isFound = true;
                }
            }
            if (!isFound && chosen.size() == before) {
                throw new BadRun("-t " + pattern + ": unknown test: the pattern is found in none of the " + all.size()
                        + " names; --list shows them");
            }
        }
        return chosen;
    }

    private SortedMap<String, Integer> shard(SortedMap<String, Integer> tests) throws BadRun {
        String[] parts = shard.split("/", -1);
        int number = 0;
        int of = 0;
        try {
            number = Integer.parseInt(parts[0]);
            of = Integer.parseInt(parts[parts.length - 1]);
        } catch (NumberFormatException e) {
            number = 0;
        }
        if (parts.length != 2 || number < 1 || of < number) {
            throw new BadRun("--shard " + shard + ": expected I/N with I from 1 to N, as in 2/4");
        }
        SortedMap<String, Integer> part = new TreeMap<>();
        int at = 0;
        for (var each : tests.entrySet()) {
            if (at++ % of == number - 1) {
                part.put(each.getKey(), each.getValue());
            }
        }
        if (part.isEmpty()) {
            throw new BadRun("--shard " + shard + ": there are only " + tests.size() + " tests; expected fewer parts");
        }
        return part;
    }

    private Duration budget() throws BadRun {
        if (budget == null) {
            return null;
        }
        try {
            Duration parsed = Duration.parse("PT" + budget.toUpperCase(Locale.ROOT));
            if (parsed.isNegative() || parsed.isZero()) {
                throw new BadRun("--budget " + budget + ": expected more than no time");
            }
            return parsed;
        } catch (DateTimeParseException e) {
            throw new BadRun("--budget " + budget + ": expected a time, as 90s, 5m or 1h30m", e);
        }
    }
}
