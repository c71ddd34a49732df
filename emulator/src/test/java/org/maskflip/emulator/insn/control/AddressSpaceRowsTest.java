package org.maskflip.emulator.insn.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.arch.ProgramCode.PRIVILEGED_OPERATION;
import static org.maskflip.emulator.arch.ProgramCode.SPACE_SWITCH_EVENT;
import static org.maskflip.emulator.arch.ProgramCode.SPECIAL_OPERATION;
import static org.maskflip.emulator.arch.ProgramCode.SPECIFICATION;
import static org.maskflip.emulator.insn.Field.D2;
import static org.maskflip.emulator.insn.Field.R1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;

class AddressSpaceRowsTest {
    private final RowMachine machine = new RowMachine();
    private final Registers registers = machine.registers;

    @Test
    void spka_bits56To59OfTheAddress_becomeTheKey() {
        machine.run("spka", D2, 0x9F);
        assertThat(registers.key()).isEqualTo(9);
        assertThat(registers.cc()).isEqualTo(2);
    }

    @Test
    void spka_problemState_needsTheBitOfThePswKeyMask() {
        machine.problemState();
        registers.setCr(3, 0x0040_0000L);
        assertThat(machine.interruption("spka", D2, 0x80)).isEqualTo(PRIVILEGED_OPERATION);
        machine.run("spka", D2, 0x90);
        assertThat(registers.key()).isEqualTo(9);
    }

    @Test
    void ipk_key_goesToBits56To59OfRegister2() {
        machine.key(0xA);
        registers.setGr(2, -1L);
        machine.run("ipk");
        assertThat(registers.gr(2)).isEqualTo(0xFFFF_FFFF_FFFF_FFA0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipk", "iac", "epar", "esar", "epair", "esair"})
    void extraction_problemState_needsTheExtractionAuthority(String mnemonic) {
        machine.translate(0);
        machine.problemState();
        Object[] operands = mnemonic.equals("ipk") ? new Object[0] : new Object[] {R1, 1};
        assertThat(machine.interruption(mnemonic, operands)).isEqualTo(PRIVILEGED_OPERATION);
        registers.setCr(0, ControlBits.CR0_EXTRACTION_AUTHORITY);
        machine.run(mnemonic, operands);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iac", "epar", "esar", "epair", "esair"})
    void extraction_datOff_isSpecialOperationException(String mnemonic) {
        assertThat(machine.interruption(mnemonic, R1, 1)).isEqualTo(SPECIAL_OPERATION);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 2", "2, 1", "3, 3"})
    void iac_control_isReversed(int control, int expected) {
        machine.translate(control);
        registers.setGr(4, -1L);
        machine.run("iac", R1, 4);
        assertThat(registers.gr(4)).isEqualTo(0xFFFF_FFFF_FFFF_00FFL | (long) expected << 8);
        assertThat(registers.cc()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"sac, 0x000, 0", "sac, 0x100, 2", "sac, 0x300, 3", "sacf, 0x000, 0", "sacf, 0x100, 2", "sacf, 0x300, 3"
    })
    void setControl_code_isReversed(String mnemonic, int address, int expected) {
        machine.translate(expected == 0 ? 2 : 0);
        machine.run(mnemonic, D2, address);
        assertThat(registers.addressSpace()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sac", "sacf"})
    void setControl_specialConditions_areRecognized(String mnemonic) {
        assertThat(machine.interruption(mnemonic, D2, 0)).as("DAT off").isEqualTo(SPECIAL_OPERATION);
        machine.translate(0);
        assertThat(machine.interruption(mnemonic, D2, 0x400)).as("code 4").isEqualTo(SPECIFICATION);
        assertThat(machine.interruption(mnemonic, D2, 0x200)).as("no AR mode").isEqualTo(SPECIAL_OPERATION);
        machine.problemState();
        assertThat(machine.interruption(mnemonic, D2, 0x300)).as("home").isEqualTo(PRIVILEGED_OPERATION);
        registers.setCr(0, 0);
        assertThat(machine.interruption(mnemonic, D2, 0x100)).as("no secondary").isEqualTo(SPECIAL_OPERATION);
    }

    @Test
    void sac_leavingTheHomeSpace_completesWithASpaceSwitchEvent() {
        machine.translate(3);
        registers.setCr(1, ControlBits.ASCE_SPACE_SWITCH);
        registers.setCr(4, 0x1_0042L);
        ProgramInterruption met = machine.thrown("sac", D2, 0);
        assertThat(met.code()).isEqualTo(SPACE_SWITCH_EVENT);
        assertThat(met.ending()).isEqualTo(ProgramInterruption.Ending.COMPLETED);
        assertThat(met.translationExceptionId()).isEqualTo(0x8000_0042L);
        assertThat(registers.addressSpace()).isZero();
        // Entering it again, with the control of the home space alone.
        registers.setCr(1, 0);
        registers.setCr(13, ControlBits.ASCE_SPACE_SWITCH);
        assertThat(machine.thrown("sacf", D2, 0x300).translationExceptionId()).isEqualTo(0x42);
        machine.run("sacf", D2, 0x300);
        assertThat(registers.addressSpace()).isEqualTo(3);
    }

    @Test
    void extractAsn_numbersAndInstances_areExtracted() {
        machine.translate(0);
        registers.setCr(4, 0x1234_5678_9ABC_DEF0L);
        registers.setCr(3, 0x1111_2222_3333_4444L);
        registers.setGr(1, -1L);
        machine.run("epar", R1, 1);
        assertThat(registers.gr(1)).isEqualTo(0xFFFF_FFFF_0000_DEF0L);
        machine.run("esar", R1, 1);
        assertThat(registers.gr(1)).isEqualTo(0xFFFF_FFFF_0000_4444L);
        machine.run("epair", R1, 1);
        assertThat(registers.gr(1)).isEqualTo(0x1234_5678_0000_DEF0L);
        machine.run("esair", R1, 1);
        assertThat(registers.gr(1)).isEqualTo(0x1111_2222_0000_4444L);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 3", "2, 3"})
    void tar_token_isPrimaryOrNothing(int token, int expected) {
        registers.setAr(6, token);
        machine.run("tar", R1, 6);
        assertThat(registers.cc()).isEqualTo(expected);
    }
}
