package org.maskflip.emulator.hotpatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.decode.Program;

/** Each property has events that keep it, and one forged event that breaks it. */
class PatchAuditorTest {
    private static final int SITE = 2;
    private static final int OTHER_CPU = 1;

    private static final Program PROGRAM = new PatchGuest(2, 8, 1, 1, Twin.NONE).assemble();

    private final SiteTable table = SiteTable.of(PROGRAM);
    private final Map<Long, Long> storage = new HashMap<>();
    private final PatchAuditor auditor =
            new PatchAuditor(table, 2, address -> storage.getOrDefault(address, 0L), () -> 0);

    private final Registers patcher = new Registers();
    private final Registers registers = new Registers();

    private void execute(int cpu, long address, long bytes, long next) {
        auditor.executed(cpu, cpu == 0 ? patcher : registers, address, bytes, next);
    }

    private void at(String symbol, int cpu) {
        execute(cpu, PROGRAM.symbol(symbol), 0, 0);
    }

    private void makeCall(int interceptor) {
        patcher.setGr(2, table.site(SITE));
        patcher.setGr(3, table.interceptor(interceptor));
        at("make_call", 0);
        hold(table.on(SITE), interceptor);
    }

    private void makeNop() {
        patcher.setGr(2, table.site(SITE));
        at("make_nop", 0);
        storage.put(table.site(SITE), table.off(SITE) | table.behind(SITE));
    }

    private void hold(long first, int interceptor) {
        storage.put(table.site(SITE), first | table.behind(SITE));
        storage.put(table.stage(SITE), table.branch(SITE));
        storage.put(table.stage(SITE) + 8, table.site(SITE) + 6);
        storage.put(table.stage(SITE) + 16, table.interceptor(interceptor));
    }

    private void end() {
        at("update_written", 0);
        at("update_end", 0);
    }

    private void runOff() {
        execute(OTHER_CPU, table.site(SITE), table.off(SITE), table.site(SITE) + 6);
    }

    private void branch() {
        execute(OTHER_CPU, table.site(SITE), table.on(SITE), table.stage(SITE));
    }

    private void secondStage() {
        registers.setGr(1, table.stage(SITE) + 6);
        execute(OTHER_CPU, table.stage(SITE), table.branch(SITE), table.thirdStage(SITE));
    }

    private void arrive(int interceptor) {
        registers.setGr(0, table.site(SITE) + 6);
        execute(OTHER_CPU, table.interceptor(interceptor), 0, 0);
    }

    private long count(Property property) {
        return auditor.report().counts().get(property);
    }

    private void assertClean() {
        assertThat(auditor.report().violations()).isEmpty();
    }

    @Test
    void update_followedByOldAndNewCopies_isClean() {
        runOff();
        makeCall(1);
        runOff();
        branch();
        secondStage();
        arrive(1);
        end();
        branch();
        secondStage();
        arrive(1);

        assertClean();
        assertThat(auditor.report().oldInFlux()).isOne();
        assertThat(auditor.report().newInFlux()).isOne();
        assertThat(auditor.report().arrived()).isEqualTo(2);
    }

    @Test
    void p1_mixOfOldAndNewBytes_isFound() {
        execute(OTHER_CPU, table.site(SITE), table.on(SITE) ^ 1L << 16, table.stage(SITE));

        assertThat(count(Property.P1)).isOne();
    }

    @Test
    void p1_branchThatFallsThrough_isFound() {
        makeCall(0);
        execute(OTHER_CPU, table.site(SITE), table.on(SITE), table.site(SITE) + 6);

        assertThat(count(Property.P1)).isOne();
    }

    @Test
    void p2_interceptorBeforeTheUpdate_isFound() {
        makeCall(1);
        branch();
        secondStage();
        arrive(0);

        assertThat(count(Property.P2)).isOne();
    }

    @Test
    void p2_oldInterceptorOfOneOnTheWay_isAllowed() {
        makeCall(1);
        end();
        branch();
        makeNop();
        end();
        makeCall(0);
        secondStage();
        arrive(1);

        assertClean();
    }

    @Test
    void p2_changedRegister_isFound() {
        makeCall(0);
        branch();
        secondStage();
        registers.setGr(9, 1);
        arrive(0);

        assertThat(count(Property.P2)).isOne();
    }

    @Test
    void p2_changedConditionCode_isFound() {
        makeCall(0);
        branch();
        secondStage();
        registers.setCc(3);
        arrive(0);

        assertThat(count(Property.P2)).isOne();
    }

    @Test
    void p2_wrongReturnAddress_isFound() {
        makeCall(0);
        branch();
        secondStage();
        registers.setGr(0, table.site(SITE));
        execute(OTHER_CPU, table.interceptor(0), 0, 0);

        assertThat(count(Property.P2)).isOne();
    }

    @Test
    void p2_branchThatLeadsNowhere_isFound() {
        makeCall(0);
        branch();
        branch();

        assertThat(count(Property.P2)).isOne();
    }

    @Test
    void p2_secondStageOfAnother_isFound() {
        makeCall(0);
        branch();
        execute(OTHER_CPU, table.stage(SITE + 1), table.branch(SITE + 1), table.thirdStage(SITE + 1));

        assertThat(count(Property.P2)).isOne();
    }

    @Test
    void p2_interruptionBetweenTheStages_isAllowed() {
        makeCall(0);
        branch();
        at("external", OTHER_CPU);
        branch();
        secondStage();
        arrive(0);
        at("external_left", OTHER_CPU);
        secondStage();
        arrive(0);

        assertClean();
    }

    @Test
    void p3_oldCopyAfterTheEnd_isFound() {
        makeCall(0);
        end();
        runOff();

        assertThat(count(Property.P3)).isOne();
        assertThat(auditor.report().violations().get(0).phase()).isEqualTo("settled on");
    }

    @Test
    void p3_oldBranchAfterTheEnd_isFound() {
        makeCall(0);
        end();
        makeNop();
        end();
        branch();

        assertThat(count(Property.P3)).isOne();
    }

    @Test
    void p5_lostMask_isFound() {
        makeCall(0);
        storage.put(table.site(SITE), table.off(SITE) | table.behind(SITE));
        end();

        assertThat(count(Property.P5)).isOne();
    }

    @Test
    void p5_lostNeighbour_isFound() {
        registers.setGr(2, table.site(SITE) + 6);
        registers.setGr(3, 0xF4);
        at("flip_label", OTHER_CPU);
        storage.put(table.site(SITE), table.off(SITE) | table.behind(SITE));
        at("flip_label_end", OTHER_CPU);

        assertThat(count(Property.P5)).isOne();
    }

    @Test
    void p5_lostInterceptor_isFound() {
        makeCall(1);
        storage.put(table.stage(SITE) + 16, table.interceptor(0));
        end();

        assertThat(count(Property.P5)).isOne();
    }
}
