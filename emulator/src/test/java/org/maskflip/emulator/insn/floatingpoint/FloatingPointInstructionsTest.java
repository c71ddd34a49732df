package org.maskflip.emulator.insn.floatingpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.arch.ProgramCode.DATA;
import static org.maskflip.emulator.arch.ProgramCode.SPECIFICATION;
import static org.maskflip.emulator.insn.Field.D2;
import static org.maskflip.emulator.insn.Field.M3;
import static org.maskflip.emulator.insn.Field.R1;
import static org.maskflip.emulator.insn.Field.R2;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.control.RowMachine;

class FloatingPointInstructionsTest {
    private static final long OLD = 0xAAAA_BBBB_CCCC_DDDDL;
    private static final long NEW = 0x1111_2222_3333_4444L;

    private final RowMachine machine = new RowMachine();
    private final Registers registers = machine.registers;

    @ParameterizedTest
    @CsvSource({"ld, 0x1111222233334444", "ldy, 0x1111222233334444", "le, 0x11112222CCCCDDDD", "ley, 0x11112222CCCCDDDD"
    })
    void load_storage_isNeedNotBeAligned(String mnemonic, String expected) {
        machine.storage.poke(0x601, 8, NEW);
        registers.setFpr(9, OLD);
        machine.run(mnemonic, R1, 9, D2, 0x601);
        assertThat(registers.fpr(9)).isEqualTo(Long.parseUnsignedLong(expected.substring(2), 16));
    }

    @ParameterizedTest
    @CsvSource({
        "std, 0xAAAABBBBCCCCDDDD",
        "stdy, 0xAAAABBBBCCCCDDDD",
        "ste, 0xAAAABBBB33334444",
        "stey, 0xAAAABBBB33334444"
    })
    void store_register_goesToStorage(String mnemonic, String expected) {
        machine.storage.poke(0x601, 8, NEW);
        registers.setFpr(9, OLD);
        machine.run(mnemonic, R1, 9, D2, 0x601);
        assertThat(machine.storage.peek(0x601, 8)).isEqualTo(Long.parseUnsignedLong(expected.substring(2), 16));
    }

    @Test
    void registers_operands_areCopiedOrCleared() {
        registers.setFpr(1, OLD);
        registers.setFpr(3, OLD + 1);
        registers.setFpr(4, NEW);
        registers.setFpr(6, NEW + 1);
        machine.run("ler", R1, 1, R2, 4);
        assertThat(registers.fpr(1)).isEqualTo(0x1111_2222_CCCC_DDDDL);
        machine.run("ldr", R1, 1, R2, 4);
        assertThat(registers.fpr(1)).isEqualTo(NEW);
        machine.run("lxr", R1, 1, R2, 4);
        assertThat(registers.fpr(3)).isEqualTo(NEW + 1);
        machine.run("lzer", R1, 4);
        assertThat(registers.fpr(4)).isEqualTo(0x3333_4444L);
        machine.run("lzdr", R1, 4);
        assertThat(registers.fpr(4)).isZero();
        machine.run("lzxr", R1, 1);
        assertThat(registers.fpr(1)).isZero();
        assertThat(registers.fpr(3)).isZero();
    }

