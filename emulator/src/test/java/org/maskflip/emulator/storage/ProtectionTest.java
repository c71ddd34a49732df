package org.maskflip.emulator.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.arch.ProgramInterruption.Ending.SUPPRESSED;

import java.util.function.LongSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.ProgramCode;

/** Low-address, DAT and key-controlled protection. Source: PoP chapter 3, "Protection". */
class ProtectionTest extends TranslatorFixture {
    private static final long LOW = ControlBits.CR0_LOW_ADDRESS_PROTECTION;

    @ParameterizedTest
    @CsvSource({
        "0,true",
        "0x1FF,true",
        "0x200,false",
        "0xFFF,false",
        "0x1000,true",
        "0x11FF,true",
        "0x1200,false",
        "0x2000,false",
        "0x3000,false"
    })
    void lowAddressProtection_coversBothRanges_ofRealAddresses(String at, boolean isProtected) {
        long address = Long.decode(at);
        mode(0, PRIMARY, 0);
        assertThat(translator.store(address)).as("control off").isEqualTo(address);
        control(0, LOW);
        if (isProtected) {
            assertProtected(() -> translator.store(address), address & ~0xFFFL);
            assertProtected(
                    () -> translator.absolute(AddressSpace.REAL, 0, address, AccessKind.STORE), address & ~0xFFFL);
        } else {
            assertThat(translator.store(address)).isEqualTo(address);
        }
        assertThat(translator.fetch(address)).isEqualTo(address);
        assertThat(translator.absolute(AddressSpace.ABSOLUTE, 0, address, AccessKind.STORE))
                .isEqualTo(address);
        control(0, 0);
        assertThat(translator.store(address)).as("control off again").isEqualTo(address);
    }

    @Test
    void lowAddressProtection_judgesTheEffectiveAddress_exceptInAPrivateSpace() {
        long asce = guest.asce(0);
        guest.map(asce, 0, 0x9000, 0);
        guest.map(asce, 0x9000, 0, 0);
        registers.setCr(1, asce);
        control(0, LOW);
        mode(PRIMARY, 0);
        assertProtected(() -> translator.store(0x100), 0);
        assertThat(translator.store(0x9100)).as("virtual 9100, real 100").isEqualTo(0x100);
        control(1, asce | ControlBits.ASCE_PRIVATE);
        assertThat(translator.store(0x100)).isEqualTo(0x9100);
        control(1, asce);
        assertProtected(() -> translator.store(0x100), 0);
        assertThat(translator.store(0x200)).isEqualTo(0x9200);
    }

    @Test
    void lowAddressProtection_comesBeforeTranslation() {
        registers.setCr(1, guest.asce(0));
        control(0, LOW);
        mode(HOME, 0);
        control(13, guest.asce(0));
        assertProtected(() -> translator.store(0x100), 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"page", "segment"})
    void datProtection_ofPageOrSegment_forbidsStoresAndNamesTheAddress(String level) {
        long asce = guest.asce(2);
        guest.map(asce, 0x12_3000, 0x9000, level.equals("page") ? GuestTables.PROTECTED : 0);
        if (level.equals("segment")) {
            long segment = guest.entryOf(asce, 0x12_3000, 0);
            guest.put(segment, guest.get(segment) | GuestTables.PROTECTED);
        }
        control(7, asce);
        mode(SECONDARY, 0);
        assertThat(translator.fetch(0x12_3456)).isEqualTo(0x9456);
        assertProtected(() -> translator.store(0x12_3456), 0x12_3000 | 4 | 2);
        assertThat(translator.translate(AddressSpace.SECONDARY, 0x12_3456)).isEqualTo(new Translation(0, 0x9456, true));
    }

    @Test
    void datProtection_ofARegion_countsWithEnhancedDatAlone() {
        long asce = guest.asce(1);
        guest.map(asce, 0x12_3000, 0x9000, 0);
        long region = guest.entryOf(asce, 0x12_3000, 1);
        guest.put(region, guest.get(region) | GuestTables.PROTECTED);
        control(1, asce);
        mode(PRIMARY, 0);
        assertThat(translator.store(0x12_3000)).isEqualTo(0x9000);
        translator = translator(Level.ALS.facilities().with(Facility.ENHANCED_DAT_1));
        assertThat(translator.store(0x12_3000)).isEqualTo(0x9000);
        control(0, ControlBits.CR0_ENHANCED_DAT);
        assertProtected(() -> translator.store(0x12_3000), 0x12_3004);
    }

    /** AV (bit 47) of a segment-table entry that names a frame: bits 48-52 stand in for the storage key. */
    @ParameterizedTest
    @CsvSource({"0x15800,true,true", "0x16000,false,true", "0x16800,false,false", "0x6800,true,true"})
    void segmentTableEntry_thatNamesAFrame_hasItsOwnKey(String bits, boolean mayStore, boolean mayFetch) {
        translator = translator(Level.ALS.facilities().with(Facility.ENHANCED_DAT_1));
        guest.keys.set(0x30_7000, 0x2C);
        guest.keys.set(0x7000, 0x7C);
        long asce = guest.asce(0);
        guest.map(asce, 0x7000, 0xC000, 0);
        guest.put(guest.entryOf(asce, 0x7000, 0), 0x30_0400 | Long.decode(bits));
        control(1, asce);
        control(0, ControlBits.CR0_ENHANCED_DAT);
        mode(PRIMARY, 0);
        assertThat(translator.store(0x7123)).as("key 0 matches all").isEqualTo(0x30_7123);
        mode(PRIMARY, 5);
        for (int again = 0; again < 2; again++) {
            assertAllowed(mayStore, () -> translator.store(0x7123));
            assertAllowed(mayFetch, () -> translator.fetch(0x7123));
        }
    }

