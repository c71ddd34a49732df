package org.maskflip.emulator.insn.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.arch.ProgramCode.ADDRESSING;
import static org.maskflip.emulator.arch.ProgramCode.PAGE_TRANSLATION;
import static org.maskflip.emulator.arch.ProgramCode.PRIVILEGED_OPERATION;
import static org.maskflip.emulator.arch.ProgramCode.PROTECTION;
import static org.maskflip.emulator.arch.ProgramCode.SPECIAL_OPERATION;
import static org.maskflip.emulator.arch.ProgramCode.SPECIFICATION;
import static org.maskflip.emulator.arch.ProgramCode.TRANSLATION_SPECIFICATION;
import static org.maskflip.emulator.insn.Field.B1;
import static org.maskflip.emulator.insn.Field.D2;
import static org.maskflip.emulator.insn.Field.M3;
import static org.maskflip.emulator.insn.Field.R1;
import static org.maskflip.emulator.insn.Field.R2;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access.Translation;
import org.maskflip.emulator.insn.Space;

class StorageRowsTest {
    private static final long OLD = 0xAAAA_BBBB_CCCC_DDDDL;

    private final RowMachine machine = new RowMachine();
    private final Registers registers = machine.registers;

    @Test
    void realStorage_wordsAndDoublewords_areLoadedAndStoredWithThePswKeyWhateverDat() {
        machine.translate(0);
        registers.setGr(10, OLD);
        registers.setGr(11, 0x608);
        machine.run("sturg", R1, 10, R2, 11);
        assertThat(machine.storage.peek(0x608, 8)).isEqualTo(OLD);
        machine.run("stura", R1, 10, R2, 11);
        assertThat(machine.storage.peek(0x608, 8)).isEqualTo(0xCCCC_DDDD_CCCC_DDDDL);
        registers.setGr(1, 0x1111_1111_1111_1111L);
        machine.run("lura", R1, 1, R2, 11);
        assertThat(registers.gr(1)).isEqualTo(0x1111_1111_CCCC_DDDDL);
        machine.run("lurag", R1, 1, R2, 11);
        assertThat(registers.gr(1)).isEqualTo(0xCCCC_DDDD_CCCC_DDDDL);
        assertThat(machine.storage.references)
                .containsExactly(
                        "store REAL key=psw 608 8",
                        "store REAL key=psw 608 4",
                        "fetch REAL key=psw 608 4",
                        "fetch REAL key=psw 608 8");
    }

    @ParameterizedTest
    @CsvSource({"lura, 0x602, 0x604", "stura, 0x602, 0x604", "lurag, 0x604, 0x608", "sturg, 0x604, 0x608"})
    void realStorage_operand_mustBeAlignedAndIsWrapped(String mnemonic, int unaligned, int aligned) {
        registers.setGr(2, unaligned);
        assertThat(machine.interruption(mnemonic, R1, 1, R2, 2)).isEqualTo(SPECIFICATION);
        machine.addressing(24);
        registers.setGr(2, 0xFFFF_FFFF_FF00_0000L | aligned);
        machine.run(mnemonic, R1, 1, R2, 2);
        machine.key(3);
        machine.storage.keys[0] = 1 << 3 | 4;
        assertThat(machine.interruption(mnemonic, R1, 1, R2, 2)).isEqualTo(PROTECTION);
    }

    @ParameterizedTest
    @CsvSource({
        // The block's key, the operand key: condition code.
        "0x18, 0x30, 0",
        "0x18, 0x40, 1",
        "0x1C, 0x40, 2",
        "0x1C, 0x00, 0",
        "0x1C, 0x3F, 0",
    })
    void tprot_keys_decide(int storageKey, int operandKey, int expected) {
        machine.storage.keys[8] = storageKey;
        registers.setGr(1, 0x8010);
        machine.run("tprot", B1, 1, D2, operandKey);
        assertThat(registers.cc()).isEqualTo(expected);
        assertThat(machine.storage.references).isEmpty();
    }

    @Test
    void tprot_translation_decides() {
        machine.translate(0);
        registers.setGr(1, 0x8010);
        machine.storage.map(Space.PRIMARY, 0x8000, new Translation(0, 0x9000, true));
        machine.run("tprot", B1, 1);
        assertThat(registers.cc()).as("protected page").isEqualTo(1);
        for (int code : new int[] {0x10, 0x11, 0x38, 0x39, 0x3A, 0x3B}) {
            registers.setCc(0);
            machine.storage.map(Space.PRIMARY, 0x8000, new Translation(code, 0, false));
            machine.run("tprot", B1, 1);
            assertThat(registers.cc()).as("code %x", code).isEqualTo(3);
        }
        machine.storage.map(Space.PRIMARY, 0x8000, new Translation(TRANSLATION_SPECIFICATION, 0, false));
        assertThat(machine.interruption("tprot", B1, 1)).isEqualTo(TRANSLATION_SPECIFICATION);
        registers.setGr(1, ArrayStorage.SIZE);
        assertThat(machine.interruption("tprot", B1, 1)).isEqualTo(ADDRESSING);
    }

