package org.maskflip.emulator.insn.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Environment;

/** Access registers, calls, clocks, the facility list, and modes that need other addresses than a comparison has. */
class StateRowsTest {
    private static final long TOD = 0x0123_4567_89AB_CDEFL;

    private final RoutineBench bench = new RoutineBench(RoutineBench.BITS_64);
    private final Registers registers = bench.registers;
    private final List<Integer> calls = new ArrayList<>();
    private Facilities facilities = Level.ALS.facilities();

    @BeforeEach
    void answerClocks() {
        bench.environment = (Environment) Proxy.newProxyInstance(
                Environment.class.getClassLoader(),
                new Class<?>[] {Environment.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "facilities" -> facilities;
                    case "uniqueTod" -> TOD;
                    case "fastTod" -> TOD + 1;
                    case "todProgrammable" -> 0xBEEF;
                    case "supervisorCall" -> {
                        calls.add((Integer) arguments[0]);
                        yield null;
                    }
                    default -> throw new AssertionError(method);
                });
    }

    @Test
    void accessRegisters_goToAndFromStorageInWords() {
        registers.setGr(12, 0x1000);
        registers.setAr(15, 0x11223344);
        registers.setAr(0, 0x55667788);
        bench.run("stam", 0x9BF0_C100L);
        assertThat(bench.storage.fetch(0x1100, 8)).isEqualTo(0x1122_3344_5566_7788L);
        bench.run("stamy", 0xEBF0_C200_009BL);
        assertThat(bench.storage.fetch(0x1200, 8)).isEqualTo(0x1122_3344_5566_7788L);
        bench.run("lam", 0x9A23_C100L);
        assertThat(registers.ar(2)).isEqualTo(0x11223344);
        assertThat(registers.ar(3)).isEqualTo(0x55667788);
        bench.run("lamy", 0xEB45_C200_009AL);
        assertThat(registers.ar(5)).isEqualTo(0x55667788);
        assertCode(ProgramCode.SPECIFICATION, "lam", 0x9A23_C102L);
        assertCode(ProgramCode.SPECIFICATION, "stam", 0x9B23_C102L);
    }

    private void assertCode(int code, String mnemonic, long bytes) {
        assertThatThrownBy(() -> bench.run(mnemonic, bytes))
                .isInstanceOfSatisfying(
                        ProgramInterruption.class,
                        interruption -> assertThat(interruption.code()).isEqualTo(code));
    }

    @Test
    void accessRegisters_goToAndFromOtherRegisters() {
        registers.setAr(2, 0x8000_0001);
        registers.setGr(3, -1);
        bench.run("ear", 0xB24F_0032L);
        assertThat(registers.gr(3)).isEqualTo(0xFFFF_FFFF_8000_0001L);
        bench.run("cpya", 0xB24D_0042L);
        assertThat(registers.ar(4)).isEqualTo(0x8000_0001);
        registers.setGr(5, 0x1_2345_6789L);
        bench.run("sar", 0xB24E_0065L);
        assertThat(registers.ar(6)).isEqualTo(0x2345_6789);
    }

    @Test
    void loadAddressExtended_tellsTheSpaceInTheAccessRegister() {
        registers.setGr(12, 0x1000);
        registers.setAr(12, 77);
        int[] expected = {0, 77, 1, 2};
        for (int space = 0; space < 4; space++) {
            registers.setPswMask(RoutineBench.BITS_64 | (long) space << Psw.ADDRESS_SPACE_SHIFT);
            registers.setAr(2, 9);
            bench.run("lae", 0x5120_C100L);
            assertThat(registers.ar(2)).isEqualTo(expected[space]);
            assertThat(registers.gr(2)).isEqualTo(0x1100);
            bench.run("laey", 0xE330_C100_0075L);
            assertThat(registers.ar(3)).isEqualTo(expected[space]);
        }
        bench.run("lae", 0x5120_0100L);
        assertThat(registers.ar(2)).isEqualTo(2);
    }

    @Test
    void supervisorCall_passesItsCodeUnsigned() {
        bench.run("svc", 0x0AFFL);
        assertThat(calls).containsExactly(255);
    }

    @Test
    void monitorCall_interruptsWhereControlRegister8Says() {
        registers.setCr(8, 0x8000L >> 3);
        registers.setGr(12, 0x12_3456_7000L);
        assertThatThrownBy(() -> bench.run("mc", 0xAF03_C089L))
                .isInstanceOfSatisfying(ProgramInterruption.class, event -> {
                    assertThat(event.code()).isEqualTo(ProgramCode.MONITOR_EVENT);
                    assertThat(event.exceptionAccessId()).isEqualTo(3);
                    assertThat(event.translationExceptionId()).isEqualTo(0x12_3456_7089L);
                });
        bench.run("mc", 0xAF04_C089L);
        assertCode(ProgramCode.SPECIFICATION, "mc", 0xAF10_C089L);
    }

