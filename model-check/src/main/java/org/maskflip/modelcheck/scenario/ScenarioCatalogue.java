package org.maskflip.modelcheck.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The scenarios that come with the project, and those in files of a user, which may include the project's parts. */
public final class ScenarioCatalogue {
    private static final String PLACE = "/scenario/";
    private static final String INDEX = "catalogue.txt";

    private ScenarioCatalogue() {}

    /** All scenarios, in the order of the catalogue. */
    public static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (String file :
                resource(INDEX).lines().filter(line -> !line.isBlank()).toList()) {
            try {
                all.addAll(ScenarioFile.read(new Sources(file, ScenarioCatalogue::resource)));
            } catch (ScenarioProblem e) {
                throw new IllegalStateException("the catalogue is damaged: " + e.getMessage(), e);
            }
        }
        return all;
    }

    /**
     * The scenarios of a user's file. What it includes is looked for beside it, then among the project's parts.
     *
     * @throws ScenarioProblem if the header is wrong
     * @throws IOException if the file cannot be read
     */
    public static List<Scenario> of(Path file) throws ScenarioProblem, IOException {
        String text = Files.readString(file);
        String main = file.toString();
        return ScenarioFile.read(new Sources(main, name -> name.equals(main) ? text : included(file, name)));
    }

    private static String included(Path file, String name) {
        try {
            Path beside = file.resolveSibling(name);
            return Files.isRegularFile(beside) ? Files.readString(beside) : resource(name);
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    /** The text of a file of the catalogue, {@code null} if there is none. */
    private static String resource(String name) {
        try (InputStream in = ScenarioCatalogue.class.getResourceAsStream(PLACE + name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
