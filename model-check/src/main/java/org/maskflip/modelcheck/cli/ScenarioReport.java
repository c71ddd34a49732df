package org.maskflip.modelcheck.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.maskflip.modelcheck.cli.ScenarioInput.Named;
import org.maskflip.modelcheck.program.Outcome;
import org.maskflip.modelcheck.scenario.Decision;
import org.maskflip.modelcheck.scenario.Property;
import org.maskflip.modelcheck.scenario.Scenario;
import org.maskflip.modelcheck.scenario.ScenarioProgram;
import org.maskflip.modelcheck.trial.Grading;
import org.maskflip.modelcheck.trial.Grading.Grade;
import org.maskflip.modelcheck.trial.Grading.Line;
import org.maskflip.modelcheck.verdict.Verdict;

/** What {@code maskflip scenarios} prints, and the exit status that follows. */
final class ScenarioReport {
    private final PrintWriter out;
    private final boolean isJson;
    private final boolean isOutcomes;
    private final String options;
    private final ObjectNode root = new ObjectMapper().createObjectNode();
    private final ArrayNode nodes;
    private int passed;
    private int failed;
    private int unknown;

    /**
     * A report.
     *
     * @param options those that a command to replay needs besides, as typed
     */
    ScenarioReport(PrintWriter out, boolean isJson, boolean isOutcomes, String options) {
        this.out = out;
        this.isJson = isJson;
        this.isOutcomes = isOutcomes;
        this.options = options;
        root.put("format", 1);
        nodes = root.putArray("scenarios");
    }

    /** What a scenario is. */
    void list(Scenario scenario) {
        if (isJson) {
            describe(scenario, nodes.addObject());
            return;
        }
        out.printf(
                "%s: expected %s, %s; %s%n",
                scenario.name(), scenario.expectation().word(), words(scenario.sortedProperties()), scenario.bounds());
        for (String key : List.of("models", "reason", "origin")) {
            if (scenario.texts().containsKey(key)) {
                out.printf("  %s: %s%n", key, scenario.texts().get(key));
            }
        }
    }

    private static String words(Collection<Property> properties) {
        return properties.stream().sorted().map(Property::name).collect(Collectors.joining(" "));
    }

    private static ObjectNode describe(Scenario scenario, ObjectNode node) {
        node.put("name", scenario.name());
        ArrayNode properties = node.putArray("properties");
        scenario.sortedProperties().forEach(each -> properties.add(each.name()));
        node.put("expected", scenario.expectation().word());
        node.put("cpus", scenario.bounds().cpus());
        node.put("calls", scenario.bounds().calls());
        node.put("updates", scenario.bounds().updates());
        for (String key : List.of("models", "reason", "origin")) {
            node.put(key, scenario.texts().getOrDefault(key, ""));
        }
        return node;
    }

    /** The user has had enough. */
    void stopped() {
        unknown++;
    }

    /**
     * What was found of a scenario.
     *
     * @param shown an execution that violates something, or {@code null}
     */
    void add(Named named, Decision decision, double seconds, List<Grading> gradings, Decision.Shown shown) {
        Verdict verdict = verdict(decision, gradings);
        switch (verdict) {
            case PASS -> passed++;
            case FAIL -> failed++;
            case UNKNOWN -> unknown++;
        }
        if (isJson) {
            json(decision, seconds, gradings, shown, verdict);
            return;
        }
        Scenario scenario = decision.program().scenario();
        out.printf(
                "%-7s %-34s %-8s expected %-6s found %-16s %s: %,d states, %.1f s, %,d outcomes%s%n",
                verdict,
                scenario.name(),
                words(scenario.properties()),
                scenario.expectation().word(),
                found(decision),
                scenario.bounds(),
                decision.exploration().states(),
                seconds,
                decision.exploration().outcomes().size(),
                gradings.stream().map(ScenarioReport::runs).collect(Collectors.joining()));
        if (decision.exploration().bound() != null) {
            String bound = decision.exploration().bound();
            out.printf("  gave up after %s%s%n", bound, SearchOptions.option(bound));
        }
        gradings.forEach(grading -> strange(named, decision.program(), grading));
        if (isOutcomes) {
            outcomes(decision);
        }
        if (shown != null) {
            out.printf("  a shortest execution:%n");
            show(decision.program(), shown);
            out.printf("  replay: ./maskflip scenarios %s%s --replay %s%n", named.typed(), options, shown.schedule());
        }
        out.flush();
    }

    private static Verdict verdict(Decision decision, List<Grading> gradings) {
        boolean isStrange = gradings.stream()
                .anyMatch(each -> !each.lines(Grade.SEEN_BUT_NOT_ALLOWED).isEmpty());
        return isStrange ? Verdict.FAIL : decision.verdict();
    }

