package org.maskflip.emulator.hotpatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.decode.Assembler;
import org.maskflip.emulator.decode.Program;
import org.maskflip.emulator.hotpatch.Property;
import org.maskflip.emulator.hotpatch.Violation;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.loader.linux.Extent;
import org.maskflip.emulator.loader.linux.KernelCode;

/** A monitor that is told, step by step, what a kernel of two sites does. */
class KernelMonitorTest {
    static final String KERNEL = """
            .org 0x100000
            first:  brcl 0,first
                    br %r14
            second: brcl 0,second
                    br %r14
            third:  lmg %r0,%r1,2(%r1)
                    br %r1
            .balign 8
            ftrace_caller: br %r14
            .balign 8
            ftrace_regs_caller: br %r14
            .balign 8
            s390_kernel_write: lg %r10,0(%r2)
            translate: lra %r11,0(%r11)
                    sturg %r10,%r11
                    br %r14
            .balign 8
            ftrace_arch_code_modify_post_process: br %r14
            .balign 8
            do_sync_core: bcr 15,%r0
                    br %r14
            .balign 8
            pcpu_ec_call:
            order:  sigp %r2,%r1,0(%r8)
                    br %r14
            .balign 8
            on_each_cpu_cond_mask: br %r14
            .balign 8
            text_poke_sync_lock:
            request: brasl %r14,on_each_cpu_cond_mask
            requested: br %r14
            .balign 8
            free_initmem: br %r14
            .balign 8
            update: brasl %r14,ftrace_arch_code_modify_post_process
            updated: br %r14
            .balign 8
            stages: .space 72
            initial: brcl 0,initial
                    br %r14
            """;
    private static final int PATCHER = 0;
    private static final int CALLER = 1;
    private static final long STACK = 0x37F_FFD1_B7F0L;

    private final Map<Long, Long> storage = new HashMap<>();
    private final Registers[] registers = {new Registers(), new Registers()};
    private Program program;
    private KernelMonitor monitor;
    private long now;

    @BeforeEach
    void makeMonitor() throws Exception {
        program = new Assembler().assemble("kernel", KERNEL);
        monitor = new KernelMonitor(code(program, "none"), 2, address -> storage.getOrDefault(address, 0L), () -> now);
        for (String site : List.of("first", "second", "initial")) {
            storage.put(at(site), 0xC004_0000_0000_07FEL);
        }
        link("first", 0);
        link("second", 1);
        link("initial", 2);
        synchronize();
    }

    static KernelCode code(Program program, String without) {
        Map<String, Long> symbols = new TreeMap<>(program.symbols());
        symbols.keySet().removeAll(List.of(without, "translate", "order", "updated", "request", "requested"));
        TreeMap<Long, String> names = new TreeMap<>();
        symbols.forEach((name, address) -> names.putIfAbsent(address, name));
        List<KernelCode.Part> parts = new ArrayList<>();
        program.pieces().forEach(piece -> parts.add(new KernelCode.Part("text", piece.address(), piece.bytes())));
        long end = program.symbol("stages") + 72;
        return new KernelCode(
                "kernel",
                KernelCode.Kind.IMAGE,
                parts,
                new Extent(0x100000, end),
                new Extent(end, end + 8),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                new long[] {program.symbol("first"), program.symbol("second"), program.symbol("initial")},
                new Extent(program.symbol("stages"), end),
                Map.of("third", program.symbol("third")),
                List.of(),
                List.of(),
                names,
                symbols,
                new long[0],
                KernelCode.FunctionSource.SYMBOL_TYPE);
    }

    private long at(String symbol) {
        return program.symbol(symbol);
    }

    private long stage(String site) {
        return at("stages") + 24L * List.of("first", "second", "initial").indexOf(site);
    }

    private long off(String site) {
        return 0xC004_0000_0000_0000L | ((stage(site) - at(site)) / 2 & 0xFFFF_FFFFL) << 16;
    }

    private long on(String site) {
        return off(site) | 0x00F0L << 48;
    }

    // ---- what the kernel does

