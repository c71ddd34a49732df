package org.maskflip.emulator.insn.general;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.MachineState;
import org.maskflip.emulator.insn.RandomCases;
import org.maskflip.emulator.insn.TestCase;

/**
 * Random cases that make sense to complex rows: registers that hold addresses and lengths of operands in the scratch area,
 * packed numbers, strings that end, operands that overlap or are equal up to a point.
 */
final class ComplexCases {
    private static final Set<String> PAIRS_OF_PAIRS = Set.of("mvcl", "clcl", "mvcle", "clcle", "mvclu", "clclu");
    private static final Set<String> STRINGS = Set.of("mvst", "clst", "srst", "srstu");
    private static final Set<String> PACKED = Set.of("cvb", "cvby", "cvbg");
    private static final Set<String> DIVISIONS = Set.of("d", "dr", "dl", "dlr", "dlg", "dlgr");
    private static final Set<String> SWAPS = Set.of("cs", "csy", "csg", "cds", "cdsy", "cdsg");
    private static final Set<String> OVERLAPPING =
            Set.of("mvc", "mvn", "mvz", "mvo", "nc", "oc", "xc", "clc", "tr", "trt", "pack");
    private static final Set<String> INDEXED = Set.of("bxh", "bxle", "bxhg", "bxleg", "bal");

    private static final Set<String> ENCODINGS = Set.of("cu12", "cu21", "cu14", "cu24", "cu41", "cu42");
    private static final Set<String> CHARACTERS = Set.of("troo", "trot", "trto", "trtt");

    private final Random random;
    private final RandomCases plain;
    private Instruction row;
    private long bytes;
    private MachineState state;

    /** The same seed gives the same cases. */
    ComplexCases(long seed) {
        random = new Random(seed);
        plain = new RandomCases(seed);
    }

    /** One case of a complex row at the given address. */
    TestCase one(Instruction wanted, long address) {
        TestCase base = plain.one(wanted, address);
        row = wanted;
        bytes = base.bytes();
        state = base.before().copy();
        String name = wanted.mnemonic();
        if (INDEXED.contains(name)) {
            pointBase(Field.B2, address + TestCase.BRANCH_DISTANCE);
        } else if (name.equals("balr")) {
            state.general[field(Field.R2)] = address + TestCase.BRANCH_DISTANCE;
        } else if (PAIRS_OF_PAIRS.contains(name)) {
            pairOfPairs(name);
        } else if (STRINGS.contains(name)) {
            strings(name);
        } else if (name.equals("cksm") || name.equals("tre")) {
            oneLongOperand(name);
        } else if (name.equals("csst")) {
            swapAndStore();
        } else if (ENCODINGS.contains(name)) {
            unicode(name);
        } else if (CHARACTERS.contains(name)) {
            characters(name);
        } else {
            shape(name);
        }
        return new TestCase(row, bytes, address, state);
    }

    private void shape(String name) {
        if (PACKED.contains(name)) {
            packed(name.equals("cvbg") ? 16 : 8);
        } else if (DIVISIONS.contains(name)) {
            smallDividend();
        } else if (SWAPS.contains(name) && random.nextBoolean()) {
            expectWhatIsThere();
        } else if (OVERLAPPING.contains(name) && random.nextInt(3) == 0) {
            overlap();
        } else if (name.equals("mvcin")) {
            pointBase(Field.B2, MachineState.SCRATCH + 768 + random.nextInt(200));
            pointBase(Field.B1, MachineState.SCRATCH + random.nextInt(200));
        } else if (name.equals("trtr")) {
            pointBase(Field.B1, MachineState.SCRATCH + 256 + random.nextInt(400));
        } else if (name.equals("slda")) {
            // QEMU has no interruption for fixed-point overflow.
            state.programMask &= 7;
        } else if (name.equals("spm")) {
            state.programMask = random.nextInt(16);
        } else if (name.startsWith("unpk") || name.startsWith("pk")) {
            if (name.equals("unpk")) {
                // QEMU takes one byte of the second operand too few, which shows where the first has room for it.
                set(Field.L2, 8 + random.nextInt(8));
                set(Field.L1, random.nextInt(15));
            }
            pointBase(Field.B1, MachineState.SCRATCH + random.nextInt(300));
            pointBase(Field.B2, MachineState.SCRATCH + 600 + random.nextInt(100));
        }
        if (name.equals("clc") && random.nextBoolean()) {
            equaliseStorage();
        }
        if (name.startsWith("trt") && random.nextBoolean()) {
            sparseTable();
        }
        if (name.startsWith("clm")) {
            state.general[field(Field.R1)] = random.nextBoolean() ? loaded().gr(field(Field.R1)) : 0;
        }
    }

