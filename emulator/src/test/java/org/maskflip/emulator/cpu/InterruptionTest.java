package org.maskflip.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.interrupt.Attention;
import org.maskflip.emulator.interrupt.IoInterruption;

class InterruptionTest {
    private static final long WAIT = CpuRig.PLAIN | Psw.WAIT;
    private static final long OPEN = CpuRig.PLAIN | Psw.EXTERNAL | Psw.IO | Psw.MACHINE_CHECK;
    private static final String LOOP = "a7f40000";

    private final CpuRig rig = CpuRig.single();

    InterruptionTest() {
        rig.psw(0x1A0, WAIT, 0x1111)
                .psw(0x1B0, WAIT, 0x2222)
                .psw(0x1C0, WAIT, 0x3333)
                .psw(0x1D0, WAIT, 0x4444)
                .psw(0x1E0, WAIT, 0x5555)
                .psw(0x1F0, WAIT, 0x6666);
    }

    private void assertOld(int area, long mask, long address) {
        assertThat(String.format("%x %x", rig.get(area, 8), rig.get(area + 8, 8)))
                .as("old PSW at %x", area)
                .isEqualTo(String.format("%x %x", mask, address));
    }

    private long arrivedAt() {
        return rig.registers().instructionAddress();
    }

    @Test
    void supervisorCall_storesCodeAndLength() {
        rig.code(0x2000, "0a7b").startAt(0x2000).run();
        assertOld(0x140, CpuRig.PLAIN, 0x2002);
        assertThat(rig.get(0x88, 4)).isEqualTo(0x0002_007B);
        assertThat(arrivedAt()).isEqualTo(0x3333);
    }

    @Test
    void executedSupervisorCall_hasLengthAndNextAddressOfTheExecute() {
        rig.code(0x2000, "c60000000008 0000")
                .code(0x2010, "0a01")
                .startAt(0x2000)
                .run();
        assertOld(0x140, CpuRig.PLAIN, 0x2006);
        assertThat(rig.get(0x88, 4)).isEqualTo(0x0006_0001);
    }

    @Test
    void operationException_isSuppressedWithTheLengthOfItsFirstBits() {
        rig.code(0x2000, "b2fd0000").startAt(0x2000).run();
        assertOld(0x150, CpuRig.PLAIN, 0x2004);
        assertThat(rig.get(0x8C, 4)).isEqualTo(0x0004_0001);
        assertThat(rig.get(0x110, 8)).isEqualTo(1);
    }

    @Test
    void privilegedOperationInProblemState_comesBeforeItsOtherExceptions() {
        rig.code(0x2000, "b2b20001")
                .startAt(CpuRig.PLAIN | Psw.PROBLEM_STATE, 0x2000)
                .run();
        assertOld(0x150, CpuRig.PLAIN | Psw.PROBLEM_STATE, 0x2004);
        assertThat(rig.get(0x8C, 4)).isEqualTo(0x0004_0002);
    }

    @Test
    void fixedPointOverflow_completesAndInterruptsIfTheProgramMaskAllows() {
        rig.registers().setGr(1, 0x7FFF_FFFF);
        rig.registers().setGr(2, 1);
        rig.code(0x2000, "1a12")
                .startAt(CpuRig.PLAIN | Psw.FIXED_POINT_OVERFLOW, 0x2000)
                .run();
        assertThat(rig.registers().gr(1)).isEqualTo(0x8000_0000L);
        assertOld(0x150, CpuRig.PLAIN | Psw.FIXED_POINT_OVERFLOW | 3L << Psw.CONDITION_CODE_SHIFT, 0x2002);
        assertThat(rig.get(0x8C, 4)).isEqualTo(0x0002_0008);
        assertThat(rig.cpu(0).instructionCount()).isEqualTo(1);
    }

    @Test
    void overflowOfAComplexRow_interruptsLikeThatOfASimpleOne() {
        rig.registers().setGr(2, 0x4000_0000);
        rig.code(0x2000, "8f200001")
                .startAt(CpuRig.PLAIN | Psw.FIXED_POINT_OVERFLOW, 0x2000)
                .run();
        assertOld(0x150, CpuRig.PLAIN | Psw.FIXED_POINT_OVERFLOW | 3L << Psw.CONDITION_CODE_SHIFT, 0x2004);
        assertThat(rig.get(0x8C, 4)).isEqualTo(0x0004_0008);
    }

