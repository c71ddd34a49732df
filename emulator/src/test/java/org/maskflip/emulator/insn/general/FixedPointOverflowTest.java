package org.maskflip.emulator.insn.general;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.MachineState;
import org.maskflip.emulator.insn.QemuComparison;
import org.maskflip.emulator.insn.RandomCases;
import org.maskflip.emulator.insn.RowHarness;
import org.maskflip.emulator.insn.TestCase;

/**
 * The fixed-point-overflow mask, which QEMU's user mode ignores. Source: PoP chapter 7, the instructions with the program exception
 * "Fixed-Point Overflow"; chapter 6, "Fixed-Point-Overflow Exception".
 */
class FixedPointOverflowTest {
    private static final int MASK = 8;
    private static final int SIGFPE = MachineState.SIGNAL + 8;
    private static final int CASES = 400;

    private static final List<String> OVERFLOWING = Arrays.asList(
            ("a ar ark ay ag agr agrk agf agfr ah ahy ahi ahik aghi aghik afi agfi asi agsi ahhhr ahhlr aih"
                            + " s sr srk sy sg sgr sgrk sgf sgfr sh shy shhhr shhlr"
                            + " lcr lcgr lpr lpgr sla slak slag slda laa laag")
                    .split(" "));

    private static final Map<String, Instruction> ROWS = Stream.concat(
                    new GeneralInstructions().rows().stream(), new ComplexGeneralInstructions().rows().stream())
            .collect(Collectors.toMap(Instruction::mnemonic, Function.identity()));

    static List<String> overflowing() {
        return OVERFLOWING;
    }

    /** A case as it is with the mask and with it off. */
    private static TestCase masked(TestCase each, int mask) {
        MachineState before = each.before().copy();
        before.programMask = before.programMask & ~MASK | mask;
        return new TestCase(each.row(), each.bytes(), each.address(), before);
    }

    @ParameterizedTest
    @MethodSource("overflowing")
    void overflow_withTheMaskOne_interruptsAfterCompletion(String mnemonic) {
        int overflows = 0;
        for (TestCase each : new RandomCases(1).of(ROWS.get(mnemonic), CASES, 0)) {
            MachineState without = RowHarness.run(masked(each, 0));
            MachineState with = RowHarness.run(masked(each, MASK));
            boolean isOverflow = without.outcome == MachineState.NEXT && without.conditionCode == 3;
            assertThat(with.outcome).as(each.toString()).isEqualTo(isOverflow ? SIGFPE : without.outcome);
            assertThat(with.general).isEqualTo(without.general);
            assertThat(with.scratch).isEqualTo(without.scratch);
            assertThat(with.conditionCode).isEqualTo(without.conditionCode);
            overflows += isOverflow ? 1 : 0;
        }
        assertThat(overflows).isPositive();
    }

    @Test
    void rowsThatMayInterrupt_areTheManuals() {
        assertThat(ROWS.values().stream().filter(Instruction::overflows).map(Instruction::mnemonic))
                .containsExactlyInAnyOrderElementsOf(OVERFLOWING);
    }

    /** Rows whose condition code 3 is something else. */
    @Test
    void otherRows_withTheMaskOne_neverInterruptForIt() {
        for (Instruction row : new GeneralInstructions().rows()) {
            if (!OVERFLOWING.contains(row.mnemonic())) {
                for (int i = 0; i < CASES / 8; i++) {
                    TestCase each = new RandomCases(i).one(row, QemuComparison.address(0));
                    assertThat(RowHarness.run(masked(each, MASK)).outcome)
                            .as(each.toString())
                            .isEqualTo(RowHarness.run(masked(each, 0)).outcome);
                }
            }
        }
    }
}
