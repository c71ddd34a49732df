package org.maskflip.modelcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter errors = new StringWriter();
    private int status;

    private void run(String file) {
        status =
                Main.commandLine(Map.of()).setErr(new PrintWriter(errors, true)).execute("audit", file);
    }

    @Test
    void audit_textFile_isRefusedWithoutATrace() throws Exception {
        Path file = Files.writeString(directory.resolve("notes.txt"), "no kernel");
        run(file.toString());
        assertThat(status).isEqualTo(2);
        assertThat(errors.toString())
                .contains("notes.txt: neither an ELF file nor a kernel image")
                .doesNotContain("\tat ");
    }

    @Test
    void audit_missingFile_isRefused() {
        run(directory.resolve("none").toString());
        assertThat(status).isEqualTo(2);
        assertThat(errors.toString()).contains("none");
    }

    @Test
    void audit_moduleWithoutSites_isRefused() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/s390x-linux-gnu-as")), "s390x-linux-gnu-as is not installed");
        Path object = directory.resolve("plain.ko");
        Process assembler =
                new ProcessBuilder("/usr/bin/s390x-linux-gnu-as", "-o", object.toString(), "/dev/null").start();
        assertThat(assembler.waitFor()).isZero();
        run(object.toString());
        assertThat(status).isEqualTo(2);
        assertThat(errors.toString()).contains("plain.ko: no patch sites");
    }

    @Test
    void audit_directory_isRefused() {
        run(directory.toString());
        assertThat(status).isEqualTo(2);
        assertThat(errors.toString()).contains("a directory");
    }
}
