package org.maskflip.emulator.insn.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.arch.ProgramCode.ADDRESSING;
import static org.maskflip.emulator.arch.ProgramCode.REGION_THIRD_TRANSLATION;
import static org.maskflip.emulator.arch.ProgramCode.SPECIAL_OPERATION;
import static org.maskflip.emulator.arch.ProgramCode.SPECIFICATION;
import static org.maskflip.emulator.arch.ProgramCode.TRANSLATION_SPECIFICATION;
import static org.maskflip.emulator.insn.Field.B2;
import static org.maskflip.emulator.insn.Field.D1;
import static org.maskflip.emulator.insn.Field.D2;
import static org.maskflip.emulator.insn.Field.M4;
import static org.maskflip.emulator.insn.Field.R1;
import static org.maskflip.emulator.insn.Field.R2;
import static org.maskflip.emulator.insn.Field.R3;
import static org.maskflip.emulator.insn.Field.X2;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access.Translation;
import org.maskflip.emulator.insn.Space;

class TranslationRowsTest {
    private static final long OLD = 0xAAAA_BBBB_CCCC_DDDDL;

    private final RowMachine machine = new RowMachine();
    private final Registers registers = machine.registers;

    private void map(int code, long address) {
        machine.storage.map(Space.PRIMARY, 0x7000, new Translation(code, address, false));
    }

    private void load(String mnemonic) {
        registers.setGr(1, OLD);
        registers.setGr(2, 0x7000);
        machine.run(mnemonic, R1, 1, X2, 0, B2, 2, D2, 0x123);
    }