    private void link(String site, int number) {
        store(at("stages") + 24L * number + 16, at("ftrace_caller"));
        store(at(site), off(site) | 0x07FE);
    }

    /** The monitor sees the store before it is made. */
    private void store(long address, long doubleword) {
        announce(address, doubleword);
        storage.put(address, doubleword);
    }

    private void announce(long address, long doubleword) {
        registers[PATCHER].setGr(10, doubleword);
        registers[PATCHER].setGr(11, address);
        executed(PATCHER, at("translate"), 0, at("translate") + 4);
    }

    private void setMask(String site, long first) {
        store(at(site), first | 0x07FE);
    }

    private void synchronize() {
        executed(PATCHER, at("ftrace_arch_code_modify_post_process"), 0, 0);
        registers[PATCHER].setGr(15, STACK);
        executed(PATCHER, at("request"), 0, 0);
        order(PATCHER, STACK - 0x150);
        executed(PATCHER, at("requested"), 0, 0);
        executed(CALLER, at("do_sync_core"), 0, 0);
        executed(PATCHER, at("do_sync_core"), 0, 0);
        executed(PATCHER, at("updated"), 0, 0);
    }

    /** An accepted emergency signal. */
    private void order(int cpu, long stack) {
        registers[cpu].setGr(8, 3);
        registers[cpu].setGr(15, stack);
        executed(cpu, at("order"), 0xAE21_8000L << 32, 0);
    }

    private void executed(int cpu, long address, long bytes, long next) {
        assertThat(monitor.isWatched(address)).isTrue();
        monitor.executed(cpu, registers[cpu], address, bytes, next);
    }

    private void call(String site, long first) {
        boolean isOn = first == on(site);
        executed(CALLER, at(site), first | 0x07FE, isOn ? stage(site) : at(site) + 6);
    }

    private void enter(String site, long interceptor) {
        registers[CALLER].setGr(1, stage(site) + 6);
        executed(CALLER, stage(site), 0, at("third"));
        registers[CALLER].setGr(0, at(site) + 6);
        registers[CALLER].setGr(1, interceptor);
        executed(CALLER, at("third"), 0, 0);
        executed(CALLER, interceptor, 0, 0);
    }

    private List<String> violations() {
        return monitor.report().violations().stream().map(Violation::toString).toList();
    }

    private void assertOnly(Property property, String message) {
        assertThat(violations())
                .singleElement()
                .asString()
                .startsWith(property.name())
                .contains(message);
    }

    // ---- what is right

    @Test
    void updateWithRound_oldAndNewInFlux_isClean() {
        setMask("first", on("first"));
        now = 5;
        call("first", off("first"));
        call("first", on("first"));
        enter("first", at("ftrace_caller"));
        synchronize();
        call("first", on("first"));
        enter("first", at("ftrace_caller"));
        KernelReport report = monitor.report();
        assertThat(violations()).isEmpty();
        assertThat(report.isClean()).isTrue();
        assertThat(report.on()).isEqualTo(2);
        assertThat(report.arrived()).isEqualTo(2);
        assertThat(report.oldInFlux()).isEqualTo(1);
        assertThat(report.newInFlux()).isEqualTo(1);
        assertThat(report.staleBeforeRound()).isEqualTo(1);
        assertThat(report.longestStale()).isEqualTo(5);
        assertThat(report.updates()).hasSize(2).last().isEqualTo(new KernelReport.Update(1, 1, 1, 2));
    }

    @Test
    void interruptionBetweenStages_whoseHandlerIsTraced_isClean() {
        setMask("first", on("first"));
        setMask("second", on("second"));
        synchronize();
        call("first", on("first"));
        call("second", on("second"));
        enter("second", at("ftrace_caller"));
        enter("first", at("ftrace_caller"));
        assertThat(violations()).isEmpty();
    }

    @Test
    void programOfAUser_atTheSameAddress_isNotLookedAt() {
        registers[CALLER].setPswMask(Psw.PROBLEM_STATE);
        executed(CALLER, at("first"), 0x1234_5678_9ABC_DEF0L, 0);
        assertThat(violations()).isEmpty();
    }

