package org.maskflip.emulator.insn.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;

/** Operands longer than a unit of operation, page boundaries, exceptions on the way, and the 24- and 31-bit addressing modes. */
class LongOperandRowsTest {
    private RoutineBench bench = new RoutineBench(RoutineBench.BITS_64);

    private Registers registers() {
        return bench.registers;
    }

    private void operands(long first, long firstLength, long second, long secondLength) {
        registers().setGr(2, first);
        registers().setGr(3, firstLength);
        registers().setGr(4, second);
        registers().setGr(5, secondLength);
    }

    @Test
    void moveLong_longerThanAUnit_isRepeatedAndThenComplete() {
        bench.fill(0x2000, 700, 0x11);
        operands(0x1F80, 1000, 0x2000, 0x5500_0000L | 700);
        int units = 0;
        do {
            bench.run("mvcl", 0x0E24L);
            units++;
        } while (bench.isRepeated());
        // To the page boundary, 572 bytes of the rest in three units, 300 of padding in two.
        assertThat(units).isEqualTo(6);
        assertThat(bench.bytes[0x1F80 + 699]).isEqualTo((byte) 0x11);
        assertThat(bench.bytes[0x1F80 + 700]).isEqualTo((byte) 0x55);
        assertThat(bench.bytes[0x1F80 + 999]).isEqualTo((byte) 0x55);
        assertThat(bench.bytes[0x1F80 + 1000]).isZero();
        assertThat(registers().gr(2)).isEqualTo(0x1F80 + 1000);
        assertThat(registers().gr(3)).isZero();
        assertThat(registers().gr(4)).isEqualTo(0x2000 + 700);
        assertThat(registers().gr(5)).isEqualTo(0x5500_0000L);
        assertThat(registers().cc()).isEqualTo(2);
    }

    @Test
    void moveLong_exceptionOnTheNextPage_leavesWhatIsDoneBeforeIt() {
        operands(0xFF80, 256, 0x2000, 256);
        bench.run("mvcl", 0x0E24L);
        assertThat(bench.isRepeated()).isTrue();
        assertThat(registers().gr(2)).isEqualTo(0x10000);
        assertThatThrownBy(() -> bench.run("mvcl", 0x0E24L))
                .isInstanceOfSatisfying(
                        ProgramInterruption.class,
                        interruption -> assertThat(interruption.code()).isEqualTo(ProgramCode.ADDRESSING));
        assertThat(registers().gr(3)).isEqualTo(128);
        assertThat(registers().gr(4)).isEqualTo(0x2080);
    }

    @Test
    void moveLong_in31BitMode_leavesTheLeftHalvesOfItsRegisters() {
        bench = new RoutineBench(RoutineBench.BITS_31);
        operands(0x7_8000_1000L, 0x7_AB00_0004L, 0x7_8000_2000L, 0x7_CD00_0004L);
        bench.run("mvcl", 0x0E24L);
        assertThat(registers().gr(2)).isEqualTo(0x7_0000_1004L);
        assertThat(registers().gr(3)).isEqualTo(0x7_AB00_0000L);
        assertThat(registers().gr(4)).isEqualTo(0x7_0000_2004L);
        assertThat(registers().gr(5)).isEqualTo(0x7_CD00_0000L);
        assertThat(registers().cc()).isZero();
    }

    @Test
    void moveLongExtended_in64BitMode_takesLengthsOf64Bits() {
        operands(0x1000, 0x1_0000_0001L, 0x2000, 0x1_0000_0001L);
        bench.run("mvcle", 0xA824_0000L);
        assertThat(registers().cc()).isEqualTo(3);
        assertThat(registers().gr(3)).isEqualTo(0xFFFF_FF01L);
        bench = new RoutineBench(RoutineBench.BITS_31);
        operands(0x1000, 0x1_0000_0001L, 0x2000, 0x1_0000_0001L);
        bench.run("mvcle", 0xA824_0000L);
        assertThat(registers().cc()).isZero();
        assertThat(registers().gr(3)).isEqualTo(0x1_0000_0000L);
    }

    @Test
    void compareLongExtended_longerThanAUnit_goesOnWithConditionCode3() {
        bench.fill(0x1000, 600, 0x22);
        bench.fill(0x3000, 600, 0x22);
        bench.bytes[0x1000 + 599] = 0x23;
        operands(0x1000, 600, 0x3000, 600);
        for (int unit = 0; unit < 2; unit++) {
            bench.run("clcle", 0xA924_0000L);
            assertThat(registers().cc()).isEqualTo(3);
        }
        bench.run("clcle", 0xA924_0000L);
        assertThat(registers().cc()).isEqualTo(2);
        assertThat(registers().gr(2)).isEqualTo(0x1000 + 599);
        assertThat(registers().gr(5)).isEqualTo(1);
    }

