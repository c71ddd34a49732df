package org.maskflip.emulator.hotpatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.decode.Assembler;
import org.maskflip.emulator.decode.Program;
import org.maskflip.emulator.hotpatch.kernel.KernelClaims.Claim;
import org.maskflip.emulator.hotpatch.kernel.KernelClaims.Verdict;
import org.maskflip.emulator.loader.linux.KernelCode;

/** A meter that is told, instruction by instruction, what a kernel of two sites does. */
class ClaimMeterTest {
    private static final int PATCHER = 0;
    private static final int OTHER = 1;

    private final Registers[] registers = {new Registers(), new Registers()};
    private Program program;
    private KernelCode code;
    private ClaimMeter meter;

    @BeforeEach
    void makeMeter() throws Exception {
        program = new Assembler().assemble("kernel", KernelMonitorTest.KERNEL.replace("stages:", """
                ftrace_modify_all_code: br %r14
                .balign 8
                stop_machine_cpuslocked: br %r14
                .balign 8
                multi_cpu_stop: br %r14
                .balign 8
                stages:"""));
        code = KernelMonitorTest.code(program, "none");
        meter = new ClaimMeter(code, 2);
    }

    private long at(String symbol) {
        return program.symbol(symbol);
    }

    private void executed(int cpu, String symbol) {
        executed(cpu, at(symbol));
    }

    private void executed(int cpu, long address) {
        registers[cpu].setInstructionAddress(address);
        meter.executed(cpu, registers[cpu], address);
    }

    private long on(int number) {
        long site = at(number == 0 ? "first" : "second");
        return 0xC0F4_0000_0000_07FEL | ((at("stages") + 24L * number - site) / 2 & 0xFFFF_FFFFL) << 16;
    }

    private void store(long address, long doubleword) {
        registers[PATCHER].setGr(10, doubleword);
        registers[PATCHER].setGr(11, address);
        executed(PATCHER, "translate");
    }

    /** Switches both sites on. */
    private void update() {
        executed(PATCHER, "ftrace_modify_all_code");
        store(at("first"), on(0));
        store(at("second"), on(1));
        executed(PATCHER, "updated");
    }

    private Map<String, Verdict> verdicts(KernelReport.Update... updates) {
        KernelReport report = new KernelReport(2, List.of(updates), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), Map.of());
        return KernelClaims.of(code, meter, report).claims().stream()
                .collect(Collectors.toMap(Claim::group, Claim::verdict, (a, b) -> a, HashMap::new));
    }

    @Test
    void instructions_areCountedByWhatTheTracerDoes() {
        executed(OTHER, "first");
        executed(OTHER, at("first") + 6);
        update();
        executed(OTHER, "second");
        executed(OTHER, "stages");
        executed(OTHER, "third");
        assertThat(meter.instructions(ClaimMeter.Phase.OFF)).isEqualTo(3);
        assertThat(meter.firstStages(ClaimMeter.Phase.OFF)).isEqualTo(1);
        assertThat(meter.instructions(ClaimMeter.Phase.UPDATING)).isEqualTo(3);
        assertThat(meter.instructions(ClaimMeter.Phase.ALL)).isEqualTo(3);
        assertThat(meter.firstStages(ClaimMeter.Phase.ALL)).isEqualTo(1);
        assertThat(meter.secondStages(ClaimMeter.Phase.ALL)).isEqualTo(1);
        assertThat(meter.thirdStages(ClaimMeter.Phase.ALL)).isEqualTo(1);
        assertThat(verdicts()).containsEntry("while the tracer is off", Verdict.HOLDS);
    }

    @Test
    void programsOfUsers_countAsInstructionsButNotAsTheKernels() {
        registers[OTHER].setPswMask(Psw.PROBLEM_STATE);
        executed(OTHER, "first");
        assertThat(meter.instructions(ClaimMeter.Phase.OFF)).isEqualTo(1);
        assertThat(meter.kernelInstructions(ClaimMeter.Phase.OFF)).isZero();
        assertThat(meter.firstStages(ClaimMeter.Phase.OFF)).isZero();
    }

    @Test
    void targetOfAnExecute_isNoInstructionOfItsOwn() {
        registers[OTHER].setInstructionAddress(at("second"));
        meter.executed(OTHER, registers[OTHER], at("first"));
        assertThat(meter.instructions(ClaimMeter.Phase.OFF)).isZero();
    }

    @Test
    void secondStageWhileOff_claimDoesNotHold() {
        executed(OTHER, "stages");
        assertThat(verdicts()).containsEntry("while the tracer is off", Verdict.DOES_NOT_HOLD);
    }

    @Test
    void stopMachine_outsideUpdatesAndInOne() {
        executed(PATCHER, "stop_machine_cpuslocked");
        update();
        KernelReport.Update one = new KernelReport.Update(1, 2, 1, 2);
        assertThat(verdicts(one)).containsEntry("stop_machine", Verdict.HOLDS);
        executed(PATCHER, "ftrace_modify_all_code");
        executed(PATCHER, "stop_machine_cpuslocked");
        assertThat(verdicts(one)).containsEntry("stop_machine", Verdict.DOES_NOT_HOLD);
        assertThat(meter.stops()).isEqualTo(2);
    }

    @Test
    void signals_moreForAllSitesThanForOne_claimDoesNotHold() {
        KernelReport.Update one = new KernelReport.Update(1, 2, 1, 2);
        assertThat(verdicts(one, new KernelReport.Update(28_000, 56_000, 1, 2)))
                .containsEntry("signals", Verdict.HOLDS);
        assertThat(verdicts(one, new KernelReport.Update(28_000, 56_000, 28_000, 2)))
                .containsEntry("signals", Verdict.DOES_NOT_HOLD);
        assertThat(verdicts(new KernelReport.Update(1, 2, 0, 2), new KernelReport.Update(28_000, 56_000, 0, 2)))
                .containsEntry("signals", Verdict.DOES_NOT_HOLD);
        assertThat(verdicts(one)).containsEntry("signals", Verdict.NOT_MEASURED);
    }

    @Test
    void heldCpu_isCountedFromTheRoutinesBeginningToItsReturn() {
        registers[OTHER].setGr(14, at("update"));
        executed(OTHER, "multi_cpu_stop");
        for (int i = 0; i < 10; i++) {
            executed(OTHER, at("multi_cpu_stop") + 2);
            executed(PATCHER, at("multi_cpu_stop") + 2);
        }
        executed(OTHER, "update");
        executed(OTHER, "update");
        registers[PATCHER].setGr(14, at("updated"));
        executed(PATCHER, "do_sync_core");
        executed(PATCHER, "updated");
        assertThat(meter.held().times).isEqualTo(1);
        assertThat(meter.held().longest).isEqualTo(11);
        assertThat(meter.synchronizing().instructions).isEqualTo(1);
        assertThat(verdicts()).containsEntry("the same by stop_machine", Verdict.HOLDS);
    }

    @Test
    void lines_stagesInlinePushWhatIsBehindThemFartherOn() throws Exception {
        BitSet executed = new BitSet();
        executed.set(0);
        executed.set(0xF0 / 2);
        assertThat(FetchedLines.of(new KernelMap(code), 0x100000, executed)).isEqualTo(new FetchedLines(1, 0, 2));
        executed.clear();
        executed.set((int) (at("stages") - 0x100000) / 2);
        assertThat(FetchedLines.of(new KernelMap(code), 0x100000, executed)).isEqualTo(new FetchedLines(1, 1, 1));
    }
}