    @Test
    void generalRegisters_allBits_areTransferred() {
        registers.setGr(2, OLD);
        machine.run("ldgr", R1, 5, R2, 2);
        assertThat(registers.fpr(5)).isEqualTo(OLD);
        registers.setFpr(5, NEW);
        machine.run("lgdr", R1, 3, R2, 5);
        assertThat(registers.gr(3)).isEqualTo(NEW);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 6, 7, 10, 11, 14, 15})
    void extended_invalidPair_isSpecificationException(int register) {
        assertThat(machine.interruption("lzxr", R1, register)).isEqualTo(SPECIFICATION);
        assertThat(machine.interruption("lxr", R1, register, R2, 0)).isEqualTo(SPECIFICATION);
        assertThat(machine.interruption("lxr", R1, 0, R2, register)).isEqualTo(SPECIFICATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ld", "ldy", "le", "ley", "std", "stdy", "ste", "stey", "ldr", "ler", "lxr", "lzer", "lzdr", "lzxr",
                "ldgr", "lgdr"
            })
    void afpControlZero_additionalRegister_isDataException1(String mnemonic) {
        registers.setCr(0, 0);
        boolean isSecond = mnemonic.equals("lgdr");
        ProgramInterruption met = machine.thrown(mnemonic, isSecond ? R2 : R1, 1);
        assertThat(met.code()).isEqualTo(DATA);
        assertThat(met.dataExceptionCode()).isEqualTo(1);
        assertThat(met.ending()).isEqualTo(ProgramInterruption.Ending.SUPPRESSED);
        machine.run(mnemonic, isSecond ? R2 : R1, 4);
        if (mnemonic.matches("ldr|ler|lxr")) {
            assertThat(machine.thrown(mnemonic, R1, 0, R2, 8).dataExceptionCode())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stfpc", "lfpc", "sfpc", "efpc", "srnm", "cefbra", "debr", "cgebra"})
    void afpControlZero_binaryInstruction_isDataException2(String mnemonic) {
        registers.setCr(0, 0);
        ProgramInterruption met = machine.thrown(mnemonic);
        assertThat(met.code()).isEqualTo(DATA);
        assertThat(met.dataExceptionCode()).isEqualTo(2);
    }

    @Test
    void fpc_word_isLoadedStoredSetAndExtracted() {
        machine.storage.poke(0x602, 4, 0xF8F8_FF03L);
        machine.run("lfpc", D2, 0x602);
        machine.run("stfpc", D2, 0x701);
        assertThat(machine.storage.peek(0x701, 4)).isEqualTo(0xF8F8_FF03L);
        registers.setGr(1, OLD);
        machine.run("efpc", R1, 1);
        assertThat(registers.gr(1)).isEqualTo(0xAAAA_BBBB_F8F8_FF03L);
        registers.setGr(1, 0xFFFF_FFFF_0008_0001L);
        machine.run("sfpc", R1, 1);
        assertThat(registers.fpc()).isEqualTo(0x0008_0001);
        machine.run("srnm", D2, 0xFFE);
        assertThat(registers.fpc()).isEqualTo(0x0008_0002);
    }

    @ParameterizedTest
    @ValueSource(longs = {0x0400_0000L, 0x0004_0000L, 0x80L, 0x08L, 0x04L, 0x07L})
    void fpc_bitThatDoesNotExist_isSpecificationException(long word) {
        machine.storage.poke(0x600, 4, word);
        assertThat(machine.interruption("lfpc", D2, 0x600)).isEqualTo(SPECIFICATION);
        registers.setGr(1, word);
        assertThat(machine.interruption("sfpc", R1, 1)).isEqualTo(SPECIFICATION);
    }

    @Test
    void fpc_roundingMode7_needsTheFloatingPointExtension() {
        machine.environment.facilities = machine.environment.facilities.with(Facility.FLOATING_POINT_EXTENSION);
        registers.setGr(1, 7);
        machine.run("sfpc", R1, 1);
        assertThat(registers.fpc()).isEqualTo(7);
        registers.setGr(1, 5);
        assertThat(machine.interruption("sfpc", R1, 1)).isEqualTo(SPECIFICATION);
        machine.run("srnm", D2, 1);
        assertThat(registers.fpc()).isEqualTo(1);
    }

    @Test
    void delayLoopScaling_ofTheKernel_divides() {
        registers.setGr(2, 0xFFFF_FFFF_0000_0007L);
        registers.setGr(3, 2);
        machine.run("cefbra", R1, 1, R2, 2);
        machine.run("cefbra", R1, 3, R2, 3);
        assertThat(registers.fpr(1) >>> 32).isEqualTo(Float.floatToRawIntBits(7f));
        machine.run("debr", R1, 1, R2, 3);
        assertThat(registers.fpr(1) >>> 32).isEqualTo(Float.floatToRawIntBits(3.5f));
        machine.run("cgebra", R1, 4, M3, 5, R2, 1);
        assertThat(registers.gr(4)).isEqualTo(3);
        assertThat(registers.cc()).isEqualTo(2);
        assertThat(registers.fpc()).as("inexact").isEqualTo(0x0008_0000);
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "4, 2", "5, 2", "6, 3", "7, 2", "0, 3"})
    void cgebr_method_rounds2Point5(int m3, long expected) {
        registers.setFpc(2);
        registers.setFpr(1, (long) Float.floatToRawIntBits(2.5f) << 32);
        machine.run("cgebra", R1, 4, M3, m3, R2, 1);
        assertThat(registers.gr(4)).isEqualTo(expected);
        assertThat(machine.interruption("cgebra", R1, 4, M3, 2, R2, 1)).isEqualTo(SPECIFICATION);
        assertThat(machine.interruption("cgebra", R1, 4, M3, 3, R2, 1)).isEqualTo(SPECIFICATION);
    }

    @Test
    void traps_invalidSuppressesAndInexactCompletes() {
        registers.setFpc(0x8800_0000);
        registers.setFpr(1, 0);
        registers.setFpr(2, 0);
        ProgramInterruption invalid = machine.thrown("debr", R1, 1, R2, 2);
        assertThat(invalid.dataExceptionCode()).isEqualTo(0x80);
        assertThat(invalid.ending()).isEqualTo(ProgramInterruption.Ending.SUPPRESSED);
        registers.setFpr(1, (long) Float.floatToRawIntBits(1f) << 32);
        registers.setFpr(2, (long) Float.floatToRawIntBits(3f) << 32);
        ProgramInterruption inexact = machine.thrown("debr", R1, 1, R2, 2);
        assertThat(inexact.dataExceptionCode()).isEqualTo(0x0C);
        assertThat(inexact.ending()).isEqualTo(ProgramInterruption.Ending.COMPLETED);
        assertThat(registers.fpr(1) >>> 32).isEqualTo(Float.floatToRawIntBits(1f / 3f));
        assertThat(registers.fpc()).isEqualTo(0x8800_0000);
    }
}