    @Test
    void snapshot_adopted_needsNoUpdateBefore() throws Exception {
        setMask("first", on("first"));
        KernelMonitor later =
                new KernelMonitor(code(program, "none"), 2, address -> storage.getOrDefault(address, 0L), () -> now);
        later.adopt();
        monitor = later;
        call("first", on("first"));
        enter("first", at("ftrace_caller"));
        call("second", on("second"));
        assertOnly(Property.P3, "an old copy");
    }

    // ---- what is wrong

    @Test
    void tornFirstStage_isP1() {
        executed(CALLER, at("first"), 0xC0F4_0000_0001_07FEL, at("first") + 6);
        assertOnly(Property.P1, "neither the old nor the new instruction");
    }

    @Test
    void branchToElsewhere_isP1() {
        setMask("first", on("first"));
        executed(CALLER, at("first"), on("first"), at("second"));
        assertOnly(Property.P1, "went on at");
    }

    @Test
    void kernelThatStoresAnotherInstruction_isP1() {
        announce(at("first"), 0xC0E5_0000_0000_07FEL);
        assertOnly(Property.P1, "the kernel stores something else");
    }

    @Test
    void oldCopyAfterTheRound_isP3() {
        setMask("first", on("first"));
        synchronize();
        call("first", off("first"));
        assertOnly(Property.P3, "an old copy was executed after the update's end");
    }

    @Test
    void oldCopyAfterTheRound_saysWhichCopyAndWhatIsMissing() {
        setMask("first", on("first"));
        executed(PATCHER, at("ftrace_arch_code_modify_post_process"), 0, 0);
        executed(PATCHER, at("updated"), 0, 0);
        call("first", off("first"));
        assertOnly(
                Property.P3,
                "\"off\", in place of what update 2 stored; missing: that this CPU serializes for it"
                        + " (it did so last for update 1)");
    }

    @Test
    void listener_isToldBeforeEachStoreAndAfterTheEnd() {
        List<String> told = new ArrayList<>();
        monitor.tell(new UpdateListener() {
            @Override
            public void storingFirstStage(int cpu, long site) {
                told.add("first stage " + cpu + (site == at("first") ? " first " : " other ")
                        + (storage.get(site) == on("first")));
            }

            @Override
            public void storingInterceptor(int cpu, long site) {
                told.add("interceptor " + cpu + (site == at("first") ? " first" : " other"));
            }

            @Override
            public void ended() {
                told.add("ended");
            }
        });
        store(stage("first") + 16, at("ftrace_regs_caller"));
        setMask("first", on("first"));
        synchronize();
        assertThat(told).containsExactly("interceptor 0 first", "first stage 0 first false", "ended");
    }

    @Test
    void storeDuringTheRound_isNotSettledByIt() {
        executed(PATCHER, at("ftrace_arch_code_modify_post_process"), 0, 0);
        setMask("first", on("first"));
        executed(PATCHER, at("updated"), 0, 0);
        call("first", off("first"));
        assertThat(violations()).isEmpty();
        synchronize();
        call("first", off("first"));
        assertOnly(Property.P3, "an old copy");
    }

    @Test
    void secondStageOfAnotherSite_isP2() {
        setMask("first", on("first"));
        call("first", on("first"));
        registers[CALLER].setGr(1, stage("second") + 6);
        executed(CALLER, stage("second"), 0, at("third"));
        assertOnly(Property.P2, "entered from no first stage of its own");
    }

    @Test
    void interceptorNeverMeant_isP2() {
        setMask("first", on("first"));
        call("first", on("first"));
        enter("first", at("ftrace_regs_caller"));
        assertOnly(Property.P2, "which was never meant");
    }

    @Test
    void maskBeforeInterceptor_whoHasEnteredTheOldOne_isP2() {
        setMask("first", on("first"));
        call("first", on("first"));
        enter("first", at("ftrace_caller"));
        store(stage("first") + 16, at("ftrace_regs_caller"));
        assertOnly(Property.P2, "CPU 1 has entered ftrace_caller since, and ftrace_regs_caller is only stored now");
    }

