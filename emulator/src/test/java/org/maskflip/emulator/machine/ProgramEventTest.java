package org.maskflip.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.machine.Guests.END;

import org.junit.jupiter.api.Test;

/** Program-event recording as the kernel's probes need it: single steps by instruction-fetching events. */
class ProgramEventTest {
    /** Records with the mask in CR9 and the area from first to last; counts events in r9; the last one's data at 0x800. */
    private static String guest(String mask, String first, String last) {
        return """
                        .org 0x1d0
                        .quad 0x0000000180000000, event
                        .org 0x1000
                _start: larl %r1,controls
                        lctlg %c9,%c11,0(%r1)
                        lghi %r9,0
                        larl %r1,psw
                        lpswe 0(%r1)
                one:    lghi %r2,1
                two:    brasl %r3,four
                three:  lghi %r2,3
                four:   lghi %r2,4
                five:   larl %r1,off
                        lpswe 0(%r1)
                done:   stg %r9,0x820
                        j end
                event:  aghi %r9,1
                        mvc 0x800(2),0x8e
                        mvc 0x802(2),0x8c
                        mvc 0x804(2),0x96
                        mvc 0x808(8),0x98
                        mvc 0x810(8),0x158
                        lpswe 0x150
                        .balign 8
                controls: .quad MASK, FIRST, LAST
                psw:    .quad 0x4000000180000000, one
                off:    .quad 0x0000000180000000, done
                """.replace("MASK", mask).replace("FIRST", first).replace("LAST", last) + END;
    }

    private static Machine run(String source) throws InterruptedException {
        Machine machine = Guests.load(Machine.builder(), source);
        Guests.finish(machine);
        return machine;
    }

    @Test
    void execute_instructionInTheArea_isFollowedByAnEventThatTellsOfIt() throws InterruptedException {
        String source = guest("0x40000000", "two", "two");
        try (Machine machine = run(source)) {
            assertThat(machine.doubleword(0x820)).isEqualTo(1);
            // Code 0080, length 6, an instruction fetched, 64-bit addressing without DAT.
            assertThat(machine.doubleword(0x800)).isEqualTo(0x0080_0006_40E0_0000L);
            long two = machine.doubleword(0x808);
            assertThat(machine.doubleword(0x810))
                    .as("old PSW: the branch was taken")
                    .isEqualTo(two + 6 + 4);
            assertThat(machine.cpu(0).registers().gr(2)).isEqualTo(4);
        }
    }

    @Test
    void execute_areaOfAllInstructions_givesAnEventEach() throws InterruptedException {
        try (Machine machine = run(guest("0x40000000", "one", "five+6"))) {
            assertThat(machine.doubleword(0x820))
                    .as("one, two, four, five, LPSWE")
                    .isEqualTo(5);
        }
    }

    @Test
    void execute_areaThatWrapsAround_coversBothEnds() throws InterruptedException {
        try (Machine machine = run(guest("0x40000000", "five", "one"))) {
            assertThat(machine.doubleword(0x820)).as("one, five, LPSWE").isEqualTo(3);
        }
    }

    @Test
    void execute_otherEventsAskedFor_givesNone() throws InterruptedException {
        try (Machine machine = run(guest("0x20000000", "0", "-1"))) {
            assertThat(machine.doubleword(0x820)).isZero();
        }
    }
}
