package org.maskflip.modelcheck.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.maskflip.modelcheck.explore.Exploration;
import org.maskflip.modelcheck.program.Observation;
import org.maskflip.modelcheck.program.Outcome;

/**
 * What was found of one test.
 *
 * @param name the test
 * @param expected in words
 * @param found in words
 * @param verdict whether they agree
 * @param observations what the values of outcomes are
 * @param exploration all outcomes, with counts
 * @param satisfying the outcomes in which the test's condition holds
 * @param witnesses for some outcomes an execution
 * @param endless the beginning of an execution that then goes on for ever; {@code null} if none is known
 */
public record Report(
        String name,
        String expected,
        String found,
        Verdict verdict,
        List<Observation> observations,
        Exploration<Outcome> exploration,
        List<Outcome> satisfying,
        Map<Outcome, Shown> witnesses,
        Shown endless) {

    /**
     * An execution.
     *
     * @param schedule what replays it
     * @param timeline its steps
     */
    public record Shown(String schedule, Timeline timeline) {}

    public Report {
        observations = List.copyOf(observations);
        satisfying = List.copyOf(satisfying);
    }

    /** All reports as one JSON document. */
    public static String json(List<Report> reports) {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = mapper.createObjectNode();
        root.put("format", 1);
        ArrayNode tests = root.putArray("tests");
        reports.forEach(report -> report.into(tests.addObject()));
        try {
            return mapper.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void into(ObjectNode node) {
        node.put("name", name);
        node.put("verdict", verdict.name());
        node.put("expected", expected);
        node.put("found", found);
        node.put("complete", exploration.isComplete());
        if (!exploration.isComplete()) {
            node.put("bound", exploration.bound());
        }
        node.put("states", exploration.states());
        node.put("transitions", exploration.transitions());
        node.put("depth", exploration.depth());
        if (exploration.isComplete()) {
            node.put("endlessStates", exploration.endless());
        }
        if (endless != null) {
            into(node.putObject("endless"), endless);
        }
        ArrayNode outcomes = node.putArray("outcomes");
        exploration.outcomes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Outcome.ORDER))
                .forEach(each -> into(outcomes.addObject(), each.getKey(), each.getValue()));
    }

    private void into(ObjectNode node, Outcome outcome, long count) {
        ObjectNode values = node.putObject("values");
        for (int i = 0; i < observations.size(); i++) {
            values.put(observations.get(i).name(), outcome.values().get(i));
        }
        ArrayNode endings = node.putArray("endings");
        outcome.endings().forEach(endings::add);
        node.put("condition", satisfying.contains(outcome));
        node.put("finalStates", count);
        Shown shown = witnesses.get(outcome);
        if (shown != null) {
            into(node, shown);
        }
    }

    private static void into(ObjectNode node, Shown shown) {
        node.put("schedule", shown.schedule());
        ArrayNode steps = node.putArray("timeline");
        shown.timeline().moments().forEach(moment -> into(steps.addObject(), moment));
    }

    private static void into(ObjectNode node, Moment moment) {
        node.put("cpu", moment.cpu());
        node.put("kind", moment.kind().name());
        if (moment.size() > 0) {
            node.put("address", Long.toHexString(moment.address()));
            node.put("size", moment.size());
            node.put("value", Long.toHexString(moment.value()));
        }
        node.put("words", moment.words());
        ArrayNode rules = node.putArray("rules");
        moment.rules().forEach(rules::add);
    }
}