    @Test
    void maskBeforeInterceptor_nobodyOnTheWay_isNoViolation() {
        setMask("first", on("first"));
        store(stage("first") + 16, at("ftrace_regs_caller"));
        assertThat(violations()).isEmpty();
    }

    @Test
    void changedRegister_isP2() {
        setMask("first", on("first"));
        registers[CALLER].setGr(5, 17);
        call("first", on("first"));
        registers[CALLER].setGr(5, 18);
        enter("first", at("ftrace_caller"));
        assertOnly(Property.P2, "r5 is 12, was 11");
    }

    @Test
    void wrongReturnAddress_isP2() {
        setMask("first", on("first"));
        call("first", on("first"));
        registers[CALLER].setGr(0, at("second"));
        registers[CALLER].setGr(1, at("ftrace_caller"));
        executed(CALLER, at("third"), 0, 0);
        assertOnly(Property.P2, "the third stage has loaded r0 =");
    }

    @Test
    void lostUpdate_isP5() {
        announce(at("first"), on("first") | 0x07FE);
        synchronize();
        assertOnly(Property.P5, "the first stage: storage holds");
    }

    @Test
    void lostByteBehindTheFirstStage_isP5() {
        setMask("first", on("first"));
        storage.put(at("first"), on("first") | 0x07F4);
        synchronize();
        assertOnly(Property.P5, "the bytes behind the first stage");
    }

    @Test
    void runThatEndsWrong_isP6() {
        monitor.endedWrong("a panic");
        assertOnly(Property.P6, "a panic");
        assertThat(monitor.report().isClean()).isFalse();
    }

    @Test
    void signals_ofOthersDuringTheRound_areNotCounted() {
        executed(PATCHER, at("ftrace_arch_code_modify_post_process"), 0, 0);
        order(PATCHER, STACK); // another task, while that of the update sleeps
        registers[PATCHER].setGr(15, STACK);
        executed(PATCHER, at("request"), 0, 0);
        order(CALLER, STACK);
        order(PATCHER, STACK + 0x10_0000); // the handler of an interruption
        executed(PATCHER, at("requested"), 0, 0);
        order(PATCHER, STACK);
        executed(PATCHER, at("updated"), 0, 0);
        assertThat(monitor.report().updates().get(1).signals()).isZero();
    }

    @Test
    void signals_ofAnUpdateThatHasMovedToAnotherCpu_areCounted() {
        executed(PATCHER, at("ftrace_arch_code_modify_post_process"), 0, 0);
        registers[CALLER].setGr(15, STACK);
        executed(CALLER, at("request"), 0, 0);
        order(CALLER, STACK - 0x150);
        executed(CALLER, at("requested"), 0, 0);
        executed(CALLER, at("updated"), 0, 0);
        assertThat(monitor.report().updates().get(1).signals()).isEqualTo(1);
    }

    @Test
    void functionForStartUp_thatIsGivenAway_isNoLongerCompared() {
        setMask("initial", on("initial"));
        executed(PATCHER, at("free_initmem"), 0, 0);
        storage.put(at("initial"), 0x1234L);
        synchronize();
        assertThat(violations()).isEmpty();
    }

    @Test
    void functionForStartUp_thatIsGivenAwayDuringARound_isNoLongerCompared() {
        setMask("initial", on("initial"));
        executed(PATCHER, at("ftrace_arch_code_modify_post_process"), 0, 0);
        executed(PATCHER, at("free_initmem"), 0, 0);
        storage.put(at("initial"), 0x1234L);
        executed(PATCHER, at("updated"), 0, 0);
        assertThat(violations()).isEmpty();
    }

    @Test
    void functionForStartUp_beforeItIsGivenAway_isCompared() {
        setMask("initial", on("initial"));
        storage.put(at("initial"), 0x1234L);
        synchronize();
        assertOnly(Property.P5, "the first stage: storage holds");
    }

    @Test
    void kernelWithoutTracer_isRefused() {
        assertThatThrownBy(() -> new KernelMonitor(code(program, "ftrace_caller"), 2, address -> 0, () -> 0))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("no symbol ftrace_caller");
    }
}
