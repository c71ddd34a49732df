package org.maskflip.emulator.insn.decimal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.CaseVectors;
import org.maskflip.emulator.insn.Comparisons;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.DullEnvironment;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.MachineState;
import org.maskflip.emulator.insn.ReplayRule;
import org.maskflip.emulator.insn.RowHarness;
import org.maskflip.emulator.insn.TestCase;

/** The decimal rows against results worked out from the manual and against numbers written as text: QEMU 7 has only TP. */
class DecimalRowsTest {
    private static final String EXAMPLES = "decimal-examples.txt";
    private static final Map<String, Instruction> BY_NAME = new DecimalInstructions()
            .rows().stream().collect(Collectors.toMap(Instruction::mnemonic, Function.identity()));
    private static final long ADDRESS = 0x0200_0008L;
    private static final int FIRST = 0x100;
    private static final int SECOND = 0x200;
    private static final int CASES = 2000;

    private static List<String> examples() {
        return Comparisons.vectors(DecimalRowsTest.class, EXAMPLES);
    }

    private static List<String> wrong(List<String> lines, Map<String, Instruction> rows) {
        List<String> wrong = new ArrayList<>();
        for (String line : lines) {
            CaseVectors.Vector vector = CaseVectors.parse(line, rows);
            String difference = RowHarness.run(vector.testCase()).differenceTo(vector.after());
            if (!difference.isEmpty()) {
                wrong.add(line + ":" + difference);
            }
        }
        return wrong;
    }

    @Test
    void everyExample_hasTheResultOfTheManual() {
        assertThat(wrong(examples(), BY_NAME)).isEmpty();
    }