    private int field(Field field) {
        return row.format().placement(field).extract(bytes);
    }

    private void set(Field field, int value) {
        bytes = row.format().placement(field).insert(bytes, value);
    }

    private Registers loaded() {
        Registers registers = new Registers();
        for (int i = 0; i < 16; i++) {
            registers.setGr(i, state.general[i]);
        }
        return registers;
    }

    private Decoded decoded() {
        return new Decoded(row, bytes, 0, Level.Z13.facilities());
    }

    /** Moves the address whose base is {@code base} to {@code goal}. */
    private void pointBase(Field base, long goal) {
        boolean second = base == Field.B2 && row.format().has(Field.B1);
        Decoded insn = decoded();
        long now = second ? insn.secondAddress(loaded()) : insn.address(loaded());
        state.general[field(base)] += goal - now;
    }

    private void overlap() {
        long first = MachineState.SCRATCH + 64 + random.nextInt(400);
        pointBase(Field.B1, first);
        pointBase(Field.B2, first + random.nextInt(41) - 20);
    }

    private int offset(long address) {
        return (int) (address - MachineState.SCRATCH);
    }

    private void pairOfPairs(String name) {
        Field second = name.length() == 4 ? Field.R2 : Field.R3;
        int r1 = 2 + 2 * random.nextInt(3);
        int r2 = 8 + 2 * random.nextInt(3);
        set(Field.R1, r1);
        set(second, r2);
        boolean overlaps = name.equals("mvcl") || name.startsWith("cl");
        int element = name.endsWith("u") ? 2 : 1;
        int from = overlaps ? random.nextInt(700) : 512 + random.nextInt(200);
        int to = overlaps ? random.nextInt(700) : random.nextInt(256);
        int toLength = random.nextInt(128) * 2 + (element == 1 ? random.nextInt(2) : 0);
        int fromLength = random.nextInt(3) == 0 ? toLength : random.nextInt(128) * 2;
        state.general[r1] = MachineState.SCRATCH + to;
        state.general[r2] = MachineState.SCRATCH + from;
        long keep = name.length() == 4 ? ~0xFF_FFFFL : 0;
        state.general[r1 + 1] = state.general[r1 + 1] & keep | toLength;
        state.general[r2 + 1] = state.general[r2 + 1] & keep | fromLength;
        if (name.startsWith("cl")) {
            equalise(to, from, Math.max(toLength, fromLength));
        }
    }

    /** Makes two ranges equal, but for one byte now and then. */
    private void equalise(int first, int second, int length) {
        int size = Math.min(length, MachineState.SCRATCH_LENGTH - Math.max(first, second));
        System.arraycopy(state.scratch, second, state.scratch, first, size);
        if (size > 0 && random.nextBoolean()) {
            state.scratch[first + random.nextInt(size)] += (byte) (random.nextInt(3) - 1);
        }
    }

    /** Makes the operands of a storage-to-storage comparison equal, but for one byte now and then; what follows them differs. */
    private void equaliseStorage() {
        int first = offset(decoded().address(loaded()));
        int second = offset(decoded().secondAddress(loaded()));
        equalise(first, second, decoded().length1() + 1);
    }

