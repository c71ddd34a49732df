package org.maskflip.emulator.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;

/** What stays in the TLB, and what each purge takes out. Source: PoP chapter 3, "Translation-Lookaside Buffer". */
class TlbTest extends TranslatorFixture {
    private long kernel;
    private long user;

    @BeforeEach
    void map() {
        kernel = guest.asce(1);
        user = guest.asce(1);
        guest.map(kernel, 0x4000, 0x10_0000, 0);
        guest.map(kernel, 0x5000, 0x10_1000, 0);
        guest.map(user, 0x4000, 0x20_0000, 0);
        control(1, kernel);
        mode(PRIMARY, 0);
    }

    @Test
    void asce_loadedBack_findsItsEntriesAgain() {
        assertThat(translator.fetch(0x4000)).isEqualTo(0x10_0000);
        control(1, user);
        assertThat(translator.fetch(0x4000)).isEqualTo(0x20_0000);
        long walked = guest.fetches;
        for (int i = 0; i < 10; i++) {
            control(1, kernel);
            assertThat(translator.fetch(0x4000)).isEqualTo(0x10_0000);
            control(1, user);
            assertThat(translator.fetch(0x4000)).isEqualTo(0x20_0000);
        }
        assertThat(guest.fetches).isEqualTo(walked);
    }

    @Test
    void entry_outlivesTheTable_untilPurged() {
        touch(0x4000);
        guest.map(kernel, 0x4000, 0x30_0000, 0);
        assertFrame(0x4000, 0x10_0000);
        translator.purge();
        assertFrame(0x4000, 0x30_0000);
    }

    @Test
    void purgeOfAPage_takesItsEntriesFromBothHalves_andNoOther() {
        touch(0x4000);
        touch(0x5000);
        guest.map(kernel, 0x4000, 0x30_0000, 0);
        guest.map(kernel, 0x5000, 0x31_0000, 0);
        long epoch = translator.epoch();
        translator.purgePage(guest.pageEntry(kernel, 0x4000));
        assertThat(translator.epoch()).isNotEqualTo(epoch);
        assertFrame(0x4000, 0x30_0000);
        assertFrame(0x5000, 0x10_1000);
    }

    /** Two designations that differ in type reach one page table: IPTE names the entry, not the space. */
    @Test
    void purgeOfAPage_reachesEveryDesignationThatSharesItsTable() {
        long other = guest.asce(0);
        guest.put(guest.entryOf(other, 0x4000, 0), guest.pageEntry(kernel, 0));
        touch(0x4000);
        control(1, other);
        touch(0x4000);
        assertFrame(0x4000, 0x10_0000);
        guest.map(kernel, 0x4000, 0x30_0000, 0);
        translator.purgePage(guest.pageEntry(kernel, 0x4000));
        assertFrame(0x4000, 0x30_0000);
        control(1, kernel);
        assertFrame(0x4000, 0x30_0000);
    }

    @Test
    void purgeOfAnAsce_takesItsEntriesAlone_whateverBitsBesideTheTable() {
        control(13, kernel | 0x100);
        touch(0x4000);
        assertThat(translator.absolute(AddressSpace.HOME, 0, 0x4000, AccessKind.FETCH))
                .isEqualTo(0x10_0000);
        control(1, user);
        touch(0x4000);
        guest.map(kernel, 0x4000, 0x30_0000, 0);
        guest.map(user, 0x4000, 0x31_0000, 0);
        translator.purgeAsce(kernel | 0x1C0);
        assertFrame(0x4000, 0x20_0000);
        assertThat(translator.absolute(AddressSpace.HOME, 0, 0x4000, AccessKind.FETCH))
                .isEqualTo(0x30_0000);
        control(1, kernel);
        assertFrame(0x4000, 0x30_0000);
    }

    @Test
    void prefix_changed_takesAllEntries() {
        guest.map(kernel, 0x7000, 0x1000, 0);
        touch(0x7000);
        assertFrame(0x7000, 0x1000);
        registers.setPrefix(0x6000);
        translator.refresh();
        assertFrame(0x7000, 0x7000);
        mode(0, PRIMARY, 0);
        assertFrame(0x1000, 0x7000);
        registers.setPrefix(0xA000);
        translator.refresh();
        assertFrame(0x1000, 0xB000);
    }