    @Test
    void searchString_overAPageBoundary_stopsThereWithConditionCode3() {
        bench.bytes[0x2001] = 'x';
        registers().setGr(0, 'x');
        registers().setGr(2, 0x3000);
        registers().setGr(4, 0x1FF0);
        bench.run("srst", 0xB25E_0024L);
        assertThat(registers().cc()).isEqualTo(3);
        assertThat(registers().gr(4)).isEqualTo(0x2000);
        bench.run("srst", 0xB25E_0024L);
        assertThat(registers().cc()).isEqualTo(1);
        assertThat(registers().gr(2)).isEqualTo(0x2001);
    }

    @Test
    void moveString_whoseDestinationCannotTakeIt_storesNothing() {
        bench.fill(0x1000, 300, 'a');
        registers().setGr(2, 0x10000);
        registers().setGr(4, 0x1000);
        byte[] before = bench.bytes.clone();
        assertThatThrownBy(() -> bench.run("mvst", 0xB255_0024L)).isInstanceOf(ProgramInterruption.class);
        assertThat(bench.bytes).isEqualTo(before);
        assertThat(registers().gr(4)).isEqualTo(0x1000);
    }

    @Test
    void moveString_overlapping_propagatesByteByByte() {
        bench.bytes[0x1000] = 'a';
        bench.bytes[0x1001] = 'b';
        registers().setGr(0, 'c');
        registers().setGr(2, 0x1002);
        registers().setGr(4, 0x1000);
        bench.run("mvst", 0xB255_0024L);
        assertThat(registers().cc()).isEqualTo(3);
        assertThat(bench.bytes[0x1002 + 254]).isEqualTo((byte) 'a');
        assertThat(bench.bytes[0x1002 + 255]).isEqualTo((byte) 'b');
    }

    @Test
    void translate_withATableInsideItsOperand_usesBytesAlreadyTranslated() {
        // Operand and table are the same two bytes: 1 becomes table[1] = 0, then 0 becomes table[0], which is now 0.
        bench.bytes[0x1000] = 1;
        bench.bytes[0x1001] = 0;
        registers().setGr(12, 0x1000);
        bench.run("tr", 0xDC01_C000_C000L);
        assertThat(bench.bytes[0x1000]).isZero();
        assertThat(bench.bytes[0x1001]).isZero();
        bench.bytes[0x1100] = 1;
        bench.bytes[0x1101] = 5;
        bench.bytes[0x1102] = 0;
        bench.run("tr", 0xDC02_C100_C100L);
        // table[1], table[5], and table[0] as it has become.
        assertThat(bench.bytes[0x1100]).isEqualTo((byte) 5);
        assertThat(bench.bytes[0x1101]).isZero();
        assertThat(bench.bytes[0x1102]).isEqualTo((byte) 5);
    }

    @Test
    void translateAndTest_in24BitMode_leavesTheLeftBitsOfRegister1() {
        bench = new RoutineBench(RoutineBench.BITS_24);
        bench.bytes[0x1200] = 7;
        registers().setGr(12, 0xFF00_1000L);
        registers().setGr(1, -1);
        bench.run("trt", 0xDD00_C100_C200L);
        assertThat(registers().gr(1)).isEqualTo(0xFFFF_FFFF_FF00_1100L);
        assertThat(registers().gr(2)).isEqualTo(7);
    }

    @Test
    void movePage_movesAPageAndMindsItsControls() {
        bench.fill(0x2000, 4096, 0x44);
        registers().setGr(2, 0x1123);
        registers().setGr(4, 0x2FFF);
        registers().setCc(3);
        bench.run("mvpg", 0xB254_0024L);
        assertThat(registers().cc()).isZero();
        assertThat(bench.bytes[0x1000]).isEqualTo((byte) 0x44);
        assertThat(bench.bytes[0x1FFF]).isEqualTo((byte) 0x44);
        assertThat(bench.bytes[0x0FFF]).isZero();
        assertCode(ProgramCode.SPECIFICATION, 0x1000);
        assertCode(ProgramCode.SPECIFICATION, 0xC00);
        assertCode(ProgramCode.PRIVILEGED_OPERATION, 0x820);
        registers().setCr(3, 0x8000_0000L >> 2);
        registers().setGr(0, 0x820);
        bench.run("mvpg", 0xB254_0024L);
    }

