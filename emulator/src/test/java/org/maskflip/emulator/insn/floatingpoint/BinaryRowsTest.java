package org.maskflip.emulator.insn.floatingpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskflip.emulator.arch.ProgramCode.DATA;
import static org.maskflip.emulator.arch.ProgramCode.SPECIFICATION;
import static org.maskflip.emulator.insn.Field.D2;
import static org.maskflip.emulator.insn.Field.M3;
import static org.maskflip.emulator.insn.Field.M4;
import static org.maskflip.emulator.insn.Field.R1;
import static org.maskflip.emulator.insn.Field.R2;
import static org.maskflip.emulator.insn.Field.R3;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.ProgramInterruption.Ending;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.control.RowMachine;

/** What QEMU lacks or does otherwise: traps that complete, DIVIDE TO INTEGER, longer products, fields without facility. */
class BinaryRowsTest {
    private final RowMachine machine = new RowMachine();
    private final Registers registers = machine.registers;

    private static long shortBits(float number) {
        return (long) Float.floatToRawIntBits(number) << 32;
    }

    private static long longBits(double number) {
        return Double.doubleToRawLongBits(number);
    }

    private void extend() {
        machine.environment.facilities = machine.environment
                .facilities
                .with(Facility.FLOATING_POINT_EXTENSION)
                .with(Facility.FLOATING_POINT_SUPPORT_ENHANCEMENT);
    }

    @Test
    void multiply_toLongerFormat_takesShorterFactors() {
        registers.setFpr(1, shortBits(3e38f) | 0xFFFF_FFFFL);
        registers.setFpr(2, shortBits(-3e38f));
        machine.run("mdebr", R1, 1, R2, 2);
        assertThat(registers.fpr(1)).isEqualTo(longBits((double) 3e38f * -3e38f));
        machine.storage.poke(0x600, 4, Float.floatToRawIntBits(0.1f) & 0xFFFF_FFFFL);
        registers.setFpr(1, shortBits(0.3f));
        machine.run("mdeb", R1, 1, D2, 0x600);
        assertThat(registers.fpr(1)).isEqualTo(longBits((double) 0.3f * 0.1f));
        registers.setFpr(4, longBits(Double.MAX_VALUE));
        registers.setFpr(6, -1L);
        registers.setFpr(8, longBits(2));
        machine.run("mxdbr", R1, 4, R2, 8);
        assertThat(registers.fpr(4)).isEqualTo(0x43FF_FFFF_FFFF_FFFFL);
        assertThat(registers.fpr(6)).isEqualTo(0xF000_0000_0000_0000L);
        machine.storage.poke(0x600, 8, longBits(-1));
        registers.setFpr(4, longBits(1));
        machine.run("mxdb", R1, 4, D2, 0x600);
        assertThat(registers.fpr(4)).isEqualTo(0xBFFF_0000_0000_0000L);
        assertThat(registers.fpr(6)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // mask, first, second, result, data-exception code
        "0x20, 0x1.8p127, 0x1p127, 0x1.4p-64, 0x20",
        "0x20, 0x1.fffffep127, 0x1.fffffep127, 0x1.fffffep-64, 0x20",
        "0x08, 1.0, 0x1p-30, 1.0, 0x08"
    })
    void add_trapOfOverflowOrInexact_completesWithScaledResult(
            String mask, float first, float second, float result, String code) {
        registers.setFpc(Integer.decode(mask) << 24);
        registers.setFpr(1, shortBits(first));
        registers.setFpr(2, shortBits(second));
        ProgramInterruption met = machine.thrown("aebr", R1, 1, R2, 2);
        assertThat(met.ending()).isEqualTo(Ending.COMPLETED);
        assertThat(met.dataExceptionCode()).isEqualTo(Integer.decode(code));
        assertThat(registers.fpr(1)).isEqualTo(shortBits(result));
        assertThat(registers.cc()).isEqualTo(2);
        assertThat(registers.fpc() & 0xFF_0000).as("flags").isZero();
    }

    @Test
    void add_overflowThatDoesNotTrapButInexactDoes_flagsOverflowAndDeliversInfinity() {
        registers.setFpc(0x0800_0000);
        registers.setFpr(1, shortBits(Float.MAX_VALUE));
        registers.setFpr(2, shortBits(Float.MAX_VALUE));
        assertThat(machine.thrown("aebr", R1, 1, R2, 2).dataExceptionCode()).isEqualTo(0x0C);
        assertThat(registers.fpr(1)).isEqualTo(shortBits(Float.POSITIVE_INFINITY));
        assertThat(registers.fpc()).isEqualTo(0x0820_0000);
    }

    @Test
    void multiply_exactUnderflowThatTraps_isScaled() {
        registers.setFpc(0x1000_0000);
        registers.setFpr(1, shortBits(0x1p-100f));
        registers.setFpr(2, shortBits(0x1p-40f));
        assertThat(machine.thrown("meebr", R1, 1, R2, 2).dataExceptionCode()).isEqualTo(0x10);
        assertThat(registers.fpr(1)).isEqualTo(shortBits(0x1p52f));
        registers.setFpc(0);
        registers.setFpr(1, shortBits(0x1p-100f));
        machine.run("meebr", R1, 1, R2, 2);
        assertThat(registers.fpr(1)).isEqualTo(shortBits(0x1p-140f));
        assertThat(registers.fpc()).as("exact: no underflow").isZero();
    }

