package org.maskflip.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.cpu.Cpu;
import org.maskflip.emulator.decode.Assembler;
import org.maskflip.emulator.decode.Program;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.storage.order.OrderKind;

/**
 * One CPU changes a branch's mask again and again; another executes it, and serializes each time before it does. After each update's
 * end the first one waits for the other, so that what was late is seen before the next.
 */
class UpdateAmbushTest {
    private static final String PROGRAM = """
                    .org 0x1a0
                    .quad 0x0000000180000000, caller
                    .org 0x1000
            _start: lghi %r3,1
            call:   sigp %r2,%r3,6
                    brc 2,call
                    larl %r8,asked
            begun:  lg %r1,8(%r8)
                    ltgr %r1,%r1
                    jz begun
                    lghi %r9,12
                    larl %r10,site
                    lg %r11,0(%r10)
            update: xihf %r11,0x00f00000
            mark:   lgr %r11,%r11
                    sturg %r11,%r10
                    bcr 15,%r0
                    lg %r1,0(%r8)
                    aghi %r1,1
                    stg %r1,0(%r8)
                    WAIT
            over:   lgr %r11,%r11
                    lg %r1,0(%r8)
                    aghi %r1,1
                    stg %r1,0(%r8)
            after:  lg %r4,8(%r8)
                    cgr %r4,%r1
                    jl after
                    brctg %r9,update
            halt:   sigp %r2,%r3,5
                    brc 2,halt
            """ + Guests.END + """
            caller: larl %r8,asked
            again:  lg %r1,0(%r8)
                    bcr 15,%r0
                    stg %r1,8(%r8)
                    j site
                    .align 8
            site:   brcl 0,again
                    j again
                    .align 8
            asked:  .quad 1, 0
            """;

    /** Signals the other CPU, and waits until it has answered. */
    private static final String SYNCHRONIZE = """
            sigp %r2,%r3,3
            0: lg %r4,8(%r8)
             cgr %r4,%r1
             jl 0b
            """;

    private final AtomicInteger stale = new AtomicInteger();
    /** The first stage that every CPU must execute by now, 0 while it changes. */
    private final AtomicLong settled = new AtomicLong();

    private UpdateAmbush run(String wait) throws Exception {
        Program program = new Assembler().assemble("guest.s", PROGRAM.replace("WAIT", wait));
        long site = program.symbol("site");
        long mark = program.symbol("mark");
        long over = program.symbol("over");
        UpdateAmbush ambush = new UpdateAmbush(1);
        MachineBuilder builder = Machine.builder()
                .cpus(2)
                .order(OrderKind.WEAK)
                .orderLayer(ambush)
                .watch(at -> at == site || at == mark || at == over, (cpu, executed, next) -> {
                    if (executed.address() == site) {
                        compare(executed);
                    } else if (executed.address() == mark) {
                        // ORDER volatile: what is executed from here on may be either.
                        settled.set(0);
                        ambush.storingFirstStage(cpu.address(), site);
                    } else {
                        settle(cpu, ambush);
                    }
                });
        try (Machine machine = builder.build()) {
            ambush.lay(machine);
            machine.load(program);
            Guests.finish(machine);
        }
        return ambush;
    }

    private void settle(Cpu patcher, UpdateAmbush ambush) {
        // ORDER volatile: before the end that lets the other CPU go on.
        settled.set(patcher.registers().gr(11) >>> 16);
        ambush.ended();
    }

    private void compare(Decoded executed) {
        // ORDER volatile: pairs with settle().
        long meant = settled.get();
        if (meant != 0 && executed.bytes() >>> 16 != meant) {
            // ORDER volatile: a count.
            stale.incrementAndGet();
        }
    }

    @Test
    void updateWithoutSynchronization_oldCopyIsExecutedAfterItsEnd() throws Exception {
        UpdateAmbush ambush = run("");
        assertThat(ambush.held()).isPositive();
        assertThat(stale).hasPositiveValue();
    }

    @Test
    void updateThatSynchronizes_noOldCopyIsExecutedAfterItsEnd() throws Exception {
        UpdateAmbush ambush = run(SYNCHRONIZE);
        assertThat(ambush.held()).isPositive();
        assertThat(stale).hasValue(0);
    }
}