    private void assertCode(int code, long control) {
        registers().setGr(0, control);
        assertThatThrownBy(() -> bench.run("mvpg", 0xB254_0024L))
                .isInstanceOfSatisfying(
                        ProgramInterruption.class,
                        interruption -> assertThat(interruption.code()).isEqualTo(code));
    }

    @Test
    void movePage_withTheOption_tellsAnInvalidPageByConditionCode() {
        registers().setGr(0, 0x100);
        registers().setGr(2, 0x1000);
        registers().setGr(4, 0x2000);
        bench.invalidPage = 0x1000;
        bench.run("mvpg", 0xB254_0024L);
        assertThat(registers().cc()).isEqualTo(1);
        bench.invalidPage = 0x2000;
        bench.run("mvpg", 0xB254_0024L);
        assertThat(registers().cc()).isEqualTo(2);
        assertCode(ProgramCode.PAGE_TRANSLATION, 0);
    }

    @Test
    void storeMultiple_overTheEndOfStorage_storesNothing() {
        registers().setGr(12, 0xFFF8);
        registers().setGr(2, -1);
        assertThatThrownBy(() -> bench.run("stmg", 0xEB23_C000_0024L)).isInstanceOf(ProgramInterruption.class);
        assertThat(bench.storage.fetch(0xFFF8, 8)).isZero();
    }

    @Test
    void loadMultiple_overTheEndOfStorage_loadsNothing() {
        bench.fill(0xFFF8, 8, 0x77);
        registers().setGr(12, 0xFFF8);
        assertThatThrownBy(() -> bench.run("lmg", 0xEB23_C000_0004L)).isInstanceOf(ProgramInterruption.class);
        assertThat(registers().gr(2)).isZero();
    }

    @Test
    void branchesAndAddresses_in31BitMode_stayIn31Bits() {
        bench = new RoutineBench(RoutineBench.BITS_31);
        registers().setGr(12, 0xFFFF_FFFF_8000_9000L);
        registers().setGr(2, -1);
        bench.run("bal", 0x4520_C000L);
        assertThat(registers().gr(2)).isEqualTo(0xFFFF_FFFF_8000_8004L);
        assertThat(registers().nextAddress()).isEqualTo(0x9000);
    }

    @Test
    void formCodeword_in31BitMode_comparesHalfwordsAndLeavesLeftHalves() {
        bench = new RoutineBench(RoutineBench.BITS_31);
        registers().setGr(1, 0x1000);
        registers().setGr(2, 0x7_0000_0000L);
        registers().setGr(3, 0x2000);
        bench.fill(0x1001, 1, 2);
        bench.fill(0x2001, 1, 3);
        bench.run("cfc", 0xB21A_0010L);
        assertThat(registers().gr(2)).isEqualTo(0x7_0002_FFFCL);
        assertThat(registers().cc()).isEqualTo(1);
    }

    @Test
    void formCodeword_longerThanAUnit_isRepeated() {
        registers().setGr(1, 0x1000);
        registers().setGr(3, 0x4000);
        bench.run("cfc", 0xB21A_0200L);
        assertThat(bench.isRepeated()).isTrue();
        assertThat(registers().gr(2)).isEqualTo(258);
        bench.run("cfc", 0xB21A_0200L);
        assertThat(bench.isRepeated()).isFalse();
        assertThat(registers().gr(2)).isEqualTo(0x8000_0000_0000_4000L);
    }

    @Test
    void updateTree_in31BitMode_hasNodesOfTwoWords() {
        bench = new RoutineBench(RoutineBench.BITS_31);
        registers().setGr(0, 0x7_0000_0005L);
        registers().setGr(1, 0x66);
        registers().setGr(4, 0x1000);
        registers().setGr(5, 0x20);
        bench.fill(0x1013, 1, 9);
        bench.fill(0x1017, 1, 0x77);
        bench.run("upt", 0x0102L);
        assertThat(bench.isRepeated()).isTrue();
        assertThat(registers().gr(0)).isEqualTo(0x7_0000_0009L);
        assertThat(registers().gr(1)).isEqualTo(0x77);
        assertThat(registers().gr(5)).isEqualTo(0x10);
        assertThat(bench.bytes[0x1013]).isEqualTo((byte) 5);
        assertThat(bench.bytes[0x1017]).isEqualTo((byte) 0x66);
    }
}
