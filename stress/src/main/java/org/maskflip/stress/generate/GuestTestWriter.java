package org.maskflip.stress.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.maskflip.modelcheck.litmus.LitmusTest;
import org.maskflip.stress.guest.GuestTests;

/** Writes the guest tests. */
public final class GuestTestWriter {
    private static final String PACKAGE = "org.maskflip.stress.guest.litmus";
    private static final String FORWARDING =
            "own-store forwarding: Model Z forbids it (W-R-same), a host that forwards own stores does not: ";

    private GuestTestWriter() {}

    /** Writes a class per guest test below the folder that is the only argument. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("expected the folder to write to");
        }
        Path folder = Path.of(arguments[0]).resolve(PACKAGE.replace('.', '/'));
        Files.createDirectories(folder);
        for (Map.Entry<String, String> source : sources().entrySet()) {
            Path file = folder.resolve(source.getKey() + ".java");
            // A file that says the same already keeps its date, and need not be compiled again.
            if (!Files.exists(file) || !Files.readString(file).equals(source.getValue())) {
                Files.writeString(file, source.getValue());
            }
        }
    }

    /** The source of each test by the simple name of its class. */
    public static Map<String, String> sources() {
        Map<String, String> sources = new HashMap<>();
        for (String name : GuestTests.names()) {
            String type = className(name);
            if (sources.put(type, source(type, GuestTests.test(name))) != null) {
                throw new IllegalStateException("two tests would be called " + type + ", one of them is " + name);
            }
        }
        return sources;
    }

    /** The name of the class for a litmus test. */
    public static String className(String test) {
        String name = test.replaceAll("[^A-Za-z0-9]", "_");
        return Character.isDigit(name.charAt(0)) ? "T" + name : name;
    }

    private static String source(String type, LitmusTest test) {
        int cpus = test.program().cpus().size();
        StringBuilder text = new StringBuilder();
        text.append("package ").append(PACKAGE).append(";\n\n");
        text.append("import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;\n");
        text.append("import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;\n");
        text.append("import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;\n\n");
        text.append("import org.maskflip.stress.guest.GuestState;\n");
        for (String used : List.of("Actor", "Arbiter", "Description", "JCStressTest", "Outcome", "State")) {
            text.append("import org.openjdk.jcstress.annotations.").append(used).append(";\n");
        }
        text.append("import org.openjdk.jcstress.infra.results.L_Result;\n\n");
        text.append("@JCStressTest\n@Description(")
                .append(literal(description(test)))
                .append(")\n");
        for (Grades.Line line : Grades.of(test)) {
            text.append(outcome(line));
        }
        text.append("@Outcome(expect = FORBIDDEN, desc = \"no execution of Model Z ends so\")\n");
        text.append("@State\n@SuppressWarnings(\"all\")\npublic class ")
                .append(type)
                .append(" extends GuestState {\n");
        text.append("    @Override\n    protected String test() {\n        return ");
        text.append(literal(test.name())).append(";\n    }\n");
        for (int cpu = 0; cpu < cpus; cpu++) {
            text.append(String.format(
                    "%n    @Actor%n    public void cpu%d() {%n        run(%d);%n    }%n".replace("%n", "\n"),
                    cpu,
                    cpu));
        }
        text.append("\n    @Arbiter\n    public void end(L_Result r) {\n        r.r1 = end();\n    }\n}\n");
        return text.toString();
    }

    private static String description(LitmusTest test) {
        String comment = test.comment().isBlank() ? test.name() : test.comment();
        return Optional.of(comment)
                .map(words -> words.replace('\n', ' ').strip() + " (" + GuestTests.file(test.name()) + ")")
                .orElseThrow();
    }

    private static String outcome(Grades.Line line) {
        boolean isForwarded = line.grade() == Grades.Grade.FORWARDED;
        return "@Outcome(id = " + literal(line.words()) + ", expect = "
                + (isForwarded ? "ACCEPTABLE_INTERESTING" : "ACCEPTABLE")
                + ", desc = " + literal((isForwarded ? FORWARDING : "") + line.interleaving()) + ")\n";
    }

    private static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
