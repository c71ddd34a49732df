package org.maskflip.emulator.hotpatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maskflip.emulator.decode.Program;

class PatchGuestTest {
    private static final String SCRIPT = """
            ENTRY(_start)
            SECTIONS {
              . = 0;
              .text : { *(.text) }
              .labels : { *(.labels) }
              .mcount : { *(.mcount) }
              .variables : { *(.variables) }
            }
            """;

    private static final List<String> SOURCES =
            List.of("guest.s", "parameters.s", "boot.s", "patch.s", "signal.s", "run.s", "traced.s", "data.s");

    @ParameterizedTest
    @EnumSource(Twin.class)
    void assemble_withOursAndGnu_givesTheSameBytes(Twin twin, @TempDir Path directory) throws Exception {
        for (String name : SOURCES) {
            Files.writeString(directory.resolve(name), PatchGuest.source(name));
        }
        Files.writeString(directory.resolve("guest.ld"), SCRIPT);
        List<String> assemble =
                new ArrayList<>(List.of("s390x-linux-gnu-as", "-march=z10", "guest.s", "-o", "guest.o"));
        assemble.addAll(List.of("--defsym", "CPUS=3", "--defsym", "FUNCTIONS=40", "--defsym", "UPDATES=7"));
        assemble.addAll(List.of("--defsym", "SEED=5"));
        if (twin != Twin.NONE) {
            assemble.addAll(List.of("--defsym", twin.name() + "=1"));
        }
        assumeTrue(isInstalled(directory), "s390x-linux-gnu-as is not installed");
        run(directory, assemble);
        run(directory, List.of("s390x-linux-gnu-ld", "-T", "guest.ld", "guest.o", "-o", "guest.elf"));
        run(directory, List.of("s390x-linux-gnu-objcopy", "-O", "binary", "guest.elf", "guest.bin"));
        byte[] gnu = Files.readAllBytes(directory.resolve("guest.bin"));

        Program program = new PatchGuest(3, 40, 7, 5, twin).assemble();

        int length = (int) program.symbol("guest_end");
        assertThat(program.bytes(0, length)).isEqualTo(Arrays.copyOf(gnu, length));
    }

    private static boolean isInstalled(Path directory) throws InterruptedException {
        try {
            run(directory, List.of("s390x-linux-gnu-as", "--version"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void run(Path directory, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
    }

    @Test
    void sites_ofTheGuest_areAlignedAndHaveStagesOfTheirOwn() {
        SiteTable table = SiteTable.of(new PatchGuest(2, 320, 1, 1, Twin.NONE).assemble());

        assertThat(table.size()).isEqualTo(320);
        assertThat(table.labels()).isEqualTo(80);
        for (int i = 0; i < table.size(); i++) {
            assertThat(table.site(i) % 8).isZero();
            assertThat(table.stage(i) % 8).isZero();
            assertThat(table.siteAt(table.site(i))).isEqualTo(i);
        }
        assertThat(table.thirdStage(0)).isNotEqualTo(table.thirdStage(4));
    }

    @Test
    void parameters_outOfRange_areRefused() {
        assertThatThrownBy(() -> new PatchGuest(1, 320, 1, 1, Twin.NONE))
                .hasMessageContaining("1 CPUs; expected 2 to 8");
        assertThatThrownBy(() -> new PatchGuest(2, 7, 1, 1, Twin.NONE)).hasMessageContaining("7 functions");
        assertThatThrownBy(() -> new PatchGuest(2, 8, 0, 1, Twin.NONE)).hasMessageContaining("0 updates");
    }
}
