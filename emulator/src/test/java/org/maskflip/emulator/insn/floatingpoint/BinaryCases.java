package org.maskflip.emulator.insn.floatingpoint;

import java.util.Random;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.MachineState;
import org.maskflip.emulator.insn.Operand;
import org.maskflip.emulator.insn.RandomCases;
import org.maskflip.emulator.insn.TestCase;

/**
 * Cases of floating-point rows: numbers of all formats and classes in the registers and in storage, often close to each other,
 * and every mode, mask and flag of the floating-point-control register.
 */
final class BinaryCases {
    private static final int[] MODES = {0, 0, 0, 1, 2, 3, 7};
    private static final int[] EXPONENT_BITS = {8, 11, 15};

    private final Random random;
    private final RandomCases others;
    private final Facilities facilities;

    BinaryCases(long seed, Facilities facilities) {
        random = new Random(seed);
        others = new RandomCases(seed + 1);
        this.facilities = facilities;
    }

    /** One case for an instruction at the given address. */
    TestCase one(Instruction row, long address) {
        TestCase plain = others.one(row, address);
        MachineState state = plain.before().copy();
        long bytes = fields(row, plain.bytes());
        int format = random.nextInt(8) == 0 ? random.nextInt(3) : format(row);
        long[] last = datum(format);
        for (int i = 0; i < 16; i++) {
            if ((i & 2) == 0) {
                last = random.nextInt(3) == 0 ? near(last, format) : datum(format);
                state.floating[i] = last[0];
                state.floating[i + 2] = format == 2 ? last[1] : datum(format)[0];
            }
        }
        state.fpc = fpc();
        integers(row, bytes, state);
        storage(row, bytes, address, state, format);
        return new TestCase(row, bytes, address, state);
    }

    /** The format of most operands of a row, by the letter in its name. */
    private static int format(Instruction row) {
        String name = row.mnemonic();
        if (name.matches("l[dx][ed]br?")) {
            // A lengthened operand is of the second format.
            return name.charAt(2) == 'd' ? 1 : 0;
        }
        return name.contains("x") ? 2 : name.matches(".*(d[bf]|db?r|dg|gd).*|ld.*|m[as]d.*|tcd.*") ? 1 : 0;
    }

    /** Masks, flags, and a rounding mode; often no mask at all, and often the inexact flag already. */
    private int fpc() {
        int masks = random.nextInt(3) == 0 ? random.nextInt(32) : 0;
        int flags = random.nextBoolean() ? random.nextInt(32) : random.nextInt(2);
        return masks << 27 | flags << 19 | MODES[random.nextInt(MODES.length)];
    }

    private long fields(Instruction row, long bytes) {
        Format format = row.format();
        long result = bytes;
        boolean extended = row.mnemonic().contains("x");
        for (Operand operand : row.operands()) {
            Field field = operand.fields().get(0);
            Field.Placement placement = format.placement(field);
            int value = placement.extract(result);
            if (operand.kind() == Operand.Kind.FLOATING && extended && random.nextInt(16) != 0) {
                value &= ~2;
            }
            if (operand == Operand.MASK3 || operand == Operand.MASK4 && format == Format.RRF_B) {
                value = random.nextInt(8) == 0 ? value : new int[] {0, 0, 1, 3, 4, 5, 6, 7}[value & 7];
            }
            result = placement.insert(result, value);
        }
        return result;
    }

