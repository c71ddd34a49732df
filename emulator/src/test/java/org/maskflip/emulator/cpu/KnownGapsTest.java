package org.maskflip.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.Psw;

/**
 * What the manual asks for and the CPU does not do: one disabled test per deviation of docs/decisions.md that a few instructions can
 * show. Whoever closes a gap enables its test.
 */
class KnownGapsTest {
    private static final long CODE = 0x5000;
    private static final long MODES = Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING | Psw.DAT;
    private static final int REFERENCE = 2;

    private final CpuRig rig = CpuRig.single();
    private final TestTables tables =
            new TestTables(rig, 0x10_0000).map(CODE, CODE).map(0x2_0000, 0x3_0000);

    private void run(long mask, String digits) {
        rig.psw(0x1D0, Psw.WAIT | Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING, 0xDEAD);
        rig.code(CODE, digits + " 0000");
        for (int space : new int[] {1, 7, 13}) {
            rig.registers().setCr(space, tables.asce());
        }
        rig.startAt(mask, CODE).run();
    }

    /** The instruction at the end of the code, an invalid one, is reached. */
    private void assertReached() {
        assertThat(rig.get(0x8E, 2)).isEqualTo(1);
    }

    @Test
    @Disabled("Control instructions: there is no access-register translation; may cry wolf")
    void sac_accessRegisterMode_isEntered() {
        rig.registers().setCr(0, ControlBits.CR0_SECONDARY_SPACE);
        run(MODES, "B219 0200");
        assertReached();
    }

    @Test
    @Disabled("Control instructions: the linkage stack is not offered; may cry wolf")
    void bakr_withALinkageStack_formsAnEntry() {
        rig.registers().setCr(15, 0x2_0000);
        // The remaining free space of the section in bytes, then the entry type of the header entry.
        rig.put(0x3_0000 - 8, 8, 0x0900_0400_0000_0000L);
        tables.map(0x1_F000, 0x2_F000);
        run(MODES, "B240 0000");
        assertReached();
    }

    @Test
    @Disabled("Control instructions: a trace table counts as full; may cry wolf")
    void trace_explicitTracingOn_formsAnEntry() {
        rig.registers().setCr(12, 0x4_0001);
        rig.registers().setGr(4, 0x2_0000);
        run(MODES, "9900 4000");
        assertReached();
        assertThat(rig.registers().cr(12)).isGreaterThan(0x4_0001);
    }

    @Test
    @Disabled("Storage and translation: references through TLB entries that exist are not recorded again; may miss")
    void fetch_afterTheReferenceBitWasReset_recordsItAgain() {
        rig.registers().setGr(4, 0x2_0000);
        rig.registers().setGr(5, 0x3_0000);
        // LG; RRBE; LG
        run(MODES, "E320 4000 0004 B22A 0005 E320 4000 0004");
        assertThat(rig.keys.get(0x3_0000) & REFERENCE).isEqualTo(REFERENCE);
    }

    @Test
    @Disabled("CPU and interruptions: sixteen program interruptions in a row are a check stop; may cry wolf")
    void programInterruptions_inARow_goOnUntilTheCpuIsReset() {
        rig.psw(0x1D0, Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING, 0x6000);
        rig.code(0x6000, "0000");
        rig.startAt(0x6000);
        for (int i = 0; i < 1000; i++) {
            rig.step();
        }
        assertThat(rig.cpu(0).state()).isEqualTo(CpuState.OPERATING);
    }
}
