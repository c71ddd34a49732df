package org.maskflip.emulator.hotpatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.decode.Decoder;
import org.maskflip.emulator.decode.InstructionSet;
import org.maskflip.emulator.decode.Program;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.loader.ElfImage;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.loader.LoadedImage;

class TracerDiskTest {
    @Test
    void program_readBack_startsInItsCodeAndHasRoomForItsData() throws ImageException {
        LoadedImage image = ElfImage.read("init", TracerDisk.program());
        Program program = TracerDisk.assemble();
        assertThat(image.entry()).hasValue(program.symbol("_start"));
        assertThat(image.segments()).hasSize(2);
        assertThat(image.segments().get(1).address()).isEqualTo(program.symbol("data_start"));
        assertThat(image.end()).isEqualTo(program.symbol("data_end"));
    }

    @Test
    void archive_twice_isTheSame() {
        assertThat(TracerDisk.archive()).isEqualTo(TracerDisk.archive());
        assertThat(new String(TracerDisk.archive(), StandardCharsets.ISO_8859_1))
                .contains("dev/console", "init", "TRAILER");
    }

    @Test
    void program_everyInstruction_isThereAtTheLevelThatTheKernelDemands() {
        Program program = TracerDisk.assemble();
        Decoder decoder = InstructionSet.all().decoder(Level.ALS.facilities());
        long data = program.symbol("data_start");
        program.lines().headMap(data).keySet().forEach(address -> {
            byte[] bytes = program.bytes(address, 6);
            long left = 0;
            for (byte b : bytes) {
                left = left << 8 | b & 0xFF;
            }
            Instruction row = decoder.row(left << 16);
            assertThat(row).as(program.lineOf(address)).isNotNull();
        });
    }

    @Test
    void words_thatTheHostLooksFor_standInTheProgram() {
        String program = new String(TracerDisk.program(), StandardCharsets.ISO_8859_1);
        assertThat(program).contains(TracerDisk.READY, TracerDisk.DONE).contains(TracerDisk.FAILURES);
    }
}
