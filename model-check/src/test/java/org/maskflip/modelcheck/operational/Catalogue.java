package org.maskflip.modelcheck.operational;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.maskflip.modelcheck.litmus.LitmusFile;
import org.maskflip.modelcheck.litmus.LitmusProblem;
import org.maskflip.modelcheck.litmus.LitmusTest;

/** The litmus tests among the project's resources. */
final class Catalogue {
    private Catalogue() {}

    static List<LitmusTest> all() {
        try (BufferedReader names =
                new BufferedReader(new InputStreamReader(open("catalogue.txt"), StandardCharsets.UTF_8))) {
            return names.lines()
                    .map(String::strip)
                    .filter(name -> !name.isEmpty() && !name.startsWith("#"))
                    .map(Catalogue::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(Catalogue.class.getResourceAsStream("/litmus/" + name), name);
    }

    static LitmusTest read(String name) {
        String file = name.endsWith(".litmus") ? name : name + ".litmus";
        try (InputStream stream = open(file)) {
            return LitmusFile.read(file, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LitmusProblem e) {
            throw new IllegalStateException(e);
        }
    }
}
