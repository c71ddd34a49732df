package org.maskflip.emulator.insn.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.arch.ProgramCode.ADDRESSING;
import static org.maskflip.emulator.arch.ProgramCode.SPECIFICATION;
import static org.maskflip.emulator.arch.ProgramCode.TRACE_TABLE;
import static org.maskflip.emulator.insn.Field.B2;
import static org.maskflip.emulator.insn.Field.D1;
import static org.maskflip.emulator.insn.Field.D2;
import static org.maskflip.emulator.insn.Field.R1;
import static org.maskflip.emulator.insn.Field.R2;
import static org.maskflip.emulator.insn.Field.R3;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.Registers;

/** The rows of {@link SystemRows} and {@link TimingRows}. */
class SystemRowsTest {
    private static final long OLD = 0xAAAA_BBBB_CCCC_DDDDL;

    private final RowMachine machine = new RowMachine();
    private final Registers registers = machine.registers;

    @ParameterizedTest
    @CsvSource({"4, 5", "5, 5"})
    void sigp_parameter_isInTheOddRegister(int r1, int odd) {
        registers.setGr(odd, OLD);
        registers.setGr(3, 0xFFFF_0007L);
        registers.setGr(9, 0xFF00);
        machine.environment.signalAnswer = 0;
        machine.run("sigp", R1, r1, R3, 3, B2, 9, D2, 0x06);
        assertThat(machine.environment.calls).containsExactly("sigp 6 7 aaaabbbbccccdddd");
        assertThat(registers.gr(odd)).isEqualTo(OLD);
        assertThat(registers.cc()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 0xAAAABBBB00000040", "2, 0xAAAABBBBCCCCDDDD", "3, 0xAAAABBBBCCCCDDDD"})
    void sigp_status_isStoredWithConditionCode1Only(int cc, String expected) {
        registers.setGr(4, OLD);
        machine.environment.signalAnswer = (long) cc << 32 | 0x40;
        machine.run("sigp", R1, 4, R3, 3, D2, 1);
        assertThat(registers.cc()).isEqualTo(cc);
        assertThat(registers.gr(4)).isEqualTo(Long.parseUnsignedLong(expected.substring(2), 16));
    }

    @Test
    void stapAndStidp_identification_isStored() {
        machine.run("stap", D2, 0x602);
        assertThat(machine.storage.peek(0x602, 2)).isEqualTo(0x1234);
        assertThat(machine.interruption("stap", D2, 0x601)).isEqualTo(SPECIFICATION);
        machine.run("stidp", D2, 0x608);
        assertThat(machine.storage.peek(0x608, 8)).isEqualTo(0x0011_2233_2097_0000L);
        assertThat(machine.interruption("stidp", D2, 0x604)).isEqualTo(SPECIFICATION);
    }

    @Test
    void stsi_functionCode0_givesTheLevel() {
        registers.setGr(0, 0xAAAA_BBBB_0000_00DDL);
        machine.run("stsi", D2, 0x601);
        assertThat(registers.gr(0)).isEqualTo(0xAAAA_BBBB_2000_0000L);
        assertThat(registers.cc()).isZero();
        assertThat(machine.environment.calls).isEmpty();
    }

    @Test
    void stsi_knownSelectors_storeThePage() {
        machine.environment.information = new byte[4096];
        machine.environment.information[0] = (byte) 0xC9;
        machine.environment.information[4095] = 0x77;
        registers.setGr(0, 0x1000_0001L);
        registers.setGr(1, 0x0000_0002L);
        registers.setGr(2, 0x8000);
        machine.storage.poke(0x8FF8, 8, -1L);
        machine.run("stsi", B2, 2);
        assertThat(machine.environment.calls).containsExactly("stsi 1 1 2");
        assertThat(machine.storage.peek(0x8000, 2)).isEqualTo(0xC900);
        assertThat(machine.storage.peek(0x8FF8, 8)).isEqualTo(0x77);
        assertThat(registers.cc()).isZero();
        assertThat(registers.gr(0)).isEqualTo(0x1000_0001L);
    }

    @ParameterizedTest
    @CsvSource({"0x10000101, 2, 0", "0x10000001, 0x10002, 0", "0x10000001, 2, 0x800"})
    void stsi_reservedBitsOrUnalignedBlock_areSpecificationException(long first, long second, int displacement) {
        registers.setGr(0, first);
        registers.setGr(1, second);
        assertThat(machine.interruption("stsi", D2, displacement)).isEqualTo(SPECIFICATION);
    }

    @ParameterizedTest
    @ValueSource(longs = {0x1000_0001L, 0x4FFF_FFFFL})
    void stsi_unknown_isConditionCode3(long control) {
        registers.setGr(0, control);
        machine.run("stsi", D2, 0);
        assertThat(registers.cc()).isEqualTo(3);
        assertThat(machine.storage.references).isEmpty();
    }

    @Test
    void stfl_firstWord_goesToReal200WithoutProtection() {
        machine.environment.facilities = Level.ALS.facilities();
        registers.setPrefix(0x1_0000);
        machine.storage.keys[0x10] = 7 << 3;
        machine.key(2);
        machine.run("stfl");
        // Bits 0 1 2 7 18 21 25 27.
        assertThat(machine.storage.peek(0x1_00C8, 8)).isEqualTo(0xE100_2450_0000_0000L);
    }

    @Test
    void diag_code_isTheLowHalfwordOfTheAddress() {
        registers.setGr(2, 0xFFF0_0300L);
        machine.run("diag", R1, 4, R3, 6, B2, 2, D2, 8);
        assertThat(machine.environment.calls).containsExactly("diag 308 4 6");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3})
    void servc_validBlock_isPassedOn(int cc) {
        machine.environment.serviceCondition = cc;
        registers.setGr(1, 0xFFFF_FFFF_0012_0001L);
        registers.setGr(2, 0x8008);
        machine.run("servc", R1, 1, R2, 2);
        assertThat(machine.environment.calls).containsExactly("servc 120001 8008");
        assertThat(registers.cc()).isEqualTo(cc);
    }

    @ParameterizedTest
    @CsvSource({
        "0x8004, 6",
        "0x80008000, 6",
        "0x100008000, 6",
        "0x1000, 6",
        "0x10000, 6",
        "0x11FF8, 6",
        "0x20000, 5",
    })
    void servc_badBlock_isRefused(String block, int code) {
        registers.setPrefix(0x1_0000);
        registers.setGr(2, Long.decode(block));
        assertThat(machine.interruption("servc", R1, 1, R2, 2)).isEqualTo(code);
        assertThat(machine.environment.calls).isEmpty();
        assertThat(ADDRESSING).isEqualTo(5);
    }

    @Test
    void lpp_operand_isFetchedOnly() {
        machine.run("lpp", D2, 0x608);
        assertThat(machine.storage.references).containsExactly("fetch CURRENT key=psw 608 8");
        assertThat(machine.interruption("lpp", D2, 0x604)).isEqualTo(SPECIFICATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trace", "tracg"})
    void trace_explicitTracingOffOrSuppressed_doesNothing(String mnemonic) {
        machine.run(mnemonic, R1, 1, R3, 3, D2, 0x602);
        assertThat(machine.storage.references).isEmpty();
        registers.setCr(12, 0xA01);
        assertThat(machine.interruption(mnemonic, R1, 1, R3, 3, D2, 0x602)).isEqualTo(SPECIFICATION);
        machine.storage.poke(0x604, 4, 0x8000_0000L);
        machine.run(mnemonic, R1, 1, R3, 3, D2, 0x604);
        assertThat(machine.storage.references).containsExactly("fetch CURRENT key=psw 604 4");
        assertThat(registers.cr(12)).isEqualTo(0xA01);
    }

    @Test
    void trace_wordRegisters_formAnEntry() {
        traced("trace");
        assertThat(machine.storage.peek(0xA04, 8))
                .as("registers 15, 0, 1: one less")
                .isEqualTo(0x7200_3344_5566_7788L);
        assertThat(machine.storage.peek(0xA0C, 4)).isEqualTo(0x7FFF_0001L);
        assertThat(machine.storage.peek(0xA10, 4)).isEqualTo(0xF);
        assertThat(machine.storage.peek(0xA14, 8)).isEqualTo(0x0000_0010_0000_0011L);
        assertThat(registers.cr(12)).isEqualTo(0xC000_0000_0000_0A1DL);
    }

    @Test
    void tracg_doublewordRegisters_formAnEntry() {
        traced("tracg");
        assertThat(machine.storage.peek(0xA04, 8)).isEqualTo(0x7280_1122_3344_5566L);
        assertThat(machine.storage.peek(0xA0C, 8)).isEqualTo(0x7788_0000_7FFF_0001L);
        assertThat(machine.storage.peek(0xA14, 8)).isEqualTo(0xA000_0000_0000_000FL);
        assertThat(machine.storage.peek(0xA1C, 8)).isEqualTo(0xA000_0000_0000_0010L);
        assertThat(machine.storage.peek(0xA24, 8)).isEqualTo(0xA000_0000_0000_0011L);
        assertThat(registers.cr(12)).isEqualTo(0xC000_0000_0000_0A2DL);
    }

    private void traced(String mnemonic) {
        machine.environment.unique = 0x1122_3344_5566_7788L;
        machine.storage.poke(0x604, 4, 0x7FFF_0001L);
        registers.setGr(15, 0xA000_0000_0000_000FL);
        registers.setGr(0, 0xA000_0000_0000_0010L);
        registers.setGr(1, 0xA000_0000_0000_0011L);
        registers.setCr(12, 0xC000_0000_0000_0A05L);
        machine.run(mnemonic, R1, 15, R3, 1, D2, 0x604);
    }

    /** 76 and 144 bytes: the longest entries, counted even where a shorter one would fit. */
    @ParameterizedTest
    @CsvSource({"trace, 0xFB0, 0xFB4", "tracg, 0xF6C, 0xF70"})
    void trace_entryThatMightReachTheBlocksEnd_isTraceTableException(String mnemonic, String fits, String reaches) {
        registers.setCr(12, Long.decode(reaches) | 1);
        assertThat(machine.interruption(mnemonic, R1, 1, R3, 1, D2, 0x604)).isEqualTo(TRACE_TABLE);
        assertThat(registers.cr(12)).isEqualTo(Long.decode(reaches) | 1);
        registers.setCr(12, Long.decode(fits) | 1);
        machine.run(mnemonic, R1, 1, R3, 1, D2, 0x604);
        assertThat(registers.cr(12)).isGreaterThan(Long.decode(fits) | 1);
    }

    @Test
    void timers_doublewords_areSetAndStored() {
        machine.storage.poke(0x608, 8, OLD);
        machine.run("sckc", D2, 0x608);
        assertThat(machine.environment.clockComparator).isEqualTo(OLD);
        machine.environment.clockComparator = 17;
        machine.run("stckc", D2, 0x610);
        assertThat(machine.storage.peek(0x610, 8)).isEqualTo(17);
        machine.run("spt", D2, 0x608);
        assertThat(machine.environment.cpuTimer).isEqualTo(OLD);
        machine.environment.cpuTimer = -2;
        machine.run("stpt", D2, 0x618);
        assertThat(machine.storage.peek(0x618, 8)).isEqualTo(-2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sckc", "stckc", "spt", "stpt", "sck"})
    void timers_unaligned_areSpecificationException(String mnemonic) {
        assertThat(machine.interruption(mnemonic, D2, 0x604)).isEqualTo(SPECIFICATION);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void sck_conditionCode_isTheClocks(int cc) {
        machine.environment.clockCondition = cc;
        machine.storage.poke(0x608, 8, 0x1234);
        machine.run("sck", D2, 0x608);
        assertThat(machine.environment.calls).containsExactly("setTod 1234");
        assertThat(registers.cc()).isEqualTo(cc);
    }

    @Test
    void sckpf_register0_givesTheField() {
        registers.setGr(0, 0xFFFF_FFFF_0000_ABCDL);
        machine.run("sckpf");
        assertThat(machine.environment.todProgrammable).isEqualTo(0xABCD);
        registers.setGr(0, 0x0001_0000L);
        assertThat(machine.interruption("sckpf")).isEqualTo(SPECIFICATION);
    }

    @Test
    void ectg_threeOperands_giveElapsedTimeAndTwoLoads() {
        machine.storage.poke(0x600, 8, 1000);
        machine.storage.poke(0x609, 8, 0x2222);
        machine.storage.poke(0x618, 8, 0x3333);
        machine.environment.cpuTimer = 300;
        registers.setGr(5, 0x618);
        machine.run("ectg", D1, 0x600, D2, 0x609, R3, 5);
        assertThat(registers.gr(0)).isEqualTo(700);
        assertThat(registers.gr(1)).isEqualTo(0x2222);
        assertThat(registers.gr(5)).isEqualTo(0x3333);
        assertThat(registers.cc()).isEqualTo(2);
    }
}