    /** A datum, left-aligned in two doublewords. */
    private long[] datum(int format) {
        if (random.nextInt(16) == 0) {
            return new long[] {random.nextBoolean() ? Long.MIN_VALUE : 0, 0};
        }
        int bits = EXPONENT_BITS[format];
        int ones = (1 << bits) - 1;
        int exponent = switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> ones;
            case 2 -> random.nextInt(ones + 1);
            case 3 -> 1 + random.nextInt(3);
            case 4 -> ones - 1 - random.nextInt(3);
            case 5, 6 -> ones / 2 + random.nextInt(140) - 70;
            case 7 ->
                random.nextBoolean() ? ones / 4 + random.nextInt(60) - 30 : ones / 4 * 3 + random.nextInt(60) - 30;
            default -> ones / 2 + random.nextInt(8) - 4;
        };
        long high = fraction();
        long low = fraction();
        long first =
                (random.nextBoolean() ? Long.MIN_VALUE : 0) | (long) (exponent & ones) << 63 - bits | high >>> 1 + bits;
        if (format == 0) {
            return new long[] {first & 0xFFFF_FFFF_0000_0000L | random.nextInt() & 0xFFFF_FFFFL, random.nextLong()};
        }
        return new long[] {first, format == 1 ? random.nextLong() : high << 63 - bits & random.nextLong() | low};
    }

    private long fraction() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> -1L;
            case 2 -> -1L << random.nextInt(64);
            case 3 -> 1L << random.nextInt(64);
            case 4 -> -1L >>> random.nextInt(64);
            case 5 -> 1L << 63 | 1L << random.nextInt(64);
            default -> random.nextLong();
        };
    }

    /** A datum a few last bits, or the sign, or the exponent, away from another. */
    private long[] near(long[] other, int format) {
        long unit = format == 0 ? 1L << 32 : format == 1 ? 1 : 0;
        long first = other[0] + unit * (random.nextInt(9) - 4);
        long second = format == 2 ? other[1] + random.nextInt(9) - 4 : other[1];
        if (random.nextBoolean()) {
            first ^= Long.MIN_VALUE;
        }
        if (random.nextInt(4) == 0) {
            first += (long) (random.nextInt(7) - 3) << 63 - EXPONENT_BITS[format];
        }
        return new long[] {first, second};
    }

    /** Integers of all lengths, and such as lie between two numbers of a format. */
    private void integers(Instruction row, long bytes, MachineState state) {
        boolean converts = row.operands().contains(Operand.GR2);
        if (converts || row.operands().contains(Operand.GR1) && row.operands().size() == 1) {
            Field field = converts ? Field.R2 : Field.R1;
            int register = row.format().placement(field).extract(bytes);
            state.general[register] = switch (random.nextInt(3)) {
                case 0 -> random.nextLong() >> random.nextInt(64);
                case 1 -> fraction() >> random.nextInt(64);
                default -> others.value();
            };
            if (!converts) {
                // QEMU 7.2 ends at SFASR with an assertion of its own if bits 0-31 are not zero.
                long high = row.mnemonic().equals("sfasr") ? 0 : random.nextLong() << 32;
                state.general[register] = high | control() & 0xFFFF_FFFFL;
            }
        }
    }

    /** A word for the floating-point-control register, now and then with a bit that does not exist. */
    private int control() {
        return fpc()
                | random.nextInt(8) << 4
                | random.nextInt(256) << 8
                | (random.nextInt(4) == 0 ? 1 << random.nextInt(32) : 0);
    }

    /** The storage operand is a datum too. */
    private void storage(Instruction row, long bytes, long address, MachineState state, int format) {
        if (!row.format().has(Field.B2)) {
            return;
        }
        Registers registers = new Registers();
        for (int i = 0; i < 16; i++) {
            registers.setGr(i, state.general[i]);
        }
        long at = new Decoded(row, bytes, address, facilities).address(registers) - MachineState.SCRATCH;
        if (at < 0 || at > MachineState.SCRATCH_LENGTH - 8) {
            return;
        }
        int r1 = row.format().has(Field.R1) ? row.format().placement(Field.R1).extract(bytes) : 0;
        boolean isNear = random.nextInt(3) == 0;
        long first = isNear ? near(new long[] {state.floating[r1], 0}, format)[0] : datum(format)[0];
        long value = row.format() == Format.S ? (long) control() << 32 : first;
        for (int i = 0; i < 8; i++) {
            state.scratch[(int) at + i] = (byte) (value >>> 56 - 8 * i);
        }
    }
}
