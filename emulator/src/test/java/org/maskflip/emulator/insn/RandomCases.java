package org.maskflip.emulator.insn;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.Registers;

/**
 * Random and boundary cases of any row: fields and register contents are drawn, addresses point into the scratch area (or to
 * the branch destination), and the instruction is put together from its format's placements alone.
 */
public final class RandomCases {
    private static final long[] BOUNDARIES = {
        0,
        1,
        2,
        -1,
        -2,
        0x7F,
        0x80,
        0xFF,
        0x7FFF,
        0x8000,
        0xFFFF,
        0x7FFF_FFFFL,
        0x8000_0000L,
        0x8000_0001L,
        0xFFFF_FFFFL,
        0x1_0000_0000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        0xFFFF_FFFF_0000_0000L,
        0xFFFF_FFFF_7FFF_FFFFL,
        0xFFFF_FFFF_8000_0000L,
        0x5555_5555_5555_5555L,
        0x0F0F_0F0F_F0F0_F0F0L
    };

    private final Random random;

    /** The same seed gives the same cases. */
    public RandomCases(long seed) {
        random = new Random(seed);
    }

    /** Cases of one row for consecutive slots from {@code firstIndex} on. */
    public List<TestCase> of(Instruction row, int count, int firstIndex) {
        List<TestCase> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cases.add(one(row, QemuComparison.address(firstIndex + i)));
        }
        return cases;
    }

    /** A random or boundary doubleword. */
    public long value() {
        return switch (random.nextInt(4)) {
            case 0 -> BOUNDARIES[random.nextInt(BOUNDARIES.length)];
            case 1 ->
                BOUNDARIES[random.nextInt(BOUNDARIES.length)] << 32
                        | BOUNDARIES[random.nextInt(BOUNDARIES.length)] & 0xFFFF_FFFFL;
            case 2 -> random.nextLong() >> random.nextInt(64);
            default -> random.nextLong();
        };
    }

    /** One case for an instruction at the given address. */
    public TestCase one(Instruction row, long address) {
        MachineState state = new MachineState();
        random.nextBytes(state.scratch);
        for (int i = 0; i < 16; i++) {
            state.general[i] = value();
            state.access[i] = random.nextInt();
            state.floating[i] = random.nextLong();
        }
        state.conditionCode = random.nextInt(4);
        // Without the fixed-point-overflow mask: QEMU does not interrupt for it.
        state.programMask = random.nextInt(8);
        for (int at = 0; at < MachineState.SCRATCH_LENGTH; at += 8) {
            if (random.nextInt(3) == 0) {
                putLong(state.scratch, at, value());
            }
        }
        Format format = row.format();
        long bytes = fields(row, format.opcode().place(row.opcode()));
        bytes = relative(row, bytes, address);
        if (random.nextInt(3) == 0) {
            relate(row, bytes, state);
        }
        point(row, bytes, address, state);
        if (random.nextInt(3) == 0) {
            relateStorage(row, bytes, address, state);
        }
        return new TestCase(row, bytes, address, state);
    }

    /** A value near another, or near its complement: operands whose sum, difference or comparison is at a boundary. */
    private long near(long other) {
        return switch (random.nextInt(8)) {
            case 0 -> -other;
            case 1 -> ~other;
            case 2 -> other + random.nextInt(3) - 1;
            case 3 -> Long.rotateLeft(other, 32);
            case 4 -> other ^ Long.MIN_VALUE;
            case 5 -> 0;
            default -> other;
        };
    }

    /** Makes the values of two operands that are registers or immediate near each other. */
    private void relate(Instruction row, long bytes, MachineState state) {
        Format format = row.format();
        long other = random.nextInt(4) == 0 ? 0 : value();
        if (format.has(Field.I2)) {
            Field.Placement placement = format.placement(Field.I2);
            int shift = Integer.SIZE - Math.min(placement.width(), Integer.SIZE);
            int signed = placement.extract(bytes) << shift >> shift;
            long immediate = signed;
            other = row.isImmediateUnsigned() ? immediate & -1L >>> Long.SIZE - placement.width() : immediate;
            other = random.nextInt(4) == 0 ? other << 32 | other & 0xFFFF_FFFFL : other;
        }
        for (Field field : new Field[] {Field.R1, Field.R2, Field.R3}) {
            if (format.has(field)) {
                state.general[extract(format, field, bytes)] = near(other);
            }
        }
    }

    /** Makes the storage operand of a simple row near its register or immediate operand. */
    private void relateStorage(Instruction row, long bytes, long address, MachineState state) {
        Format format = row.format();
        int size = row.storageBytes();
        if (size == 0 || row.isComplex()) {
            return;
        }
        Registers registers = new Registers();
        for (int i = 0; i < 16; i++) {
            registers.setGr(i, state.general[i]);
        }
        Decoded insn = new Decoded(row, bytes, address, Level.Z13.facilities());
        long at = (insn.isRelative() ? insn.target() : insn.address(registers)) - MachineState.SCRATCH;
        if (at < 0 || at > MachineState.SCRATCH_LENGTH - 8) {
            return;
        }
        Field register = row.in3() == Source.NONE && !format.has(Field.R3) ? Field.R1 : Field.R3;
        long value = format.has(Field.I2)
                ? insn.immediate()
                : format.has(register) ? state.general[extract(format, register, bytes)] : 0;
        value = near(random.nextInt(4) == 0 ? value >>> 32 : value) << Long.SIZE - 8 * size;
        for (int i = 0; i < size; i++) {
            state.scratch[(int) at + i] = (byte) (value >> 56 - 8 * i);
        }
    }

    private static void putLong(byte[] bytes, int at, long value) {
        for (int i = 0; i < 8; i++) {
            bytes[at + i] = (byte) (value >> 56 - 8 * i);
        }
    }

    /** Everything but relative addresses. */
    private long fields(Instruction row, long opcode) {
        Format format = row.format();
        long bytes = opcode;
        for (Field.Placement placement : format.fields()) {
            long value = switch (placement.field()) {
                case RI2, RI4 -> 0;
                case B1, B2, B4 -> 1 + random.nextInt(15);
                case X2 -> random.nextInt(4) == 0 ? random.nextInt(16) : 0;
                case D1, D2, D4 -> random.nextInt(4) == 0 ? value() : 0;
                case I1, I2 -> random.nextBoolean() ? value() : random.nextInt();
                default -> random.nextInt(1 << Math.min(placement.width(), 16));
            };
            if (row.evenRegisters().contains(placement.field()) && random.nextInt(50) != 0) {
                value &= ~1;
            }
            bytes = placement.insert(bytes, value);
        }
        return distinct(format, bytes);
    }

    /** Makes the registers of addresses differ, so that each can be pointed where it should. */
    private static long distinct(Format format, long bytes) {
        if (format.has(Field.X2) && extract(format, Field.X2, bytes) == extract(format, Field.B2, bytes)) {
            return format.placement(Field.X2).insert(bytes, 0);
        }
        Field first = format.has(Field.B1) ? Field.B1 : Field.B2;
        Field second = format.has(Field.B1) ? Field.B2 : Field.B4;
        if (format.has(first)
                && format.has(second)
                && extract(format, first, bytes) == extract(format, second, bytes)) {
            return format.placement(second).insert(bytes, extract(format, first, bytes) % 15 + 1);
        }
        return bytes;
    }

    private boolean isBranch(Instruction row) {
        return row.branch() != Branch.NEVER;
    }

    private long relative(Instruction row, long bytes, long address) {
        Field field = row.format().has(Field.RI2) ? Field.RI2 : Field.RI4;
        Field.Placement placement = row.format().placement(field);
        if (placement == null) {
            return bytes;
        }
        long distance = TestCase.BRANCH_DISTANCE;
        if (row.storageBytes() > 0) {
            distance = operand(row) - address;
        } else if (!isBranch(row) && !row.isComplex()) {
            // QEMU 7 computes twice the field in 32 bits (mended in QEMU 8): stay below.
            distance = random.nextInt();
        }
        return placement.insert(bytes, distance >> 1);
    }

    /** An address in the scratch area on the row's boundary, mostly with room for 256 bytes behind it. */
    private long operand(Instruction row) {
        boolean relative = row.format().has(Field.RI2);
        if (!relative && row.alignment() > 1 && random.nextInt(50) == 0) {
            return MachineState.SCRATCH + random.nextInt(704);
        }
        int boundary = Math.max(Math.max(row.alignment(), relative ? 2 : 1), random.nextBoolean() ? 8 : 1);
        return MachineState.SCRATCH + (random.nextInt(704) & -boundary) + (boundary == 1 ? random.nextInt(8) : 0);
    }

    /** Loads the base registers so that the addresses point where they should. */
    private void point(Instruction row, long bytes, long address, MachineState state) {
        Format format = row.format();
        boolean computesOnly = !row.isComplex() && row.storageBytes() == 0;
        Field[][] addresses = {{Field.B1, Field.D1}, {Field.B2, Field.D2}, {Field.B4, Field.D4}};
        for (Field[] parts : addresses) {
            if (!format.has(parts[0]) || computesOnly && !isBranch(row)) {
                continue;
            }
            int base = extract(format, parts[0], bytes);
            long goal = isBranch(row) ? address + TestCase.BRANCH_DISTANCE : operand(row);
            int index = parts[0] == Field.B2 && format.has(Field.X2) ? extract(format, Field.X2, bytes) : 0;
            state.general[base] = goal - extract(format, parts[1], bytes) - (index == 0 ? 0 : state.general[index]);
        }
        if (isBranch(row) && format.fields().size() == 2 && format.has(Field.R2)) {
            state.general[extract(format, Field.R2, bytes)] = address + TestCase.BRANCH_DISTANCE;
        }
        loops(row, bytes, state);
    }

    /** Branch-on-count rows end their loops now and then. */
    private void loops(Instruction row, long bytes, MachineState state) {
        boolean counts = row.branch() == Branch.IF_LOW_NONZERO || row.branch() == Branch.IF_NONZERO;
        if (counts && row.in1() == Source.R1 && row.out() != Target.NONE && random.nextInt(3) == 0) {
            int r1 = extract(row.format(), Field.R1, bytes);
            Format format = row.format();
            boolean free = !format.has(Field.R2) || extract(format, Field.R2, bytes) != r1;
            free &= !format.has(Field.B2) || extract(format, Field.B2, bytes) != r1;
            free &= !format.has(Field.X2) || extract(format, Field.X2, bytes) != r1;
            if (free) {
                state.general[r1] = random.nextBoolean() ? 1 : 0xFFFF_FFFF_0000_0001L;
            }
        }
    }

    private static int extract(Format format, Field field, long bytes) {
        return format.placement(field).extract(bytes);
    }
}
