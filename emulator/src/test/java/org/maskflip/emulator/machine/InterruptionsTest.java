package org.maskflip.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.machine.Guests.END;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maskflip.emulator.device.ConsoleMode;
import org.maskflip.emulator.storage.order.OrderKind;

/** Timers, clocks, consoles and signals as guests see them, on CPU threads and on one thread. */
class InterruptionsTest {
    private static final String WAIT = """
                    larl %r1,enabled
                    lpswe 0(%r1)
                    .align 8
            enabled: .quad 0x0102000180000000, 0
            """;

    private static String handled(String handler, String rest) {
        return ".org 0x1a0\n .quad 0x0000000180000000, other\n .org 0x1b0\n .quad 0x0000000180000000, " + handler
                + "\n .org 0x1d0\n .quad 0x0002000180000000, 0xdead\n .org 0x1000\n" + rest;
    }

    @ParameterizedTest
    @EnumSource(Scheduler.class)
    void timers_wakeAWaitingCpu(Scheduler scheduler) throws InterruptedException {
        String source = handled("tick", """
                _start: larl %r9,data
                        lctlg %c0,%c0,0(%r9)
                        stck 0x800
                        lg   %r1,0x800
                        agfi %r1,8192000
                        stg  %r1,0x808
                        sckc 0x808
                """ + WAIT + """
                tick:   lgf  %r2,0x84
                        stg  %r2,0x810
                        stck 0x818
                        clfi %r2,0x1004
                        jne  second
                        larl %r9,data
                        lctlg %c0,%c0,8(%r9)
                        spt  16(%r9)
                        larl %r1,enabled
                        lpswe 0(%r1)
                second: stpt 0x820
                """ + END + """
                other:  j .
                        .align 8
                data:   .quad 0x8e0, 0x4e0, 4096000
                """);
        try (Machine machine = Guests.load(Machine.builder().scheduler(scheduler), source)) {
            Guests.finish(machine);
            assertThat(machine.doubleword(0x810)).isEqualTo(0x1005);
            assertThat(machine.doubleword(0x818)).isGreaterThan(machine.doubleword(0x808));
            assertThat(machine.doubleword(0x820)).isNegative();
        }
    }

    @ParameterizedTest
    @EnumSource(OrderKind.class)
    void stck_fourCpus_uniqueAndGrowing(OrderKind order) throws InterruptedException {
        String source = handled("other", """
                _start: lghi %r3,1
                next:   sigp %r4,%r3,6
                        ahi  %r3,1
                        chi  %r3,4
                        jne  next
                other:  stap 0x900
                        lghi %r6,0
                        stap 0x902
                        llgh %r6,0x900
                        sllg %r6,%r6,16
                        agfi %r6,0x100000
                        lghi %r1,1000
                loop:   stck 0(%r6)
                        la   %r6,8(%r6)
                        brctg %r1,loop
                """ + END);
        // The CPUs identify themselves through storage of their own: each has a prefix area.
        try (Machine machine = Guests.load(Machine.builder().cpus(4).order(order), source)) {
            for (int cpu = 1; cpu < 4; cpu++) {
                long prefix = 0x20_0000L + cpu * 0x2000L;
                machine.cpu(cpu).registers().setPrefix(prefix);
                byte[] area = new byte[0x1000];
                machine.storage().read(0, area, 0, area.length);
                machine.load(prefix, area);
            }
            relocatedRun(machine);
            long[] values = new long[4000];
            for (int i = 0; i < values.length; i++) {
                values[i] = machine.doubleword(0x10_0000L + (i / 1000) * 0x1_0000L + i % 1000 * 8L);
            }
            for (int cpu = 0; cpu < 4; cpu++) {
                assertThat(Arrays.copyOfRange(values, 1000 * cpu, 1000 * cpu + 1000))
                        .isSorted();
            }
            assertThat(values).doesNotHaveDuplicates().doesNotContain(0);
        }
    }

    /** The code stands at 1000, which is in the prefix area: every CPU needs its own copy of it. */
    private static void relocatedRun(Machine machine) throws InterruptedException {
        for (int cpu = 1; cpu < 4; cpu++) {
            byte[] code = new byte[0x1000];
            machine.storage().read(0x1000, code, 0, code.length);
            machine.load(0x20_1000L + cpu * 0x2000L, code);
        }
        Guests.finish(machine);
    }

