package org.maskflip.modelcheck.fetch;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.loader.KernelImage;

/**
 * A folder with a kernel that was fetched: image, configuration, and a file that says what it is and which checksum it has.
 */
public final class KernelCache {
    private static final String ABOUT = "kernel.properties";
    private static final String META_PACKAGE = "linux-image-s390x";
    private static final Pattern DEPENDENCY = Pattern.compile("(linux-image-[0-9][^ ,(|]*)");
    private static final Pattern KEPT = Pattern.compile("boot/(vmlinuz|config)-.*");

    private final Path folder;

    public KernelCache(Path folder) {
        this.folder = folder;
    }

    /** The user's: in {@code XDG_CACHE_HOME}, else {@code ~/.cache}. */
    public static KernelCache ofUser(Map<String, String> environment) {
        String home = environment.get("XDG_CACHE_HOME");
        Path base = home == null || home.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home);
        return new KernelCache(base.resolve("maskflip").resolve("kernel"));
    }

    public Path folder() {
        return folder;
    }

    /**
     * The kernel that is there.
     *
     * @throws FetchException if the one that is there is not what was fetched
     */
    public Optional<FetchedKernel> kernel() throws IOException, FetchException {
        Path about = folder.resolve(ABOUT);
        if (!Files.exists(about)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (BufferedReader in = Files.newBufferedReader(about)) {
            properties.load(in);
        }
        Path image = folder.resolve(properties.getProperty("image", "vmlinuz"));
        if (!Files.exists(image)) {
            throw new FetchException(image + ": not there any more; fetch it again (maskflip fetch-kernel --again)");
        }
        FetchedKernel kernel = new FetchedKernel(
                image,
                properties.getProperty("package", ""),
                properties.getProperty("version", ""),
                properties.getProperty("sha256", ""));
        String sum = sum(Files.readAllBytes(image));
        if (!sum.equals(kernel.sha256())) {
            throw new FetchException(image + ": SHA-256 " + sum + "; expected " + kernel.sha256()
                    + "; fetch it again (maskflip fetch-kernel --again)");
        }
        return Optional.of(kernel);
    }

    /**
     * Fetches the candidate of the host's release.
     *
     * @throws FetchException if apt, the network or the package fails; the kernel that was there is then untouched
     */
    public FetchedKernel fetch() throws IOException, FetchException, InterruptedException {
        Files.createDirectories(folder);
        Apt apt = new Apt(folder.resolve("apt"));
        try {
            return fetch(apt);
        } finally {
            apt.clear();
        }
    }

    FetchedKernel fetch(Apt apt) throws IOException, FetchException, InterruptedException {
        apt.update();
        String depends = apt.candidate(META_PACKAGE).getOrDefault("Depends", "");
        Matcher found = DEPENDENCY.matcher(depends);
        if (!found.find()) {
            throw new FetchException(META_PACKAGE + " depends on \"" + depends + "\"; expected a linux-image-VERSION");
        }
        String name = found.group(1);
        Map<String, String> fields = apt.candidate(name);
        Path file = apt.download(name);
        String sum = sum(Files.readAllBytes(file));
        if (!sum.equals(fields.get("SHA256"))) {
            throw new FetchException(file.getFileName() + ": SHA-256 " + sum + "; expected " + fields.get("SHA256"));
        }
        return keep(new DebianPackage(file), name, fields.getOrDefault("Version", ""));
    }

    /** Takes the image out of a package, checks it, and puts it into the folder. */
    FetchedKernel keep(DebianPackage from, String name, String version) throws IOException, FetchException {
        Map<String, byte[]> files = from.files(path -> KEPT.matcher(path).matches());
        Map.Entry<String, byte[]> image = files.entrySet().stream()
                .filter(file -> file.getKey().startsWith("boot/vmlinuz-"))
                .findFirst()
                .orElseThrow(() -> new FetchException(name + " " + version + ": no boot/vmlinuz in the package"));
        String release = image.getKey().substring("boot/vmlinuz-".length());
        try {
            String said = KernelImage.of(image.getKey(), image.getValue()).version();
            if (!said.startsWith(release + " ")) {
                throw new FetchException(image.getKey() + ": calls itself \"" + said + "\"; expected " + release);
            }
        } catch (ImageException e) {
            throw new FetchException(e.getMessage(), e);
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            replace(folder.resolve(file.getKey().substring("boot/".length())), file.getValue());
        }
        Path kept = folder.resolve("vmlinuz-" + release);
        FetchedKernel kernel = new FetchedKernel(kept, name, version, sum(image.getValue()));
        replace(folder.resolve(ABOUT), about(kernel));
        return kernel;
    }

    private static byte[] about(FetchedKernel kernel) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("image", kernel.image().getFileName().toString());
        properties.setProperty("package", kernel.packageName());
        properties.setProperty("version", kernel.version());
        properties.setProperty("sha256", kernel.sha256());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        properties.store(bytes, null);
        return bytes.toString(StandardCharsets.ISO_8859_1)
                .replaceFirst("#.*\\R", "")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private void replace(Path file, byte[] contents) throws IOException {
        Path unfinished = Files.createTempFile(folder, file.getFileName() + ".", ".part");
        try {
            Files.write(unfinished, contents);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static String sum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
