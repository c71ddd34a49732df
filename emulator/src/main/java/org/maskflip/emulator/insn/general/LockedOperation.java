package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.Access.PSW_KEY;
import static org.maskflip.emulator.insn.Format.SS_E;
import static org.maskflip.emulator.insn.Rows.row;
import static org.maskflip.emulator.insn.Serialization.SERIALIZATION;

import java.util.List;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Quadword;
import org.maskflip.emulator.insn.Space;

/**
 * PERFORM LOCKED OPERATION: compares one or two operands in storage with expected values and, where they are equal, loads or stores
 * others, all of it under a lock that the program names by a token. Other CPUs that take no such lock see the single references.
 *
 * <p>A function code is four times a {@link Kind} plus a {@link Place}. What the instruction has no register for stands in the
 * parameter list, in slots of 16 bytes, right-aligned; the addresses of the fourth, sixth and eighth operand stand between them.
 */
final class LockedOperation {
    private static final int RESERVED = 0xFFFF_FE00;
    private static final int TEST = 0x100;

    /** Bytes into the parameter list. */
    private static final int FIRST_COMPARISON = 0;

    private static final int FIRST_REPLACEMENT = 16;
    private static final int THIRD_COMPARISON = 32;
    private static final int THIRD_REPLACEMENT = 48;
    private static final int FOURTH_ADDRESS = 72;
    private static final int SLOT = 16;

    /** From the slot of a value to store, and the address of where it goes, to the next such two. */
    private static final int STEP = 32;

    /** What is done, in the order of the function codes. */
    private enum Kind {
        COMPARE_AND_LOAD,
        COMPARE_AND_SWAP,
        DOUBLE_COMPARE_AND_SWAP,
        COMPARE_AND_SWAP_AND_STORE,
        COMPARE_AND_SWAP_AND_DOUBLE_STORE,
        COMPARE_AND_SWAP_AND_TRIPLE_STORE;

        /** How many operands are stored beside the second. */
        private int stores() {
            return Math.max(0, ordinal() - DOUBLE_COMPARE_AND_SWAP.ordinal());
        }
    }

    /** Where the comparison and replacement values are, in the order of the function codes' last two bits. */
    private enum Place {
        WORD_REGISTERS(4),
        DOUBLEWORD_LIST(8),
        DOUBLEWORD_REGISTERS(8),
        QUADWORD_LIST(16);

        private final int size;

        Place(int size) {
            this.size = size;
        }

        private boolean isList() {
            return this == DOUBLEWORD_LIST || this == QUADWORD_LIST;
        }
    }

    private final Decoded insn;
    private final Registers registers;
    private final Access access;
    private final Kind kind;
    private final Place place;
    private final int size;
    private final long second;
    /** The fourth operand, or the parameter list. */
    private final long list;

    private LockedOperation(Decoded insn, Registers registers, Access access, int functionCode) {
        this.insn = insn;
        this.registers = registers;
        this.access = access;
        kind = Kind.values()[functionCode >> 2];
        place = Place.values()[functionCode & 3];
        size = place.size;
        second = insn.address(registers);
        list = insn.secondAddress(registers);
    }

    static List<Instruction> rows() {
        return List.of(row("plo", "PERFORM LOCKED OPERATION", 0xEE, SS_E)
                .serializes(SERIALIZATION)
                .routine(
                        "under a lock: fetches the second operand and what the function compares and loads, then"
                                + " stores; all probed first",
                        LockedOperation::perform)
                .build());
    }

    private static void perform(Decoded insn, Registers registers, Access access, Environment environment) {
        int control = registers.grLow(0);
        Specification.require((control & RESERVED) == 0);
        int functionCode = control & 0xFF;
        boolean valid = functionCode >> 2 < Kind.values().length;
        if ((control & TEST) != 0) {
            registers.setCc(valid ? 0 : 3);
            return;
        }
        Specification.require(valid);
        LockedOperation operation = new LockedOperation(insn, registers, access, functionCode);
        operation.check();
        environment.underProgramLock(registers.wrap(registers.gr(1)), operation::run);
    }

    private boolean needsList() {
        return place.isList() || kind.stores() > 1;
    }

