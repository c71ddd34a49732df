package org.maskflip.emulator.alu;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation, format, rounding mode and mask against exact ratios of integers. */
class BinaryArithmeticTest {
    private static final long SEED = Long.getLong("maskflip.seed", 20_261_123L);
    private static final int COUNT = Integer.getInteger("maskflip.cases", 4_000);
    private static final int[] MODES = {0, 1, 2, 3, 4, 7};

    private final Random random = new Random(SEED);

    private enum Operation {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        SQUARE_ROOT
    }

    /** A finite datum other than zero; operands are often close, and exponents often extreme. */
    private BigInteger datum(BinaryFormat format) {
        int width = Exact.width(format);
        int fractionBits = format.precision() - 1;
        int exponents = (1 << width - 1 - fractionBits) - 1;
        int exponent = switch (random.nextInt(6)) {
            case 0 -> random.nextInt(exponents);
            case 1 -> random.nextInt(3);
            case 2 -> exponents - 1 - random.nextInt(3);
            case 3 -> exponents / 4 * (1 + 2 * random.nextInt(2)) + random.nextInt(20) - 10;
            default -> exponents / 2 + random.nextInt(20) - 10;
        };
        BigInteger fraction = switch (random.nextInt(4)) {
            case 0 -> BigInteger.ZERO.flipBit(random.nextInt(fractionBits));
            case 1 ->
                BigInteger.ONE.shiftLeft(fractionBits).subtract(BigInteger.ONE.shiftLeft(random.nextInt(fractionBits)));
            default -> new BigInteger(fractionBits, random);
        };
        BigInteger bits = BigInteger.valueOf(exponent).shiftLeft(fractionBits).or(fraction);
        bits = bits.signum() == 0 ? BigInteger.ONE : bits;
        return random.nextBoolean() ? bits.setBit(width - 1) : bits;
    }

    private static BinaryNumber number(BigInteger bits, BinaryFormat format) {
        BigInteger left = bits.shiftLeft(128 - Exact.width(format));
        return BinaryNumber.of(format, left.shiftRight(64).longValue(), left.longValue());
    }

    private static BigInteger bits(BinaryResult result) {
        BigInteger high = new BigInteger(Long.toUnsignedString(result.high()));
        BigInteger low = new BigInteger(Long.toUnsignedString(result.low()));
        return high.shiftLeft(64).or(low).shiftRight(128 - Exact.width(result.format()));
    }

    private int masks() {
        return random.nextBoolean() ? 0 : random.nextInt(32) << 27;
    }

    private static BinaryNumber compute(
            Operation operation, BinaryNumber a, BinaryNumber b, BinaryFormat format, int mode) {
        return switch (operation) {
            case ADD -> BinaryArithmetic.add(a, b, mode);
            case SUBTRACT -> BinaryArithmetic.subtract(a, b, mode);
            case MULTIPLY -> BinaryArithmetic.multiply(a, b);
            case DIVIDE -> BinaryArithmetic.divide(a, b, format);
            case SQUARE_ROOT -> BinaryArithmetic.squareRoot(b, format);
        };
    }

    private static Exact exact(Operation operation, Exact a, Exact b) {
        return switch (operation) {
            case ADD -> a.plus(b);
            case SUBTRACT -> a.minus(b);
            case MULTIPLY -> a.times(b);
            case DIVIDE -> a.over(b);
            case SQUARE_ROOT -> b.root();
        };
    }

