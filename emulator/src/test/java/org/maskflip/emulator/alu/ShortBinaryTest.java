package org.maskflip.emulator.alu;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortBinaryTest {
    private static final int COUNT = 200_000;

    private static Random seeded(String what) {
        long seed = Long.getLong("seed", 20_240_601L);
        System.out.println(what + ": seed " + seed);
        return new Random(seed);
    }

    /** Any bit pattern, with exponents near each other often, so that results are not mostly infinite. */
    private static int pattern(Random random) {
        int bits = random.nextInt();
        return random.nextInt(4) == 0 ? bits : bits & 0x807F_FFFF | 110 + random.nextInt(40) << 23;
    }

    @Test
    void divide_roundToNearest_isJavasDivision() {
        Random random = seeded("divide");
        for (int i = 0; i < COUNT; i++) {
            int a = pattern(random);
            int b = pattern(random);
            float expected = Float.intBitsToFloat(a) / Float.intBitsToFloat(b);
            int result = (int) ShortBinary.divide(a, b, 0).value();
            if (Float.isNaN(expected)) {
                assertThat(Float.isNaN(Float.intBitsToFloat(result)))
                        .as("%08x / %08x", a, b)
                        .isTrue();
            } else {
                assertThat(result).as("%08x / %08x", a, b).isEqualTo(Float.floatToRawIntBits(expected));
            }
        }
    }

    @Test
    void fromFixed_roundToNearest_isJavasConversion() {
        Random random = seeded("fromFixed");
        for (int i = 0; i < COUNT; i++) {
            int word = random.nextInt() >> random.nextInt(32);
            ShortBinary.Result result = ShortBinary.fromFixed(word, 0);
            assertThat((int) result.value()).as("%d", word).isEqualTo(Float.floatToRawIntBits((float) word));
            boolean isExact = (long) (float) word == word;
            assertThat(result.flags()).as("%d", word).isEqualTo(isExact ? 0 : ShortBinary.INEXACT);
        }
    }

    @Test
    void divide_directedModes_bracketTheExactQuotient() {
        Random random = seeded("directed");
        for (int i = 0; i < COUNT / 20; i++) {
            float a = Float.intBitsToFloat(pattern(random) & 0x7FFF_FFFF);
            float b = Float.intBitsToFloat(pattern(random) & 0x7FFF_FFFF);
            if (!Float.isFinite(a) || !Float.isFinite(b) || b == 0 || !Float.isFinite(a / b)) {
                continue;
            }
            BigDecimal down = decimal(ShortBinary.divide(bits(a), bits(b), ShortBinary.TOWARD_MINUS));
            BigDecimal up = decimal(ShortBinary.divide(bits(a), bits(b), ShortBinary.TOWARD_PLUS));
            BigDecimal zero = decimal(ShortBinary.divide(bits(a), bits(b), ShortBinary.TOWARD_ZERO));
            BigDecimal dividend = new BigDecimal(a);
            BigDecimal divisor = new BigDecimal(b);
            assertThat(down.multiply(divisor)).isLessThanOrEqualTo(dividend);
            assertThat(up.multiply(divisor)).isGreaterThanOrEqualTo(dividend);
            assertThat(zero).isEqualByComparingTo(down);
            boolean isExact = down.multiply(divisor).compareTo(dividend) == 0;
            assertThat(up.compareTo(down) == 0).isEqualTo(isExact);
            if (!isExact) {
                assertThat(Math.nextUp(down.floatValue())).isEqualTo(up.floatValue());
            }
        }
    }

    private static int bits(float value) {
        return Float.floatToRawIntBits(value);
    }

    private static BigDecimal decimal(ShortBinary.Result result) {
        return new BigDecimal(Float.intBitsToFloat((int) result.value()));
    }

    @Test
    void toFixed_eachMethod_isBigDecimals() {
        Random random = seeded("toFixed");
        RoundingMode[] modes = {
            RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.CEILING, RoundingMode.FLOOR, RoundingMode.HALF_UP
        };
        for (int i = 0; i < COUNT / 10; i++) {
            float source = Float.intBitsToFloat(random.nextInt() & 0x807F_FFFF | 100 + random.nextInt(89) << 23);
            int mode = i % modes.length;
            long expected = new BigDecimal(source).setScale(0, modes[mode]).longValueExact();
            ShortBinary.Result result = ShortBinary.toFixed(bits(source), mode, 0);
            assertThat(result.value()).as("%s mode %d", source, mode).isEqualTo(expected);
            assertThat(result.cc()).isEqualTo(source < 0 ? 1 : 2);
            assertThat(result.flags())
                    .isEqualTo(
                            new BigDecimal(source)
                                                    .remainder(BigDecimal.ONE, MathContext.UNLIMITED)
                                                    .signum()
                                            == 0
                                    ? 0
                                    : ShortBinary.INEXACT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0x7F800000, 0x7FFFFFFFFFFFFFFF, 0x88, 3",
        "0xFF800000, 0x8000000000000000, 0x88, 3",
        "0x7FC00000, 0x8000000000000000, 0x80, 3",
        "0x5F000000, 0x7FFFFFFFFFFFFFFF, 0x88, 3",
        "0x5EFFFFFF, 0x7FFFFF8000000000, 0, 2",
        "0xDF000000, 0x8000000000000000, 0, 1",
        "0xDF000001, 0x8000000000000000, 0x88, 3",
        "0x80000000, 0, 0, 0",
        "0x00000001, 0, 0x08, 2",
    })
    void toFixed_extremes_areTheManuals(String source, String value, int flags, int cc) {
        ShortBinary.Result result =
                ShortBinary.toFixed((int) Long.decode(source).longValue(), 0, 0);
        String digits = value.startsWith("0x") ? value.substring(2) : value;
        assertThat(result).isEqualTo(new ShortBinary.Result(Long.parseUnsignedLong(digits, 16), flags, 0, false, cc));
    }

    @ParameterizedTest
    @CsvSource({
        // Dividend, divisor, FPC: result, flags, data-exception code.
        "0x3F800000, 0x00000000, 0, 0x7F800000, 0x40, 0",
        "0xBF800000, 0x00000000, 0x40000000, 0, 0, 0x40",
        "0x00000000, 0x80000000, 0, 0x7FC00000, 0x80, 0",
        "0x7F800000, 0xFF800000, 0, 0x7FC00000, 0x80, 0",
        "0x7F800001, 0x7FC00002, 0, 0x7FC00001, 0x80, 0",
        "0x7FC00002, 0xFF800001, 0, 0xFFC00001, 0x80, 0",
        "0x3F800000, 0x7FC00005, 0, 0x7FC00005, 0, 0",
        // Overflow by mode, with and without traps: 2^127 / 2^-2.
        "0x7F000000, 0x3E800000, 0, 0x7F800000, 0x28, 0",
        "0x7F000000, 0x3E800000, 1, 0x7F7FFFFF, 0x28, 0",
        "0xFF000000, 0x3E800000, 2, 0xFF7FFFFF, 0x28, 0",
        "0xFF000000, 0x3E800000, 3, 0xFF800000, 0x28, 0",
        "0x7F000000, 0x3E800000, 0x20000000, 0x20000000, 0, 0x20",
        "0x7F000000, 0x3E800000, 0x08000000, 0x7F800000, 0x20, 0x0C",
        // Underflow: 2^-126 / 2 is exact, so no flag; with a trap it is one. 2^-149 / 2 is not.
        "0x00800000, 0x40000000, 0, 0x00400000, 0, 0",
        "0x00800000, 0x40000000, 0x10000000, 0x60000000, 0, 0x10",
        "0x00000001, 0x40000000, 0, 0x00000000, 0x18, 0",
        "0x00000001, 0x40000000, 2, 0x00000001, 0x18, 0",
        "0x00000001, 0x40400000, 0x08000000, 0x00000000, 0x10, 0x08",
        // Tiny before rounding, though it rounds to the least normal number.
        "0x007FFFFF, 0x3F7FFFFF, 2, 0x00800000, 0x18, 0",
    })
    void divide_specialCases_areTheManuals(String a, String b, String fpc, String value, int flags, int code) {
        ShortBinary.Result result = ShortBinary.divide(word(a), word(b), word(fpc));
        assertThat((int) result.value()).isEqualTo(word(value));
        assertThat(result.flags()).isEqualTo(flags);
        assertThat(result.dataExceptionCode()).isEqualTo(code);
        assertThat(result.isSuppressed()).isEqualTo(code == 0x40);
    }

    private static int word(String literal) {
        return (int) Long.decode(literal).longValue();
    }
}
