package org.maskflip.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.emulator.storage.order.Threading;

class InstructionCacheTest {
    private static final String LGHI_5_7 = "a7590007";

    /** At 0x3000: LGHI 5,7 and BR 14; called twice with a store in between. */
    private static CpuRig caller(OrderKind kind, String store) {
        CpuRig rig = new CpuRig(kind, Threading.DETERMINISTIC, 1);
        rig.psw(0x1D0, CpuRig.PLAIN | Psw.WAIT, 0x4444);
        rig.code(0x3000, LGHI_5_7 + "07fe");
        rig.registers().setGr(1, 0x3000);
        rig.registers().setGr(2, 0xA759_0008_07FEL << 16);
        rig.registers().setGr(3, 0x3003);
        rig.registers().setGr(4, 8);
        rig.code(0x2000, "0de1" + store + "0de1 0000").startAt(0x2000).run();
        return rig;
    }

    @ParameterizedTest
    @EnumSource(OrderKind.class)
    void ownStoreByTheSameVirtualAddress_isExecutedAtOnce(OrderKind kind) {
        assertThat(caller(kind, "42403000").registers().gr(5)).isEqualTo(8);
    }

    @Test
    void ownStoreByRealAddress_isNotExecutedBeforeSerialization() {
        CpuRig rig = caller(OrderKind.HOST, "b9250021");
        assertThat(rig.get(0x3003, 1)).as("in storage").isEqualTo(8);
        assertThat(rig.registers().gr(5)).as("the copy").isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource(OrderKind.class)
    void ownStoreByRealAddress_isExecutedAfterSerialization(OrderKind kind) {
        assertThat(caller(kind, "b9250021 07f0").registers().gr(5)).isEqualTo(8);
    }

    @ParameterizedTest
    @EnumSource(OrderKind.class)
    void instructionAcrossPages_takesItsBytesFromBoth(OrderKind kind) {
        CpuRig rig = new CpuRig(kind, Threading.DETERMINISTIC, 1);
        TestTables tables =
                new TestTables(rig, 0x10_0000).map(0x1_0000, 0x21_0000).map(0x1_1000, 0x30_0000);
        rig.psw(0x1D0, CpuRig.PLAIN | Psw.WAIT, 0x4444);
        rig.registers().setCr(1, tables.asce());
        rig.code(0x21_0FFE, "a759").code(0x30_0000, "1234 0000");
        rig.startAt(CpuRig.PLAIN | Psw.DAT, 0x1_0FFE).run();
        assertThat(rig.registers().gr(5)).isEqualTo(0x1234);
        assertThat(rig.get(0x158, 8)).isEqualTo(0x1_1004);
    }

    @Test
    void instructionAcrossPages_takesItsSecondHalfFromTheTranslationInForce() {
        CpuRig rig = CpuRig.single();
        TestTables tables =
                new TestTables(rig, 0x10_0000).map(0x1_0000, 0x21_0000).map(0x1_1000, 0x30_0000);
        rig.registers().setCr(1, tables.asce());
        rig.code(0x21_0FFE, "a759").code(0x30_0000, "0007").code(0x31_0000, "0008");
        rig.startAt(CpuRig.PLAIN | Psw.DAT, 0x1_0FFE).step();
        assertThat(rig.registers().gr(5)).isEqualTo(7);
        tables.map(0x1_1000, 0x31_0000);
        rig.cpu(0).purgePageEntry(tables.entry(0x1_1000));
        rig.registers().setInstructionAddress(0x1_0FFE);
        rig.step();
        assertThat(rig.registers().gr(5)).isEqualTo(8);
    }

    /** On a thread, where one run of the interpreter executes both instructions. */
    @Test
    void purgeInTheMiddleOfAPage_movesTheNextInstructionToItsNewFrame() throws InterruptedException {
        CpuRig rig = new CpuRig(OrderKind.HOST, Threading.FREE, 1);
        TestTables tables = new TestTables(rig, 0x10_0000).map(0x1_0000, 0x21_0000);
        rig.registers().setCr(1, tables.asce());
        rig.registers().setGr(1, tables.entry(0x1_0000));
        rig.registers().setGr(2, 0x22_0000);
        rig.psw(0x1D0, CpuRig.PLAIN | Psw.WAIT, 0x4444);
        // STURG 2,1; PTLB; LGHI 5,7 here and 5,9 there
        rig.code(0x21_0000, "b9250021 b20d0000 a7590007 0000").code(0x22_0008, "a7590009 0000");
        rig.start(0, CpuRig.PLAIN | Psw.DAT, 0x1_0000).threads();
        await().until(() -> rig.get(0x8C, 4) != 0);
        rig.close();
        assertThat(rig.get(0x158, 8)).isEqualTo(0x1_000E);
        assertThat(rig.registers().gr(5)).isEqualTo(9);
    }

    @Test
    void secondHalfOnAnInvalidPage_isNullifiedWithTheAddressOfThatPage() {
        CpuRig rig = CpuRig.single();
        TestTables tables = new TestTables(rig, 0x10_0000).map(0x1_0000, 0x21_0000);
        rig.psw(0x1D0, CpuRig.PLAIN | Psw.WAIT, 0x4444);
        rig.registers().setCr(1, tables.asce());
        rig.code(0x21_0FFC, "c0e50000")
                .startAt(CpuRig.PLAIN | Psw.DAT, 0x1_0FFC)
                .run();
        assertThat(rig.get(0x8C, 4)).isEqualTo(0x0006_0011);
        assertThat(rig.get(0x158, 8)).isEqualTo(0x1_0FFC);
        assertThat(rig.get(0xA8, 8) & -4096).isEqualTo(0x1_1000);
        assertThat(rig.registers().gr(14)).isZero();
    }

    @Test
    void copyServesOnlyTheTranslationInForce() {
        CpuRig rig = CpuRig.single();
        TestTables tables = new TestTables(rig, 0x10_0000).map(0x1_0000, 0x21_0000);
        rig.psw(0x1D0, CpuRig.PLAIN | Psw.WAIT, 0x4444);
        rig.registers().setCr(1, tables.asce());
        rig.code(0x21_0000, LGHI_5_7 + "a7f4fffe").code(0x22_0000, "a7590009 a7f4fffe");
        rig.startAt(CpuRig.PLAIN | Psw.DAT, 0x1_0000).step();
        rig.step();
        assertThat(rig.registers().gr(5)).isEqualTo(7);
        tables.map(0x1_0000, 0x22_0000);
        rig.step();
        rig.step();
        assertThat(rig.registers().gr(5)).as("the TLB entry is still there").isEqualTo(7);
        rig.cpu(0).purgePageEntry(tables.entry(0x1_0000));
        rig.step();
        rig.step();
        assertThat(rig.registers().gr(5)).isEqualTo(9);
    }

    @Test
    void switchToAnotherSpace_executesItsInstructions_andBackAgain() {
        CpuRig rig = CpuRig.single();
        TestTables one = new TestTables(rig, 0x10_0000).map(0x1_0000, 0x21_0000);
        TestTables two = new TestTables(rig, 0x11_0000).map(0x1_0000, 0x22_0000);
        rig.psw(0x1D0, CpuRig.PLAIN | Psw.WAIT, 0x4444);
        rig.code(0x21_0000, LGHI_5_7 + "a7f4fffe").code(0x22_0000, "a7590009 a7f4fffe");
        rig.startAt(CpuRig.PLAIN | Psw.DAT, 0x1_0000);
        for (TestTables tables : List.of(one, two, one, two)) {
            rig.registers().setCr(1, tables.asce());
            rig.step();
            assertThat(rig.registers().gr(5)).isEqualTo(tables == one ? 7 : 9);
            rig.step();
        }
    }

    @Test
    void changeOfASpaceWithDatOn_discardsCopies() {
        CpuRig rig = CpuRig.single();
        TestTables tables = new TestTables(rig, 0x10_0000).map(0x1_0000, 0x21_0000);
        rig.registers().setCr(1, tables.asce());
        rig.code(0x21_0000, LGHI_5_7 + "a7f4fffe")
                .startAt(CpuRig.PLAIN | Psw.DAT, 0x1_0000)
                .step();
        rig.step();
        rig.put(0x21_0003, 1, 8);
        rig.step();
        assertThat(rig.registers().gr(5)).as("the copy").isEqualTo(7);
        rig.registers().setCr(7, 0x5000);
        rig.step();
        rig.step();
        assertThat(rig.registers().gr(5)).isEqualTo(8);
    }

    @Test
    void watchedInstruction_tellsTheCopyExecutedAndItsSuccessor() {
        List<String> seen = new ArrayList<>();
        CpuHooks hooks = new CpuHooks(
                null,
                address -> address == 0x3000,
                (cpu, executed, next) -> seen.add(String.format("%x -> %x", executed.bytes() >>> 16, next)),
                null);
        CpuRig rig = new CpuRig(OrderKind.HOST, Threading.DETERMINISTIC, 1, hooks);
        rig.psw(0x1D0, CpuRig.PLAIN | Psw.WAIT, 0x4444);
        rig.registers().setGr(1, 0x3000);
        rig.registers().setGr(3, 0x3001);
        rig.registers().setGr(4, 0xF4);
        rig.code(0x3000, "c00400000100 07fe").code(0x3200, "07fe");
        rig.code(0x2000, "0de1 42403000 0de1 0000").startAt(0x2000).run();
        assertThat(seen).containsExactly("c00400000100 -> 3006", "c0f400000100 -> 3200");
    }

    @Test
    void trace_tellsInstructionsAndInterruptions() {
        List<String> events = new ArrayList<>();
        CpuHooks hooks = new CpuHooks(
                null, null, null, event -> events.add(event.getClass().getSimpleName()));
        CpuRig rig = new CpuRig(OrderKind.HOST, Threading.DETERMINISTIC, 1, hooks);
        rig.psw(0x1C0, CpuRig.PLAIN | Psw.WAIT, 0x4444);
        rig.code(0x2000, "1811 0a01").startAt(0x2000).run();
        assertThat(events).endsWith("StateChanged", "InstructionExecuted", "InstructionExecuted", "InterruptionTaken");
    }
}
