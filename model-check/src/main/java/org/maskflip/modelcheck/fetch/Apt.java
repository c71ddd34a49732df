package org.maskflip.modelcheck.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * apt for a foreign architecture, with the host's sources and keys but lists, cache and status in a folder of its own: nothing on the
 * host changes, and no privilege is needed.
 */
public final class Apt {
    private static final String ARCHITECTURE = "s390x";
    private static final long PATIENCE_MINUTES = 20;

    private final Path folder;
    private final String get;
    private final String cache;

    /** What the last update could not get: it goes on without that, and so do we unless it turns out to be needed. */
    private String refusal = "";

    /**
     * One that works in a folder, which is made if it is not there.
     *
     * @param get the program apt-get
     * @param cache the program apt-cache
     */
    public Apt(Path folder, String get, String cache) throws IOException {
        this.folder = folder.toAbsolutePath();
        this.get = get;
        this.cache = cache;
        for (String name : List.of("lists/partial", "cache/archives/partial", "downloads")) {
            Files.createDirectories(this.folder.resolve(name));
        }
        Files.write(this.folder.resolve("status"), new byte[0]);
    }

    /** One with the host's programs. */
    public Apt(Path folder) throws IOException {
        this(folder, "apt-get", "apt-cache");
    }

    /** Gets the lists of what there is. */
    public void update() throws IOException, FetchException, InterruptedException {
        List<String> lines = run(get, "update");
        refusal = lines.stream()
                .filter(line -> line.startsWith("W: Failed to fetch"))
                .map(line -> "; apt-get update: " + line)
                .findFirst()
                .orElse("");
    }

    /**
     * The fields of the package's candidate: {@code Version}, {@code Depends}, {@code SHA256} and so on.
     *
     * @throws FetchException if there is none
     */
    public Map<String, String> candidate(String name) throws IOException, FetchException, InterruptedException {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : run(cache, "show", "--no-all-versions", name)) {
            int colon = line.indexOf(": ");
            if (line.isEmpty() && !fields.isEmpty()) {
                break;
            }
            if (colon > 0 && line.charAt(0) != ' ') {
                fields.put(line.substring(0, colon), line.substring(colon + 2).strip());
            }
        }
        if (!name.equals(fields.get("Package"))) {
            throw new FetchException("apt knows no package " + name + " for " + ARCHITECTURE
                    + "; expected the sources of a Debian release that has this architecture; or give --kernel FILE");
        }
        return fields;
    }

    /** Downloads a package, which apt checks against its signed lists; the file is in the folder. */
    public Path download(String name) throws IOException, FetchException, InterruptedException {
        run(get, "download", name);
        try (Stream<Path> files = Files.list(folder.resolve("downloads"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(name + "_"))
                    .findFirst()
                    .orElseThrow(() -> new FetchException("apt-get download " + name + " left no file"));
        }
    }

    private List<String> run(String program, String... arguments)
            throws IOException, FetchException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program, "-q"));
        options().forEach((name, value) -> command.addAll(List.of("-o", name + "=" + value)));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.resolve("downloads").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "C");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new FetchException(
                    program + " cannot be run; expected a Debian or one of its kin; elsewhere give a kernel with"
                            + " --kernel FILE",
                    e);
        }
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroy();
            throw new FetchException(
                    program + " " + String.join(" ", arguments) + ": not done after " + PATIENCE_MINUTES + " minutes");
        }
        List<String> lines = Files.readAllLines(output, StandardCharsets.ISO_8859_1);
        if (process.exitValue() != 0) {
            throw new FetchException(program + " " + String.join(" ", arguments) + " failed with status "
                    + process.exitValue() + ": " + complaint(lines) + refusal
                    + "; is there a network, and does the release have " + ARCHITECTURE + "?");
        }
        return lines;
    }

    private static String complaint(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("E: ") || line.startsWith("Err:"))
                .findFirst()
                .orElse(lines.isEmpty() ? "no message" : lines.get(lines.size() - 1));
    }

    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("APT::Architecture", ARCHITECTURE);
        options.put("APT::Architectures", ARCHITECTURE);
        options.put("Dir::State", folder.toString());
        options.put("Dir::State::lists", folder.resolve("lists").toString());
        options.put("Dir::State::status", folder.resolve("status").toString());
        options.put("Dir::Cache", folder.resolve("cache").toString());
        options.put("Acquire::Languages", "none");
        options.put("APT::Sandbox::User", "");
        options.put("APT::Update::Post-Invoke-Success", "");
        return options;
    }

    /** Removes the folder with all that apt left in it. */
    public void clear() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