    @Test
    void loadRounded_overflowThatTraps_isDeliveredInTheSourceFormat() {
        registers.setFpc(0x2000_0000);
        registers.setFpr(2, longBits(0x1.000001p200));
        ProgramInterruption met = machine.thrown("ledbra", R1, 1, R2, 2);
        assertThat(met.dataExceptionCode()).isEqualTo(0x28);
        assertThat(met.ending()).isEqualTo(Ending.COMPLETED);
        assertThat(registers.fpr(1)).isEqualTo(longBits(0x1p-312));
        registers.setFpr(4, 0x7000_0000_0000_0000L);
        registers.setFpr(6, 0);
        assertThat(machine.thrown("lexbra", R1, 1, R2, 4).dataExceptionCode()).isEqualTo(0x20);
        assertThat(registers.fpr(1)).isEqualTo(0x5000_0000_0000_0000L);
        assertThat(registers.fpr(3)).isZero();
        assertThat(machine.interruption("lexbra", R1, 2, R2, 4)).isEqualTo(SPECIFICATION);
    }

    @Test
    void loadAndTest_signalingNan_isInvalidAndMadeQuiet() {
        registers.setFpr(2, 0x7F80_0001_0000_0000L);
        machine.run("ltebr", R1, 1, R2, 2);
        assertThat(registers.fpr(1)).isEqualTo(0x7FC0_0001_0000_0000L);
        assertThat(registers.cc()).isEqualTo(3);
        assertThat(registers.fpc()).isEqualTo(0x80_0000);
        machine.run("lpebr", R1, 1, R2, 2);
        assertThat(registers.fpr(1)).as("no arithmetic").isEqualTo(0x7F80_0001_0000_0000L);
    }

    @Test
    void loadAndTest_signalingNanOfLongAndExtendedFormat_isInvalidAndMadeQuiet() {
        registers.setFpr(4, 0x7FF0_0000_0000_0001L);
        machine.run("ltdbr", R1, 1, R2, 4);
        assertThat(registers.fpr(1)).isEqualTo(0x7FF8_0000_0000_0001L);
        assertThat(registers.cc()).isEqualTo(3);
        assertThat(registers.fpc()).isEqualTo(0x80_0000);
        registers.setFpc(0);
        registers.setFpr(4, 0x7FFF_0000_0000_0000L);
        registers.setFpr(6, 1);
        machine.run("ltxbr", R1, 1, R2, 4);
        assertThat(registers.fpr(1)).isEqualTo(0x7FFF_8000_0000_0000L);
        assertThat(registers.fpr(3)).isEqualTo(1);
        assertThat(registers.cc()).isEqualTo(3);
        assertThat(registers.fpc()).isEqualTo(0x80_0000);
    }

    @Test
    void convertToFixed_withoutCounterpart_isInvalidAndInexact() {
        registers.setFpr(2, shortBits(Float.NaN));
        machine.run("cfebra", R1, 3, M3, 4, R2, 2);
        assertThat(registers.grLow(3)).isEqualTo(Integer.MIN_VALUE);
        assertThat(registers.cc()).isEqualTo(3);
        assertThat(registers.fpc()).isEqualTo(0x88_0000);
        registers.setFpc(0x0800_0000);
        ProgramInterruption met = machine.thrown("cfebra", R1, 3, M3, 4, R2, 2);
        assertThat(met.dataExceptionCode()).isEqualTo(0x08);
        assertThat(met.ending()).isEqualTo(Ending.COMPLETED);
        assertThat(registers.fpc()).isEqualTo(0x0880_0000);
    }

    @Test
    void divideToInteger_registers_getRemainderAndQuotient() {
        registers.setFpr(1, longBits(7.5));
        registers.setFpr(2, longBits(2));
        machine.run("didbr", R1, 1, R3, 3, R2, 2, M4, 5);
        assertThat(registers.fpr(1)).isEqualTo(longBits(1.5));
        assertThat(registers.fpr(3)).isEqualTo(longBits(3));
        assertThat(registers.cc()).isZero();
        registers.setFpr(1, shortBits(-7.5f));
        registers.setFpr(2, shortBits(2));
        machine.run("diebr", R1, 1, R3, 3, R2, 2, M4, 7);
        assertThat(registers.fpr(1)).isEqualTo(shortBits(0.5f));
        assertThat(registers.fpr(3) >>> 32).isEqualTo(shortBits(-4f) >>> 32);
        for (List<Integer> equal : List.of(List.of(1, 1, 2), List.of(1, 2, 1), List.of(1, 2, 2))) {
            assertThat(machine.interruption("didbr", R1, equal.get(0), R3, equal.get(1), R2, equal.get(2)))
                    .isEqualTo(SPECIFICATION);
        }
        assertThat(machine.interruption("didbr", R1, 1, R3, 3, R2, 2, M4, 2)).isEqualTo(SPECIFICATION);
    }

