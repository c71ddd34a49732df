package org.maskflip.emulator.insn.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.ByteStorage;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.DullEnvironment;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.RowHarness;
import org.maskflip.emulator.insn.Serialization;

/** What a user-mode emulation cannot show: the 24- and 31-bit modes, overflow interruptions, BCR's serialization. */
class AddressingModeTest {
    private static final long UPPER = 0x1122_3344_0000_0000L;
    private static final Facilities FACILITIES = Level.ZEC12.facilities();

    private static Instruction row(String mnemonic) {
        return new GeneralInstructions()
                .rows().stream()
                        .filter(row -> row.mnemonic().equals(mnemonic))
                        .findFirst()
                        .orElseThrow();
    }

    private static Registers execute(String mnemonic, long bytes, long mode, Registers registers) {
        registers.setPswMask(mode);
        registers.setInstructionAddress(0x1000);
        Decoded decoded = new Decoded(row(mnemonic), bytes, 0x1000, FACILITIES);
        new RowHarness(decoded, registers, new ByteStorage(new byte[16], 0), DullEnvironment.highest()).execute();
        return registers;
    }

    @Test
    void branchAndSave_in31BitMode_setsBit32AndKeepsTheUpperHalf() {
        Registers registers = new Registers();
        registers.setGr(14, UPPER);
        registers.setGr(3, 0xFFFF_FFFF_8000_2000L);
        // basr %r14,%r3
        execute("basr", 0x0DE3_0000_0000_0000L, Psw.BASIC_ADDRESSING, registers);
        assertThat(registers.gr(14)).isEqualTo(UPPER | 0x8000_1002L);
        assertThat(registers.nextAddress()).isEqualTo(0x2000);
    }

    @Test
    void branchAndSave_in24BitMode_zeroesBits32To39AndKeepsTheUpperHalf() {
        Registers registers = new Registers();
        registers.setGr(14, UPPER | 0xFFFF_FFFFL);
        // brasl %r14,.+16
        execute("brasl", 0xC0E5_0000_0008_0000L, 0, registers);
        assertThat(registers.gr(14)).isEqualTo(UPPER | 0x1006L);
        assertThat(registers.nextAddress()).isEqualTo(0x1010);
    }

    @Test
    void loadAddress_inShortModes_replacesBits32To63Only() {
        Registers registers = new Registers();
        registers.setGr(1, UPPER);
        registers.setGr(2, 0xFFFF_FFFF_FFFF_FFFFL);
        // la %r1,2(%r2)
        execute("la", 0x4110_2002_0000_0000L, Psw.BASIC_ADDRESSING, registers);
        assertThat(registers.gr(1)).isEqualTo(UPPER | 1);
        registers.setGr(2, 0x8123_4567L);
        execute("la", 0x4110_2002_0000_0000L, 0, registers);
        assertThat(registers.gr(1)).isEqualTo(UPPER | 0x23_4569L);
    }

    @Test
    void overflow_withTheMaskOn_interruptsAfterTheResultIsInPlace() {
        Registers registers = new Registers();
        registers.setGr(1, 0x7FFF_FFFFL);
        registers.setGr(2, 1);
        ProgramInterruption thrown = catchThrowableOfType(
                ProgramInterruption.class,
                () -> execute("ar", 0x1A12_0000_0000_0000L, Psw.FIXED_POINT_OVERFLOW, registers));
        assertThat(thrown.code()).isEqualTo(ProgramCode.FIXED_POINT_OVERFLOW);
        assertThat(thrown.ending()).isEqualTo(ProgramInterruption.Ending.COMPLETED);
        assertThat(registers.gr(1)).isEqualTo(0x8000_0000L);
        assertThat(registers.cc()).isEqualTo(3);
    }

    @Test
    void rotateThenTest_changesOnlyTheConditionCode() {
        Registers registers = new Registers();
        registers.setGr(1, 0xF0);
        registers.setGr(2, 0x0F);
        // rnsbg, rosbg, rxsbg %r1,%r2,0x80+56,63,4: the selected byte of r2 rotated by 4 is F0
        execute("rnsbg", 0xEC12_B83F_0454_0000L, 0, registers);
        assertThat(registers.cc()).isEqualTo(1);
        execute("rosbg", 0xEC12_B83F_0456_0000L, 0, registers);
        assertThat(registers.cc()).isEqualTo(1);
        execute("rxsbg", 0xEC12_B83F_0457_0000L, 0, registers);
        assertThat(registers.cc()).isZero();
        assertThat(registers.gr(1)).isEqualTo(0xF0);
    }

    @Test
    void branchOnConditionRegister_serializesOnlyAsItsFieldsAndFacilitiesSay() {
        assertThat(serialization(0x07F0, Level.ALS)).isEqualTo(Serialization.SERIALIZATION_AND_CHECKPOINT);
        assertThat(serialization(0x07E0, Level.ALS)).isEqualTo(Serialization.NONE);
        assertThat(serialization(0x07E0, Level.Z196)).isEqualTo(Serialization.SERIALIZATION);
        assertThat(serialization(0x07FE, Level.Z196)).isEqualTo(Serialization.NONE);
        assertThat(serialization(0x0700, Level.Z196)).isEqualTo(Serialization.NONE);
    }

    private static Serialization serialization(long halfword, Level level) {
        return new Decoded(row("bcr"), halfword << 48, 0, level.facilities()).serialization();
    }
}
