package org.maskflip.modelcheck.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of packages and of an apt that is played by a script: no network, no real apt. */
class KernelCacheTest {
    private static final String RELEASE = "6.1.0-99-s390x";

    @TempDir
    Path folder;

    private static byte[] kernel(String version) {
        ByteBuffer bytes = ByteBuffer.allocate(0x20000);
        bytes.position(0x10008).put("S390EP".getBytes(StandardCharsets.US_ASCII));
        bytes.putLong(0x10428, 0x11800).putLong(0x10430, 0x1000);
        bytes.put(0x11800, (version + " (builder)\0").getBytes(StandardCharsets.US_ASCII));
        return bytes.array();
    }

    private static byte[] dataXz(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new XZCompressorOutputStream(bytes))) {
            for (var file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry("./" + file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private Path deb(String member, byte[] data) throws IOException {
        Path file = folder.resolve("package.deb");
        try (ArArchiveOutputStream ar = new ArArchiveOutputStream(Files.newOutputStream(file))) {
            for (var part : Map.of("debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII), member, data)
                    .entrySet()) {
                ar.putArchiveEntry(new ArArchiveEntry(part.getKey(), part.getValue().length));
                ar.write(part.getValue());
                ar.closeArchiveEntry();
            }
        }
        return file;
    }

    private Path good() throws IOException {
        return deb(
                "data.tar.xz",
                dataXz(Map.of(
                        "boot/vmlinuz-" + RELEASE,
                        kernel(RELEASE),
                        "boot/config-" + RELEASE,
                        new byte[] {'#', '\n'},
                        "usr/share/doc/readme",
                        new byte[100])));
    }

    private KernelCache cache() throws IOException {
        return new KernelCache(Files.createDirectories(folder.resolve("cache")));
    }

    @Test
    void keep_goodPackage_givesTheImageAndRemembersIt() throws Exception {
        FetchedKernel kept = cache().keep(new DebianPackage(good()), "linux-image-" + RELEASE, "6.1.999-1");
        assertThat(kept.image()).hasFileName("vmlinuz-" + RELEASE).hasBinaryContent(kernel(RELEASE));
        assertThat(cache().kernel()).contains(kept);
        try (var files = Files.list(folder.resolve("cache"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("vmlinuz-" + RELEASE, "config-" + RELEASE, "kernel.properties");
        }
    }

    @Test
    void kernel_changedAfterwards_isRefused() throws Exception {
        FetchedKernel kept = cache().keep(new DebianPackage(good()), "linux-image", "1");
        byte[] bytes = kernel(RELEASE);
        bytes[5] = 1;
        Files.write(kept.image(), bytes);
        assertThatThrownBy(() -> cache().kernel())
                .isInstanceOf(FetchException.class)
                .hasMessageContainingAll("SHA-256", "--again");
        Files.delete(kept.image());
        assertThatThrownBy(() -> cache().kernel()).hasMessageContaining("not there any more");
    }

    @Test
    void kernel_emptyCache_isNone() throws Exception {
        assertThat(cache().kernel()).isEmpty();
    }

    @Test
    void keep_packageOfAnotherKernelOrWithoutOne_isRefused() throws Exception {
        Path foreign = deb("data.tar.xz", dataXz(Map.of("boot/vmlinuz-" + RELEASE, new byte[0x20000])));
        assertThatThrownBy(() -> cache().keep(new DebianPackage(foreign), "p", "1"))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("S390EP");
        Path other = deb("data.tar.xz", dataXz(Map.of("boot/vmlinuz-7", kernel(RELEASE))));
        assertThatThrownBy(() -> cache().keep(new DebianPackage(other), "p", "1"))
                .hasMessageContaining("calls itself");
        Path none = deb("data.tar.xz", dataXz(Map.of("usr/bin/x", new byte[1])));
        assertThatThrownBy(() -> cache().keep(new DebianPackage(none), "p", "1"))
                .hasMessageContaining("no boot/vmlinuz");
    }

    @Test
    void files_damagedTruncatedOrForeignPackage_isRefused() throws Exception {
        byte[] whole = Files.readAllBytes(good());
        Path file = folder.resolve("package.deb");
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length * 2 / 3));
        assertThatThrownBy(() -> new DebianPackage(file).files(name -> true)).isInstanceOf(FetchException.class);
        Files.write(file, new byte[500]);
        assertThatThrownBy(() -> new DebianPackage(file).files(name -> true)).isInstanceOf(FetchException.class);
        deb("data.tar.zst", new byte[10]);
        assertThatThrownBy(() -> new DebianPackage(file).files(name -> true))
                .hasMessageContainingAll("data.tar.zst", "data.tar.xz");
    }

    private Path script(String name, String body) throws IOException {
        Path script = folder.resolve(name);
        Files.writeString(script, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    @Test
    void fetch_aptFromListsToPackage_checksTheChecksumOfTheLists() throws Exception {
        Path package1 = good();
        String sum = java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(package1)));
        Path get = script(
                "get",
                "case \"$*\" in *download*) cp " + package1 + " linux-image-" + RELEASE + "_1_s390x.deb;; esac\n");
        String show = "case \"$*\" in\n*linux-image-s390x) printf 'Package: linux-image-s390x\\nDepends: linux-image-"
                + RELEASE + " (= 1)\\n';;\n*) printf 'Package: linux-image-" + RELEASE
                + "\\nVersion: 1\\nSHA256: SUM\\n';;\nesac\n";
        Path shows = script("cache1", show.replace("SUM", sum));
        FetchedKernel kernel = cache().fetch(new Apt(folder.resolve("apt"), get.toString(), shows.toString()));
        assertThat(kernel.packageName()).isEqualTo("linux-image-" + RELEASE);
        assertThat(kernel.version()).isEqualTo("1");
        Path wrong = script("cache2", show.replace("SUM", "0".repeat(64)));
        assertThatThrownBy(() -> cache().fetch(new Apt(folder.resolve("apt"), get.toString(), wrong.toString())))
                .isInstanceOf(FetchException.class)
                .hasMessageContainingAll(sum, "expected 000");
    }

    @Test
    void fetch_noAptOrNoNetworkOrNoSuchPackage_isExplained() throws Exception {
        Path apt = folder.resolve("apt");
        assertThatThrownBy(() -> cache().fetch(new Apt(apt, "/no/apt-get", "/no/apt-cache")))
                .isInstanceOf(FetchException.class)
                .hasMessageContainingAll("cannot be run", "--kernel");
        Path offline = script("get", "echo 'W: Failed to fetch http://mirror  Could not resolve'\n");
        Path empty = script("empty", "echo 'E: No packages found'; exit 100\n");
        assertThatThrownBy(() -> cache().fetch(new Apt(apt, offline.toString(), empty.toString())))
                .isInstanceOf(FetchException.class)
                .hasMessageContainingAll("No packages found", "Could not resolve", "is there a network");
        Path other = script("other", "printf 'Package: something-else\\n'\n");
        assertThatThrownBy(() -> cache().fetch(new Apt(apt, offline.toString(), other.toString())))
                .hasMessageContaining("no package linux-image-s390x");
    }
}
