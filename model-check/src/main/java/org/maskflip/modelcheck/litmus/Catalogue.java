package org.maskflip.modelcheck.litmus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The litmus tests that come with the project, each with its expectation and the reason for it. */
public final class Catalogue {
    private static final String PLACE = "/litmus/";
    private static final String INDEX = "catalogue.txt";

    private Catalogue() {}

    /** The names of all tests, in the order of the catalogue: classics, interlocked updates, sizes, fetches, signals. */
    public static List<String> names() {
        return resource(INDEX).lines().filter(line -> !line.isBlank()).toList();
    }

    /** All tests. */
    public static List<LitmusTest> tests() {
        List<LitmusTest> tests = new ArrayList<>();
        names().forEach(name -> tests.add(test(name)));
        return tests;
    }

    /**
     * One test.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static LitmusTest test(String name) {
        try {
            return LitmusFile.read(name + ".litmus", text(name));
        } catch (LitmusProblem e) {
            throw new IllegalStateException("the catalogue is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * The file of one test.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static String text(String name) {
        return resource(name + ".litmus");
    }

    private static String resource(String name) {
        try (InputStream stream = Catalogue.class.getResourceAsStream(PLACE + name)) {
            if (stream == null) {
                throw new IllegalArgumentException("the catalogue has no " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