    @Test
    void clocks_areStoredWithConditionCode0() {
        registers.setGr(12, 0x1000);
        registers.setCc(3);
        bench.run("stck", 0xB205_C101L);
        assertThat(bench.storage.fetch(0x1101, 8)).isEqualTo(TOD);
        bench.run("stckf", 0xB27C_C200L);
        assertThat(bench.storage.fetch(0x1200, 8)).isEqualTo(TOD + 1);
        bench.run("stcke", 0xB278_C300L);
        assertThat(bench.storage.fetch(0x1300, 8)).isEqualTo(TOD >>> 8);
        assertThat(bench.storage.fetch(0x1308, 8)).isEqualTo(0xEF00_0000_0001_BEEFL);
        assertThat(registers.cc()).isZero();
    }

    @Test
    void facilityList_tellsHowMuchThereIs() {
        registers.setGr(12, 0x1000);
        registers.setGr(0, 0xFF00L);
        bench.fill(0x1108, 8, 0x55);
        bench.run("stfle", 0xB2B0_C100L);
        assertThat(bench.storage.fetch(0x1100, 8)).isEqualTo(0xE100_2450_F000_0000L);
        assertThat(bench.storage.fetch(0x1108, 8)).isEqualTo(0x5555_5555_5555_5555L);
        assertThat(registers.gr(0)).isEqualTo(0xFF00L);
        assertThat(registers.cc()).isZero();
        facilities = facilities.with(org.maskflip.emulator.arch.Facility.SEQUENTIAL_INSTRUCTION_FETCHING);
        bench.run("stfle", 0xB2B0_C100L);
        assertThat(registers.cc()).isEqualTo(3);
        assertThat(registers.gr(0)).isEqualTo(0xFF01L);
        bench.run("stfle", 0xB2B0_C100L);
        assertThat(registers.cc()).isZero();
        assertThat(bench.storage.fetch(0x1108, 8)).isEqualTo(Long.MIN_VALUE >>> 85 - 64);
        assertCode(ProgramCode.SPECIFICATION, "stfle", 0xB2B0_C104L);
    }

    @Test
    void extractPsw_showsConditionCodeAndMode() {
        registers.setCc(2);
        bench.run("epsw", 0xB98D_0024L);
        assertThat(registers.gr(2)).isEqualTo(0x0001_2001L);
        assertThat(registers.gr(4)).isEqualTo(0x8000_0000L);
    }

    @Test
    void linkInformation_in24BitMode_holdsLengthConditionCodeAndMask() {
        registers.setPswMask(RoutineBench.BITS_24 | 5L << Psw.PROGRAM_MASK_SHIFT);
        registers.setCc(2);
        registers.setGr(2, -1);
        registers.setGr(12, 0xFF00_9000L);
        bench.run("bal", 0x4520_C000L);
        assertThat(registers.gr(2)).isEqualTo(0xFFFF_FFFF_A500_8004L);
        assertThat(registers.nextAddress()).isEqualTo(0x9000);
        bench.run("balr", 0x0520L);
        assertThat(registers.gr(2)).isEqualTo(0xFFFF_FFFF_6500_8002L);
        bench.run("bassm", 0x0C20L);
        assertThat(registers.gr(2)).isEqualTo(0xFFFF_FFFF_0000_8002L);
    }

    @Test
    void branchAndSetMode_goesThroughAllModes() {
        registers.setGr(3, 0xFFFF_FFFF_8000_9000L);
        registers.setGr(2, 0x10);
        bench.run("bsm", 0x0B23L);
        assertThat(registers.gr(2)).isEqualTo(0x11);
        assertThat(registers.addressMask()).isEqualTo(0x7FFF_FFFFL);
        assertThat(registers.nextAddress()).isEqualTo(0x9000);
        registers.setGr(3, 0x7F00_9000L);
        bench.run("bassm", 0x0C23L);
        assertThat(registers.gr(2)).isEqualTo(0x8000_8002L);
        assertThat(registers.addressMask()).isEqualTo(0xFF_FFFFL);
        assertThat(registers.nextAddress()).isEqualTo(0x9000);
        registers.setGr(2, 0xFFFF_FFFFL);
        registers.setGr(3, 0x9001);
        bench.run("bsm", 0x0B23L);
        assertThat(registers.gr(2)).isEqualTo(0x7FFF_FFFFL);
        assertThat(registers.addressMask()).isEqualTo(-1L);
    }

    @Test
    void setAddressingMode_changesTheModeAndTestTellsIt() {
        bench.run("sam31", 0x010DL);
        bench.run("tam", 0x010BL);
        assertThat(registers.cc()).isEqualTo(1);
        bench.run("sam24", 0x010CL);
        bench.run("tam", 0x010BL);
        assertThat(registers.cc()).isZero();
        bench.run("sam64", 0x010EL);
        bench.run("tam", 0x010BL);
        assertThat(registers.cc()).isEqualTo(3);
    }
}