    @Test
    void everyRow_hasExamples() {
        assertThat(examples().stream()
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .collect(Collectors.toSet()))
                .isEqualTo(BY_NAME.keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ap", "sp", "zap", "cp", "srp", "ed", "edmk", "tp"})
    void wrongConditionCode_isNoticed(String name) {
        Instruction row = BY_NAME.get(name);
        Instruction wrong = row.withRoutine((insn, registers, access, environment) -> {
            row.routine().execute(insn, registers, access, environment);
            registers.setCc(registers.cc() ^ 1);
        });
        List<String> lines =
                examples().stream().filter(line -> line.startsWith(name + " ")).toList();
        assertThat(wrong(lines, Map.of(name, wrong))).isNotEmpty();
    }

    @Test
    void routine_ofEveryExample_replays() {
        for (String line : examples()) {
            TestCase each = CaseVectors.parse(line, BY_NAME).testCase();
            Environment environment = DullEnvironment.highest();
            Decoded insn = new Decoded(each.row(), each.bytes(), each.address(), Level.Z13.facilities());
            Registers registers = new Registers();
            for (int r = 0; r < 16; r++) {
                registers.setGr(r, each.before().general[r]);
            }
            registers.setInstructionAddress(each.address());
            registers.setNextAddress(each.address() + insn.length());
            ReplayRule.check(insn, registers, each.before().scratch, MachineState.SCRATCH, () -> environment);
        }
    }

    @Test
    void verificationList_saysWhatWasCompared() {
        assertThat(BY_NAME.keySet())
                .allSatisfy(name -> assertThat(Comparisons.verification().getProperty(name))
                        .as(name)
                        .isEqualTo(name.equals("tp") ? "qemu" : "written"));
    }

    // ------------------------------------------------------------------------------------------------ random numbers

    /** A number as text: its digits without leading zeros, after a minus sign if it is negative. */
    private static String hex(BigInteger number, boolean minus, int bytes) {
        String digits = "0".repeat(40) + number.abs() + (minus ? 'd' : 'c');
        return digits.substring(digits.length() - 2 * bytes);
    }

    private static String hex(MachineState state, int at, int bytes) {
        return HexFormat.of().formatHex(state.scratch, at, at + bytes);
    }

    private static BigInteger number(Random random, int bytes) {
        int digits = random.nextInt(2 * bytes);
        BigInteger limit = BigInteger.TEN.pow(digits);
        BigInteger magnitude = new BigInteger(110, random).mod(limit);
        return switch (random.nextInt(8)) {
            case 0 -> BigInteger.ZERO;
            case 1 -> limit.subtract(BigInteger.ONE);
            case 2, 3, 4 -> magnitude.negate();
            default -> magnitude;
        };
    }

    /** Runs one instruction on two numbers of so many bytes; its second byte is {@code lengths}. */
    private static MachineState run(String name, int lengths, int second, BigInteger a, int n1, BigInteger b, int n2) {
        MachineState state = new MachineState();
        state.general[12] = MachineState.SCRATCH;
        put(state, FIRST, hex(a, a.signum() < 0, n1));
        put(state, SECOND, hex(b, b.signum() < 0, n2));
        Instruction row = BY_NAME.get(name);
        long bytes = row.format().opcode().place(row.opcode()) | (long) lengths << 48 | 0xC100L << 32;
        return RowHarness.run(new TestCase(row, bytes | (long) second << 16, ADDRESS, state));
    }

    private static void put(MachineState state, int at, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        System.arraycopy(bytes, 0, state.scratch, at, bytes.length);
    }

    private static void assertResult(String name, MachineState after, BigInteger exact, int bytes) {
        boolean overflow = exact.abs().toString().length() > 2 * bytes - 1;
        String described = name + " with " + exact + " in " + bytes;
        assertThat(hex(after, FIRST, bytes)).as(described).isEqualTo(hex(exact, exact.signum() < 0, bytes));
        int sign = exact.signum() == 0 ? 0 : exact.signum() < 0 ? 1 : 2;
        assertThat(after.conditionCode).as(described).isEqualTo(overflow ? 3 : sign);
        assertThat(after.outcome).as(described).isEqualTo(MachineState.NEXT);
    }

    @Test
    void sumsAndComparisons_ofRandomNumbers_areThoseOfTheirTexts() {
        long seed = Long.getLong("maskflip.seed", 8);
        System.out.println("decimal sums: seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            int n1 = 1 + random.nextInt(16);
            int n2 = 1 + random.nextInt(16);
            BigInteger a = number(random, n1);
            BigInteger b = number(random, n2);
            int lengths = n1 - 1 << 4 | n2 - 1;
            assertResult("ap", run("ap", lengths, 0xC200, a, n1, b, n2), a.add(b), n1);
            assertResult("sp", run("sp", lengths, 0xC200, a, n1, b, n2), a.subtract(b), n1);
            assertResult("zap", run("zap", lengths, 0xC200, a, n1, b, n2), b, n1);
            MachineState compared = run("cp", lengths, 0xC200, a, n1, b, n2);
            assertThat(compared.conditionCode).isEqualTo(a.equals(b) ? 0 : a.compareTo(b) < 0 ? 1 : 2);
        }
    }

    @Test
    void productsAndQuotients_ofRandomNumbers_areThoseOfTheirTexts() {
        long seed = Long.getLong("maskflip.seed", 9);
        System.out.println("decimal products: seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            int n2 = 1 + random.nextInt(8);
            int n1 = n2 + 1 + random.nextInt(16 - n2);
            int lengths = n1 - 1 << 4 | n2 - 1;
            BigInteger a = number(random, n1);
            BigInteger b = number(random, n2);
            boolean minus = a.signum() < 0 != b.signum() < 0;
            MachineState product = run("mp", lengths, 0xC200, a, n1, b, n2);
            if (a.abs().toString().length() <= 2 * (n1 - n2) - 1) {
                assertThat(hex(product, FIRST, n1)).isEqualTo(hex(a.multiply(b), minus, n1));
            } else {
                assertThat(product.outcome).isEqualTo(MachineState.SIGNAL + 8);
            }
            MachineState quotient = run("dp", lengths, 0xC200, a, n1, b, n2);
            BigInteger whole = b.signum() == 0 ? null : a.divide(b);
            if (whole != null && whole.abs().toString().length() <= 2 * (n1 - n2) - 1) {
                String remainder = hex(a.remainder(b), a.signum() < 0, n2);
                assertThat(hex(quotient, FIRST, n1)).isEqualTo(hex(whole, minus, n1 - n2) + remainder);
            } else {
                assertThat(quotient.outcome).isEqualTo(MachineState.SIGNAL + 8);
            }
        }
    }

    @Test
    void shifts_ofRandomNumbers_areThoseOfTheirTexts() {
        long seed = Long.getLong("maskflip.seed", 10);
        System.out.println("decimal shifts: seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            int n = 1 + random.nextInt(16);
            BigInteger a = number(random, n);
            int distance = random.nextInt(64) - 32;
            int rounding = random.nextInt(10);
            MachineState after = run("srp", n - 1 << 4 | rounding, distance & 0x3F | 0x100, a, n, BigInteger.ZERO, 1);
            String digits = a.abs().toString();
            String shifted = distance >= 0 ? digits + "0".repeat(distance) : "0";
            if (distance < 0) {
                String padded = "0".repeat(40) + digits;
                int cut = padded.length() + distance;
                int carry = padded.charAt(cut) - '0' + rounding >= 10 ? 1 : 0;
                shifted = new BigInteger(padded.substring(0, cut))
                        .add(BigInteger.valueOf(carry))
                        .toString();
            }
            BigInteger exact = new BigInteger(shifted);
            assertResult("srp", after, a.signum() < 0 ? exact.negate() : exact, n);
        }
    }
}
