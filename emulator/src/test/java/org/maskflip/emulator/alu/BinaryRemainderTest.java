package org.maskflip.emulator.alu;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BinaryRemainderTest {
    private static final long SEED = Long.getLong("maskflip.seed", 20_261_123L);
    private static final int[] MODES = {0, 1, 2, 3, 4, 7};

    private static BinaryRemainder.Result divide(long a, long b, BinaryFormat format, int control, int mode) {
        int left = 64 - Exact.width(format);
        return BinaryRemainder.divideToInteger(
                BinaryNumber.of(format, a << left, 0), BinaryNumber.of(format, b << left, 0), format, control, mode);
    }

    /** Operands whose quotient is mostly near the precision, or small. */
    private static long datum(Random random, BinaryFormat format, int around) {
        int fractionBits = format.precision() - 1;
        long exponents = (1L << Exact.width(format) - 1 - fractionBits) - 1;
        long exponent = random.nextInt(5) == 0
                ? 1 + random.nextInt((int) exponents - 1)
                : exponents / 2 + around + random.nextInt(10) - 5;
        long fraction =
                random.nextInt(3) == 0 ? 1L << random.nextInt(fractionBits) : random.nextLong() >>> 64 - fractionBits;
        long sign = random.nextBoolean() ? 1L << Exact.width(format) - 1 : 0;
        return sign | exponent << fractionBits | fraction;
    }

    @ParameterizedTest
    @EnumSource(value = BinaryFormat.class, names = "EXTENDED", mode = EnumSource.Mode.EXCLUDE)
    void divideToInteger_finite_isTheDefinitionInIntegers(BinaryFormat format) {
        System.out.println("divide to integer: seed " + SEED);
        Random random = new Random(SEED);
        int[] codes = new int[4];
        for (int i = 0; i < 20_000; i++) {
            long a = datum(random, format, random.nextInt(3) * format.precision() / 2);
            long b = datum(random, format, 0);
            int mode = MODES[random.nextInt(MODES.length)];
            int control = MODES[random.nextInt(MODES.length - 2)];
            BinaryRemainder.Result result = divide(a, b, format, control, mode);
            String what = String.format("%s %x / %x modes %d %d", format, a, b, control, mode);
            codes[result.remainder().cc()]++;
            check(what, result, BigInteger.valueOf(a), BigInteger.valueOf(b), format, control, mode);
        }
        assertThat(codes).as("all condition codes").doesNotContain(0);
    }

    private static void check(
            String what,
            BinaryRemainder.Result result,
            BigInteger a,
            BigInteger b,
            BinaryFormat format,
            int control,
            int mode) {
        int width = Exact.width(format);
        Exact dividend = Exact.of(a.and(BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE)), format);
        Exact divisor = Exact.of(b.and(BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE)), format);
        Exact quotient = dividend.over(divisor);
        boolean isFinal = quotient.inUnits(0, 1)[2].signum() == 0 || quotient.exponent() < format.precision();
        int unit = isFinal ? 0 : quotient.exponent() - format.precision() + 1;
        BigInteger whole = quotient.inUnits(unit, isFinal ? mode : 1)[0].shiftLeft(unit);
        Exact integer = Exact.of(quotient.isNegative() ? whole.negate() : whole, BigInteger.ONE);
        Exact remainder = dividend.minus(divisor.times(integer));
        boolean overflows = !integer.isZero() && integer.exponent() > format.greatestExponent();
        assertThat(result.remainder().cc()).as(what).isEqualTo((isFinal ? 0 : 2) + (overflows ? 1 : 0));
        BigInteger third = new BigInteger(Long.toUnsignedString(result.quotientHigh())).shiftRight(64 - width);
        assertThat(third.testBit(width - 1)).as(what).isEqualTo(dividend.isNegative() != divisor.isNegative());
        if (integer.isZero()) {
            assertThat(third.clearBit(width - 1)).as(what).isZero();
        } else {
            Exact delivered = Exact.of(third, format).scaled(overflows ? format.scale() : 0);
            assertThat(delivered.minus(integer).isZero()).as(what).isTrue();
        }
        BigInteger first =
                new BigInteger(Long.toUnsignedString(result.remainder().high())).shiftRight(64 - width);
        if (remainder.isZero()) {
            assertThat(first.clearBit(width - 1)).as(what).isZero();
            assertThat(first.testBit(width - 1)).as(what).isEqualTo(dividend.isNegative());
            assertThat(result.remainder().flags()).as(what).isZero();
        } else {
            Exact.Rounded rounded = remainder.round(format, format, control);
            assertThat(first).as(what).isEqualTo(rounded.bits());
            assertThat(result.remainder().flags()).as(what).isEqualTo(rounded.inexact() ? 0x08 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // dividend, divisor, remainder, quotient, flags, code
        "7f8a0000, 7f8b0000, 7fca0000, 7fca0000, 128, 1",
        "7fca0000, 7f8b0000, 7fcb0000, 7fcb0000, 128, 1",
        "40000000, 7fcb0000, 7fcb0000, 7fcb0000, 0, 1",
        "ff800000, 40000000, 7fc00000, 7fc00000, 128, 1",
        "40000000, 80000000, 7fc00000, 7fc00000, 128, 1",
        "c0000000, ff800000, c0000000, 00000000, 0, 0",
        "00000001, ff800000, 00000001, 80000000, 0, 0",
        "80000000, 7f800000, 80000000, 80000000, 0, 0",
        "80000000, 40800000, 80000000, 80000000, 0, 0",
        "c0e00000, c0800000, 3f800000, 40000000, 0, 0",
        "7f7fffff, 00000001, 00000000, 69ffffff, 0, 1"
    })
    void divideToInteger_specialOperands_areTheManuals(
            String a, String b, String remainder, String quotient, int flags, int cc) {
        BinaryRemainder.Result result = divide(Long.parseLong(a, 16), Long.parseLong(b, 16), BinaryFormat.SHORT, 0, 0);
        assertThat(String.format("%08x", result.remainder().high() >>> 32)).isEqualTo(remainder);
        assertThat(result.remainder().flags()).isEqualTo(flags);
        assertThat(result.remainder().cc()).isEqualTo(cc);
        assertThat(String.format("%08x", result.quotientHigh() >>> 32)).isEqualTo(quotient);
    }

    @Test
    void divideToInteger_tinyRemainderThatTraps_isScaledAndExact() {
        BinaryRemainder.Result result =
                divide(0x000F_FFFF_FFFF_FFFFL, 0x000F_FFFF_FFFF_FFFEL, BinaryFormat.LONG, 0xF800_0000, 0);
        assertThat(result.remainder().high()).isEqualTo(0x5CD0_0000_0000_0000L);
        assertThat(result.remainder().dataExceptionCode()).isEqualTo(0x10);
        assertThat(result.quotientHigh()).isEqualTo(0x3FF0_0000_0000_0000L);
    }

    @Test
    void divideToInteger_divisionByZeroThatTraps_isSuppressed() {
        BinaryRemainder.Result result = divide(0x4000_0000L, 0, BinaryFormat.SHORT, 0x8000_0000, 0);
        assertThat(result.remainder().isSuppressed()).isTrue();
        assertThat(result.remainder().dataExceptionCode()).isEqualTo(0x80);
    }
}
