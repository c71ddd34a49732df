package org.maskflip.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.interrupt.Attention;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.emulator.storage.order.Threading;

class CpuTest {
    private final List<String> told = new ArrayList<>();
    private final CpuRig rig = new CpuRig(
            OrderKind.HOST,
            Threading.DETERMINISTIC,
            1,
            new CpuHooks(
                    new CpuListener() {
                        @Override
                        public void stateChanged(Cpu cpu, CpuState from, CpuState to, String reason) {
                            told.add(from + " to " + to);
                        }

                        @Override
                        public void waitBegun(Cpu cpu, Waiting waiting) {
                            told.add("wait " + waiting);
                        }

                        @Override
                        public void waitEnded(Cpu cpu) {
                            told.add("wait ended");
                        }
                    },
                    null,
                    null,
                    null));
    private final Cpu cpu = rig.cpu(0);

    @Test
    void newCpu_isStoppedAndDoesNothing() {
        assertThat(cpu.step()).isEqualTo(Cpu.Step.NOT_OPERATING);
        assertThat(cpu.state()).isEqualTo(CpuState.STOPPED);
    }

    @Test
    void startAndStop_passThroughTheStates() {
        rig.code(0x2000, "a7f40000").startAt(0x2000).step();
        cpu.stop();
        assertThat(cpu.isBusy()).isTrue();
        assertThat(cpu.step()).isEqualTo(Cpu.Step.INTERRUPTION);
        assertThat(cpu.isBusy()).isFalse();
        assertThat(cpu.step()).isEqualTo(Cpu.Step.NOT_OPERATING);
        assertThat(told)
                .containsExactly("STOPPED to LOAD", "LOAD to STOPPED", "STOPPED to OPERATING", "OPERATING to STOPPED");
    }

    @Test
    void stop_comesAfterThePendingInterruptions() {
        rig.registers().setCr(0, 0x4000);
        rig.psw(0x1B0, CpuRig.PLAIN, 0x5000).code(0x2000, "a7f40000");
        rig.startAt(CpuRig.PLAIN | Psw.EXTERNAL, 0x2000);
        cpu.pending().postEmergencySignal(0);
        cpu.stop();
        rig.run();
        assertThat(cpu.state()).isEqualTo(CpuState.STOPPED);
        assertThat(rig.registers().instructionAddress()).isEqualTo(0x5000);
    }

    @Test
    void wait_isToldOnceAndEndsWithTheInterruption() {
        rig.registers().setCr(0, 0x4000);
        rig.psw(0x1B0, CpuRig.PLAIN | Psw.WAIT, 0xD0D0);
        rig.startAt(CpuRig.PLAIN | Psw.WAIT | Psw.EXTERNAL, 0x2000);
        told.clear();
        assertThat(cpu.step()).isEqualTo(Cpu.Step.WAITING);
        assertThat(cpu.step()).isEqualTo(Cpu.Step.WAITING);
        cpu.pending().postEmergencySignal(0);
        assertThat(cpu.step()).isEqualTo(Cpu.Step.INTERRUPTION);
        assertThat(cpu.step()).isEqualTo(Cpu.Step.WAITING_DISABLED);
        assertThat(told).containsExactly("wait ENABLED", "wait ended", "wait DISABLED");
    }

    @Test
    void maskedInterruption_isTakenOnceItIsUnmasked() {
        rig.psw(0x1B0, CpuRig.PLAIN | Psw.WAIT, 0xD0D0);
        rig.registers().setCr(0, 0x4000);
        rig.put(0x3000, 1, 0x01);
        rig.registers().setGr(1, 0x3000);
        rig.code(0x2000, "0700 80001000 0700").startAt(0x2000);
        cpu.pending().postEmergencySignal(0);
        rig.run();
        assertThat(rig.get(0x138, 8)).isEqualTo(0x2006);
    }

    @Test
    void initialCpuReset_givesTheInitialValues() {
        rig.registers().setGr(5, 55);
        rig.registers().setCr(7, 77);
        rig.registers().setPrefix(0x8000);
        rig.code(0x2000, "a7f40000").startAt(CpuRig.PLAIN, 0x2000).step();
        cpu.pending().postExternalCall(0);
        cpu.reset(Cpu.Reset.INITIAL_CPU);
        rig.run();
        assertThat(cpu.state()).isEqualTo(CpuState.STOPPED);
        assertThat(rig.registers().cr(0)).isEqualTo(0xE0);
        assertThat(rig.registers().cr(14)).isEqualTo(0xC200_0000L);
        assertThat(rig.registers().cr(7)).isZero();
        assertThat(rig.registers().prefix()).isZero();
        assertThat(rig.registers().pswMask()).isZero();
        assertThat(rig.registers().gr(5)).isEqualTo(55);
        assertThat(rig.environment(0).clockComparator).isZero();
        assertThat(cpu.pending().attention()).isZero();
    }