    /** Compares one rounding with what the manual's rules make of the exact value. */
    private static void check(
            String what, BinaryResult result, Exact value, BinaryFormat source, BinaryFormat target, int control) {
        int mode = control & 7;
        int scale = source == target
                ? 3 << Exact.width(target) - target.precision() - 2
                : 1 << Exact.width(source) - source.precision() - 2;
        Exact.Rounded rounded = value.round(target, target, mode);
        int code = rounded.inexact() ? rounded.incremented() ? 0x0C : 0x08 : 0;
        int masks = control >>> 24;
        if (rounded.tiny() && (masks & 0x10) != 0 || !rounded.tiny() && rounded.overflow() && (masks & 0x20) != 0) {
            int exception = rounded.tiny() ? 0x10 : 0x20;
            Exact moved = value.scaled(rounded.tiny() ? scale : -scale);
            Exact.Rounded wrapped = moved.round(target, source, mode);
            if (source == target) {
                wrapped = moved.round(target, target, mode);
            }
            int wrappedCode = wrapped.inexact() ? wrapped.incremented() ? 0x0C : 0x08 : 0;
            assertThat(bits(result)).as(what).isEqualTo(wrapped.bits());
            assertThat(result.format()).as(what).isEqualTo(source);
            assertThat(result.dataExceptionCode()).as(what).isEqualTo(exception | wrappedCode);
            assertThat(result.flags()).as(what).isZero();
            return;
        }
        int flags = rounded.overflow() ? 0x20 : rounded.tiny() && rounded.inexact() ? 0x10 : 0;
        if (rounded.overflow()) {
            boolean infinite = mode == 0 || mode == 4 || mode == (value.isNegative() ? 3 : 2);
            code = infinite ? 0x0C : 0x08;
            BigInteger infinity = BigInteger.ONE
                    .shiftLeft(Exact.width(target) - target.precision())
                    .subtract(BigInteger.ONE)
                    .shiftLeft(target.precision() - 1);
            BigInteger magnitude = infinite ? infinity : infinity.subtract(BigInteger.ONE);
            assertThat(bits(result))
                    .as(what)
                    .isEqualTo(value.isNegative() ? magnitude.setBit(Exact.width(target) - 1) : magnitude);
        } else {
            assertThat(bits(result)).as(what).isEqualTo(rounded.bits());
        }
        boolean traps = code != 0 && (masks & 0x08) != 0;
        assertThat(result.flags()).as(what).isEqualTo(flags | (code != 0 && !traps ? 0x08 : 0));
        assertThat(result.dataExceptionCode()).as(what).isEqualTo(traps ? code : 0);
        assertThat(result.isSuppressed()).as(what).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void operation_everyFormatModeAndMask_isTheExactResultRounded(Operation operation) {
        System.out.println(operation + ": seed " + SEED);
        for (BinaryFormat format : BinaryFormat.values()) {
            for (int i = 0; i < COUNT; i++) {
                BigInteger a = datum(format);
                BigInteger b =
                        random.nextInt(4) == 0 ? a.add(BigInteger.valueOf(random.nextInt(5) - 2)) : datum(format);
                if (operation == Operation.SQUARE_ROOT) {
                    b = b.clearBit(Exact.width(format) - 1);
                }
                BinaryNumber first = number(a, format);
                BinaryNumber second = number(b, format);
                Exact value = exact(operation, Exact.of(a, format), Exact.of(b, format));
                if (!second.isFinite() || value.isZero()) {
                    continue;
                }
                int control = masks() | MODES[i % MODES.length];
                BinaryNumber result = compute(operation, first, second, format, control & 7);
                String what = String.format("%s %s %x %x control %08x", operation, format, a, b, control);
                check(what, BinaryRounding.round(result, format, control), value, format, format, control);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = BinaryFormat.class, names = "EXTENDED", mode = EnumSource.Mode.EXCLUDE)
    void multiplyAdd_everyModeAndMask_roundsOnce(BinaryFormat format) {
        for (int i = 0; i < 3 * COUNT; i++) {
            BigInteger a = datum(format);
            BigInteger b = datum(format);
            Exact product = Exact.of(a, format).times(Exact.of(b, format));
            BigInteger c = datum(format);
            if (random.nextBoolean() && !product.round(format, format, 1).overflow()) {
                // Close to the product, so that leading bits cancel.
                c = product.round(format, format, 1).bits().flipBit(Exact.width(format) - 1);
                c = c.add(BigInteger.valueOf(random.nextInt(3)));
            }
            BinaryNumber addend = number(c, format);
            if (!addend.isFinite()) {
                continue;
            }
            int control = masks() | MODES[i % MODES.length];
            String what = String.format("%s %x * %x + %x control %08x", format, a, b, c, control);
            Exact sum = product.plus(Exact.of(c, format));
            Exact difference = product.minus(Exact.of(c, format));
            BinaryNumber first = number(a, format);
            BinaryNumber second = number(b, format);
            if (!sum.isZero()) {
                BinaryNumber result = BinaryArithmetic.multiplyAdd(first, second, addend, control & 7);
                check(what, BinaryRounding.round(result, format, control), sum, format, format, control);
            }
            if (!difference.isZero()) {
                BinaryNumber result = BinaryArithmetic.multiplySubtract(first, second, addend, control & 7);
                check(what, BinaryRounding.round(result, format, control), difference, format, format, control);
            }
        }
    }

    @Test
    void shorten_everyModeAndMask_isRoundedAndScaledInTheSourceFormat() {
        BinaryFormat[][] pairs = {
            {BinaryFormat.LONG, BinaryFormat.SHORT},
            {BinaryFormat.EXTENDED, BinaryFormat.LONG},
            {BinaryFormat.EXTENDED, BinaryFormat.SHORT}
        };
        for (int i = 0; i < 3 * COUNT; i++) {
            BinaryFormat source = pairs[i % 3][0];
            BinaryFormat target = pairs[i % 3][1];
            BigInteger a = datum(source);
            int control = masks() | MODES[random.nextInt(MODES.length)];
            Exact value = Exact.of(a, source);
            String what = String.format("%s to %s %x control %08x", source, target, a, control);
            if (value.exponent() < -16_000 || Math.abs(value.exponent()) > 16_000) {
                continue;
            }
            BinaryResult result = BinaryRounding.shorten(number(a, source), source, target, control);
            check(what, result, value, source, target, control);
        }
    }

    @ParameterizedTest
    @EnumSource(BinaryFormat.class)
    void toIntegral_everyMode_isTheNearestInteger(BinaryFormat format) {
        for (int i = 0; i < COUNT; i++) {
            BigInteger a = datum(format);
            int mode = MODES[i % MODES.length];
            BigInteger[] integer = Exact.of(a, format).inUnits(0, mode);
            BinaryResult result = BinaryConversion.toIntegral(number(a, format), format, mode);
            String what = String.format("%s %x mode %d", format, a, mode);
            boolean negative = a.testBit(Exact.width(format) - 1);
            if (integer[0].signum() == 0) {
                assertThat(bits(result).clearBit(Exact.width(format) - 1))
                        .as(what)
                        .isZero();
            } else {
                Exact delivered = Exact.of(bits(result), format);
                assertThat(delivered.numerator().abs())
                        .as(what)
                        .isEqualTo(integer[0].multiply(delivered.denominator()));
            }
            assertThat(bits(result).testBit(Exact.width(format) - 1)).as(what).isEqualTo(negative);
            assertThat(result.flags()).as(what).isEqualTo(integer[2].signum() == 0 ? 0 : 0x08);
        }
    }

    @ParameterizedTest
    @EnumSource(BinaryConversion.IntegerFormat.class)
    void toInteger_everyMode_isTheNearestIntegerOrTheExtreme(BinaryConversion.IntegerFormat kind) {
        boolean logical = kind.name().startsWith("LOGICAL");
        int width = kind.name().endsWith("32") ? 32 : 64;
        BigInteger least =
                logical ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(width - 1).negate();
        BigInteger greatest =
                BigInteger.ONE.shiftLeft(logical ? width : width - 1).subtract(BigInteger.ONE);
        for (int i = 0; i < 3 * COUNT; i++) {
            BinaryFormat format = BinaryFormat.values()[i % 3];
            int exponent = (1 << Exact.width(format) - format.precision() - 1) - 1 + random.nextInt(70) - 3;
            BigInteger a = BigInteger.valueOf(exponent)
                    .shiftLeft(format.precision() - 1)
                    .or(datum(format).mod(BigInteger.ONE.shiftLeft(format.precision() - 1)));
            if (random.nextBoolean()) {
                a = a.setBit(Exact.width(format) - 1);
            }
            int mode = MODES[random.nextInt(MODES.length)];
            Exact value = Exact.of(a, format);
            BigInteger[] rounded = value.inUnits(0, mode);
            BigInteger integer = value.isNegative() ? rounded[0].negate() : rounded[0];
            boolean fits = integer.compareTo(least) >= 0 && integer.compareTo(greatest) <= 0;
            BigInteger expected = fits ? integer : value.isNegative() ? least : greatest;
            BinaryResult result = BinaryConversion.toInteger(number(a, format), kind, mode);
            String what = String.format("%s %x to %s mode %d", format, a, kind, mode);
            assertThat(result.high()).as(what).isEqualTo(expected.longValue());
            assertThat(result.flags()).as(what).isEqualTo(!fits ? 0x88 : rounded[2].signum() == 0 ? 0 : 0x08);
            assertThat(result.cc()).as(what).isEqualTo(!fits ? 3 : value.isNegative() ? 1 : 2);
        }
    }

    @ParameterizedTest
    @EnumSource(BinaryFormat.class)
    void fromFixedAndLogical_everyMode_isTheIntegerRounded(BinaryFormat format) {
        for (int i = 0; i < COUNT; i++) {
            long integer = random.nextLong() >> random.nextInt(64);
            integer = integer == 0 ? 1 : integer;
            int mode = MODES[i % MODES.length];
            String what = String.format("%d to %s mode %d", integer, format, mode);
            BinaryResult fixed = BinaryRounding.round(BinaryConversion.fromFixed(integer), format, mode);
            check(what, fixed, Exact.of(BigInteger.valueOf(integer), BigInteger.ONE), format, format, mode);
            BigInteger unsigned = new BigInteger(Long.toUnsignedString(integer));
            BinaryResult logical = BinaryRounding.round(BinaryConversion.fromLogical(integer), format, mode);
            check(what, logical, Exact.of(unsigned, BigInteger.ONE), format, format, mode);
        }
    }

    @Test
    void hostArithmetic_wherePermitted_isTheRoundedResult() {
        int fpc = 0x0008_0000;
        assertThat(HostArithmetic.isPermitted(fpc)).isTrue();
        assertThat(HostArithmetic.isPermitted(0)).isFalse();
        assertThat(HostArithmetic.isPermitted(fpc | 1)).isFalse();
        assertThat(HostArithmetic.isPermitted(fpc | 0x0800_0000)).isFalse();
        int answered = 0;
        for (int i = 0; i < 4 * COUNT; i++) {
            long a = datum(BinaryFormat.LONG).longValue();
            long b = datum(BinaryFormat.LONG).longValue();
            BinaryNumber first = BinaryNumber.of(BinaryFormat.LONG, a, 0);
            BinaryNumber second = BinaryNumber.of(BinaryFormat.LONG, b, 0);
            double x = HostArithmetic.longNumber(a);
            double y = HostArithmetic.longNumber(b);
            long[] host = {
                HostArithmetic.of(x + y), HostArithmetic.of(x - y), HostArithmetic.of(x * y), HostArithmetic.of(x / y)
            };
            for (int operation = 0; operation < host.length; operation++) {
                if (host[operation] != HostArithmetic.NONE) {
                    BinaryNumber exact = compute(Operation.values()[operation], first, second, BinaryFormat.LONG, 0);
                    BinaryResult result = BinaryRounding.round(exact, BinaryFormat.LONG, fpc);
                    assertThat(host[operation]).isEqualTo(result.high());
                    assertThat(result.flags() & ~0x08).isZero();
                    answered++;
                }
            }
        }
        assertThat(answered).isGreaterThan(4 * COUNT);
    }

    @ParameterizedTest
    @CsvSource({
        "7f810000, 7f820000, 7fc10000, 128",
        "7fc10000, 7f820000, 7fc20000, 128",
        "7fc10000, 7fc20000, 7fc10000, 0",
        "3f800000, ffc20000, ffc20000, 0",
        "7f800000, ff800000, 7fc00000, 128"
    })
    void add_nan_isTheFirstSignalingOneOrTheFirst(String a, String b, String expected, int flags) {
        BinaryNumber first = BinaryNumber.of(BinaryFormat.SHORT, Long.parseLong(a, 16) << 32, 0);
        BinaryNumber second = BinaryNumber.of(BinaryFormat.SHORT, Long.parseLong(b, 16) << 32, 0);
        BinaryResult result = BinaryRounding.round(BinaryArithmetic.add(first, second, 0), BinaryFormat.SHORT, 0);
        assertThat(Long.toHexString(result.high() >>> 32)).isEqualTo(expected);
        assertThat(result.flags()).isEqualTo(flags);
        assertThat(result.cc()).isEqualTo(3);
    }

    @Test
    void multiplyAdd_zeroTimesInfinity_isInvalidWhateverIsAdded() {
        BinaryNumber zero = BinaryNumber.zero(false);
        BinaryNumber infinity = BinaryNumber.infinity(true);
        BinaryNumber nan = BinaryNumber.of(BinaryFormat.SHORT, 0x7FC1_0000L << 32, 0);
        BinaryResult result =
                BinaryRounding.round(BinaryArithmetic.multiplyAdd(zero, infinity, nan, 0), BinaryFormat.SHORT, 0);
        assertThat(result.high() >>> 32).isEqualTo(0x7FC0_0000L);
        assertThat(result.flags()).isEqualTo(BinaryRounding.INVALID);
    }
}
