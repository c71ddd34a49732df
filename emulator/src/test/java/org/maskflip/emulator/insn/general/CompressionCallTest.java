package org.maskflip.emulator.insn.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.ByteStorage;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.DullEnvironment;
import org.maskflip.emulator.insn.Instruction;

/** COMPRESSION CALL against trees of strings, and by examples laid out by hand from the figures of the manual. */
class CompressionCallTest {
    private static final int SOURCE = 0x1000;
    private static final int TARGET = 0x8000;
    private static final int DICTIONARY = 0x20000;
    private static final int EXPANSION = 0x100;
    private static final int FORMAT_1 = 0x200;
    private static final int TRANSLATION = 0x10000;

    private final Registers registers = new Registers();
    private final byte[] bytes = new byte[0x48000];
    private final Instruction row = new ComplexGeneralInstructions()
            .rows().stream()
                    .filter(each -> each.mnemonic().equals("cmpsc"))
                    .findFirst()
                    .orElseThrow();

    private void run() {
        run(0xB263_0024L);
    }

    private void run(long code) {
        Decoded insn = new Decoded(row, code << 32, 0x800, Level.Z10.facilities());
        row.routine().execute(insn, registers, new ByteStorage(bytes, 0), DullEnvironment.with(Level.Z10.facilities()));
    }

    /** Registers for an operation from {@link #SOURCE} to {@link #TARGET} with a bit number. */
    private void set(int bits, int options, int bitNumber, long targetLength, long sourceLength) {
        registers.setPswMask(Psw.BASIC_ADDRESSING | Psw.EXTENDED_ADDRESSING);
        registers.setGr(0, (bits - 8) << 12 | options);
        registers.setGr(1, DICTIONARY | bitNumber);
        registers.setGr(2, TARGET);
        registers.setGr(3, targetLength);
        registers.setGr(4, SOURCE);
        registers.setGr(5, sourceLength);
    }

    private void runWhileMore() {
        do {
            run();
        } while (registers.cc() == 3);
    }

    private String digits(int from, int bit, int number) {
        StringBuilder digits = new StringBuilder();
        for (int i = bit; i < bit + number; i++) {
            digits.append(bytes[from + i / 8] >> 7 - i % 8 & 1);
        }
        return digits.toString();
    }