    @Test
    void cpuReset_leavesTheRegistersAndEndsACheckStop() {
        rig.code(0x2000, "0000").startAt(0x2000).run();
        assertThat(cpu.state()).isEqualTo(CpuState.CHECK_STOP);
        cpu.start();
        rig.run();
        assertThat(cpu.state()).isEqualTo(CpuState.CHECK_STOP);
        rig.registers().setCr(7, 77);
        cpu.reset(Cpu.Reset.CPU);
        rig.run();
        assertThat(cpu.state()).isEqualTo(CpuState.STOPPED);
        assertThat(cpu.isBusy()).isFalse();
        assertThat(rig.registers().cr(7)).isEqualTo(77);
    }

    @Test
    void stopAndStoreStatus_storesAtAbsolute1200() {
        rig.registers().setGr(15, 0xF);
        rig.registers().setAr(1, 0xA1);
        rig.registers().setCr(13, 0xC13);
        rig.registers().setFpr(2, 0xF2);
        rig.registers().setFpc(0xFC);
        rig.registers().setPrefix(0x8000);
        rig.environment(0).clockComparator = 0x1122_3344_5566_7788L;
        rig.environment(0).cpuTimer = 0x99;
        rig.environment(0).todProgrammable = 0x77;
        rig.code(0x2000, "a7f40000").startAt(0x2000);
        cpu.stopAndStoreStatus();
        rig.run();
        assertThat(rig.get(0x1210, 8)).isEqualTo(0xF2);
        assertThat(rig.get(0x1280 + 120, 8)).isEqualTo(0xF);
        assertThat(rig.get(0x1300, 8)).isEqualTo(CpuRig.PLAIN);
        assertThat(rig.get(0x1308, 8)).isEqualTo(0x2000);
        assertThat(rig.get(0x1318, 4)).isEqualTo(0x8000);
        assertThat(rig.get(0x131C, 4)).isEqualTo(0xFC);
        assertThat(rig.get(0x1324, 4)).isEqualTo(0x77);
        assertThat(rig.get(0x1328, 8)).isEqualTo(0x99);
        assertThat(rig.get(0x1330, 8)).isEqualTo(0x11_2233_4455_6677L);
        assertThat(rig.get(0x1344, 4)).isEqualTo(0xA1);
        assertThat(rig.get(0x1380 + 104, 8)).isEqualTo(0xC13);
    }

    @Test
    void whileStopped_refusesACpuThatOperatesOrHasAnOrder() {
        assertThat(cpu.whileStopped(() -> rig.registers().setPrefix(0x2000))).isEqualTo(Cpu.WhileStopped.DONE);
        cpu.start();
        assertThat(cpu.whileStopped(() -> {})).isEqualTo(Cpu.WhileStopped.BUSY);
        rig.code(0, "a7f40000");
        cpu.step();
        assertThat(cpu.whileStopped(() -> {})).isEqualTo(Cpu.WhileStopped.NOT_STOPPED);
    }

    @Test
    void spuriousTimerHint_changesNothing() {
        rig.registers().setCr(0, 0x800);
        rig.code(0x2000, "a7f40000").startAt(CpuRig.PLAIN | Psw.EXTERNAL, 0x2000);
        cpu.pending().raise(Attention.CLOCK_COMPARATOR);
        cpu.step();
        assertThat(cpu.step()).isEqualTo(Cpu.Step.INSTRUCTION);
    }

    @Test
    void linkInformation_isAsTheAddressingModeForms() {
        rig.registers().setGr(1, 0x3000);
        rig.registers().setGr(14, -1);
        rig.code(0x2000, "0de1").startAt(Psw.BASIC_ADDRESSING, 0x2000).step();
        assertThat(rig.registers().gr(14)).isEqualTo(0xFFFF_FFFF_8000_2002L);
        CpuRig other = CpuRig.single();
        other.registers().setGr(1, 0x3000);
        other.registers().setGr(14, -1);
        other.code(0x2000, "0de1").startAt(0, 0x2000).step();
        assertThat(other.registers().gr(14)).isEqualTo(0xFFFF_FFFF_0000_2002L);
    }
}
