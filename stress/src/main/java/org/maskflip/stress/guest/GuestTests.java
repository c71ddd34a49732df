package org.maskflip.stress.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.maskflip.modelcheck.litmus.Catalogue;
import org.maskflip.modelcheck.litmus.LitmusFile;
import org.maskflip.modelcheck.litmus.LitmusProblem;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.modelcheck.program.Outcome;

/** The litmus tests that run as guest tests: those of the catalogue with two to four CPUs, and the scenarios of this module. */
public final class GuestTests {
    /** Most actors of a test. */
    public static final int MOST_CPUS = 4;

    private static final String FOLDER = "/guest/";
    private static final String INDEX = "scenarios.txt";

    private GuestTests() {}

    /** The names of all guest tests: catalogue first. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (String name : Catalogue.names()) {
            int cpus = Catalogue.test(name).program().cpus().size();
            if (cpus > 1 && cpus <= MOST_CPUS) {
                names.add(name);
            }
        }
        names.addAll(scenarios());
        return names;
    }

    /** The names of this module's own. */
    public static List<String> scenarios() {
        return resource(INDEX).lines().filter(line -> !line.isBlank()).toList();
    }

    /** Where the file of a test stands in the project. */
    public static String file(String name) {
        return (scenarios().contains(name)
                        ? "stress/src/main/resources/guest/"
                        : "model-check/src/main/resources/litmus/")
                + name + ".litmus";
    }

    /** One test. */
    public static LitmusTest test(String name) {
        if (GuestTests.class.getResource(FOLDER + name + ".litmus") == null) {
            return Catalogue.test(name);
        }
        try {
            return LitmusFile.read(name + ".litmus", resource(name + ".litmus"));
        } catch (LitmusProblem e) {
            throw new IllegalStateException("a scenario is damaged: " + e.getMessage(), e);
        }
    }

    /** An outcome as the harness sees it: in words, without characters that mean something in a regular expression. */
    public static String words(LitmusTest test, Outcome outcome) {
        String text = test.describe(outcome);
        if (text.isEmpty()) {
            return "all CPUs ended";
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            switch (each) {
                case '[', ']', '"' -> {}
                case '(', ')', '{', '}', '*', '+', '?', '.', '^', '$', '|', '\\' -> plain.append('_');
                default -> plain.append(each);
            }
        }
        return plain.toString();
    }

    private static String resource(String name) {
        try (InputStream stream = GuestTests.class.getResourceAsStream(FOLDER + name)) {
            if (stream == null) {
                throw new IllegalStateException("the jar has no " + FOLDER + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