    private static String text(String letters, int length, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(
                    random.nextInt(20) == 0
                            ? (char) random.nextInt(256)
                            : letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private void put(int at, byte[] what) {
        System.arraycopy(what, 0, bytes, at, what.length);
    }

    static Stream<Arguments> sizes() {
        return Stream.of(9, 10, 11, 12, 13).flatMap(bits -> Stream.of(Arguments.of(bits, 0), Arguments.of(bits, 1)));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void randomDictionary_compressedAndExpanded_isTheTreesParseAndTheTextAgain(int bits, int format) {
        for (long seed = 1; seed <= 30; seed++) {
            Random random = new Random(seed);
            String letters = "abcdefghijklmnopqrstuvwxyz0123456789".substring(0, 2 + random.nextInt(34));
            CompressionTree tree = new CompressionTree(bits, format, letters, random);
            String text = text(letters, 400 + random.nextInt(400), random);
            put(DICTIONARY, tree.compression);
            put(DICTIONARY + tree.compression.length, tree.expansion);
            put(SOURCE, text.getBytes(StandardCharsets.ISO_8859_1));
            Arrays.fill(bytes, TARGET, TARGET + 2000, (byte) 0xFF);
            int bit = random.nextInt(8);
            set(bits, format == 0 ? 0 : FORMAT_1, bit, 2000, text.length());
            runWhileMore();
            String expected = tree.digits(tree.parse(text));
            String what = "seed " + seed;
            assertThat(registers.cc()).as(what).isZero();
            assertThat(digits(TARGET, 0, bit)).as(what).isEqualTo("1".repeat(bit));
            assertThat(digits(TARGET, bit, expected.length())).as(what).isEqualTo(expected);
            int end = bit + expected.length();
            assertThat(registers.gr(1)).as(what).isEqualTo(DICTIONARY | end % 8);
            assertThat(registers.gr(2)).as(what).isEqualTo(TARGET + end / 8);
            assertThat(registers.gr(3)).as(what).isEqualTo(2000 - end / 8);
            assertThat(registers.gr(4)).as(what).isEqualTo(SOURCE + text.length());
            assertThat(registers.gr(5)).as(what).isZero();
            expandAgain(tree, bit, end, text, what);
        }
    }

    private void expandAgain(CompressionTree tree, int bit, int end, String text, String what) {
        System.arraycopy(bytes, TARGET, bytes, SOURCE, (end + 7) / 8);
        put(DICTIONARY, tree.expansion);
        Arrays.fill(bytes, TARGET, TARGET + 2000, (byte) 0xFF);
        set(tree.bits, EXPANSION, bit, 2000, (end + 7) / 8);
        runWhileMore();
        assertThat(new String(bytes, TARGET, text.length(), StandardCharsets.ISO_8859_1))
                .as(what)
                .isEqualTo(text);
        assertThat(bytes[TARGET + text.length()]).as(what).isEqualTo((byte) 0xFF);
        assertThat(registers.cc()).as(what).isZero();
        assertThat(registers.gr(3)).as(what).isEqualTo(2000 - text.length());
        assertThat(registers.gr(1) & 7).as(what).isEqualTo(end % 8);
        assertThat(registers.gr(4)).as(what).isEqualTo(SOURCE + end / 8);
    }

    @Test
    void compress_twoCharactersWithoutChildren_areTheirOwnSymbols() {
        bytes[SOURCE] = 'A';
        bytes[SOURCE + 1] = 'B';
        set(9, 0, 0, 100, 2);
        run();
        assertThat(digits(TARGET, 0, 24)).isEqualTo("001000001" + "001000010" + "000000");
        assertThat(registers.cc()).isZero();
    }

    /** Children of an entry that begin with the same character are tried one after the other. */
    @Test
    void compress_childrenWithTheSameCharacter_takeTheFirstWhoseRestMatches() {
        // A: three children "a" at 0x100 (then "x"), 0x101 (then "y"), 0x102 (nothing more).
        entry('A', 0x7C01_0061_6161_0000L);
        entry(0x100, 0x0020_0078_0000_0000L);
        entry(0x101, 0x0020_0079_0000_0000L);
        assertThat(compressed("Aay")).isEqualTo("100000001");
        assertThat(compressed("Aax")).isEqualTo("100000000");
        assertThat(compressed("Aaz")).isEqualTo("100000010" + "001111010");
    }

    /** Once another character stood before it, a child whose rest does not match ends the search. */
    @Test
    void compress_sameCharacterAfterAnother_isNotTriedAgain() {
        entry('A', 0x7C01_0062_6161_0000L);
        entry(0x101, 0x0020_0078_0000_0000L);
        assertThat(compressed("Aa")).isEqualTo("001000001" + "001100001");
        assertThat(compressed("Ab")).isEqualTo("100000000");
    }

    /** Without its examine-child bit a child ends the string although its entry would go on. */
    @Test
    void compress_childThatIsNotExamined_endsTheString() {
        entry('A', 0x2001_0061_0000_0000L);
        entry(0x100, 0x3001_0162_0000_0000L);
        assertThat(compressed("Aab")).isEqualTo("100000000" + "001100010");
        entry('A', 0x3001_0061_0000_0000L);
        assertThat(compressed("Aab")).isEqualTo("100000001");
    }

    @Test
    void compress_withSymbolTranslation_storesTheInterchangeSymbols() {
        bytes[SOURCE] = 'A';
        set(9, TRANSLATION, 0, 100, 1);
        registers.setGr(1, DICTIONARY | 0x1F8);
        int table = DICTIONARY + (0x1F8 >> 3) * 128;
        bytes[table + 2 * 'A'] = (byte) 0xFF;
        bytes[table + 2 * 'A' + 1] = 0x55;
        run();
        assertThat(digits(TARGET, 0, 9)).isEqualTo("101010101");
        assertThat(registers.gr(1)).isEqualTo(DICTIONARY | 0x1F8 | 1);
    }

    @Test
    void compress_noRoomForASymbol_isConditionCodeOneUnlessTheSourceIsEmpty() {
        set(9, 0, 7, 2, 3);
        run();
        assertThat(registers.cc()).isEqualTo(1);
        assertThat(registers.gr(2)).isEqualTo(TARGET + 2);
        assertThat(registers.gr(5)).isEqualTo(2);
        set(9, 0, 0, 1, 0);
        run();
        assertThat(registers.cc()).isZero();
    }

    @Test
    void expand_stringThatDoesNotFit_isConditionCodeOneAndStaysInTheSource() {
        entry(0x100, 0x0361_6263_0000_0000L);
        bytes[SOURCE] = (byte) 0x80;
        set(9, EXPANSION, 0, 2, 2);
        run();
        assertThat(registers.cc()).isEqualTo(1);
        assertThat(registers.gr(4)).isEqualTo(SOURCE);
        assertThat(bytes[TARGET]).isZero();
        set(9, EXPANSION, 0, 3, 2);
        run();
        assertThat(registers.cc()).isZero();
        assertThat(new String(bytes, TARGET, 3, StandardCharsets.ISO_8859_1)).isEqualTo("abc");
        assertThat(registers.gr(1)).isEqualTo(DICTIONARY | 1);
    }

    @Test
    void control_oddRegisterOrUnknownSymbolSize_isSpecificationException() {
        set(9, 0, 0, 10, 1);
        assertCode(ProgramCode.SPECIFICATION, 0xB263_0034L);
        assertCode(ProgramCode.SPECIFICATION, 0xB263_0025L);
        for (int size : new int[] {0, 6, 15}) {
            set(8 + size, 0, 0, 10, 1);
            assertCode(ProgramCode.SPECIFICATION, 0xB263_0024L);
        }
    }

    @Test
    void dictionary_thatContradictsItself_isDataException() {
        set(9, EXPANSION, 0, 100, 2);
        bytes[SOURCE] = (byte) 0x80;
        for (long unsound : List.of(0L, 0xC100_6161_6161_6100L, 0x2100_6100_0000_0001L)) {
            // Neither length; six partial characters; its own predecessor.
            entry(0x100, unsound);
            assertCode(ProgramCode.DATA, 0xB263_0024L);
        }
        set(9, 0, 0, 100, 2);
        for (long unsound : List.of(0xE000_0000_0000_0000L, 0xC020_0000_0000_0000L, 0x00A0_0000_0000_0000L)) {
            // Seven children; six and a double character; five additional characters.
            entry(0x80, unsound);
            assertCode(ProgramCode.DATA, 0xB263_0024L);
        }
    }

    @Test
    void exceptionAtALaterSymbol_endsTheExecutionBeforeIt() {
        entry('A', 0xE000_0000_0000_0000L);
        bytes[SOURCE] = 'B';
        bytes[SOURCE + 1] = 'A';
        set(9, 0, 0, 100, 2);
        run();
        assertThat(registers.cc()).isEqualTo(3);
        assertThat(registers.gr(5)).isEqualTo(1);
        assertCode(ProgramCode.DATA, 0xB263_0024L);
        // The end of the first operand's storage, after one symbol and before the next.
        set(9, 0, 0, 100, 20);
        entry('A', 0);
        registers.setGr(2, bytes.length - 2);
        run();
        assertThat(registers.gr(2)).isEqualTo(bytes.length - 1);
        assertCode(ProgramCode.ADDRESSING, 0xB263_0024L);
    }

    private void assertCode(int code, long instruction) {
        Registers before = new Registers();
        before.copyFrom(registers);
        byte[] storage = bytes.clone();
        assertThatThrownBy(() -> run(instruction))
                .isInstanceOfSatisfying(
                        ProgramInterruption.class, met -> assertThat(met.code()).isEqualTo(code));
        assertThat(registers.sameAs(before)).isTrue();
        assertThat(bytes).isEqualTo(storage);
    }

    private void entry(int index, long value) {
        for (int i = 0; i < 8; i++) {
            bytes[DICTIONARY + 8 * index + i] = (byte) (value >> 56 - 8 * i);
        }
    }

    private String compressed(String text) {
        put(SOURCE, text.getBytes(StandardCharsets.ISO_8859_1));
        set(9, 0, 0, 100, text.length());
        run();
        assertThat(registers.cc()).isZero();
        int bits = (int) (8 * (registers.gr(2) - TARGET) + (registers.gr(1) & 7));
        return digits(TARGET, 0, bits);
    }
}