    private void strings(String name) {
        int r1 = 1 + random.nextInt(7);
        int r2 = 8 + random.nextInt(8);
        set(Field.R1, r1);
        set(Field.R2, r2);
        for (int i = 0; i < MachineState.SCRATCH_LENGTH; i++) {
            state.scratch[i] = (byte) (random.nextInt(5) == 0 ? random.nextInt() : random.nextInt(16));
        }
        int ending = random.nextInt(3) == 0 ? 0 : random.nextInt(256);
        int first = random.nextInt(300);
        int second = 512 + random.nextInt(200);
        state.general[0] = state.general[0] & ~0xFFFF_FFFFL | ending;
        if (name.equals("clst")) {
            equalise(first, second, 230);
        }
        state.scratch[first + random.nextInt(230)] = (byte) ending;
        state.scratch[second + random.nextInt(230)] = (byte) ending;
        state.general[r1] = MachineState.SCRATCH + first;
        state.general[r2] = MachineState.SCRATCH + second;
        if (name.startsWith("srst")) {
            state.general[r1] = MachineState.SCRATCH + second + 2L * random.nextInt(120);
        }
        if (name.equals("srstu")) {
            state.general[0] = state.general[0] & ~0xFFFF_FFFFL | random.nextInt(16) << 8 | random.nextInt(16);
        }
    }

    private void oneLongOperand(String name) {
        Field operand = name.equals("cksm") ? Field.R2 : Field.R1;
        Field other = name.equals("cksm") ? Field.R1 : Field.R2;
        int pair = 2 + 2 * random.nextInt(3);
        set(operand, pair);
        int single = 8 + random.nextInt(8);
        set(other, single);
        state.general[pair] = MachineState.SCRATCH + random.nextInt(300);
        state.general[pair + 1] = random.nextInt(256);
        if (name.equals("tre")) {
            state.general[single] = MachineState.SCRATCH + random.nextInt(700);
        }
    }

    private void swapAndStore() {
        set(Field.R3, 2 * (2 + random.nextInt(2)));
        set(Field.B1, 8);
        set(Field.B2, 9);
        int function = random.nextInt(3);
        state.general[0] = state.general[0] & ~0xFFFFL | random.nextInt(5) << 8 | function;
        state.general[1] = MachineState.SCRATCH + 16L * random.nextInt(20);
        pointBase(Field.B1, MachineState.SCRATCH + 400 + 16L * random.nextInt(10));
        pointBase(Field.B2, MachineState.SCRATCH + 700 + 16L * random.nextInt(10));
        if (random.nextBoolean()) {
            int at = offset(decoded().address(loaded()));
            int r3 = field(Field.R3);
            state.general[r3] = function == 0 ? read(at, 4) : read(at, 8);
            state.general[r3 + 1] = read(at + 8, 8);
        }
    }

