package org.maskflip.emulator.insn.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.arch.ProgramCode.OPERAND;
import static org.maskflip.emulator.arch.ProgramCode.SPECIAL_OPERATION;
import static org.maskflip.emulator.arch.ProgramCode.SPECIFICATION;
import static org.maskflip.emulator.insn.Field.D2;
import static org.maskflip.emulator.insn.Field.R1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.emulator.arch.Registers;

/** The I/O instructions, and the rows of {@link AbsentFunctionRows}. */
class InputOutputInstructionsTest {
    private final RowMachine machine = new RowMachine();
    private final Registers registers = machine.registers;

    @ParameterizedTest
    @ValueSource(strings = {"xsch", "csch", "hsch", "rsch", "msch", "ssch", "stsch", "tsch"})
    void subchannel_any_isNotOperational(String mnemonic) {
        registers.setGr(1, 0xFFFF_FFFF_0001_1234L);
        machine.run(mnemonic);
        assertThat(registers.cc()).isEqualTo(3);
        assertThat(machine.storage.references).isEmpty();
        registers.setGr(1, 0x0002_1234L);
        assertThat(machine.interruption(mnemonic)).isEqualTo(OPERAND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"msch", "ssch", "stsch", "tsch", "tpi", "stcrw", "stcps"})
    void operand_unaligned_isSpecificationException(String mnemonic) {
        registers.setGr(1, 0x0001_0000L);
        assertThat(machine.interruption(mnemonic, D2, 0x602)).isEqualTo(SPECIFICATION);
    }

    @Test
    void tpi_nothing_isPending() {
        machine.run("tpi", D2, 0x604);
        assertThat(registers.cc()).isZero();
        assertThat(machine.storage.references).isEmpty();
    }

    @Test
    void stcrw_noReport_storesZeros() {
        machine.storage.poke(0x604, 8, -1L);
        machine.run("stcrw", D2, 0x604);
        assertThat(machine.storage.peek(0x604, 8)).isEqualTo(0xFFFF_FFFFL);
        assertThat(registers.cc()).isEqualTo(1);
    }

    @Test
    void stcps_noPath_stores32Zeros() {
        machine.storage.poke(0x620, 8, -1L);
        machine.storage.poke(0x638, 8, -1L);
        machine.storage.poke(0x640, 8, -1L);
        machine.run("stcps", D2, 0x620);
        assertThat(machine.storage.peek(0x620, 8)).isZero();
        assertThat(machine.storage.peek(0x638, 8)).isZero();
        assertThat(machine.storage.peek(0x640, 8)).isEqualTo(-1L);
        assertThat(machine.interruption("stcps", D2, 0x630)).isEqualTo(SPECIFICATION);
    }

    @ParameterizedTest
    @CsvSource({"rchp, 0xFF, 0x100, 3", "schm, 0xF0000003, 0x4, 2", "sal, 0x7FFF0000, 0x1, 2"})
    void implied_register1_isChecked(String mnemonic, String valid, String invalid, int cc) {
        registers.setGr(1, Long.decode(valid));
        machine.run(mnemonic);
        assertThat(registers.cc()).isEqualTo(cc);
        registers.setGr(1, Long.decode(invalid));
        assertThat(machine.interruption(mnemonic)).isEqualTo(OPERAND);
    }

    @Test
    void chsc_noChannelSubsystem_isConditionCode3() {
        registers.setGr(4, 0x8000);
        machine.run("chsc", R1, 4);
        assertThat(registers.cc()).isEqualTo(3);
        registers.setGr(4, 0x8800);
        assertThat(machine.interruption("chsc", R1, 4)).isEqualTo(SPECIFICATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bakr", "pr", "ereg", "eregg", "esta", "msta", "pc", "pt", "pti", "ssar", "ssair", "lasp", "bsa", "bsg",
                "rp", "trap2", "trap4"
            })
    void absentFunction_any_isSpecialOperationException(String mnemonic) {
        machine.translate(0);
        assertThat(machine.interruption(mnemonic)).isEqualTo(SPECIAL_OPERATION);
    }
}