    private void assertAllowed(boolean isAllowed, LongSupplier reference) {
        if (isAllowed) {
            assertThat(reference.getAsLong()).isEqualTo(0x30_7123);
        } else {
            assertProtected(reference::getAsLong, 0x7000);
        }
    }

    /** Access key, storage key (ACC and F), store allowed, fetch allowed. */
    @ParameterizedTest
    @CsvSource({
        "0,0x7C,true,true",
        "5,0x28,true,true",
        "5,0x2C,true,true",
        "5,0x30,false,true",
        "5,0x34,false,false",
        "5,0x00,false,true",
        "15,0x04,false,false"
    })
    void key_decides_forEveryWayOfAccess(int key, String storageKey, boolean mayStore, boolean mayFetch) {
        guest.keys.set(0x9000, Integer.decode(storageKey));
        long asce = guest.asce(0);
        guest.map(asce, 0x4000, 0x9000, 0);
        control(1, asce);
        mode(PRIMARY, key);
        check(mayStore, () -> translator.store(0x4008), 0x9008, 0x4000);
        check(mayFetch, () -> translator.fetch(0x4008), 0x9008, 0x4000);
        check(mayFetch, () -> translator.instruction(0x4008), 0x9008, 0x4000);
        mode(PRIMARY, 0);
        for (int pass = 0; pass < 2; pass++) {
            assertThat(translator.store(0x4008)).as("key 0").isEqualTo(0x9008);
            assertThat(translator.fetch(0x4008)).as("key 0").isEqualTo(0x9008);
            check(mayStore, () -> absolute(AddressSpace.PRIMARY, key, 0x4008, AccessKind.STORE), 0x9008, 0x4000);
            check(mayFetch, () -> absolute(AddressSpace.PRIMARY, key, 0x4008, AccessKind.FETCH), 0x9008, 0x4000);
            check(mayStore, () -> absolute(AddressSpace.REAL, key, 0x9008, AccessKind.STORE), 0x9008, 0x9000);
            check(mayFetch, () -> absolute(AddressSpace.ABSOLUTE, key, 0x9008, AccessKind.FETCH), 0x9008, 0x9000);
        }
        mode(PRIMARY, key);
        check(mayStore, () -> translator.store(0x4008), 0x9008, 0x4000);
        check(
                mayFetch,
                () -> absolute(AddressSpace.CURRENT, Translator.PSW_KEY, 0x4008, AccessKind.FETCH),
                0x9008,
                0x4000);
    }

    @Test
    void key_changedAfterAnAccess_countsAtOnce() {
        mode(0, PRIMARY, 3);
        guest.keys.set(0x9000, 0x18);
        assertThat(translator.store(0x9000)).isEqualTo(0x9000);
        guest.keys.set(0x9000, 0x4C);
        assertProtected(() -> translator.store(0x9000), 0x9000);
        assertProtected(() -> translator.fetch(0x9000), 0x9000);
    }

    @Test
    void storageProtectionOverride_opensBlocksOfKeyNine() {
        mode(0, PRIMARY, 3);
        guest.keys.set(0x9000, 9 << 3 | 4);
        guest.keys.set(0xA000, 8 << 3 | 4);
        assertProtected(() -> translator.store(0x9000), 0x9000);
        control(0, ControlBits.CR0_STORAGE_PROTECTION_OVERRIDE);
        assertThat(translator.store(0x9000)).isEqualTo(0x9000);
        assertThat(translator.fetch(0x9000)).isEqualTo(0x9000);
        assertProtected(() -> translator.fetch(0xA000), 0xA000);
    }

    @Test
    void fetchProtectionOverride_opensTheFirstTwoKilobytesForFetches_exceptInAPrivateSpace() {
        long asce = guest.asce(0);
        guest.map(asce, 0, 0x9000, 0);
        guest.keys.set(0x9000, 0x4C);
        registers.setCr(1, asce);
        control(0, ControlBits.CR0_FETCH_PROTECTION_OVERRIDE);
        mode(PRIMARY, 3);
        assertThat(translator.fetch(0x7FF)).isEqualTo(0x97FF);
        assertThat(translator.instruction(0x7FE)).isEqualTo(0x97FE);
        assertProtected(() -> translator.fetch(0x800), 0);
        assertProtected(() -> translator.store(0x7FF), 0);
        control(1, asce | ControlBits.ASCE_PRIVATE);
        assertProtected(() -> translator.fetch(0x7FF), 0);
    }

    @Test
    void references_recordReferenceAndChange() {
        mode(0, PRIMARY, 0);
        translator.fetch(0x9000);
        translator.store(0xA000);
        assertThat(guest.keys.get(0x9000)).isEqualTo(StorageKeys.REFERENCE);
        assertThat(guest.keys.get(0xA000)).isEqualTo(StorageKeys.REFERENCE | StorageKeys.CHANGE);
        assertThat(guest.keys.get(0xB000)).isZero();
    }

    private long absolute(AddressSpace space, int key, long address, AccessKind kind) {
        return translator.absolute(space, key, address, kind);
    }

    private static void check(boolean isAllowed, LongSupplier access, long absolute, long page) {
        if (isAllowed) {
            assertThat(access.getAsLong()).isEqualTo(absolute);
        } else {
            assertProtected(access::getAsLong, page);
        }
    }

    private static void assertProtected(ThrowingCallable store, long identification) {
        assertInterruption(store, ProgramCode.PROTECTION, SUPPRESSED, identification);
    }
}