    @Test
    void dataException_leavesTheFloatingPointControlRegister_withoutTheAfpRegisters() {
        rig.registers().setFpc(0x0080_0003);
        rig.code(0x2000, "b9728011").startAt(0x2000).run();
        assertThat(rig.get(0x8C, 4)).isEqualTo(0x0004_0007);
        assertThat(rig.get(0x90, 4)).isEqualTo(0xFF);
        assertThat(rig.registers().fpc()).isEqualTo(0x0080_0003);
    }

    @Test
    void dataException_goesIntoTheFloatingPointControlRegister_withTheAfpRegistersOn() {
        rig.registers().setFpc(0x0080_0003);
        rig.registers().setCr(0, rig.registers().cr(0) | ControlBits.CR0_AFP_REGISTERS);
        rig.code(0x2000, "b9728011").startAt(0x2000).run();
        assertThat(rig.get(0x90, 4)).isEqualTo(0xFF);
        assertThat(rig.registers().fpc()).isEqualTo(0x0080_FF03);
    }

    @Test
    void oddRegisterOfAPair_isASpecificationException() {
        rig.code(0x2000, "8f300001").startAt(0x2000).run();
        assertThat(rig.get(0x8C, 4)).isEqualTo(0x0004_0006);
    }

    @Test
    void branchToAnOddAddress_isASpecificationExceptionAtTheTarget() {
        rig.registers().setGr(1, 0x3001);
        rig.code(0x2000, "07f1").startAt(0x2000).run();
        assertOld(0x150, CpuRig.PLAIN, 0x3003);
        assertThat(rig.get(0x8C, 4)).isEqualTo(0x0002_0006);
        assertThat(rig.get(0x110, 8)).as("breaking event").isEqualTo(0x2000);
    }

    @Test
    void instructionBeyondStorage_isAnAddressingException() {
        rig.registers().setGr(1, 0x4000_0000L);
        rig.code(0x2000, "07f1").startAt(0x2000).run();
        assertOld(0x150, CpuRig.PLAIN, 0x4000_0002L);
        assertThat(rig.get(0x8C, 4)).isEqualTo(0x0002_0005);
    }

    @Test
    void externalInterruption_storesSenderCodeAndNothingElse() {
        rig.registers().setCr(0, 0x6000);
        rig.put(0x80, 4, 0xCAFE);
        rig.code(0x2000, LOOP).startAt(OPEN, 0x2000);
        rig.cpu(0).pending().postExternalCall(0x0007);
        rig.run();
        assertOld(0x130, OPEN, 0x2000);
        assertThat(rig.get(0x84, 4)).isEqualTo(0x0007_1202);
        assertThat(rig.get(0x80, 4)).isEqualTo(0xCAFE);
        assertThat(arrivedAt()).isEqualTo(0x2222);
    }

    @Test
    void serviceSignal_storesItsParameter() {
        rig.registers().setCr(0, 0x200);
        rig.code(0x2000, LOOP).startAt(OPEN, 0x2000);
        rig.floating.postServiceSignal(0x5008);
        rig.run();
        assertThat(rig.get(0x80, 4)).isEqualTo(0x5008);
        assertThat(rig.get(0x84, 4)).isEqualTo(0x2401);
    }

    @Test
    void clockComparator_interruptsOnlyOncePassed() {
        rig.registers().setCr(0, 0x800);
        rig.environment(0).clockComparator = 2000;
        rig.code(0x2000, LOOP).startAt(OPEN, 0x2000);
        rig.cpu(0).pending().raise(Attention.CLOCK_COMPARATOR);
        rig.step();
        assertThat(rig.step()).as("not passed yet").isEqualTo(Cpu.Step.INSTRUCTION);
        rig.environment(0).tod = 2001;
        rig.cpu(0).pending().raise(Attention.CLOCK_COMPARATOR);
        rig.run();
        assertThat(rig.get(0x84, 4)).isEqualTo(0x1004);
    }

    @Test
    void ioInterruption_storesItsThreeWords() {
        rig.registers().setCr(6, 0x0800_0000L);
        rig.code(0x2000, LOOP).startAt(OPEN, 0x2000);
        rig.floating.postIo(new IoInterruption(4, 0x1_0023, 0x4567, 0x2000_0000));
        rig.run();
        assertOld(0x170, OPEN, 0x2000);
        assertThat(rig.get(0xB8, 4)).isEqualTo(0x1_0023);
        assertThat(rig.get(0xBC, 4)).isEqualTo(0x4567);
        assertThat(rig.get(0xC0, 4)).isEqualTo(0x2000_0000);
        assertThat(arrivedAt()).isEqualTo(0x6666);
    }

