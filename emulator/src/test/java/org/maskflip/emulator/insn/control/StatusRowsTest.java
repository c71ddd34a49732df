package org.maskflip.emulator.insn.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.arch.ProgramCode.SPECIAL_OPERATION;
import static org.maskflip.emulator.arch.ProgramCode.SPECIFICATION;
import static org.maskflip.emulator.insn.Field.B1;
import static org.maskflip.emulator.insn.Field.D1;
import static org.maskflip.emulator.insn.Field.D2;
import static org.maskflip.emulator.insn.Field.I2;

import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.Registers;

class StatusRowsTest {
    private final RowMachine machine = new RowMachine();
    private final Registers registers = machine.registers;

    @Test
    void lpsw_shortFormat_isConverted() {
        // Key 3, bit 12 one, condition code 1, program mask 8, 31-bit mode, address 0x1234.
        machine.storage.poke(0x600, 8, 0x0038_1800_8000_1234L);
        machine.run("lpsw", D2, 0x600);
        assertThat(registers.pswMask()).isEqualTo(0x0030_1800_8000_0000L);
        assertThat(registers.cc()).isEqualTo(1);
        assertThat(registers.nextAddress()).isEqualTo(0x1234);
        assertThat(registers.addressMask()).isEqualTo(0x7FFF_FFFFL);
        assertThat(registers.breakingEventAddress()).isEqualTo(RowMachine.ADDRESS);
    }

    @Test
    void lpsw_bit31One_entersThe64BitMode() {
        machine.addressing(31);
        machine.storage.poke(0x600, 8, 0x0008_0001_8000_0010L);
        machine.run("lpsw", D2, 0x600);
        assertThat(registers.pswMask()).isEqualTo(0x0000_0001_8000_0000L);
        assertThat(registers.addressMask()).isEqualTo(-1L);
        assertThat(registers.nextAddress()).isEqualTo(0x10);
    }

    @Test
    void lpsw_bit12ZeroOrOperandUnaligned_isSpecificationException() {
        machine.storage.poke(0x600, 8, 0x0000_0000_8000_1234L);
        assertThat(machine.interruption("lpsw", D2, 0x600)).isEqualTo(SPECIFICATION);
        assertThat(machine.interruption("lpsw", D2, 0x604)).isEqualTo(SPECIFICATION);
    }

    @Test
    void lpswe_anyPsw_isLoadedAsStored() {
        machine.storage.poke(0x600, 8, 0x0404_C001_8000_0000L);
        machine.storage.poke(0x608, 8, 0x0000_0123_4567_89AAL);
        machine.run("lpswe", D2, 0x600);
        assertThat(registers.pswMask()).isEqualTo(0x0404_C001_8000_0000L);
        assertThat(registers.nextAddress()).isEqualTo(0x0000_0123_4567_89AAL);
        assertThat(registers.cc()).isZero();
        assertThat(machine.storage.references)
                .containsExactly("fetch CURRENT key=psw 600 8", "fetch CURRENT key=psw 608 8");
        assertThat(machine.interruption("lpswe", D2, 0x601)).isEqualTo(SPECIFICATION);
    }

    @Test
    void lpswe_invalidPsw_setsItAndLeavesTheEarlyExceptionToTheEngine() {
        machine.storage.poke(0x600, 8, 0x8000_0000_0000_0000L);
        machine.storage.poke(0x608, 8, -1L);
        machine.run("lpswe", D2, 0x600);
        assertThat(registers.pswMask()).isEqualTo(0x8000_0000_0000_0000L);
        assertThat(registers.nextAddress()).isEqualTo(-1L);
    }

    @Test
    void ssm_operandByte_becomesTheSystemMask() {
        machine.storage.poke(0x600, 1, 0x07);
        machine.run("ssm", D2, 0x600);
        assertThat(registers.pswMask()).isEqualTo(0x0700_2001_8000_0000L);
        machine.storage.poke(0x600, 1, 0x40);
        machine.run("ssm", D2, 0x600);
        assertThat(registers.pswMask()).isEqualTo(0x4000_2001_8000_0000L);
    }

    @Test
    void ssm_suppressionControlOne_isSpecialOperationException() {
        registers.setCr(0, ControlBits.CR0_SSM_SUPPRESSION);
        assertThat(machine.interruption("ssm", D2, 0x600)).isEqualTo(SPECIAL_OPERATION);
        assertThat(machine.storage.references).isEmpty();
    }

    @Test
    void stnsm_maskFb_storesTheOldMaskAndClearsOneBit() {
        registers.setPswMask(0x0704_1001_8000_0000L);
        registers.setGr(3, 0x600);
        machine.run("stnsm", B1, 3, D1, 4, I2, 0xFB);
        assertThat(machine.storage.peek(0x604, 1)).isEqualTo(0x07);
        assertThat(registers.pswMask()).isEqualTo(0x0304_1001_8000_0000L);
    }

    @Test
    void stosm_mask03_storesTheOldMaskAndSetsTwoBits() {
        registers.setPswMask(0x0400_3001_8000_0000L);
        machine.run("stosm", D1, 0x600, I2, 0x03);
        assertThat(machine.storage.peek(0x600, 1)).isEqualTo(0x04);
        assertThat(registers.pswMask()).isEqualTo(0x0700_3001_8000_0000L);
        machine.run("stosm", D1, 0x600, I2, 0x80);
        assertThat(registers.pswMask()).isEqualTo(0x8700_3001_8000_0000L);
    }
}
