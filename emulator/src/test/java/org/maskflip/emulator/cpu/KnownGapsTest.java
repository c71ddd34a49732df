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
    void trace_explicitTracingOn_formsAnEntry() {
        rig.registers().setCr(12, 0x4_0001);
        rig.registers().setGr(4, 0x2_0000);
        run(MODES, "9900 4000");
        assertReached();
        assertThat(rig.registers().cr(12)).isGreaterThan(0x4_0001);
    }

    @Test
    @Disabled("Control instructions: branch tracing forms no entries; may miss")
    void branch_withBranchTracingOn_formsAnEntry() {
        rig.registers().setCr(12, 1L << 63 | 0x4_0000);
        rig.registers().setGr(5, CODE + 2);
        // BALR
        run(MODES, "0525");
        assertReached();
        assertThat(rig.registers().cr(12)).isNotEqualTo(1L << 63 | 0x4_0000);
    }

    @Test
    @Disabled("Control instructions: RESUME PROGRAM is not offered; may cry wolf")
    void rp_parameterList_loadsAPswAndRegisters() {
        rig.registers().setGr(4, 0x2_0000);
        // The list: reserved and flags; offsets of PSW (8 bytes), access register and general register in the second
        // operand.
        rig.put(0x3_0000, 8, 0x0000_0000_8000_0000L | CODE + 0x10);
        rig.put(0x3_0010, 4, 0);
        rig.put(0x3_0014, 4, 0x2_0000);
        rig.code(CODE + 0x10, "0000");
        run(MODES, "B277 4000 0000 0000 0010 0014");
        assertReached();
    }

    @Test
    @Disabled("Control instructions: SET SECONDARY ASN is not offered; may cry wolf")
    void ssar_toTheCurrentPrimary_makesTheSecondarySpaceThePrimaryOne() {
        rig.registers().setCr(14, 0x8_0000);
        rig.registers().setCr(4, 5);
        rig.registers().setCr(3, 7);
        rig.registers().setGr(2, 5);
        run(MODES, "B225 0020");
        assertReached();
        assertThat(rig.registers().cr(3) & 0xFFFF).isEqualTo(5);
    }

    @Test
    @Disabled("Control instructions: TRAP is not offered; may cry wolf")
    void trap2_enabledByTheDispatchableUnitControlTable_givesControlToTheTrapProgram() {
        // The table's bytes 44-47: the trap-control block and the enabling bit; the block's bytes 12-15: the trap
        // program.
        rig.registers().setCr(2, 0x4_0000);
        rig.put(0x4_0000 + 44, 4, 0x2_0001);
        rig.put(0x3_0000 + 12, 4, 0x2_0080);
        rig.put(0x3_0000 + 20, 4, CODE + 0x10);
        rig.code(CODE + 0x10, "0000");
        run(MODES, "01FF");
        assertReached();
    }

    @Test
    @Disabled("Control instructions: there are no access lists; may miss")
    void fetch_inTheAccessRegisterMode_looksAtTheAccessRegister() {
        // An access-list-entry token whose reserved bits are not zeros: ALET-specification exception.
        rig.registers().setAr(4, 0xFF00_0000);
        rig.registers().setGr(4, 0x2_0000);
        run(MODES | 1L << Psw.ADDRESS_SPACE_SHIFT, "E320 4000 0004");
        assertThat(rig.get(0x8E, 2)).isEqualTo(0x28);
    }

    @Test
    @Disabled("CPU and interruptions: the subclass masks of control register 14 are not looked at; may cry wolf")
    void machineCheck_ofASubclassThatIsMasked_staysPending() {
        rig.registers().setCr(14, 0);
        rig.psw(0x1E0, Psw.WAIT | Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING, 0xDEAD);
        // A channel report: subclass mask bit 35 of control register 14.
        rig.cpu(0).pending().postMachineCheck(0x0040_0000_0000_0000L);
        run(MODES | Psw.MACHINE_CHECK, "0700");
        assertReached();
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