    @Test
    void machineCheck_comesBeforeExternal_andSavesTheRegisters() {
        rig.registers().setCr(0, 0x4000);
        rig.registers().setGr(3, 0x33);
        rig.registers().setPrefix(0x8000);
        rig.psw(0x8000 + 0x1E0, OPEN, 0x2000).psw(0x8000 + 0x1B0, WAIT, 0x2222);
        rig.code(0x2000, LOOP).startAt(OPEN, 0x2000);
        rig.cpu(0).pending().postEmergencySignal(1);
        rig.cpu(0).pending().postMachineCheck(0x40L << 56);
        rig.run();
        assertOld(0x8000 + 0x160, OPEN, 0x2000);
        assertThat(rig.get(0x8000 + 0xE8, 8)).isEqualTo(0x40L << 56);
        assertThat(rig.get(0x8000 + 0x1280 + 24, 8)).isEqualTo(0x33);
        assertOld(0x8000 + 0x130, OPEN, 0x2000);
    }

    @Test
    void restart_ofAStoppedCpu_startsItWithTheRestartNewPsw() {
        rig.cpu(0).registers().setInstructionAddress(0x7000);
        rig.cpu(0).restart();
        assertThat(rig.cpu(0).isBusy()).isTrue();
        rig.run();
        assertThat(rig.cpu(0).isBusy()).isFalse();
        assertThat(rig.cpu(0).state()).isEqualTo(CpuState.OPERATING);
        assertOld(0x120, CpuRig.PLAIN, 0x7000);
        assertThat(arrivedAt()).isEqualTo(0x1111);
    }

    @Test
    void invalidPswFromLpswe_isAnEarlySpecificationException_withLengthZero() {
        rig.psw(0x3000, CpuRig.PLAIN | 1, 0x9000);
        rig.code(0x2000, "b2b23000").code(0x2004, "0700");
        rig.registers().setGr(3, 0x3000);
        rig.startAt(0x2000).run();
        assertOld(0x150, CpuRig.PLAIN | 1, 0x9000);
        assertThat(rig.get(0x8C, 4)).isEqualTo(0x0000_0006);
    }

    @Test
    void programNewPswThatIsInvalid_isReportedAsALoop() {
        rig.psw(0x1D0, CpuRig.PLAIN | 1, 0x9000)
                .code(0x2000, "0000")
                .startAt(0x2000)
                .run();
        assertThat(rig.cpu(0).state()).isEqualTo(CpuState.CHECK_STOP);
        assertThat(rig.cpu(0).reason()).contains("program-interruption loop").contains("specification");
    }

    @Test
    void programNewPswThatFaultsAtOnce_isReportedAsALoop() {
        rig.psw(0x1D0, CpuRig.PLAIN, 0x5000)
                .code(0x2000, "0000")
                .startAt(0x2000)
                .run();
        assertThat(rig.cpu(0).state()).isEqualTo(CpuState.CHECK_STOP);
        assertThat(rig.cpu(0).reason()).contains("operation (code 0001) at 5002");
    }

    @Test
    void handlerThatExecutesSomething_isNoLoop() {
        rig.psw(0x1D0, CpuRig.PLAIN, 0x5000)
                .code(0x5000, "0700 0000")
                .code(0x2000, "0000")
                .startAt(0x2000);
        for (int i = 0; i < 100; i++) {
            rig.step();
        }
        assertThat(rig.cpu(0).state()).isEqualTo(CpuState.OPERATING);
    }

    @Test
    void monitorCall_storesClassAndCode() {
        rig.registers().setCr(8, 0xFFFF);
        rig.registers().setGr(1, 0x1234);
        rig.code(0x2000, "af051001").startAt(0x2000).run();
        assertThat(rig.get(0x8C, 4)).isEqualTo(0x0004_0040);
        assertThat(rig.get(0x94, 2)).isEqualTo(5);
        assertThat(rig.get(0xB0, 8)).isEqualTo(0x1235);
        assertOld(0x150, CpuRig.PLAIN, 0x2004);
    }
}
