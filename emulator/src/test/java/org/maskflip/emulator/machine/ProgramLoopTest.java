package org.maskflip.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.machine.Guests.END;
import static org.maskflip.emulator.machine.Guests.LIMIT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guests that do nothing but take program interruptions are told from guests that take many of them. */
class ProgramLoopTest {
    private static final String NEW_PSW = "  .org 0x1d0\n .quad 0x0000000180000000, handler\n .org 0x1000\n";

    static List<String> loops() {
        return List.of(
                // A handler that faults itself, after an instruction.
                "_start: .short 0\nhandler: lghi %r3,1\n .short 0\n",
                // The same, counting in a register.
                "_start: .short 0\nhandler: aghi %r3,1\n .short 0\n",
                // Two places that fault in turn.
                "_start: .short 0\nhandler: aghi %r3,1\n tmll %r3,1\n jz 1f\n .short 0\n1: lpswe 1(%r0)\n",
                // A handler that returns to the instruction without having mended anything.
                "_start: nopr\nagain: .short 0\nhandler: larl %r1,again\n stg %r1,0x158\n" + " lpswe 0x150\n");
    }

    @ParameterizedTest
    @MethodSource("loops")
    void await_guestThatOnlyTakesProgramInterruptions_isReported(String source) throws InterruptedException {
        try (Machine machine = Guests.load(Machine.builder(), NEW_PSW + source)) {
            machine.start();
            Ending ending = machine.await(LIMIT);
            assertThat(ending.kind()).isEqualTo(Ending.Kind.CHECK_STOP);
            assertThat(ending.reason()).contains("program-interruption loop");
        }
    }

    @Test
    void await_guestThatCountsManyInterruptions_endsByItself() throws InterruptedException {
        String source = """
                _start:  llilf %r2,300000
                again:   .short 0
                         brct  %r2,again
                """ + END + """

                handler: lpswe 0x150
                """;
        try (Machine machine = Guests.load(Machine.builder(), NEW_PSW + source)) {
            Ending ending = Guests.finish(machine);
            assertThat(ending.isNormal()).isTrue();
            assertThat(machine.cpu(0).registers().gr(2)).isZero();
        }
    }

    @Test
    void await_faultThatIsMendedAfterSomeRetries_isNoLoop() throws InterruptedException {
        String source = """
                _start:  lghi  %r9,60
                fault:   .short 0
                """ + END + """

                handler: aghi  %r9,-1
                         jz    mended
                         larl  %r1,fault
                         stg   %r1,0x158
                         lpswe 0x150
                mended:  larl  %r1,fault
                         aghi  %r1,2
                         stg   %r1,0x158
                         lpswe 0x150
                """;
        try (Machine machine = Guests.load(Machine.builder(), NEW_PSW + source)) {
            assertThat(Guests.finish(machine).isNormal()).isTrue();
        }
    }
}
