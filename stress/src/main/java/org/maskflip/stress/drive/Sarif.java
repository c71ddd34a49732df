package org.maskflip.stress.drive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.maskflip.stress.drive.Judgement.Verdict;

/** A report's failures in the Static Analysis Results Interchange Format 2.1.0: one result per failed test, at the file of its class. */
final class Sarif {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private Sarif() {}

    /** The document. */
    static String of(Report report) {
        ObjectNode log = JSON.createObjectNode();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "maskflip stress");
        ArrayNode rules = driver.putArray("rules");
        for (Verdict verdict : Verdict.values()) {
            if (verdict.isFailure()) {
                rules.addObject().put("id", verdict.name());
            }
        }
        ArrayNode results = run.putArray("results");
        for (Judgement test : report.judgements()) {
            if (test.verdict().isFailure()) {
                append(results.addObject(), report, test);
            }
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(log) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings cannot be written", e);
        }
    }

    private static void append(ObjectNode result, Report report, Judgement test) {
        result.put("ruleId", test.verdict().name());
        result.put("level", "error");
        result.putObject("message")
                .put("text", test.test() + ": " + report.reason(test) + "\nagain: " + report.command(test));
        ObjectNode location = result.putArray("locations").addObject();
        location.putObject("physicalLocation").putObject("artifactLocation").put("uri", source(test.test()));
        location.putArray("logicalLocations").addObject().put("fullyQualifiedName", test.test());
    }

    /** Where the test comes from: a litmus test from its file, any other from its class. */
    private static String source(String test) {
        String name = test;
        while (Character.isUpperCase(name.charAt(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1))) {
            name = name.substring(0, name.lastIndexOf('.'));
        }
        return "stress/src/main/java/" + name.replace('.', '/') + ".java";
    }
}
