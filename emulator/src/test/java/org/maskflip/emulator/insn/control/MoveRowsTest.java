package org.maskflip.emulator.insn.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.arch.ProgramCode.PAGE_TRANSLATION;
import static org.maskflip.emulator.arch.ProgramCode.PRIVILEGED_OPERATION;
import static org.maskflip.emulator.arch.ProgramCode.PROTECTION;
import static org.maskflip.emulator.arch.ProgramCode.SPECIAL_OPERATION;
import static org.maskflip.emulator.insn.Field.B1;
import static org.maskflip.emulator.insn.Field.B2;
import static org.maskflip.emulator.insn.Field.R1;
import static org.maskflip.emulator.insn.Field.R3;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access.Translation;
import org.maskflip.emulator.insn.Space;

/** Virtual 0x4000 is another page frame in each space: 0x10000 primary, 0x11000 secondary, 0x12000 home. Key 5 guards 0x11000. */
class MoveRowsTest {
    private static final long PAGE = 0x4000;
    private static final long PRIMARY = 0x1_0000;
    private static final long SECONDARY = 0x1_1000;
    private static final long HOME = 0x1_2000;

    private final RowMachine machine = new RowMachine();
    private final Registers registers = machine.registers;

    @BeforeEach
    void mapPages() {
        machine.storage.map(Space.PRIMARY, PAGE, new Translation(0, PRIMARY, false));
        machine.storage.map(Space.SECONDARY, PAGE, new Translation(0, SECONDARY, false));
        machine.storage.map(Space.HOME, PAGE, new Translation(0, HOME, false));
        machine.storage.keys[(int) SECONDARY >> 12] = 5 << 3 | 4;
        machine.storage.poke(PRIMARY, 8, 0x0101_0101_0101_0101L);
        machine.storage.poke(SECONDARY, 8, 0x0202_0202_0202_0202L);
        machine.storage.poke(HOME, 8, 0x0303_0303_0303_0303L);
        registers.setGr(8, PAGE);
        registers.setGr(9, PAGE);
        machine.key(1);
        machine.storage.keys[(int) PRIMARY >> 12] = 1 << 3 | 4;
        machine.translate(0);
    }

    private void move(String mnemonic) {
        machine.run(mnemonic, R1, 2, B1, 8, B2, 9, R3, 3);
    }

    private int interrupted(String mnemonic) {
        return machine.interruption(mnemonic, R1, 2, B1, 8, B2, 9, R3, 3);
    }

    @Test
    void mvcp_fiveBytes_comeFromTheSecondarySpaceWithTheKeyOfR3() {
        registers.setGr(2, 5);
        registers.setGr(3, 0xFFFF_FF5FL);
        move("mvcp");
        assertThat(machine.storage.peek(PRIMARY, 8)).isEqualTo(0x0202_0202_0201_0101L);
        assertThat(registers.cc()).isZero();
        assertThat(machine.storage.references).contains("fetch SECONDARY key=5 4000 1", "store PRIMARY key=psw 4000 1");
    }

