package org.maskflip.emulator.insn.decimal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.ByteStorage;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.DullEnvironment;
import org.maskflip.emulator.insn.Instruction;

/**
 * EDIT and EDIT AND MARK on random patterns and sources, against editing done on texts of hexadecimal digits. Source: PoP chapter 8,
 * "EDIT", summary of functions.
 */
class EditOracleTest {
    private static final int CASES = 20_000;
    private static final int PATTERN = 0x100;
    private static final int SOURCE = 0x300;

    /** What the text says: the result, the condition code, where the mark goes or -1, and whether the data are valid. */
    private record Edited(String result, int conditionCode, int mark, boolean isValid) {
        Edited unmarked() {
            return new Edited(result, conditionCode, -1, isValid);
        }
    }

    private static Edited edited(String pattern, String source) {
        String rest = source;
        String fill = pattern.substring(0, 2);
        StringBuilder result = new StringBuilder();
        String digits = "";
        boolean on = false;
        int mark = -1;
        for (String character : pattern.split("(?<=\\G..)")) {
            boolean starts = character.equals("21");
            if (!starts && !character.equals("20")) {
                boolean separates = character.equals("22");
                result.append(on && !separates ? character : fill);
                on &= !separates;
                digits = separates ? "" : digits;
                continue;
            }
            if (rest.charAt(0) > '9') {
                return new Edited("", 0, -1, false);
            }
            boolean isLeft = rest.length() % 2 == 0;
            String digit = rest.substring(0, 1);
            rest = rest.substring(1);
            String sign = isLeft && rest.charAt(0) > '9' ? rest.substring(0, 1) : "";
            rest = rest.substring(sign.length());
            boolean isZero = digit.equals("0");
            mark = isZero || on ? mark : result.length() / 2;
            result.append(isZero && !on ? fill : "f" + digit);
            digits += digit;
            on = (on || starts || !isZero) && !"acef".contains(sign.isEmpty() ? "-" : sign);
        }
        boolean isZero = digits.replace("0", "").isEmpty();
        return new Edited(result.toString(), isZero ? 0 : on ? 1 : 2, mark, true);
    }

    private static String pattern(Random random) {
        List<String> characters = new ArrayList<>();
        String[] usual = {"20", "20", "20", "20", "21", "22", "6b", "40", "4b", "c3"};
        int length = 1 + random.nextInt(random.nextInt(8) == 0 ? 256 : 24);
        for (int i = 0; i < length; i++) {
            characters.add(
                    random.nextInt(10) == 0
                            ? HexFormat.of().toHexDigits((byte) random.nextInt(256))
                            : usual[random.nextInt(10)]);
        }
        return String.join("", characters);
    }

    /** Mostly digits, zeros above all; signs mostly to the right. */
    private static String source(Random random) {
        StringBuilder source = new StringBuilder();
        for (int i = 0; i < 512; i++) {
            boolean isSign = random.nextInt(i % 2 == 0 ? 400 : 6) == 0;
            source.append(Integer.toHexString(
                    isSign ? 10 + random.nextInt(6) : random.nextBoolean() ? 0 : random.nextInt(10)));
        }
        return source.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed", "edmk"})
    void randomCases_agreeWithEditingOfTexts(String mnemonic) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Instruction row = new DecimalInstructions()
                .rows().stream()
                        .filter(each -> each.mnemonic().equals(mnemonic))
                        .findFirst()
                        .orElseThrow();
        int invalid = 0;
        for (int i = 0; i < CASES; i++) {
            String pattern = pattern(random);
            String source = source(random);
            Edited expected = edited(pattern, source);
            invalid += expected.isValid() ? 0 : 1;
            assertThat(executed(row, pattern, source))
                    .as("seed %d, case %d: %s of %s", seed, i, pattern, source)
                    .isEqualTo(mnemonic.equals("ed") ? expected.unmarked() : expected);
        }
        assertThat(invalid).isBetween(1, CASES / 4);
    }

    private static Edited executed(Instruction row, String pattern, String source) {
        byte[] bytes = new byte[0x500];
        byte[] patternBytes = HexFormat.of().parseHex(pattern);
        System.arraycopy(patternBytes, 0, bytes, PATTERN, patternBytes.length);
        System.arraycopy(HexFormat.of().parseHex(source), 0, bytes, SOURCE, 256);
        Registers registers = new Registers();
        registers.setPswMask(Psw.BASIC_ADDRESSING | Psw.EXTENDED_ADDRESSING);
        registers.setCc(3);
        registers.setGr(1, -1);
        long code = (long) row.opcode() << 56
                | (long) (patternBytes.length - 1) << 48
                | (long) PATTERN << 32
                | SOURCE << 16;
        Decoded insn = new Decoded(row, code, 0x800, Level.Z10.facilities());
        try {
            row.routine().execute(insn, registers, new ByteStorage(bytes, 0), DullEnvironment.highest());
        } catch (ProgramInterruption met) {
            return new Edited("", 0, -1, false);
        }
        String result = HexFormat.of().formatHex(bytes, PATTERN, PATTERN + patternBytes.length);
        int mark = registers.gr(1) == -1 ? -1 : (int) registers.gr(1) - PATTERN;
        return new Edited(result, registers.cc(), mark, true);
    }
}