    private static String found(Decision decision) {
        if (!decision.violated().isEmpty()) {
            return "unsafe (" + words(decision.violated()) + ")";
        }
        return decision.found().isEmpty() ? "no violation yet" : "safe";
    }

    private static String runs(Grading grading) {
        return String.format(
                "; %s %d/%d in %,d runs%s",
                grading.result().plan().order().name().toLowerCase(Locale.ROOT),
                grading.seen(),
                grading.allowed().size(),
                grading.result().runs(),
                grading.result().unfinished() == 0
                        ? ""
                        : ", " + grading.result().unfinished() + " without end");
    }

    /** What a machine showed that the model does not allow. */
    private void strange(Named named, ScenarioProgram program, Grading grading) {
        for (Line line : grading.lines(Grade.SEEN_BUT_NOT_ALLOWED)) {
            out.printf(
                    "  seen on the %s machine and not allowed: %s%n    replay: ./maskflip scenarios %s%s --seed %d --runs 1%n",
                    grading.result().plan().order().name().toLowerCase(Locale.ROOT),
                    text(program, line.outcome()),
                    named.typed(),
                    options,
                    line.firstSeed());
        }
    }

    private void outcomes(Decision decision) {
        decision.exploration().outcomes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Outcome.ORDER))
                .forEach(each -> out.printf(
                        "  %-6s %,6d  %s%n",
                        words(decision.program().violations(each.getKey())),
                        each.getValue(),
                        text(decision.program(), each.getKey())));
    }

    private static String text(ScenarioProgram program, Outcome outcome) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < outcome.values().size(); i++) {
            text.append(i == 0 ? "" : "; ")
                    .append(program.program().observations().get(i).name())
                    .append('=')
                    .append(Long.toHexString(outcome.values().get(i)));
        }
        for (int cpu = 0; cpu < outcome.endings().size(); cpu++) {
            if (!outcome.endings().get(cpu).isEmpty()) {
                text.append("; CPU ")
                        .append(cpu)
                        .append(": ")
                        .append(outcome.endings().get(cpu));
            }
        }
        return text.toString();
    }

    /** An execution, step by step, and how it ends. */
    void show(ScenarioProgram program, Decision.Shown shown) {
        out.print(shown.timeline().text(new Places(program.program(), program::name)));
        if (shown.outcome() == null) {
            out.println("  from here no end can be reached, or the schedule is not at its end");
        } else {
            out.printf(
                    "  end: %s; violates %s%n",
                    text(program, shown.outcome()), orNothing(words(program.violations(shown.outcome()))));
        }
        out.flush();
    }

    private static String orNothing(String words) {
        return words.isEmpty() ? "nothing" : words;
    }

    private void json(
            Decision decision, double seconds, List<Grading> gradings, Decision.Shown shown, Verdict verdict) {
        ObjectNode node = describe(decision.program().scenario(), nodes.addObject());
        node.put("verdict", verdict.name());
        node.put("found", decision.found().map(each -> each.word()).orElse("unknown"));
        ArrayNode violated = node.putArray("violated");
        decision.violated().stream().sorted().forEach(each -> violated.add(each.name()));
        node.put("complete", decision.isComplete());
        node.put("states", decision.exploration().states());
        node.put("transitions", decision.exploration().transitions());
        node.put("outcomes", decision.exploration().outcomes().size());
        node.put("seconds", seconds);
        ArrayNode machines = node.putArray("machines");
        for (Grading grading : gradings) {
            ObjectNode machine = machines.addObject();
            machine.put("order", grading.result().plan().order().name().toLowerCase(Locale.ROOT));
            machine.put("runs", grading.result().runs());
            machine.put("unfinished", grading.result().unfinished());
            machine.put("seen", grading.seen());
            machine.put("allowed", grading.allowed().size());
            machine.put("notAllowed", grading.lines(Grade.SEEN_BUT_NOT_ALLOWED).size());
        }
        if (shown != null) {
            node.put("schedule", shown.schedule().toString());
        }
    }

    /** Ends the report. */
    ExitCode end() {
        if (isJson) {
            try {
                out.println(new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(root));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        } else if (passed + failed + unknown > 0) {
            out.printf(
                    "%d scenarios: %d as expected, %d not, %d unknown%n",
                    passed + failed + unknown, passed, failed, unknown);
        }
        out.flush();
        if (failed > 0) {
            return ExitCode.NOT_AS_EXPECTED;
        }
        return unknown > 0 ? ExitCode.UNKNOWN : ExitCode.AS_EXPECTED;
    }
}
