package org.maskflip.emulator.insn.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.arch.ProgramCode.ADDRESSING;
import static org.maskflip.emulator.arch.ProgramCode.SPECIFICATION;
import static org.maskflip.emulator.insn.Field.R1;
import static org.maskflip.emulator.insn.Field.R2;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Field;

/** PERFORM FRAME MANAGEMENT FUNCTION, and SET STORAGE KEY EXTENDED for several blocks. */
class FrameManagementTest {
    private static final long OLD = 0xAAAA_BBBB_CCCC_DDDDL;
    private static final int SET_KEY = 0x2_0000;
    private static final int CLEAR = 0x1_0000;
    private static final int USAGE = 0x8000;
    private static final int FRAME_1M = 0x1000;

    private final RowMachine machine = new RowMachine();
    private final Registers registers = machine.registers;

    @BeforeEach
    void offerEnhancedDat() {
        machine.environment.facilities = machine.environment.facilities.with(Facility.ENHANCED_DAT_1);
        for (long at = 0x7FF8; at <= 0x9000; at += 8) {
            machine.storage.poke(at, 8, OLD);
        }
        machine.storage.keys[8] = 0x10;
    }

    private void frame(int asked, long address) {
        registers.setGr(1, OLD << 32 | asked);
        registers.setGr(2, address);
    }

    private boolean isRepeated() {
        return registers.nextAddress() == RowMachine.ADDRESS;
    }

    @Test
    void pfmf_clear_clearsTheBlockOnlyAndLeavesKeyRegistersAndConditionCode() {
        frame(CLEAR | USAGE | 0x74, 0x8123);
        machine.run("pfmf", R1, 1, R2, 2);
        assertThat(machine.storage.peek(0x7FF8, 8)).isEqualTo(OLD);
        for (long at = 0x8000; at < 0x9000; at += 8) {
            assertThat(machine.storage.peek(at, 8)).as("%x", at).isZero();
        }
        assertThat(machine.storage.peek(0x9000, 8)).isEqualTo(OLD);
        assertThat(machine.storage.keys[8]).isEqualTo(0x10);
        assertThat(registers.gr(2)).isEqualTo(0x8123);
        assertThat(registers.cc()).isEqualTo(2);
        assertThat(isRepeated()).isFalse();
    }

    @Test
    void pfmf_setKey_leavesStorage() {
        frame(SET_KEY | 0xF6, 0x8000);
        machine.run("pfmf", R1, 1, R2, 2);
        assertThat(machine.storage.keys[8]).isEqualTo(0x7B);
        assertThat(machine.storage.keys[9]).isNotEqualTo(0x7B);
        assertThat(machine.storage.peek(0x8000, 8)).isEqualTo(OLD);
    }

    @ParameterizedTest
    @CsvSource({"0x600, 0x26, 0x10", "0x600, 0x36, 0x1B", "0x400, 0x24, 0x10", "0x400, 0x22, 0x11", "0x200, 0x24, 0x12"
    })
    void pfmf_conditionalKey_isSetOnlyIfWhatCountsDiffers(int conditions, int key, int after) {
        frame(SET_KEY | conditions | key, 0x8000);
        machine.environment.facilities = machine.environment.facilities.with(Facility.CONDITIONAL_SSKE);
        machine.run("pfmf", R1, 1, R2, 2);
        assertThat(machine.storage.keys[8]).isEqualTo(after);
        assertThat(registers.cc()).isEqualTo(2);
        machine.storage.keys[8] = 0x10;
        machine.environment.facilities = machine.environment.facilities.without(Facility.CONDITIONAL_SSKE);
        machine.run("pfmf", R1, 1, R2, 2);
        assertThat(machine.storage.keys[8]).as("without the facility").isEqualTo(key >> 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0x100, 0x4_0000, 0x8000_0000, 0x800, 0x2000, 0x3000, 0x7000})
    void pfmf_reservedOrUnknownCode_isSpecificationException(int code) {
        frame(CLEAR | code, 0x8000);
        assertThat(machine.interruption("pfmf", R1, 1, R2, 2)).isEqualTo(SPECIFICATION);
        assertThat(machine.storage.peek(0x8000, 8)).isEqualTo(OLD);
    }

    @Test
    void pfmf_frameOfAMegabyte_goesBlockByBlockToItsBoundary() {
        frame(SET_KEY | CLEAR | FRAME_1M | 0x30, 0x8123);
        machine.run("pfmf", R1, 1, R2, 2);
        assertThat(registers.gr(2)).isEqualTo(0x9123);
        assertThat(isRepeated()).isTrue();
        assertThat(machine.storage.keys[8]).isEqualTo(0x18);
        assertThat(machine.storage.peek(0x8FF8, 8)).isZero();
        assertThat(machine.storage.peek(0x9000, 8)).isEqualTo(OLD);
        frame(FRAME_1M, 0xF_F123);
        if (ArrayStorage.SIZE >= 0x10_0000) {
            machine.run("pfmf", R1, 1, R2, 2);
            assertThat(registers.gr(2)).isEqualTo(0x10_0123);
            assertThat(isRepeated()).isFalse();
        }
    }

    @Test
    void pfmf_blockThatIsNotInstalled_isAddressingException() {
        for (int asked : new int[] {CLEAR, SET_KEY, CLEAR | FRAME_1M, SET_KEY | FRAME_1M}) {
            frame(asked, ArrayStorage.SIZE);
            assertThat(machine.interruption("pfmf", R1, 1, R2, 2)).isEqualTo(ADDRESSING);
        }
    }

    @Test
    void sske_multipleBlocks_goesOnBlockByBlock() {
        registers.setGr(1, 0x36);
        registers.setGr(2, 0x8123);
        machine.run("sske", R1, 1, R2, 2, Field.M3, 1);
        assertThat(machine.storage.keys[8]).isEqualTo(0x1B);
        assertThat(registers.gr(2)).isEqualTo(0x9123);
        assertThat(registers.cc()).isEqualTo(2);
        assertThat(isRepeated()).isTrue();
        machine.environment.facilities = machine.environment.facilities.without(Facility.ENHANCED_DAT_1);
        machine.run("sske", R1, 1, R2, 2, Field.M3, 1);
        assertThat(registers.gr(2)).as("without the facility").isEqualTo(0x9123);
        assertThat(isRepeated()).isFalse();
    }
}
