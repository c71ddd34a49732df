package org.maskflip.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Psw;

class ExecuteTest {
    private final CpuRig rig = CpuRig.single();

    ExecuteTest() {
        rig.psw(0x1D0, CpuRig.PLAIN | Psw.WAIT, 0x4444);
    }

    @Test
    void registerModifiesTheTargetsSecondByte_andTheTargetInStorageStays() {
        rig.code(0x3000, "d200 5000 6000").code(0x6000, "0102030405");
        rig.registers().setGr(1, 0xFFFF_FF03L);
        rig.registers().setGr(2, 0x3000);
        rig.registers().setGr(5, 0x5000);
        rig.registers().setGr(6, 0x6000);
        rig.code(0x2000, "44102000").startAt(0x2000).step();
        assertThat(rig.get(0x5000, 8)).isEqualTo(0x0102_0304_0000_0000L);
        assertThat(rig.get(0x3000, 2)).isEqualTo(0xD200);
        assertThat(rig.registers().instructionAddress()).isEqualTo(0x2004);
        assertThat(rig.cpu(0).instructionCount()).isEqualTo(1);
    }

    @Test
    void registerZero_modifiesNothing() {
        rig.registers().setGr(0, 0xFF);
        rig.registers().setGr(3, 7);
        rig.code(0x2010, "1853").code(0x2000, "c60000000008").startAt(0x2000).step();
        assertThat(rig.registers().gr(5)).isEqualTo(7);
    }

    @Test
    void sameExecuteWithOtherModifiers_executesOtherTargets() {
        rig.registers().setGr(3, 33);
        rig.registers().setGr(11, 44);
        rig.code(0x2010, "1800").code(0x2000, "c61000000008 a7f4fffd").startAt(0x2000);
        for (int turn = 0; turn < 3; turn++) {
            rig.registers().setGr(1, 0x53);
            rig.step();
            rig.step();
            assertThat(rig.registers().gr(5)).isEqualTo(33);
            rig.registers().setGr(1, 0x5B);
            rig.step();
            rig.step();
            assertThat(rig.registers().gr(5)).isEqualTo(44);
        }
    }

    @Test
    void executeOfAnExecute_isAnExecuteException() {
        rig.code(0x2010, "c60000000008")
                .code(0x2000, "c60000000008")
                .startAt(0x2000)
                .run();
        assertThat(rig.get(0x8C, 4)).isEqualTo(0x0006_0003);
        assertThat(rig.get(0x158, 8)).isEqualTo(0x2006);
    }

    @Test
    void oddTarget_isASpecificationException() {
        rig.registers().setGr(2, 0x3001);
        rig.code(0x2000, "44002000").startAt(0x2000).run();
        assertThat(rig.get(0x8C, 4)).isEqualTo(0x0004_0006);
    }

    @Test
    void relativeBranchAsTarget_isRelativeToWhereItStands_andLinksToTheExecutesSuccessor() {
        rig.code(0x3000, "c0e500000080")
                .code(0x2000, "c60000000800")
                .startAt(0x2000)
                .step();
        assertThat(rig.registers().instructionAddress()).isEqualTo(0x3100);
        assertThat(rig.registers().gr(14)).isEqualTo(0x2006);
        assertThat(rig.registers().breakingEventAddress()).isEqualTo(0x2000);
    }

    @Test
    void faultOfTheTarget_hasTheExecutesAddressAndLength() {
        rig.code(0x3000, "0000").code(0x2000, "c60000000800").startAt(0x2000).run();
        assertThat(rig.get(0x8C, 4)).isEqualTo(0x0006_0001);
        assertThat(rig.get(0x158, 8)).isEqualTo(0x2006);
    }

    @Test
    void targetThatWasChanged_isExecutedAsItIsNow() {
        rig.registers().setGr(3, 33);
        rig.registers().setGr(11, 44);
        rig.code(0x2010, "1853").code(0x2000, "c60000000008").startAt(0x2000).step();
        rig.put(0x2011, 1, 0x5B);
        rig.registers().setInstructionAddress(0x2000);
        rig.step();
        assertThat(rig.registers().gr(5)).isEqualTo(44);
    }
}
