package org.maskflip.emulator.loader.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskflip.emulator.loader.ImageException;

class KernelCodeTest {
    private static final String COMPILER = "s390x-linux-gnu-gcc";

    @TempDir
    private Path directory;

    @Test
    void read_objectOfTheCompiler_hasASitePerFunction() throws Exception {
        KernelCode code = KernelCode.read("traced.o", object());
        assertThat(code.kind()).isEqualTo(KernelCode.Kind.MODULE);
        assertThat(Arrays.stream(code.sites()).mapToObj(code::place)).containsExactlyInAnyOrder("first", "second");
        assertThat(Arrays.stream(code.sites())
                        .mapToObj(site -> code.bytes(site, 6).getShort(0)))
                .containsOnly((short) 0xC004);
        assertThat(code.functions()).hasSize(2);
    }

    @Test
    void read_objectCutOff_saysWhatIsMissing() throws Exception {
        byte[] object = object();
        assertThatThrownBy(() -> KernelCode.read("traced.o", Arrays.copyOf(object, object.length - 100)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("traced.o: section header table at offset")
                .hasMessageContaining("the file may be cut off");
    }

    @Test
    void read_text_saysWhatIsExpected() {
        assertThatThrownBy(() -> KernelCode.read("notes.txt", "hello".getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("notes.txt: neither an ELF file nor a kernel image");
    }

    private byte[] object() throws IOException, InterruptedException {
        assumeTrue(isInstalled(), COMPILER + " is not installed: no object to read");
        Path source = Files.writeString(
                directory.resolve("traced.c"),
                "int first(int x) { return x + 1; }\nint second(int x) { return x * 3; }\n");
        Path object = directory.resolve("traced.o");
        Process compiler = new ProcessBuilder(
                        COMPILER,
                        "-O2",
                        "-pg",
                        "-mfentry",
                        "-mrecord-mcount",
                        "-mnop-mcount",
                        "-fno-pie",
                        "-c",
                        source.toString(),
                        "-o",
                        object.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(compiler.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(compiler.exitValue()).as(said).isZero();
        return Files.readAllBytes(object);
    }

    private static boolean isInstalled() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, COMPILER)));
    }
}