    private void check() {
        boolean inRegisters = !place.isList();
        boolean pairs = inRegisters && kind != Kind.COMPARE_AND_LOAD;
        Specification.require(!pairs || (insn.r1() & 1) == 0);
        Specification.require(!inRegisters || kind != Kind.DOUBLE_COMPARE_AND_SWAP || (insn.r3() & 1) == 0);
        Specification.boundary(second, size);
        if (needsList() || kind != Kind.COMPARE_AND_SWAP) {
            Specification.boundary(list, Math.min(size, 8));
        }
    }

    private void run() {
        Quadword expected = value(insn.r1(), FIRST_COMPARISON);
        Quadword found = fetch(second);
        if (!found.equals(expected)) {
            replace(insn.r1(), FIRST_COMPARISON, found);
            registers.setCc(1);
            return;
        }
        switch (kind) {
            case COMPARE_AND_LOAD -> {
                replace(insn.r3(), THIRD_COMPARISON, fetch(operand(0)));
                registers.setCc(0);
            }
            case DOUBLE_COMPARE_AND_SWAP -> swapBoth();
            default -> swapAndStore();
        }
    }

    private void swapBoth() {
        long fourth = operand(0);
        Quadword expected = value(insn.r3(), THIRD_COMPARISON);
        Quadword found = fetch(fourth);
        if (!found.equals(expected)) {
            replace(insn.r3(), THIRD_COMPARISON, found);
            registers.setCc(2);
            return;
        }
        Quadword third = value(insn.r3() + 1, THIRD_REPLACEMENT);
        Quadword first = value(insn.r1() + 1, FIRST_REPLACEMENT);
        probeStore(fourth);
        probeStore(second);
        store(fourth, third);
        store(second, first);
        registers.setCc(0);
    }

    /** Everything is fetched and probed before the first store; the second operand is stored last. */
    private void swapAndStore() {
        int count = kind.stores();
        long[] targets = new long[count];
        Quadword[] values = new Quadword[count];
        for (int i = 0; i < count; i++) {
            int slot = THIRD_REPLACEMENT + STEP * i;
            targets[i] = operand(i);
            values[i] = needsList() ? fetch(inList(slot)) : register(insn.r3());
        }
        Quadword replacement = value(insn.r1() + 1, FIRST_REPLACEMENT);
        for (long target : targets) {
            probeStore(target);
        }
        probeStore(second);
        for (int i = 0; i < count; i++) {
            store(targets[i], values[i]);
        }
        store(second, replacement);
        registers.setCc(0);
    }

    /** The address of the fourth, sixth or eighth operand (0, 1, 2). */
    private long operand(int number) {
        if (!needsList()) {
            return list;
        }
        long at = registers.wrap(list + FOURTH_ADDRESS + (long) STEP * number);
        long address = registers.wrap(access.fetch(at, 8));
        Specification.boundary(address, size);
        return address;
    }

    private long inList(int slot) {
        return registers.wrap(list + slot + SLOT - size);
    }

    private Quadword register(int number) {
        return new Quadword(0, size == 4 ? registers.gr(number) & 0xFFFF_FFFFL : registers.gr(number));
    }

    private Quadword value(int register, int slot) {
        return place.isList() ? fetch(inList(slot)) : register(register);
    }

    private void replace(int register, int slot, Quadword value) {
        if (place.isList()) {
            probeStore(inList(slot));
            store(inList(slot), value);
        } else if (size == 4) {
            registers.setGrLow(register, value.low());
        } else {
            registers.setGr(register, value.low());
        }
    }

    private Quadword fetch(long address) {
        if (size < 16) {
            return new Quadword(0, access.fetch(address, size));
        }
        long high = access.fetch(address, 8);
        return new Quadword(high, access.fetch(registers.wrap(address + 8), 8));
    }

    private void probeStore(long address) {
        access.probeStore(Space.CURRENT, PSW_KEY, address, size);
    }

    private void store(long address, Quadword value) {
        if (size < 16) {
            access.store(address, size, value.low());
        } else {
            access.store(address, 8, value.high());
            access.store(registers.wrap(address + 8), 8, value.low());
        }
    }
}