    @Test
    void tb_block_isCleared() {
        machine.storage.poke(0x8000, 8, OLD);
        machine.storage.poke(0x8FF8, 8, OLD);
        machine.storage.poke(0x9000, 8, OLD);
        machine.storage.keys[8] = 7 << 3;
        machine.key(2);
        registers.setGr(0, OLD);
        registers.setGr(2, 0x8123);
        machine.run("tb", R1, 1, R2, 2);
        assertThat(machine.storage.peek(0x8000, 8)).isZero();
        assertThat(machine.storage.peek(0x8FF8, 8)).isZero();
        assertThat(machine.storage.peek(0x9000, 8)).isEqualTo(OLD);
        assertThat(registers.gr(0)).isZero();
        assertThat(registers.cc()).isZero();
        registers.setGr(2, ArrayStorage.SIZE);
        assertThat(machine.interruption("tb", R1, 1, R2, 2)).isEqualTo(ADDRESSING);
    }

    @Test
    void iske_key_goesToBits56To62() {
        machine.storage.keys[8] = 0x57;
        registers.setGr(1, OLD);
        registers.setGr(2, 0x8FFF);
        machine.run("iske", R1, 1, R2, 2);
        assertThat(registers.gr(1)).isEqualTo(0xAAAA_BBBB_CCCC_DDAEL);
        registers.setGr(2, ArrayStorage.SIZE);
        assertThat(machine.interruption("iske", R1, 1, R2, 2)).isEqualTo(ADDRESSING);
    }

    @Test
    void ivsk_virtualBlock_givesAccessControlAndFetchProtection() {
        machine.storage.keys[9] = 0x57;
        machine.storage.map(Space.SECONDARY, 0x4000, new Translation(0, 0x9000, false));
        registers.setGr(1, OLD);
        registers.setGr(2, 0x4FFF);
        assertThat(machine.interruption("ivsk", R1, 1, R2, 2)).as("DAT off").isEqualTo(SPECIAL_OPERATION);
        machine.translate(2);
        machine.run("ivsk", R1, 1, R2, 2);
        assertThat(registers.gr(1)).isEqualTo(0xAAAA_BBBB_CCCC_DDA8L);
        machine.storage.map(Space.SECONDARY, 0x4000, new Translation(PAGE_TRANSLATION, 0, false));
        assertThat(machine.thrown("ivsk", R1, 1, R2, 2).translationExceptionId())
                .isEqualTo(0x4000);
        machine.problemState();
        assertThat(machine.interruption("ivsk", R1, 1, R2, 2)).isEqualTo(PRIVILEGED_OPERATION);
        registers.setCr(0, ControlBits.CR0_EXTRACTION_AUTHORITY);
        assertThat(machine.interruption("ivsk", R1, 1, R2, 2)).isEqualTo(PAGE_TRANSLATION);
    }

    @Test
    void sske_withoutItsConditionalFacility_setsTheKeyWhateverM3() {
        machine.environment.facilities = machine.environment.facilities.without(Facility.CONDITIONAL_SSKE);
        registers.setGr(1, 0xFFFF_FFAFL);
        registers.setGr(2, 0x8000);
        machine.run("sske", R1, 1, R2, 2, M3, 6);
        assertThat(machine.storage.keys[8]).isEqualTo(0x57);
        assertThat(registers.cc()).isEqualTo(2);
        registers.setGr(2, ArrayStorage.SIZE);
        assertThat(machine.interruption("sske", R1, 1, R2, 2)).isEqualTo(ADDRESSING);
    }

    @ParameterizedTest
    @CsvSource({
        // M3, old key, new key: condition code and the key afterwards.
        "0, 0x50, 0x53, 2, 0x53",
        "6, 0x50, 0x53, 0, 0x50",
        "6, 0x50, 0x5B, 1, 0x5B",
        "4, 0x50, 0x52, 0, 0x50",
        "4, 0x50, 0x51, 1, 0x51",
        "2, 0x50, 0x51, 0, 0x50",
        "2, 0x50, 0x52, 1, 0x52",
    })
    void sske_conditional_comparesWhatIsNotMasked(int m3, int old, int key, int cc, int after) {
        machine.environment.facilities = machine.environment.facilities.with(Facility.CONDITIONAL_SSKE);
        machine.storage.keys[8] = old;
        registers.setGr(1, 0xFF00L | key << 1);
        registers.setGr(2, 0x8000);
        machine.run("sske", R1, 1, R2, 2, M3, m3);
        assertThat(machine.storage.keys[8]).isEqualTo(after);
        assertThat(registers.cc()).isEqualTo(cc);
        assertThat(registers.gr(1)).isEqualTo((m3 == 0 ? 0xFF00L : (long) old << 9) | key << 1);
    }

    @ParameterizedTest
    @CsvSource({"0x50, 0", "0x51, 1", "0x52, 2", "0x57, 3"})
    void rrbe_referenceBit_isResetAndTold(int old, int cc) {
        machine.storage.keys[8] = old;
        registers.setGr(2, 0x8000);
        machine.run("rrbe", R2, 2);
        assertThat(registers.cc()).isEqualTo(cc);
        assertThat(machine.storage.keys[8]).isEqualTo(old & ~2);
    }
}