    @ParameterizedTest
    @CsvSource({"lra, 64", "lray, 64", "lrag, 64", "lrag, 31", "lrag, 24"})
    void loadReal_wholeRegister_takesTheAddress(String mnemonic, int mode) {
        machine.addressing(mode);
        map(0, 0x1_2345_6000L);
        load(mnemonic);
        assertThat(registers.gr(1)).isEqualTo(0x1_2345_6123L);
        assertThat(registers.cc()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lra", "lray"})
    void loadReal_31BitMode_leavesBits0To31(String mnemonic) {
        machine.addressing(31);
        map(0, 0x2345_6000L);
        load(mnemonic);
        assertThat(registers.gr(1)).isEqualTo(0xAAAA_BBBB_2345_6123L);
        map(0, 0x8000_0000L);
        assertThat(machine.interruption(mnemonic, R1, 1, B2, 2)).isEqualTo(SPECIAL_OPERATION);
    }

    @ParameterizedTest
    @CsvSource({
        // Mode, what stops the translation, the entry's address; condition code and register.
        "lra, 64, 0x10, 0x123456780, 1, 0x0000000123456780",
        "lra, 64, 0x11, 0x123456780, 2, 0x0000000123456780",
        "lrag, 31, 0x11, 0x123456780, 2, 0x0000000123456780",
        "lra, 31, 0x10, 0x12345678, 1, 0xAAAABBBB12345678",
        "lray, 31, 0x11, 0x12345678, 2, 0xAAAABBBB12345678",
        "lra, 31, 0x10, 0x80000000, 3, 0xAAAABBBB80000010",
        "lray, 24, 0x11, 0x80000000, 3, 0xAAAABBBB80000011",
        "lra, 64, 0x10, 0, 3, 0xAAAABBBB80000010",
        "lrag, 64, 0x38, 0, 3, 0xAAAABBBB80000038",
        "lra, 64, 0x39, 0x1000, 3, 0xAAAABBBB80000039",
        "lray, 64, 0x3A, 0x1000, 3, 0xAAAABBBB8000003A",
        "lra, 31, 0x3B, 0x1000, 3, 0xAAAABBBB8000003B",
    })
    void loadReal_noTranslation_givesEntryOrCode(
            String mnemonic, int mode, int code, String entry, int cc, String expected) {
        machine.addressing(mode);
        map(code, Long.decode(entry));
        load(mnemonic);
        assertThat(registers.cc()).isEqualTo(cc);
        assertThat(registers.gr(1)).isEqualTo(Long.parseUnsignedLong(expected.substring(2), 16));
    }

    @ParameterizedTest
    @CsvSource({"0, PRIMARY", "2, SECONDARY", "3, HOME"})
    void loadReal_addressSpaceControl_namesTheSpaceEvenWithDatOff(int control, Space space) {
        machine.translate(control);
        machine.registers.setPswMask(registers.pswMask() & ~Psw.DAT);
        machine.storage.map(space, 0x7000, new Translation(0, 0x9000, false));
        load("lra");
        assertThat(registers.gr(1)).isEqualTo(0x9123);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lra", "lray", "lrag"})
    void loadReal_addressingOrMalformedTable_isProgramInterruption(String mnemonic) {
        registers.setGr(2, 0x7000);
        map(TRANSLATION_SPECIFICATION, 0);
        assertThat(machine.interruption(mnemonic, R1, 1, B2, 2)).isEqualTo(TRANSLATION_SPECIFICATION);
        map(ADDRESSING, 0);
        assertThat(machine.interruption(mnemonic, R1, 1, B2, 2)).isEqualTo(ADDRESSING);
        machine.translate(1);
        assertThat(machine.interruption(mnemonic, R1, 1, B2, 2)).as("AR mode").isEqualTo(SPECIAL_OPERATION);
    }

    @Test
    void strag_realAddress_isStoredAndExceptionsAreRecognized() {
        map(0, 0x1_2345_6000L);
        registers.setGr(2, 0x7000);
        machine.run("strag", D1, 0x608, B2, 2, D2, 0x123);
        assertThat(machine.storage.peek(0x608, 8)).isEqualTo(0x1_2345_6123L);
        assertThat(machine.interruption("strag", D1, 0x604, B2, 2)).isEqualTo(SPECIFICATION);
        map(REGION_THIRD_TRANSLATION, 0);
        ProgramInterruption met = machine.thrown("strag", D1, 0x608, B2, 2, D2, 0x123);
        assertThat(met.code()).isEqualTo(REGION_THIRD_TRANSLATION);
        assertThat(met.translationExceptionId()).isEqualTo(0x7000);
    }

    @Test
    void ptlbAndPalb_purge_whatThereIs() {
        machine.run("ptlb");
        machine.run("palb");
        assertThat(machine.environment.calls).containsExactly("purgeTlb");
    }

    @ParameterizedTest
    @CsvSource({"0x600, 0", "0x601, 1", "0x602, 0", "0x603, 1"})
    void csp_equal_storesAndPurgesAsBit63Asks(int designation, int purges) {
        machine.storage.poke(0x600, 8, 0x1111_1111_2222_2222L);
        registers.setGr(4, 0xFFFF_FFFF_1111_1111L);
        registers.setGr(5, 0xFFFF_FFFF_3333_3333L);
        registers.setGr(6, designation);
        machine.run("csp", R1, 4, R2, 6);
        assertThat(machine.storage.peek(0x600, 8)).isEqualTo(0x3333_3333_2222_2222L);
        assertThat(registers.cc()).isZero();
        assertThat(machine.environment.calls).hasSize(purges);
        assertThat(machine.storage.references).containsExactly("swap CURRENT key=psw 600 4");
    }

    @Test
    void csp_unequal_loadsTheOldWordAndPurgesNothing() {
        machine.storage.poke(0x600, 4, 0x9999_9999L);
        registers.setGr(4, 0xFFFF_FFFF_1111_1111L);
        registers.setGr(6, 0x601);
        machine.run("csp", R1, 4, R2, 6);
        assertThat(registers.gr(4)).isEqualTo(0xFFFF_FFFF_9999_9999L);
        assertThat(registers.cc()).isEqualTo(1);
        assertThat(machine.environment.calls).isEmpty();
        assertThat(machine.interruption("csp", R1, 5, R2, 6)).isEqualTo(SPECIFICATION);
    }

    @Test
    void cspg_doubleword_isComparedAndSwapped() {
        machine.storage.poke(0x608, 8, OLD);
        registers.setGr(4, OLD);
        registers.setGr(5, 42);
        registers.setGr(6, 0x60D);
        machine.run("cspg", R1, 4, R2, 6);
        assertThat(machine.storage.peek(0x608, 8)).isEqualTo(42);
        assertThat(machine.environment.calls).containsExactly("purgeAllTlbs");
        machine.run("cspg", R1, 4, R2, 6);
        assertThat(registers.gr(4)).isEqualTo(42);
        assertThat(registers.cc()).isEqualTo(1);
        assertThat(machine.environment.calls).hasSize(1);
        assertThat(machine.interruption("cspg", R1, 5, R2, 6)).isEqualTo(SPECIFICATION);
    }

    @Test
    void ipte_originAndIndex_giveTheEntry() {
        registers.setGr(4, 0x1_2FFFL);
        registers.setGr(6, 0x0000_0003_FFF8_1FFFL);
        machine.run("ipte", R1, 4, R2, 6, R3, 7, M4, 1);
        assertThat(machine.environment.calls).containsExactly("invalidatePage 12c08 3fff81000 false");
        registers.setGr(4, ArrayStorage.SIZE);
        assertThat(machine.interruption("ipte", R1, 4, R2, 6)).isEqualTo(ADDRESSING);
    }

    @Test
    void idte_clearByAsce_purgesTheAsceInR3() {
        registers.setGr(3, 0x1234_5007L);
        registers.setGr(2, 0x800);
        machine.run("idte", R1, 1, R3, 3, R2, 2);
        assertThat(machine.environment.calls).containsExactly("purgeAsce 12345007 false");
        registers.setGr(2, 0x1800);
        assertThat(machine.interruption("idte", R1, 1, R3, 3, R2, 2)).isEqualTo(SPECIFICATION);
    }

    @ParameterizedTest
    @CsvSource({"0, 20", "1, 31", "2, 42", "3, 53"})
    void idte_invalidation_setsTheInvalidBitOfEachEntryBeforePurging(int type, int shift) {
        registers.setGr(1, 0x1_0000L | type << 2);
        registers.setGr(2, 5L << shift | 1);
        machine.storage.poke(0x1_0028, 8, 0x7007L);
        machine.storage.poke(0x1_0030, 8, 0x8007L);
        machine.storage.poke(0x1_0038, 8, 0x9007L);
        machine.run("idte", R1, 1, R3, 3, R2, 2);
        assertThat(machine.storage.peek(0x1_0028, 8)).isEqualTo(0x7027L);
        assertThat(machine.storage.peek(0x1_0030, 8)).isEqualTo(0x8027L);
        assertThat(machine.storage.peek(0x1_0038, 8)).isEqualTo(0x9007L);
        assertThat(machine.environment.calls).containsExactly("purgeAllTlbs");
        assertThat(machine.storage.references)
                .contains("fetch REAL key=0 10028 8", "store REAL key=0 10030 8")
                .hasSize(4);
    }

    @Test
    void idte_entryNotInstalled_changesNothing() {
        registers.setGr(1, ArrayStorage.SIZE - 0x1000L);
        registers.setGr(2, 511L << 20 | 1);
        assertThat(machine.interruption("idte", R1, 1, R3, 3, R2, 2)).isEqualTo(ADDRESSING);
        assertThat(machine.storage.references).isEmpty();
    }
}