    @Test
    void modifiers_withoutTheExtension_areIgnored() {
        registers.setGr(2, 0x0100_0001);
        machine.run("cefbra", R1, 1, M3, 6, R2, 2, M4, 4);
        assertThat(registers.fpr(1)).isEqualTo(shortBits(0x1p24f));
        assertThat(registers.fpc()).isEqualTo(0x08_0000);
        machine.run("cefbra", R1, 1, M3, 2, R2, 2);
        registers.setFpc(0);
        registers.setFpr(2, shortBits(0.5f));
        machine.run("fiebra", R1, 1, M3, 6, R2, 2, M4, 4);
        assertThat(registers.fpr(1)).isEqualTo(shortBits(1));
        assertThat(registers.fpc()).isEqualTo(0x08_0000);
    }

    @Test
    void modifiers_withTheExtension_chooseModeAndSuppressInexact() {
        extend();
        registers.setGr(2, 0x0100_0001);
        machine.run("cefbra", R1, 1, M3, 6, R2, 2, M4, 4);
        assertThat(registers.fpr(1)).isEqualTo(shortBits(0x1.000002p24f));
        assertThat(registers.fpc()).isZero();
        assertThat(machine.interruption("cefbra", R1, 1, M3, 2, R2, 2)).isEqualTo(SPECIFICATION);
        registers.setFpr(2, longBits(-0.5));
        machine.run("clgdbr", R1, 3, M3, 5, R2, 2);
        assertThat(registers.gr(3)).isZero();
        assertThat(registers.cc()).isEqualTo(1);
        assertThat(registers.fpc()).isEqualTo(0x08_0000);
    }

    @ParameterizedTest
    @CsvSource({
        "0x00280000, 0x20000000, 0x2B",
        "0x00200000, 0x20000000, 0x23",
        "0x00180000, 0x18000000, 0x1B",
        "0x00880000, 0x88000000, 0x83",
        "0x00480000, 0x48000000, 0x43",
        "0x00080000, 0x08000000, 0x0B"
    })
    void setFpcAndSignal_flagWhoseMaskIsOne_isSimulated(String flags, String masks, String code) {
        extend();
        registers.setFpc(Integer.decode(flags));
        registers.setGr(3, Long.decode(masks));
        ProgramInterruption met = machine.thrown("sfasr", R1, 3);
        assertThat(met.dataExceptionCode()).isEqualTo(Integer.decode(code));
        assertThat(met.ending()).isEqualTo(Ending.COMPLETED);
        assertThat(registers.fpc())
                .isEqualTo(Integer.decode(flags) | Long.decode(masks).intValue());
        registers.setFpc(0);
        machine.storage.poke(0x600, 4, Long.decode(masks));
        machine.run("lfas", D2, 0x600);
        assertThat(registers.fpc()).isEqualTo(Long.decode(masks).intValue());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 8, 0x10, 0x80})
    void srnmb_modeThatIsNotAssigned_isSpecificationException(int mode) {
        extend();
        assertThat(machine.interruption("srnmb", D2, mode)).isEqualTo(SPECIFICATION);
        machine.run("srnmb", D2, 7);
        assertThat(registers.fpc()).isEqualTo(7);
        machine.run("srnmt", D2, 0xFFE);
        assertThat(registers.fpc()).isEqualTo(0x67);
        machine.run("srnm", D2, 2);
        assertThat(registers.fpc()).isEqualTo(0x62);
    }

    static Stream<String> binaryRows() {
        return Stream.of(ArithmeticRows.rows(), ComparisonRows.rows(), ConversionRows.rows(), FormatRows.rows())
                .flatMap(List::stream)
                .map(Instruction::mnemonic);
    }

    @ParameterizedTest
    @MethodSource("binaryRows")
    void afpControlZero_binaryInstruction_isDataException2(String mnemonic) {
        registers.setCr(0, 0);
        ProgramInterruption met = machine.thrown(mnemonic, R1, 0);
        assertThat(met.code()).isEqualTo(DATA);
        assertThat(met.dataExceptionCode()).isEqualTo(2);
        assertThat(met.ending()).isEqualTo(Ending.SUPPRESSED);
    }

    @Test
    void extended_operandNotInAPair_isSpecificationException() {
        for (String mnemonic : List.of("axbr", "cxbr", "ltxbr", "lcxbr", "sqxbr", "fixbra", "dxbr", "kxbr")) {
            assertThat(machine.interruption(mnemonic, R1, 2, R2, 0))
                    .as(mnemonic)
                    .isEqualTo(SPECIFICATION);
            assertThat(machine.interruption(mnemonic, R1, 0, R2, 7))
                    .as(mnemonic)
                    .isEqualTo(SPECIFICATION);
        }
        for (String mnemonic : List.of("lxebr", "lxdbr", "mxdbr", "cxfbra", "cxlgbr", "tcxb")) {
            assertThat(machine.interruption(mnemonic, R1, 3)).as(mnemonic).isEqualTo(SPECIFICATION);
        }
        assertThat(machine.interruption("cgxbra", R1, 2, R2, 6)).isEqualTo(SPECIFICATION);
    }
}
