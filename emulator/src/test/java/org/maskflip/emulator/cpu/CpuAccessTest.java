package org.maskflip.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Quadword;
import org.maskflip.emulator.insn.Space;
import org.maskflip.emulator.insn.Update;
import org.maskflip.emulator.storage.order.OrderKind;
import org.maskflip.emulator.storage.order.Threading;

class CpuAccessTest {
    private static final long PAGE = 0x21_0000L;

    private CpuRig rig;
    private Access access;

    @BeforeEach
    void setUp() {
        use(CpuRig.single());
    }

    /** Virtual page 0x10000 is there, the one after it is not. */
    private void use(CpuRig chosen) {
        rig = chosen;
        access = rig.cpu(0).access();
        TestTables tables = new TestTables(rig, 0x10_0000).map(0x1_0000, PAGE);
        rig.registers().setCr(1, tables.asce());
        rig.registers().setPswMask(CpuRig.PLAIN | Psw.DAT);
        rig.translators.get(0).refresh();
        rig.put(PAGE + 0xFF8, 8, 0x1122_3344_5566_7788L);
    }

    private void assertFault(int code, Consumer<Access> reference) {
        assertThatThrownBy(() -> reference.accept(access)).isInstanceOfSatisfying(ProgramInterruption.class, caught -> {
            assertThat(ProgramCode.name(caught.code())).isEqualTo(ProgramCode.name(code));
        });
        rig.cpu(0).order().drain();
    }

    @ParameterizedTest
    @EnumSource(OrderKind.class)
    void storeWhoseSecondPageIsInvalid_changesNothing(OrderKind kind) {
        use(new CpuRig(kind, Threading.DETERMINISTIC, 1));
        assertFault(ProgramCode.PAGE_TRANSLATION, a -> a.store(0x1_0FFD, 8, -1));
        assertFault(ProgramCode.PAGE_TRANSLATION, a -> a.store(Space.PRIMARY, 0, 0x1_0FFD, 8, -1));
        assertFault(ProgramCode.PAGE_TRANSLATION, a -> a.move(0x1_0FF0, 0x1_0000, 32));
        assertFault(
                ProgramCode.PAGE_TRANSLATION,
                a -> a.update(0x1_0FFE, 4, Update.PLAIN, (old, second, third) -> 0, 0, 0));
        assertThat(rig.get(PAGE + 0xFF8, 8)).isEqualTo(0x1122_3344_5566_7788L);
    }

    @Test
    void fetchAcrossPages_joinsBothParts() {
        new TestTables(rig, 0x11_0000).map(0x1_0000, PAGE).map(0x1_1000, 0x30_0000);
        rig.registers().setCr(1, 0x11_0000);
        rig.translators.get(0).refresh();
        rig.put(0x30_0000, 8, 0x99AA_BBCC_DDEE_FF00L);
        assertThat(access.fetch(0x1_0FFD, 8)).isEqualTo(0x6677_8899_AABB_CCDDL);
        access.store(0x1_0FFE, 4, 0x0102_0304);
        assertThat(rig.get(PAGE + 0xFF8, 8)).isEqualTo(0x1122_3344_5566_0102L);
        assertThat(rig.get(0x30_0000, 2)).isEqualTo(0x0304);
    }

    @Test
    void addressBeyondTheAddressingMode_wrapsInsideTheOperand() {
        CpuRig small = CpuRig.single();
        small.registers().setPswMask(0);
        small.translators.get(0).refresh();
        small.put(0xFF_FFFE, 2, 0xABCD);
        small.put(0, 2, 0x1234);
        assertThat(small.cpu(0).access().fetch(0xFF_FFFE, 4)).isEqualTo(0xABCD_1234L);
    }

    @Test
    void moveWithOverlap_propagatesByteByByte() {
        rig.put(PAGE, 8, 0xAA00_0000_0000_0000L);
        access.move(0x1_0001, 0x1_0000, 7);
        assertThat(rig.get(PAGE, 8)).isEqualTo(0xAAAA_AAAA_AAAA_AAAAL);
        access.move(0x1_0008, 0x1_0000, 24);
        assertThat(rig.get(PAGE + 24, 8)).isEqualTo(0xAAAA_AAAA_AAAA_AAAAL);
    }

