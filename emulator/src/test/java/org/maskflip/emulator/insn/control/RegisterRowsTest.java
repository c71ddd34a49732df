package org.maskflip.emulator.insn.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.arch.ProgramCode.ADDRESSING;
import static org.maskflip.emulator.arch.ProgramCode.SPECIFICATION;
import static org.maskflip.emulator.insn.Field.B2;
import static org.maskflip.emulator.insn.Field.D2;
import static org.maskflip.emulator.insn.Field.R1;
import static org.maskflip.emulator.insn.Field.R3;

import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Registers;

class RegisterRowsTest {
    private final RowMachine machine = new RowMachine();
    private final Registers registers = machine.registers;

    @Test
    void lctlg_fromR1ToR3_wrapsFrom15To0() {
        machine.storage.poke(0x600, 8, 0x1111_2222_3333_4444L);
        machine.storage.poke(0x608, 8, 0x5555_6666_7777_8888L);
        registers.setControlChanged(false);
        machine.run("lctlg", R1, 15, R3, 0, D2, 0x600);
        assertThat(registers.cr(15)).isEqualTo(0x1111_2222_3333_4444L);
        assertThat(registers.cr(0)).isEqualTo(0x5555_6666_7777_8888L);
        assertThat(registers.isControlChanged()).isTrue();
        assertThat(machine.interruption("lctlg", R1, 1, R3, 1, D2, 0x604)).isEqualTo(SPECIFICATION);
    }

    @Test
    void lctlg_secondOperandDoublewordNotInstalled_changesNoRegister() {
        registers.setGr(1, ArrayStorage.SIZE - 8);
        assertThat(machine.interruption("lctlg", R1, 1, R3, 2, B2, 1)).isEqualTo(ADDRESSING);
    }

    @Test
    void lctl_words_leaveBits0To31() {
        registers.setCr(4, 0xAAAA_AAAA_0000_0000L);
        registers.setCr(5, 0xBBBB_BBBB_0000_0000L);
        machine.storage.poke(0x604, 8, 0x1234_5678_9ABC_DEF0L);
        machine.run("lctl", R1, 4, R3, 5, D2, 0x604);
        assertThat(registers.cr(4)).isEqualTo(0xAAAA_AAAA_1234_5678L);
        assertThat(registers.cr(5)).isEqualTo(0xBBBB_BBBB_9ABC_DEF0L);
        assertThat(machine.interruption("lctl", R1, 4, R3, 5, D2, 0x602)).isEqualTo(SPECIFICATION);
    }

    @Test
    void stctgAndStctl_registers_areStoredInOrder() {
        registers.setCr(7, 0xFFFF_FFFF_0000_0007L);
        registers.setCr(8, 0x0000_0000_8000_0008L);
        machine.run("stctg", R1, 7, R3, 8, D2, 0x608);
        assertThat(machine.storage.peek(0x608, 8)).isEqualTo(0xFFFF_FFFF_0000_0007L);
        assertThat(machine.storage.peek(0x610, 8)).isEqualTo(0x8000_0008L);
        machine.run("stctl", R1, 7, R3, 8, D2, 0x704);
        assertThat(machine.storage.peek(0x704, 8)).isEqualTo(0x0000_0007_8000_0008L);
        assertThat(machine.interruption("stctg", R1, 7, R3, 8, D2, 0x604)).isEqualTo(SPECIFICATION);
        assertThat(machine.interruption("stctl", R1, 7, R3, 8, D2, 0x606)).isEqualTo(SPECIFICATION);
    }

    @Test
    void loadControl_registersBesideTheRange_keepTheirValue() {
        for (String row : new String[] {"lctl", "lctlg"}) {
            for (int register = 0; register < 16; register++) {
                registers.setCr(register, 0xC0DE_0000_0000_0000L + register);
            }
            machine.storage.poke(0x600, 8, 0x1111_2222_3333_4444L);
            machine.storage.poke(0x608, 8, 0x5555_6666_7777_8888L);
            machine.run(row, R1, 4, R3, 5, D2, 0x600);
            for (int register = 6; register < 20; register++) {
                int number = register % 16;
                assertThat(registers.cr(number)).as("%s: %d", row, number).isEqualTo(0xC0DE_0000_0000_0000L + number);
            }
        }
    }

    @Test
    void storeControl_storageBehindTheRange_keepsItsValue() {
        registers.setCr(9, 0x0123_4567_89AB_CDEFL);
        machine.storage.poke(0x618, 8, 0xFEED_FEED_FEED_FEEDL);
        machine.run("stctg", R1, 7, R3, 8, D2, 0x608);
        assertThat(machine.storage.peek(0x618, 8)).isEqualTo(0xFEED_FEED_FEED_FEEDL);
        machine.storage.poke(0x70C, 4, 0xFEED_FEEDL);
        machine.run("stctl", R1, 7, R3, 8, D2, 0x704);
        assertThat(machine.storage.peek(0x70C, 4)).isEqualTo(0xFEED_FEEDL);
    }

    @Test
    void stctg_lastDoublewordNotInstalled_storesNothing() {
        registers.setGr(1, ArrayStorage.SIZE - 8);
        assertThat(machine.interruption("stctg", R1, 1, R3, 2, B2, 1)).isEqualTo(ADDRESSING);
        assertThat(machine.storage.references).isEmpty();
    }

    @Test
    void spx_anyWord_takesBits33To50AndTellsTheMachine() {
        machine.storage.poke(0x604, 4, 0x8001_3FFFL);
        machine.run("spx", D2, 0x604);
        assertThat(registers.prefix()).isEqualTo(0x1_2000L);
        assertThat(machine.environment.calls).containsExactly("prefixChanged");
        // Real 0x704 is now absolute 0x12704.
        machine.run("stpx", D2, 0x704);
        assertThat(machine.storage.peek(0x1_2704, 4)).isEqualTo(0x1_2000L);
        assertThat(machine.interruption("stpx", D2, 0x702)).isEqualTo(SPECIFICATION);
        assertThat(machine.interruption("spx", D2, 0x702)).isEqualTo(SPECIFICATION);
    }

    @Test
    void spx_areaNotInstalled_isAddressingException() {
        machine.storage.poke(0x604, 4, 0x0002_0000L);
        assertThat(machine.interruption("spx", D2, 0x604)).isEqualTo(ADDRESSING);
        assertThat(machine.environment.calls).isEmpty();
    }

    @Test
    void esea_index_isExchanged() {
        registers.setCr(8, 0x0000_0000_1234_FFFFL);
        registers.setGr(5, 0xAAAA_BBBB_CCCC_5678L);
        machine.run("esea", R1, 5);
        assertThat(registers.gr(5)).isEqualTo(0xAAAA_BBBB_1234_5678L);
        assertThat(registers.cr(8)).isEqualTo(0x0000_0000_5678_FFFFL);
    }
}
