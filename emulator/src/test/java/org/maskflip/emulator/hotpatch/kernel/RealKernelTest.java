package org.maskflip.emulator.hotpatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.loader.linux.KernelCode;

/** The figures of Debian's kernel 6.1.176-1 for s390x (linux-image-6.1.0-50-s390x), which are known from elsewhere. */
class RealKernelTest {
    private static final String DIGEST = "50128ef53b910904de3356b0325d0bbbcf860c2a4e2c4063fcc590acf1d4ac2b";

    @Test
    void figures_debianKernel_areThoseMeasuredElsewhere() throws Exception {
        String file = System.getProperty("maskflip.kernel", "");
        assumeTrue(!file.isEmpty(), "no kernel: give one by -Dmaskflip.kernel=FILE (maskflip fetch-kernel gets one)");
        byte[] bytes = Files.readAllBytes(Path.of(file));
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        assumeTrue(digest.equals(DIGEST), file + " is another kernel than vmlinuz-6.1.0-50-s390x of 6.1.176-1");
        KernelAudit audit = KernelAudit.of(KernelCode.read(file, bytes));
        assertThat(audit.findings()).isEmpty();
        assertThat(audit.figures().stream()
                        .map(f -> f.group() + ": " + f.name() + " = " + f.value())
                        .collect(Collectors.joining("\n")))
                .isEqualTo(expected());
    }

    private static String expected() throws IOException {
        try (InputStream in = RealKernelTest.class.getResourceAsStream("debian-6.1.176.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
