package org.maskflip.emulator.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.arch.ProgramInterruption.Ending.NULLIFIED;
import static org.maskflip.emulator.arch.ProgramInterruption.Ending.SUPPRESSED;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.ProgramCode;

/** The tables, level by level. Source: PoP chapter 3, "Translation Process" and "Translation-Exception Identification". */
class DynamicAddressTranslationTest extends TranslatorFixture {
    /** An address with a different index at every level: RFX 123, RSX 245, RTX 367, SX 489, PX 5A, BX 678. */
    private static final long DEEP = 0x123L << 53 | 0x245L << 42 | 0x367L << 31 | 0x489L << 20 | 0x5AL << 12 | 0x678;

    /** The part of {@link #DEEP} that a table of the type covers. */
    private static long reach(int type) {
        return type == 3 ? DEEP : DEEP & (1L << 31 + 11 * type) - 1;
    }

    private static int translationCode(int type) {
        return type == 0 ? ProgramCode.SEGMENT_TRANSLATION : ProgramCode.REGION_THIRD_TRANSLATION - (type - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void address_throughEachKindOfTable_isTranslated(int type) {
        long asce = guest.asce(type);
        guest.map(asce, reach(type), 0x12_3000, 0xFF);
        control(1, asce);
        mode(PRIMARY, 0);
        assertThat(translator.fetch(reach(type))).isEqualTo(0x12_3678);
        assertThat(guest.fetches).isEqualTo(type + 2L);
        assertThat(translator.store(reach(type))).isEqualTo(0x12_3678);
        assertThat(translator.instruction(reach(type))).isEqualTo(0x12_3678);
        long walked = guest.fetches;
        assertThat(translator.fetch(reach(type) ^ 0xFFF)).isEqualTo(0x12_3987);
        assertThat(translator.store(reach(type) ^ 0xFFF)).isEqualTo(0x12_3987);
        assertThat(guest.fetches).as("a hit fetches no table entry").isEqualTo(walked);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void address_beyondTheDesignation_isAsceType(int type) {
        control(1, guest.asce(type));
        mode(PRIMARY, 0);
        long address = 1L << 31 + 11 * type | 0x5678;
        long page = address & ~0xFFFL;
        assertInterruption(() -> translator.fetch(address), ProgramCode.ASCE_TYPE, NULLIFIED, page);
        long top = Long.MIN_VALUE;
        assertInterruption(() -> translator.store(top), ProgramCode.ASCE_TYPE, NULLIFIED, top);
        assertThat(translator.translate(AddressSpace.PRIMARY, address))
                .isEqualTo(new Translation(ProgramCode.ASCE_TYPE, Translation.NO_ENTRY, false));
    }

    @ParameterizedTest
    @CsvSource({"3,3", "3,2", "3,1", "3,0", "2,2", "2,1", "2,0", "1,1", "1,0", "0,0"})
    void entry_invalid_isATranslationExceptionOfItsLevel(int top, int level) {
        long asce = guest.asce(top);
        guest.map(asce, reach(top), 0x5000, 0);
        long entry = guest.entryOf(asce, reach(top), level);
        // An invalid entry's other bits do not count: here its type is wrong too.
        guest.put(entry, guest.get(entry) ^ 0x0C | GuestTables.INVALID);
        control(1, asce);
        mode(PRIMARY, 0);
        int code = translationCode(level);
        assertInterruption(() -> translator.fetch(reach(top)), code, NULLIFIED, reach(top) & ~0xFFFL);
        assertThat(translator.translate(AddressSpace.PRIMARY, reach(top)))
                .isEqualTo(new Translation(code, entry, false));
    }

    @ParameterizedTest
    @CsvSource({"3,3", "3,2", "3,1", "3,0", "2,2", "2,1", "2,0", "1,1", "1,0", "0,0"})
    void entry_ofAnotherTablesType_isATranslationSpecificationException(int top, int level) {
        long asce = guest.asce(top);
        guest.map(asce, reach(top), 0x5000, 0);
        long entry = guest.entryOf(asce, reach(top), level);
        guest.put(entry, guest.get(entry) ^ 0x04);
        control(1, asce);
        mode(PRIMARY, 0);
        assertInterruption(() -> translator.fetch(reach(top)), ProgramCode.TRANSLATION_SPECIFICATION, SUPPRESSED, 0);
        assertInterruption(
                () -> translator.translate(AddressSpace.PRIMARY, reach(top)),
                ProgramCode.TRANSLATION_SPECIFICATION,
                SUPPRESSED,
                0);
    }

    @ParameterizedTest
    @CsvSource({"3,3", "2,2", "1,1", "0,0"})
    void index_beyondTheDesignationsLength_isATranslationExceptionWithoutEntry(int top, int level) {
        long asce = guest.asce(top) & ~3L;
        control(1, asce);
        mode(PRIMARY, 0);
        long inside = 0x1FFL << 20 + 11 * top;
        long outside = 0x200L << 20 + 11 * top;
        guest.map(asce, inside, 0x7000, 0);
        assertThat(translator.fetch(inside)).isEqualTo(0x7000);
        assertInterruption(() -> translator.fetch(outside), translationCode(level), NULLIFIED, outside);
        assertThat(translator.translate(AddressSpace.PRIMARY, outside))
                .isEqualTo(new Translation(translationCode(level), Translation.NO_ENTRY, false));
    }

    /** TF and TL of a region-table entry bound the next-lower table, and the exception is the lower table's. */
    @ParameterizedTest
    @CsvSource({
        "3,0,3,0x000,true", "3,1,3,0x1FF,false", "3,1,3,0x200,true", "3,0,1,0x3FF,true", "3,0,1,0x400,false",
        "2,2,2,0x3FF,false", "2,2,2,0x400,true", "2,2,2,0x600,false", "1,3,3,0x600,true", "1,3,3,0x5FF,false",
        "1,0,0,0x200,false"
    })
    void index_outsideOffsetAndLengthOfAnEntry_isTheLowerTablesException(
            int type, int offset, int length, String index, boolean isInside) {
        long asce = guest.asce(type);
        long address = Long.decode(index) << 20 + 11 * (type - 1);
        guest.map(asce, address, 0x7000, 0);
        long entry = guest.entryOf(asce, address, type);
        guest.put(entry, guest.get(entry) & ~0xC3L | offset << 6 | length);
        control(1, asce);
        mode(PRIMARY, 0);
        if (isInside) {
            assertThat(translator.fetch(address)).isEqualTo(0x7000);
        } else {
            assertInterruption(() -> translator.fetch(address), translationCode(type - 1), NULLIFIED, address);
        }
    }

    @Test
    void page_invalid_isAPageTranslationException() {
        long asce = guest.asce(1);
        guest.map(asce, reach(1), 0x5000, GuestTables.PAGE_INVALID | 0x900);
        control(1, asce);
        mode(PRIMARY, 0);
        long page = reach(1) & ~0xFFFL;
        assertInterruption(() -> translator.store(reach(1)), ProgramCode.PAGE_TRANSLATION, NULLIFIED, page);
        assertThat(translator.translate(AddressSpace.PRIMARY, reach(1)))
                .isEqualTo(new Translation(ProgramCode.PAGE_TRANSLATION, guest.pageEntry(asce, reach(1)), false));
    }

    @ParameterizedTest
    @ValueSource(longs = {0x800, 0x100})
    void page_withABitThatMustBeZero_isATranslationSpecificationException(long bit) {
        long asce = guest.asce(0);
        guest.map(asce, 0x5000, 0x5000, bit);
        control(1, asce);
        mode(PRIMARY, 0);
        assertInterruption(() -> translator.fetch(0x5000), ProgramCode.TRANSLATION_SPECIFICATION, SUPPRESSED, 0);
    }

    @Test
    void frameOrTable_beyondInstalledStorage_isAnAddressingException() {
        long asce = guest.asce(1);
        guest.map(asce, 0x5000, GuestTables.SIZE, 0);
        guest.map(asce, 0x6000, GuestTables.SIZE - 0x1000, 0);
        guest.map(asce, 0x8000_0000L, 0x1000, 0);
        guest.put(guest.entryOf(asce, 0x8000_0000L, 1), 0xFFFF_FFFF_FFFF_F007L);
        guest.put(guest.entryOf(asce, 0x10_0000L, 0), GuestTables.SIZE);
        control(1, asce);
        mode(PRIMARY, 0);
        assertThat(translator.fetch(0x6FFF)).isEqualTo(GuestTables.SIZE - 1);
        for (long address : new long[] {0x5000, 0x8000_0000L, 0x10_0000L}) {
            assertInterruption(() -> translator.fetch(address), ProgramCode.ADDRESSING, SUPPRESSED, 0);
        }
    }

    @Test
    void commonSegment_inAPrivateSpace_isATranslationSpecificationException() {
        long asce = guest.asce(0);
        guest.map(asce, 0x5000, 0x9000, 0);
        long segment = guest.entryOf(asce, 0x5000, 0);
        guest.put(segment, guest.get(segment) | 0x10);
        control(1, asce);
        mode(PRIMARY, 0);
        assertThat(translator.fetch(0x5000)).isEqualTo(0x9000);
        control(1, asce | ControlBits.ASCE_PRIVATE);
        assertInterruption(() -> translator.fetch(0x5000), ProgramCode.TRANSLATION_SPECIFICATION, SUPPRESSED, 0);
    }

    @Test
    void realSpace_translatesNothing_butPrefixes() {
        registers.setPrefix(0x6000);
        control(1, 0x7_0000 | ControlBits.ASCE_REAL_SPACE);
        mode(PRIMARY, 0);
        assertThat(translator.fetch(0x1234)).isEqualTo(0x7234);
        assertThat(translator.store(0x9234)).isEqualTo(0x9234);
        assertThat(translator.translate(AddressSpace.PRIMARY, 0x1234)).isEqualTo(new Translation(0, 0x1234, false));
        assertInterruption(() -> translator.fetch(GuestTables.SIZE), ProgramCode.ADDRESSING, SUPPRESSED, 0);
    }

    @Test
    void frameInThePrefixArea_isPrefixedAfterTranslation() {
        long asce = guest.asce(0);
        guest.map(asce, 0xA_0000, 0x1000, 0);
        guest.map(asce, 0xB_0000, 0x7000, 0);
        registers.setPrefix(0x6000);
        control(1, asce);
        mode(PRIMARY, 0);
        assertThat(translator.fetch(0xA_0123)).isEqualTo(0x7123);
        assertThat(translator.fetch(0xB_0123)).isEqualTo(0x1123);
        assertThat(translator.translate(AddressSpace.PRIMARY, 0xA_0123)).isEqualTo(new Translation(0, 0x1123, false));
    }

    /** Each mode translates by its own control register and says so in bits 62-63 of the identification. */
    @ParameterizedTest
    @CsvSource({"0,1,0,1", "1,1,1,1", "2,7,2,1", "3,13,3,13"})
    void mode_choosesSpaceForOperandsAndInstructions(int mode, int operands, long identification, int instructions) {
        long[] asces = new long[16];
        for (int number : new int[] {1, 7, 13}) {
            asces[number] = guest.asce(1);
            guest.map(asces[number], 0x4000, 0x10_0000L + number * 0x1000L, 0);
            registers.setCr(number, asces[number]);
        }
        mode(mode, 0);
        assertThat(translator.fetch(0x4008)).isEqualTo(0x10_0008L + operands * 0x1000L);
        assertThat(translator.instruction(0x4008)).isEqualTo(0x10_0008L + instructions * 0x1000L);
        assertThat(translator.absolute(AddressSpace.SECONDARY, 0, 0x4008, AccessKind.FETCH))
                .isEqualTo(0x10_7008);
        assertThat(translator.absolute(AddressSpace.HOME, 0, 0x4008, AccessKind.STORE))
                .isEqualTo(0x10_D008);
        assertThat(translator.absolute(AddressSpace.PRIMARY, 0, 0x4008, AccessKind.STORE))
                .isEqualTo(0x10_1008);
        assertThat(translator.translate(AddressSpace.CURRENT, 0x4008).address())
                .isEqualTo(0x10_0008L + operands * 0x1000L);
        assertInterruption(
                () -> translator.fetch(0x5FFF), ProgramCode.PAGE_TRANSLATION, NULLIFIED, 0x5000 | identification);
    }

    @Test
    void datOff_usesRealAddresses_whileLraStillTranslates() {
        long asce = guest.asce(1);
        guest.map(asce, 0x4000, 0xC000, 0);
        registers.setPrefix(0x6000);
        control(1, asce);
        mode(0, PRIMARY, 0);
        assertThat(translator.fetch(0x4000)).isEqualTo(0x4000);
        assertThat(translator.store(0x600)).isEqualTo(0x6600);
        assertThat(translator.instruction(0x6600)).isEqualTo(0x600);
        assertThat(translator.realToAbsolute(0x600)).isEqualTo(0x6600);
        assertThat(translator.absolute(AddressSpace.REAL, 0, 0x600, AccessKind.STORE))
                .isEqualTo(0x6600);
        assertThat(translator.absolute(AddressSpace.ABSOLUTE, 0, 0x600, AccessKind.STORE))
                .isEqualTo(0x600);
        assertThat(translator.translate(AddressSpace.CURRENT, 0x4321)).isEqualTo(new Translation(0, 0xC321, false));
        long beyond = GuestTables.SIZE;
        assertInterruption(() -> translator.fetch(beyond), ProgramCode.ADDRESSING, SUPPRESSED, 0);
        assertInterruption(() -> translator.fetch(-8), ProgramCode.ADDRESSING, SUPPRESSED, 0);
        assertInterruption(() -> translator.realToAbsolute(beyond), ProgramCode.ADDRESSING, SUPPRESSED, 0);
        assertInterruption(
                () -> translator.absolute(AddressSpace.ABSOLUTE, 0, beyond, AccessKind.FETCH),
                ProgramCode.ADDRESSING,
                SUPPRESSED,
                0);
    }

    @Test
    void largeFrame_countsOnlyWhereEnhancedDatIsInstalledAndEnabled() {
        long asce = guest.asce(0);
        guest.map(asce, 0x7000, 0xC000, 0x100);
        long segment = guest.entryOf(asce, 0x7000, 0);
        registers.setCr(1, asce);
        mode(PRIMARY, 0);
        control(0, ControlBits.CR0_ENHANCED_DAT);
        assertInterruption(() -> translator.fetch(0x7000), ProgramCode.TRANSLATION_SPECIFICATION, SUPPRESSED, 0);
        translator = translator(Level.ALS.facilities().with(Facility.ENHANCED_DAT_1));
        assertThat(translator.fetch(0x7000)).isEqualTo(0xC000);
        guest.put(segment, 0x30_0000 | 0x400);
        translator.purge();
        assertThat(translator.fetch(0x7123)).isEqualTo(0x30_7123);
        guest.put(segment, 0x30_0000 | 0x600);
        assertInterruption(() -> translator.store(0x7123), ProgramCode.PROTECTION, SUPPRESSED, 0x7004);
        control(0, 0);
        guest.put(0x30_0000 + 7 * 8, 0xD000);
        assertThat(translator.translate(AddressSpace.PRIMARY, 0x7123))
                .as("without enhanced DAT the same entry designates a page table")
                .isEqualTo(new Translation(0, 0xD123, true));
    }
}