    @ParameterizedTest
    @EnumSource(Scheduler.class)
    void consoles_bothModes_arriveInOrder(Scheduler scheduler) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        String source = handled("signal", """
                _start: larl %r9,data
                        lctlg %c0,%c0,0(%r9)
                        llilf %r3,0x00760005
                        larl %r2,first
                        larl %r8,again
                        servc %r3,%r2
                """ + WAIT + """
                signal: lgf  %r5,0x80
                        br   %r8
                again:  larl %r8,end
                        larl %r2,second
                        servc %r3,%r2
                        larl %r1,enabled
                        lpswe 0(%r1)
                """ + END + """
                other:  j .
                        .align 8
                data:   .quad 0x2e0
                        .org 0x3000
                first:  .short 8+6+3, 0, 0, 0
                        .short 6+3
                        .byte 0x1a, 0, 0, 0
                        .ascii "one"
                        .org 0x4000
                second: .short 8+6+12+13, 0, 0, 0
                        .short 6+12+13
                        .byte 0x02, 0, 0, 0
                        .short 12+13, 1
                        .long 0xd4c4c240, 1
                        .short 13, 4
                        .byte 0, 0, 0, 0, 0, 0
                        .byte 0xe3, 0xe6, 0xd6
                """);
        try (Machine machine = Guests.load(
                Machine.builder()
                        .scheduler(scheduler)
                        .console((cpu, mode, part) -> text.append(mode + ":" + part + ";")),
                source)) {
            Guests.finish(machine);
            assertThat(text).hasToString("VT220:one;LINE:TWO\n;");
            assertThat(machine.cpu(0).registers().gr(5)).isEqualTo(0x4000);
        }
    }

    @ParameterizedTest
    @EnumSource(Scheduler.class)
    void type_wakesAGuestThatWaitsForInput(Scheduler scheduler) throws InterruptedException {
        String source = handled("signal", """
                _start: larl %r9,data
                        lctlg %c0,%c0,0(%r9)
                        llilf %r3,0x00780005
                        larl %r2,mask
                        servc %r3,%r2
                        jnz  .-4
                wait:
                """ + WAIT + """
                signal: lgf  %r5,0x80
                        tmll %r5,1
                        jz   wait
                        llilf %r3,0x00770005
                        larl %r2,block
                        servc %r3,%r2
                        jnz  .-4
                """ + END + """
                other:  j .
                        .align 8
                data:   .quad 0x2e0
                        .org 0x3000
                mask:   .short 8+4+16, 0, 0, 0
                        .short 0, 4
                        .long 0x40, 0, 0, 0
                        .org 0x4000
                block:  .short 100, 0, 0, 0
                """);
        try (Machine machine =
                Guests.load(Machine.builder().scheduler(scheduler).input(ConsoleInput.OPEN), source)) {
            machine.start();
            machine.type(ConsoleMode.VT220, "hi");
            Ending ending = machine.await(Guests.LIMIT);
            assertThat(ending.kind()).isEqualTo(Ending.Kind.DISABLED_WAIT);
            assertThat(machine.doubleword(0x4008)).isEqualTo(0x0009_1A00_0000_0068L);
        }
    }

    @ParameterizedTest
    @EnumSource(Scheduler.class)
    void emergencySignal_everyOtherCpu_isTakenAndAnswered(Scheduler scheduler) throws InterruptedException {
        String source = handled("taken", """
                _start: larl %r9,data
                        lghi %r3,1
                        sigp %r4,%r3,6
                        lghi %r3,2
                        sigp %r4,%r3,6
                ready:  bcr  15,0
                        l    %r1,0(%r9)
                        chi  %r1,2
                        jne  ready
                        lghi %r3,1
                        sigp %r4,%r3,3
                        lghi %r3,2
                        sigp %r4,%r3,3
                round:  bcr  15,0
                        l    %r1,4(%r9)
                        chi  %r1,2
                        jne  round
                """ + END + """
                other:  larl %r9,data
                        lctlg %c0,%c0,8(%r9)
                        la   %r7,0(%r9)
                        bras %r14,count
                """ + WAIT + """
                taken:  la   %r7,4(%r9)
                        bras %r14,count
                        j    end
                count:  l    %r4,0(%r7)
                retry:  lr   %r5,%r4
                        ahi  %r5,1
                        cs   %r4,%r5,0(%r7)
                        jne  retry
                        br   %r14
                        .align 8
                data:   .long 0, 0
                        .quad 0x40e0
                """);
        for (OrderKind order : OrderKind.values()) {
            try (Machine machine =
                    Guests.load(Machine.builder().cpus(3).order(order).scheduler(scheduler), source)) {
                Guests.finish(machine);
                assertThat(machine.doubleword(0x84 & ~7) & 0xFFFF).isEqualTo(0x1201);
            }
        }
    }

    @Test
    void stidpAndStsi_identifyTheMachine() throws InterruptedException {
        String source = Guests.CATCH + """
                        .org 0x1000
                _start: stidp 0x800
                        llilf %r0,0x10000001
                        lghi %r1,1
                        lghi %r3,0x3000
                        stsi 0(%r3)
                        ipm  %r2
                        lghi %r0,0
                        stsi 0
                        lgr  %r5,%r0
                """ + END;
        try (Machine machine = Guests.load(Machine.builder(), source)) {
            Guests.finish(machine);
            assertThat(machine.doubleword(0x800)).isEqualTo(0x0001_2345_2097_0000L);
            assertThat(machine.doubleword(0x3030) >>> 32).as("2097 in EBCDIC").isEqualTo(0xF2F0F9F7L);
            assertThat(machine.cpu(0).registers().grLow(5)).isEqualTo(0x1000_0000);
        }
    }
}
