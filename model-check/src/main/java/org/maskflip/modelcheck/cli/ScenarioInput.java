package org.maskflip.modelcheck.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.maskflip.modelcheck.scenario.Bounds;
import org.maskflip.modelcheck.scenario.Scenario;
import org.maskflip.modelcheck.scenario.ScenarioCatalogue;
import org.maskflip.modelcheck.scenario.ScenarioProblem;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scenarios as input of a command, and the options that change their bounds and their machine. */
final class ScenarioInput {
    private static final int FARTHEST = 2;
    private static final Pattern OWN = Pattern.compile("(.+\\.[sS])(?::(.+))?");

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Scenarios of the catalogue by name, \"prefix/*\" for all whose names begin so, or assembly"
                    + " files (.s) with scenarios of your own, FILE.s:NAME for one of them. All of the catalogue if there"
                    + " is none.")
    private List<String> arguments = List.of();

    @Option(names = "--cpus", paramLabel = "N", description = "CPUs, instead of what each scenario says.")
    private int cpus;

    @Option(names = "--calls", paramLabel = "N", description = "Calls of the patched function by each CPU.")
    private int calls = -1;

    @Option(names = "--updates", paramLabel = "N", description = "Updates, where a scenario can have more than one.")
    private int updates;

    @Mixin
    private FacilityOptions facilities;

    /** The options as they would be typed again; empty if there is none. */
    String typed() {
        return (cpus > 0 ? " --cpus " + cpus : "")
                + (calls >= 0 ? " --calls " + calls : "")
                + (updates > 0 ? " --updates " + updates : "")
                + facilities.typed();
    }

    /**
     * The scenarios, bounds and machine as the options say.
     *
     * @throws BadInput if one is not known or wrong; the message says where
     * @throws IOException if a file cannot be read
     */
    List<Named> read() throws IOException {
        List<Named> found = new ArrayList<>();
        if (arguments.isEmpty()) {
            ScenarioCatalogue.all().forEach(each -> found.add(new Named(each.name(), each)));
        }
        for (String argument : arguments) {
            Matcher own = OWN.matcher(argument);
            if (own.matches()) {
                found.addAll(file(own.group(1), own.group(2)));
            } else {
                found.addAll(named(argument));
            }
        }
        return found.stream()
                .map(each -> new Named(each.typed(), changed(each.scenario())))
                .toList();
    }

    /** A scenario, and how it is named on the command line. */
    record Named(String typed, Scenario scenario) {}

    private static List<Named> named(String argument) {
        List<Scenario> all = ScenarioCatalogue.all();
        boolean isPrefix = argument.endsWith("*");
        String name = isPrefix ? argument.substring(0, argument.length() - 1) : argument;
        List<Named> found = all.stream()
                .filter(each ->
                        isPrefix ? each.name().startsWith(name) : each.name().equals(name))
                .map(each -> new Named(each.name(), each))
                .toList();
        if (found.isEmpty()) {
            String near = all.stream()
                    .map(Scenario::name)
                    .filter(each -> distance(each, name) <= FARTHEST || each.contains(name))
                    .findFirst()
                    .map(each -> "; did you mean \"" + each + "\"?")
                    .orElse("; --list shows all");
            throw new BadInput("maskflip scenarios: unknown scenario \"" + argument + "\"" + near);
        }
        return found;
    }

    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }

    /** The scenarios of a file, or the one of a name; each is typed with its name where there are more. */
    private static List<Named> file(String argument, String name) throws IOException {
        Path file = Path.of(argument);
        if (!Files.isRegularFile(file)) {
            throw new BadInput("maskflip scenarios: " + argument + ": there is no such file");
        }
        try {
            List<Scenario> all = ScenarioCatalogue.of(file);
            List<Named> found = all.stream()
                    .filter(each -> name == null || each.name().equals(name))
                    .map(each -> new Named(all.size() == 1 ? argument : argument + ":" + each.name(), each))
                    .toList();
            if (found.isEmpty()) {
                String known = all.stream().map(Scenario::name).collect(Collectors.joining(", "));
                throw new BadInput(
                        "maskflip scenarios: " + argument + " has no scenario \"" + name + "\"; it has " + known);
            }
            return found;
        } catch (ScenarioProblem e) {
            throw new BadInput(e.getMessage(), e);
        } catch (MalformedInputException e) {
            throw new BadInput(argument + ": not text in UTF-8; an assembly file was expected", e);
        }
    }

    private Scenario changed(Scenario scenario) {
        Bounds bounds = scenario.bounds();
        try {
            Bounds wanted = new Bounds(
                    cpus == 0 ? bounds.cpus() : cpus,
                    calls < 0 ? bounds.calls() : calls,
                    updates == 0 ? bounds.updates() : updates);
            return scenario.withBounds(wanted).withFacilities(facilities.apply(scenario.facilities()));
        } catch (IllegalArgumentException e) {
            throw new BadInput("maskflip scenarios: " + e.getMessage(), e);
        }
    }
}