    @Test
    void store_afterFetchOfAProtectedPage_isStillForbidden() {
        guest.map(kernel, 0x8000, 0x10_8000, GuestTables.PROTECTED);
        assertThat(translator.fetch(0x8000)).isEqualTo(0x10_8000);
        assertInterruption(
                () -> translator.store(0x8000), ProgramCode.PROTECTION, ProgramInterruption.Ending.SUPPRESSED, 0x8004);
        assertThat(translator.fetch(0x8000)).isEqualTo(0x10_8000);
    }

    /** More spaces than tags: numbering begins anew, and no space ever finds another's entry. */
    @Test
    void asces_moreThanTags_neverMeetEachOthersEntries() {
        int spaces = 3 * Tlb.CONTEXTS;
        for (int i = 0; i < spaces; i++) {
            long asce = 0x100_0000L + i * 0x1000L | 3;
            long table = 0x300_0000L + i * 0x800L;
            guest.put(asce & ~0xFFFL, table);
            guest.put(table + 4 * 8, (long) i << 12);
            control(1, asce);
            assertThat(translator.fetch(0x4000)).isEqualTo((long) i << 12);
            control(1, kernel);
            assertThat(translator.fetch(0x4000)).isEqualTo(0x10_0000);
        }
    }

    @Test
    void purgesOfAnAsce_moreThanTags_takeEveryTime() {
        for (int i = 0; i < 3 * Tlb.CONTEXTS; i++) {
            guest.map(kernel, 0x4000, 0x10_0000 + (i & 0xFF) * 0x1000, 0);
            translator.purgeAsce(kernel);
            assertFrame(0x4000, 0x10_0000 + (i & 0xFF) * 0x1000);
        }
    }

    @Test
    void pagesThatShareAPair_displaceEachOther() {
        for (int i = 0; i < 3 * Tlb.ENTRIES; i++) {
            guest.map(kernel, 0x100_0000 + i * 0x1000L, i * 0x1000L, 0);
        }
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 3 * Tlb.ENTRIES; i++) {
                assertThat(translator.fetch(0x100_0000 + i * 0x1000L)).isEqualTo(i * 0x1000L);
                assertThat(translator.store(0x100_0000 + i * 0x1000L)).isEqualTo(i * 0x1000L);
            }
        }
    }

    @Test
    void refresh_withoutChange_keepsTheEpoch() {
        long epoch = translator.epoch();
        translator.refresh();
        assertThat(translator.epoch()).isEqualTo(epoch);
        control(1, user);
        assertThat(translator.epoch()).isNotEqualTo(epoch);
    }

    /** Every control register and PSW bit that translation depends on is taken over alone, at the next refresh. */
    @Test
    void refresh_afterAChangeOfASingleParameter_takesItOver() {
        guest.map(user, 0x4000, 0x20_0000, 0);
        registers.setCr(7, user);
        translator.refresh();
        assertThat(translator.absolute(AddressSpace.SECONDARY, 0, 0x4000, AccessKind.FETCH))
                .isEqualTo(0x20_0000);
        registers.setCr(7, kernel);
        translator.refresh();
        assertThat(translator.absolute(AddressSpace.SECONDARY, 0, 0x4000, AccessKind.FETCH))
                .isEqualTo(0x10_0000);
        registers.setCr(13, user);
        translator.refresh();
        assertThat(translator.absolute(AddressSpace.HOME, 0, 0x4000, AccessKind.FETCH))
                .isEqualTo(0x20_0000);
        mode(HOME, 0);
        assertFrame(0x4000, 0x20_0000);
        mode(0, HOME, 0);
        assertFrame(0x4000, 0x4000);
    }

    private void touch(long address) {
        translator.fetch(address);
        translator.store(address);
    }

    private void assertFrame(long address, long frame) {
        assertThat(translator.fetch(address)).as("fetch").isEqualTo(frame);
        assertThat(translator.store(address)).as("store").isEqualTo(frame);
    }
}