    @Test
    void mvcs_fiveBytes_goToTheSecondarySpaceWithTheKeyOfR3() {
        registers.setGr(2, 5);
        registers.setGr(3, 0x50);
        move("mvcs");
        assertThat(machine.storage.peek(SECONDARY, 8)).isEqualTo(0x0101_0101_0102_0202L);
        registers.setGr(3, 0x60);
        assertThat(interrupted("mvcs")).isEqualTo(PROTECTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mvcp", "mvcs", "mvck"})
    void move_trueLengthAbove256_moves256WithConditionCode3(String mnemonic) {
        machine.key(0);
        registers.setGr(2, 0x1_0000_0000L);
        move(mnemonic);
        assertThat(registers.cc()).isEqualTo(3);
        assertThat(machine.storage.references).hasSize(512);
        // In the 31-bit mode the length is in bits 32-63: zero, and nothing is touched.
        machine.addressing(31);
        machine.storage.references.clear();
        registers.setGr(9, 0x7FFF_0000L);
        move(mnemonic);
        assertThat(registers.cc()).isZero();
        assertThat(machine.storage.references).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mvcp", "mvcs"})
    void moveBetweenSpaces_specialConditions_areRecognized(String mnemonic) {
        machine.translate(3);
        assertThat(interrupted(mnemonic)).as("home").isEqualTo(SPECIAL_OPERATION);
        machine.translate(1);
        assertThat(interrupted(mnemonic)).as("access register").isEqualTo(SPECIAL_OPERATION);
        machine.translate(2);
        registers.setCr(0, 0);
        assertThat(interrupted(mnemonic)).as("no secondary space").isEqualTo(SPECIAL_OPERATION);
        assertThat(new RowMachine().interruption(mnemonic, R1, 2)).as("DAT off").isEqualTo(SPECIAL_OPERATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mvcp", "mvcs", "mvck", "mvcsk", "mvcdk", "mvcos"})
    void move_problemStateWithoutTheKeyInTheMask_isPrivilegedOperationException(String mnemonic) {
        machine.problemState();
        registers.setCr(3, 0x4000_0000L);
        registers.setGr(0, 0x5002_5002L);
        registers.setGr(1, 0x50);
        registers.setGr(3, 0x50);
        Object[] operands = mnemonic.matches("mvcsk|mvcdk")
                ? new Object[] {B1, 8, B2, 9}
                : mnemonic.equals("mvcos")
                        ? new Object[] {B1, 8, B2, 9, R3, 3}
                        : new Object[] {R1, 2, B1, 8, B2, 9, R3, 3};
        assertThat(machine.interruption(mnemonic, operands)).isEqualTo(PRIVILEGED_OPERATION);
        registers.setCr(3, 0x4400_0000L);
        registers.setGr(3, mnemonic.equals("mvcos") ? 0 : 0x50);
        registers.setGr(2, 0);
        machine.storage.keys[(int) PRIMARY >> 12] = 5 << 3;
        machine.key(mnemonic.matches("mvcsk|mvcdk") ? 5 : 1);
        machine.run(mnemonic, operands);
    }

    @Test
    void mvck_source_isFetchedWithTheKeyOfR3() {
        registers.setGr(2, 3);
        registers.setGr(3, 0x10);
        registers.setGr(9, PAGE + 1);
        machine.key(0);
        machine.storage.poke(PRIMARY, 8, 0x1122_3344_5566_7788L);
        move("mvck");
        assertThat(machine.storage.peek(PRIMARY, 8)).isEqualTo(0x2233_4444_5566_7788L);
        registers.setGr(3, 0x20);
        assertThat(interrupted("mvck")).isEqualTo(PROTECTION);
    }

    @Test
    void mvcskAndMvcdk_key_isOfSourceOrDestination() {
        registers.setGr(0, 0xFF02);
        registers.setGr(1, 0x1F);
        registers.setGr(8, PAGE + 4);
        machine.run("mvcsk", B1, 8, B2, 9);
        assertThat(machine.storage.references)
                .contains("fetch CURRENT key=1 4000 1", "store CURRENT key=psw 4006 1")
                .hasSize(6);
        machine.storage.references.clear();
        machine.run("mvcdk", B1, 8, B2, 9);
        assertThat(machine.storage.references)
                .contains("fetch CURRENT key=psw 4000 1", "store CURRENT key=1 4006 1")
                .hasSize(6);
        assertThat(registers.cc()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        // First-operand and second-operand access controls; the space and key that each must be used with.
        "0x0000, 0x0000, PRIMARY, 1, PRIMARY, 1",
        "0x0081, 0x0000, SECONDARY, 1, PRIMARY, 1",
        "0x5083, 0x0001, SECONDARY, 5, PRIMARY, 1",
        "0x0000, 0x5083, PRIMARY, 1, SECONDARY, 5",
        "0x00C1, 0x0002, HOME, 1, PRIMARY, 0",
        "0xF000, 0x0000, PRIMARY, 1, PRIMARY, 1",
    })
    void mvcos_accessControls_giveSpaceAndKey(
            int to, int from, Space toSpace, int toKey, Space fromSpace, int fromKey) {
        machine.storage.keys[(int) SECONDARY >> 12] = toKey == 5 || fromKey == 5 ? 5 << 3 : 1 << 3;
        machine.storage.keys[(int) HOME >> 12] = 1 << 3;
        registers.setGr(0, (long) to << 16 | from);
        registers.setGr(3, 2);
        machine.run("mvcos", B1, 8, B2, 9, R3, 3);
        assertThat(machine.storage.references)
                .containsExactly(
                        "fetch " + fromSpace + " key=" + fromKey + " 4000 1",
                        "store " + toSpace + " key=" + toKey + " 4000 1",
                        "fetch " + fromSpace + " key=" + fromKey + " 4001 1",
                        "store " + toSpace + " key=" + toKey + " 4001 1");
        assertThat(registers.cc()).isZero();
    }

    @Test
    void mvcos_trueLengthAbove4096_moves4096WithConditionCode3() {
        registers.setGr(3, -1L);
        machine.run("mvcos", B1, 8, B2, 9, R3, 3);
        assertThat(registers.cc()).isEqualTo(3);
        assertThat(machine.storage.references).hasSize(8192);
    }

    @Test
    void mvcos_pageMissing_storesNothing() {
        machine.storage.map(Space.PRIMARY, PAGE + 0x1000, new Translation(PAGE_TRANSLATION, 0x700, false));
        registers.setGr(9, PAGE + 0xFFF);
        registers.setGr(3, 2);
        assertThat(machine.interruption("mvcos", B1, 8, B2, 9, R3, 3)).isEqualTo(PAGE_TRANSLATION);
        assertThat(machine.storage.references).isEmpty();
        registers.setGr(3, 0);
        machine.run("mvcos", B1, 8, B2, 9, R3, 3);
        assertThat(registers.cc()).isZero();
    }

    @Test
    void mvcos_problemStateInHomeSpaceMode_mayUseThePswsSpace() {
        machine.translate(3);
        machine.problemState();
        registers.setCr(3, 0xFFFF_0000L);
        machine.storage.keys[(int) HOME >> 12] = 1 << 3;
        registers.setGr(3, 1);
        machine.run("mvcos", B1, 8, B2, 9, R3, 3);
        assertThat(machine.storage.references).containsExactly("fetch HOME key=1 4000 1", "store HOME key=1 4000 1");
    }

    @Test
    void mvcos_specialConditions_areRecognized() {
        Object[] operands = {B1, 8, B2, 9, R3, 3};
        assertThat(new RowMachine().interruption("mvcos", operands))
                .as("DAT off")
                .isEqualTo(SPECIAL_OPERATION);
        registers.setGr(0, 0x0041_0000L);
        assertThat(machine.interruption("mvcos", operands)).as("AR").isEqualTo(SPECIAL_OPERATION);
        registers.setCr(0, 0);
        registers.setGr(0, 0x0000_0081L);
        assertThat(machine.interruption("mvcos", operands)).as("no secondary").isEqualTo(SPECIAL_OPERATION);
        machine.problemState();
        registers.setCr(3, 0xFFFF_0000L);
        registers.setGr(0, 0x00C1_0000L);
        assertThat(machine.interruption("mvcos", operands)).as("to home").isEqualTo(SPECIAL_OPERATION);
    }
}