    @ParameterizedTest
    @EnumSource(OrderKind.class)
    void moveOfEveryAlignment_copiesExactlyItsBytes(OrderKind kind) {
        use(new CpuRig(kind, Threading.DETERMINISTIC, 1));
        for (int from = 0; from < 9; from++) {
            for (int to = 0; to < 9; to++) {
                for (int length : new int[] {1, 7, 8, 9, 16, 31}) {
                    for (int i = 0; i < 64; i++) {
                        rig.put(PAGE + i, 1, i + 1);
                        rig.put(PAGE + 0x100 + i, 1, 0xEE);
                    }
                    access.move(0x1_0100 + to, 0x1_0000 + from, length);
                    rig.cpu(0).order().drain();
                    for (int i = 0; i < 64; i++) {
                        boolean isMoved = i >= to && i < to + length;
                        assertThat(rig.get(PAGE + 0x100 + i, 1)).isEqualTo(isMoved ? i - to + from + 1 : 0xEE);
                    }
                }
            }
        }
    }

    @Test
    void probe_looksAtEveryPage() {
        access.probeStore(Space.CURRENT, Access.PSW_KEY, 0x1_0000, 4096);
        access.probeStore(Space.CURRENT, Access.PSW_KEY, 0x1_1000, 0);
        assertFault(ProgramCode.PAGE_TRANSLATION, a -> a.probeStore(Space.CURRENT, Access.PSW_KEY, 0x1_0FFF, 2));
        assertFault(ProgramCode.PAGE_TRANSLATION, a -> a.probeFetch(Space.PRIMARY, 0, 0x1_0000, 4097));
    }

    @Test
    void realAndAbsoluteSpaces_goAroundTranslation() {
        rig.registers().setPrefix(0x4000);
        rig.translators.get(0).refresh();
        rig.put(0x4500, 8, 77);
        assertThat(access.fetch(Space.REAL, 0, 0x500, 8)).isEqualTo(77);
        assertThat(access.fetch(Space.ABSOLUTE, 0, 0x4500, 8)).isEqualTo(77);
        assertThat(access.realToAbsolute(0x500)).isEqualTo(0x4500);
        assertFault(ProgramCode.ADDRESSING, a -> a.realToAbsolute(0x1000_0000L));
    }

    @Test
    void keysAndLowAddresses_areProtected() {
        rig.registers().setCr(0, ControlBits.CR0_LOW_ADDRESS_PROTECTION);
        rig.registers().setPswMask(CpuRig.PLAIN);
        rig.translators.get(0).refresh();
        assertFault(ProgramCode.PROTECTION, a -> a.store(0x1FC, 4, 1));
        assertFault(ProgramCode.PROTECTION, a -> a.store(0x1FE, 4, 1));
        access.setStorageKey(0x5000, 0x38);
        assertThat(access.storageKey(0x5000)).isEqualTo(0x38);
        assertFault(ProgramCode.PROTECTION, a -> a.store(Space.REAL, 3, 0x5000, 4, 1));
        access.store(Space.REAL, 7, 0x5000, 4, 1);
    }

    @Test
    void swapAndQuadwords_reachTheirFrame() {
        access.storeQuadword(0x1_0010, new Quadword(1, 2));
        assertThat(access.fetchQuadword(0x1_0010)).isEqualTo(new Quadword(1, 2));
        assertThat(access.compareAndSwapQuadword(0x1_0010, new Quadword(1, 2), new Quadword(3, 4)))
                .isEqualTo(new Quadword(1, 2));
        assertThat(access.compareAndSwap(0x1_0018, 8, 4, 5)).isEqualTo(4);
        assertThat(rig.get(PAGE + 0x18, 8)).isEqualTo(5);
    }

    @Test
    void translate_tellsTheRealAddressOrWhy() {
        assertThat(access.translate(Space.CURRENT, 0x1_0123)).isEqualTo(new Access.Translation(0, PAGE + 0x123, false));
        assertThat(access.translate(Space.CURRENT, 0x1_1000).code()).isEqualTo(ProgramCode.PAGE_TRANSLATION);
    }
}
