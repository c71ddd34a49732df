package org.maskflip.stress.drive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The results of a run in a file, a line of JSON per fork, written as each ends: a run that is interrupted keeps what it found. The
 * first line says which plan they belong to. Safe for any thread.
 */
final class ResultLog implements AutoCloseable {
    private static final String FORMAT = "maskflip-stress";
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedWriter writer;

    private ResultLog(BufferedWriter writer) {
        this.writer = writer;
    }

    /** An empty log for a plan; a file that is there already is replaced. */
    static ResultLog create(Path file, Plan plan, String host) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        ResultLog log = new ResultLog(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
        ObjectNode head = JSON.createObjectNode();
        head.put(FORMAT, VERSION);
        head.put("plan", plan.fingerprint());
        head.put("mode", plan.mode().name());
        head.put("seed", plan.seed());
        head.put("forks", plan.forks().size());
        head.put("host", host);
        log.write(head);
        return log;
    }

    /** A log to which more results of the same plan are added. */
    static ResultLog resume(Path file, List<ForkResult> kept, Plan plan, String host) throws IOException {
        ResultLog log = create(file, plan, host);
        for (ForkResult result : kept) {
            log.add(result);
        }
        return log;
    }

    /** Adds a result, which is in the file when this returns. */
    synchronized void add(ForkResult result) throws IOException {
        ObjectNode line = JSON.createObjectNode();
        line.put("test", result.test());
        line.put("key", result.key());
        line.put("status", result.status());
        ObjectNode counts = line.putObject("counts");
        result.counts().forEach(counts::put);
        if (!result.messages().isEmpty()) {
            ArrayNode messages = line.putArray("messages");
            result.messages().forEach(messages::add);
        }
        write(line);
    }

    private void write(JsonNode line) throws IOException {
        writer.write(JSON.writeValueAsString(line));
        writer.write('\n');
        writer.flush();
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }

    /**
     * The results of an interrupted run of the same plan on the same host. A last line without its end is what the interruption cut
     * off, and is left out.
     *
     * @throws BadRun if there is no such file, it is damaged, or it belongs to another plan or host
     */
    static List<ForkResult> read(Path file, Plan plan, String host) throws BadRun {
        String text = text(file);
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (!text.endsWith("\n") && !lines.isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        if (lines.isEmpty()) {
            throw damaged(file, 1, "the first line is missing", null);
        }
        JsonNode head = parse(file, 1, lines.get(0));
        if (head.path(FORMAT).asInt() != VERSION) {
            throw damaged(file, 1, "this is no file of results of this version", null);
        }
        if (!head.path("plan").asText().equals(plan.fingerprint())
                || !head.path("host").asText().equals(host)) {
            throw new BadRun(String.format(
                    "%s: cannot resume: these are results of another run (mode %s, seed %s, %s forks, %s);"
                            + " expected mode %s, seed %d, %d forks, %s; take the options of that run, or leave out --resume",
                    file,
                    head.path("mode").asText(),
                    head.path("seed").asText(),
                    head.path("forks").asText(),
                    head.path("host").asText(),
                    plan.mode(),
                    plan.seed(),
                    plan.forks().size(),
                    host));
        }
        List<ForkResult> results = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            results.add(result(file, i + 1, parse(file, i + 1, lines.get(i))));
        }
        return results;
    }

    private static String text(Path file) throws BadRun {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new BadRun(file + ": nothing to resume: no such file; leave out --resume to begin", e);
        } catch (IOException e) {
            throw damaged(file, 1, "it cannot be read as text: " + e.getMessage(), e);
        }
    }

    private static JsonNode parse(Path file, int number, String line) throws BadRun {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw damaged(file, number, e.getOriginalMessage(), e);
        }
    }

    private static ForkResult result(Path file, int number, JsonNode line) throws BadRun {
        JsonNode counts = line.path("counts");
        if (!line.path("test").isTextual()
                || !line.path("key").isTextual()
                || !line.path("status").isTextual()
                || !counts.isObject()) {
            throw damaged(file, number, "found no result with test, key, status and counts", null);
        }
        SortedMap<String, Long> numbers = new TreeMap<>();
        for (var each : counts.properties()) {
            if (!each.getValue().isIntegralNumber() || each.getValue().asLong() < 0) {
                throw damaged(file, number, "found a count that is no number: " + each.getValue(), null);
            }
            numbers.put(each.getKey(), each.getValue().asLong());
        }
        List<String> messages = new ArrayList<>();
        line.path("messages").forEach(message -> messages.add(message.asText()));
        return new ForkResult(
                line.path("test").asText(),
                line.path("key").asText(),
                line.path("status").asText(),
                numbers,
                messages);
    }

    private static BadRun damaged(Path file, int line, String why, Throwable cause) {
        return new BadRun(
                file + ":" + line + ": damaged result file: " + why
                        + "; expected what maskflip stress wrote; remove it, or leave out --resume",
                cause);
    }
}
