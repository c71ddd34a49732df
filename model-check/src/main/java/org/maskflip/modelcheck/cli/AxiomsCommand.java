package org.maskflip.modelcheck.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.maskflip.modelcheck.axiomatic.AxiomaticModel;
import org.maskflip.modelcheck.axiomatic.AxiomaticOutcomes;
import org.maskflip.modelcheck.axiomatic.Drawing;
import org.maskflip.modelcheck.axiomatic.Explanation;
import org.maskflip.modelcheck.axiomatic.Limits;
import org.maskflip.modelcheck.litmus.Expectation;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.program.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maskflip axioms}: the outcomes of litmus tests by the axioms of Model Z, with the reason for any of them. */
@Command(
        name = "axioms",
        header = "Find all outcomes of litmus tests by the axioms, and say why.",
        description = {
            "Find all outcomes of litmus tests by the axioms of Model Z, compare them with the expectation, and say why an",
            "outcome can be or cannot be. Not covered: SIGNAL PROCESSOR, interruptions by other CPUs, endless loops with stores."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every test is as expected",
            "1:a test is not as expected",
            "2:the input was refused",
            "3:UNKNOWN: a bound was hit, or a test is not covered",
        })
final class AxiomsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private LitmusInput input;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Litmus files.")
    private List<Path> files;

    @Option(names = "--json", description = "Print one JSON document instead of words.")
    private boolean isJson;

    @Option(
            names = "--dot",
            paramLabel = "DIR",
            description = "Write the explanation of each test there as Graphviz source.")
    private Path dots;

    @Option(names = "--svg", paramLabel = "DIR", description = "Write the explanation of each test there as SVG.")
    private Path pages;

    @Option(
            names = "--explain",
            paramLabel = "OUTCOME",
            description = {
                "Say why outcomes can or cannot be: those with the given values, such as \"0:r2=0; x=1\", or, with the word",
                "\"condition\", those in which the test's condition holds."
            })
    private String explained;

    @Option(
            names = {"--max-candidates", "--max-states"},
            paramLabel = "N",
            description =
                    "Give up a test after so many candidate executions, the states of this model (${DEFAULT-VALUE}).")
    private long candidates = Limits.DEFAULT.candidates();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Give up a test after so much time (${DEFAULT-VALUE}).")
    private long timeout = Limits.DEFAULT.time().toSeconds();

    @Option(names = "--threads", paramLabel = "N", description = "Threads (${DEFAULT-VALUE}).")
    private int threads = 1;

    private final ArrayNode reports = JsonNodeFactory.instance.arrayNode();
    private int wrong;
    private int unknown;

    @Override
    public Integer call() throws IOException {
        Limits limits = limits();
        PrintWriter out = spec.commandLine().getOut();
        List<LitmusTest> tests = new ArrayList<>();
        for (Path file : files) {
            tests.add(input.read(file));
        }
        for (LitmusTest test : tests) {
            judge(test, limits, out);
            out.flush();
        }
        if (isJson) {
            ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            ObjectNode root = mapper.createObjectNode();
            root.put("format", 1).set("tests", reports);
            out.println(mapper.writeValueAsString(root));
        } else if (tests.size() > 1) {
            out.printf("%,d tests: %,d not as expected, %,d unknown%n", tests.size(), wrong, unknown);
        }
        out.flush();
        ExitCode code = unknown > 0 ? ExitCode.UNKNOWN : ExitCode.AS_EXPECTED;
        return (wrong > 0 ? ExitCode.NOT_AS_EXPECTED : code).number();
    }

    private Limits limits() {
        if (candidates < 1 || timeout < 1 || threads < 1) {
            throw new BadInput("maskflip axioms: --max-candidates, --timeout and --threads want numbers above 0");
        }
        return Limits.DEFAULT
                .withCandidates(candidates)
                .withTime(Duration.ofSeconds(timeout))
                .withThreads(threads);
    }

    private void judge(LitmusTest test, Limits limits, PrintWriter out) throws IOException {
        AxiomaticModel model = new AxiomaticModel(test.program());
        AxiomaticOutcomes found = model.outcomes(limits);
        Boolean isExpected = isAsExpected(test, found);
        wrong += Boolean.FALSE.equals(isExpected) ? 1 : 0;
        unknown += isExpected == null ? 1 : 0;
        String verdict = isExpected == null ? "UNKNOWN" : isExpected ? "PASS" : "FAIL";
        Explanation explanation = null;
        if (explained != null || dots != null || pages != null) {
            explanation = model.explain(wanted(test), limits);
            draw(test, explanation);
        }
        if (isJson) {
            report(test, found, verdict, explanation);
        } else {
            print(test, found, verdict, explanation, out);
        }
    }

    /** Whether the outcomes are as expected; {@code null} if what is found does not tell. */
    private static Boolean isAsExpected(LitmusTest test, AxiomaticOutcomes found) {
        if (found.isComplete()) {
            return test.isAsExpected(found.outcomes());
        }
        boolean holds = found.outcomes().stream().anyMatch(test.condition()::holds);
        boolean fails =
                found.outcomes().stream().anyMatch(each -> !test.condition().holds(each));
        return switch (test.expectation()) {
            case NEVER -> holds ? Boolean.FALSE : null;
            case ALWAYS -> fails ? Boolean.FALSE : null;
            case SOMETIMES -> holds && fails ? Boolean.TRUE : null;
        };
    }

    private Predicate<Outcome> wanted(LitmusTest test) {
        if (explained == null || explained.strip().equals("condition")) {
            return test.condition()::holds;
        }
        Predicate<Outcome> wanted = outcome -> true;
        for (String each : explained.split("[;,]", -1)) {
            if (!each.isBlank()) {
                wanted = wanted.and(comparison(test, each.strip()));
            }
        }
        return wanted;
    }

    private static Predicate<Outcome> comparison(LitmusTest test, String words) {
        int equals = words.lastIndexOf('=');
        String name = equals < 0 ? words : words.substring(0, equals).strip();
        List<String> names =
                test.program().observations().stream().map(each -> each.name()).toList();
        if (equals < 0 || !names.contains(name)) {
            throw new BadInput(
                    "maskflip axioms: --explain " + words + ": expected one of " + names + ", = and a number");
        }
        int place = names.indexOf(name);
        try {
            String number = words.substring(equals + 1).strip();
            long value =
                    number.startsWith("0x") ? Long.parseUnsignedLong(number.substring(2), 16) : Long.parseLong(number);
            return outcome -> outcome.values().get(place) == value;
        } catch (NumberFormatException e) {
            throw new BadInput("maskflip axioms: --explain " + words + ": no number behind the =", e);
        }
    }

    private void draw(LitmusTest test, Explanation explanation) throws IOException {
        if (explanation.picture() == null) {
            return;
        }
        String name = test.name().replace('/', '_');
        if (dots != null) {
            Files.createDirectories(dots);
            Files.writeString(dots.resolve(name + ".dot"), Drawing.dot(explanation.picture()));
        }
        if (pages != null) {
            Files.createDirectories(pages);
            Files.writeString(pages.resolve(name + ".svg"), Drawing.svg(explanation.picture()));
        }
    }

    private static List<Outcome> sorted(AxiomaticOutcomes found) {
        List<Outcome> sorted = new ArrayList<>(found.outcomes());
        sorted.sort(Comparator.comparing(Outcome::toString));
        return sorted;
    }

    private static String shown(AxiomaticOutcomes found, LitmusTest test) {
        return found.isComplete()
                ? Expectation.of(found.outcomes(), test.condition()).word()
                : "not decided";
    }

    private void print(
            LitmusTest test, AxiomaticOutcomes found, String verdict, Explanation explanation, PrintWriter out) {
        out.printf(
                "%s %s: expected %s, found %s; %,d outcomes, %,d candidates%n",
                verdict,
                test.name(),
                test.expectation().word(),
                shown(found, test),
                found.outcomes().size(),
                found.candidates());
        if (!found.isComplete()) {
            String reason = found.bound() == null
                    ? "not covered: " + found.notCovered()
                    : "gave up after " + found.bound() + "; " + found.outcomes().size() + " outcomes so far";
            out.println("  " + reason);
        }
        for (Outcome outcome : sorted(found)) {
            out.println((test.condition().holds(outcome) ? "  * " : "    ") + test.describe(outcome));
        }
        if (explained != null) {
            explanation.lines().forEach(line -> out.println("  " + line));
        }
    }

    private void report(LitmusTest test, AxiomaticOutcomes found, String verdict, Explanation explanation) {
        ObjectNode node = reports.addObject();
        node.put("name", test.name()).put("verdict", verdict);
        node.put("expected", test.expectation().word()).put("found", shown(found, test));
        node.put("complete", found.isComplete()).put("bound", found.bound()).put("notCovered", found.notCovered());
        node.put("traces", found.traces()).put("candidates", found.candidates());
        ArrayNode outcomes = node.putArray("outcomes");
        for (Outcome outcome : sorted(found)) {
            ObjectNode each = outcomes.addObject();
            ObjectNode values = each.putObject("values");
            for (int i = 0; i < outcome.values().size(); i++) {
                values.put(
                        test.program().observations().get(i).name(),
                        outcome.values().get(i));
            }
            ArrayNode endings = each.putArray("endings");
            outcome.endings().forEach(endings::add);
            each.put("condition", test.condition().holds(outcome));
        }
        if (explanation != null) {
            ObjectNode reason = node.putObject("explanation");
            reason.put("verdict", explanation.verdict().name());
            ArrayNode lines = reason.putArray("lines");
            explanation.lines().forEach(lines::add);
        }
    }
}