    private long read(int at, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | state.scratch[at + i] & 0xFF;
        }
        return value;
    }

    private void packed(int size) {
        int at = offset(decoded().address(loaded()));
        int zeros = random.nextInt(size);
        for (int i = 0; i < size; i++) {
            int digits = random.nextInt(10) << 4 | random.nextInt(10);
            state.scratch[at + i] = (byte) (i < zeros ? 0 : digits);
        }
        int sign = random.nextInt(20) == 0 ? random.nextInt(16) : 10 + random.nextInt(6);
        state.scratch[at + size - 1] = (byte) (state.scratch[at + size - 1] & 0xF0 | sign);
    }

    /** Makes the left half of the dividend small enough that a quotient mostly exists; addresses stay. */
    private void smallDividend() {
        int r1 = field(Field.R1);
        if (row.format().has(Field.B2) && (field(Field.B2) == r1 || field(Field.X2) == r1)) {
            return;
        }
        boolean isBase = row.format().has(Field.B2) && (field(Field.B2) == r1 + 1 || field(Field.X2) == r1 + 1);
        if (!isBase && random.nextInt(8) == 0 && (r1 & 1) == 0) {
            state.general[r1] = 0;
            state.general[r1 + 1] = random.nextInt(3) == 0 ? 0 : random.nextInt(4);
            return;
        }
        long small = random.nextLong() >> 33 + random.nextInt(31);
        state.general[r1] = random.nextInt(4) == 0 ? state.general[r1] : random.nextBoolean() ? small : small >> 62;
    }

    private void expectWhatIsThere() {
        int at = offset(decoded().address(loaded()));
        int r1 = field(Field.R1);
        boolean isBase = field(Field.B2) == r1 || row.mnemonic().startsWith("cd") && field(Field.B2) == r1 + 1;
        boolean isRefused = row.mnemonic().startsWith("cd") && (r1 & 1) != 0;
        if (isBase || isRefused) {
            return;
        }
        switch (row.mnemonic()) {
            case "cs", "csy" -> state.general[r1] = read(at, 4);
            case "csg" -> state.general[r1] = read(at, 8);
            case "cdsg" -> {
                state.general[r1] = read(at, 8);
                state.general[r1 + 1] = read(at + 8, 8);
            }
            default -> {
                state.general[r1] = read(at, 4);
                state.general[r1 + 1] = read(at + 4, 4);
            }
        }
    }

    private void sparseTable() {
        int at = offset(decoded().secondAddress(loaded()));
        for (int i = 0; i < 256 && at + i < MachineState.SCRATCH_LENGTH; i++) {
            if (random.nextInt(60) != 0) {
                state.scratch[at + i] = 0;
            }
        }
    }

    /** Text that is mostly well formed, at most 200 bytes of it; now and then a target that is too short. */
    private void unicode(String name) {
        int to = 2 + 2 * random.nextInt(3);
        int from = 8 + 2 * random.nextInt(3);
        set(Field.R1, to);
        set(Field.R2, from);
        int begin = 512 + random.nextInt(200);
        int at = begin;
        int end = begin + random.nextInt(name.endsWith("4") ? 60 : 120);
        while (at < end) {
            at += character(name.charAt(2), at);
        }
        if (name.charAt(2) == '1' && (field(Field.M3) & 1) != 0) {
            withoutLeadsThatQemuRefuses();
        }
        state.general[from] = MachineState.SCRATCH + begin;
        state.general[from + 1] = random.nextInt(3) == 0 ? end - begin : at - begin;
        state.general[to] = MachineState.SCRATCH + random.nextInt(80);
        state.general[to + 1] = random.nextInt(3) == 0 ? random.nextInt(200) : 400;
    }

    /** QEMU 7.2 takes every character that begins with E0 or F0 for ill-formed. */
    private void withoutLeadsThatQemuRefuses() {
        for (int i = 0; i < MachineState.SCRATCH_LENGTH; i++) {
            state.scratch[i] += (byte) ((state.scratch[i] & 0xEF) == 0xE0 ? 1 : 0);
        }
    }

    /** Puts one character of the form 1 (UTF-8), 2 (UTF-16) or 4 (UTF-32) and returns its bytes. */
    private int character(char form, int at) {
        boolean broken = random.nextInt(60) == 0;
        int[] limits = {0x80, 0x800, 0xD800, 0x10000, 0x110000};
        int code = random.nextInt(limits[random.nextInt(limits.length)]);
        String text = code >= 0xD800 && code < 0xE000 ? "x" : new String(Character.toChars(code));
        byte[] bytes = text.getBytes(
                form == '1'
                        ? StandardCharsets.UTF_8
                        : form == '2' ? StandardCharsets.UTF_16BE : Charset.forName("UTF-32BE"));
        System.arraycopy(bytes, 0, state.scratch, at, bytes.length);
        if (broken) {
            state.scratch[at + random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes.length;
    }

    /** Two-byte characters are below 256, so that the table fits. */
    private void characters(String name) {
        boolean wide = name.charAt(2) == 't';
        set(Field.R1, 4);
        set(Field.R2, 6 + random.nextInt(8));
        int characters = random.nextInt(60);
        int at = 700 + random.nextInt(40);
        for (int i = 0; i < 200 && wide; i += 2) {
            state.scratch[at + i] = 0;
        }
        state.general[1] = MachineState.SCRATCH + random.nextInt(100);
        state.general[field(Field.R2)] = MachineState.SCRATCH + at;
        state.general[4] = MachineState.SCRATCH + 860 + random.nextInt(40);
        state.general[5] = 1L + characters << (wide ? 1 : 0);
        int function = random.nextInt(300);
        state.general[0] = random.nextBoolean() ? state.general[0] : read(function, 2);
        if (name.equals("trot")) {
            // QEMU 7.2 takes a test character of one byte.
            state.general[0] &= ~0xFF00;
        }
    }
}
