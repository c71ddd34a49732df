package org.maskflip.emulator.insn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.Registers;

/** The check itself: routines that break a rule are found. */
class ReplayRuleTest {
    private static final long ORIGIN = 0x1000;

    private static void check(Routine routine) {
        Instruction row = Rows.row("broken", "BROKEN", 0x58, Format.RX_A)
                .routine("some", routine)
                .build();
        Environment environment = DullEnvironment.highest();
        Decoded insn = new Decoded(row, 0x5810_1000L << 32, 0, Level.ALS.facilities());
        ReplayRule.check(insn, new Registers(), new byte[64], ORIGIN, () -> environment);
    }

    @Test
    void check_routineThatProbesThenStores_passes() {
        check((insn, registers, access, environment) -> {
            access.probeStore(Space.CURRENT, Access.PSW_KEY, ORIGIN, 2);
            access.store(ORIGIN, 1, 7);
            access.store(ORIGIN + 1, 1, 7);
            registers.setGr(1, 5);
        });
    }

    @Test
    void check_registerChangedBeforeTheLastAccess_fails() {
        assertThatThrownBy(() -> check((insn, registers, access, environment) -> {
                    registers.setGr(1, 5);
                    access.fetch(ORIGIN, 4);
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("registers unchanged");
    }

    @Test
    void check_storeWithoutProbeAfterAStore_fails() {
        assertThatThrownBy(() -> check((insn, registers, access, environment) -> {
                    access.store(ORIGIN, 1, 7);
                    access.store(ORIGIN + 1, 1, 7);
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("storage after failing");
    }

    @Test
    void check_routineThatIsNotDeterministic_fails() {
        int[] calls = {0};
        assertThatThrownBy(() -> check((insn, registers, access, environment) -> {
                    access.fetch(ORIGIN + calls[0]++, 1);
                    access.fetch(ORIGIN, 1);
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("asked for");
    }
}
