package org.maskflip.emulator.insn.control;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Serialization;
import org.maskflip.emulator.insn.Space;

/** The rows that move bytes between address spaces or with other keys than the PSW's. */
final class MoveRows {
    private static final int HOME = 3;
    private static final int SECONDARY = 2;

    /** The most that MVCP, MVCS and MVCK move. */
    private static final int SHORT_LIMIT = 256;

    /** The most that MVCOS moves. */
    private static final int LONG_LIMIT = 4096;

    private static final String BYTES = "moves bytes";

    private MoveRows() {}

    static List<Instruction> rows() {
        return List.of(
                move("mvcp", "MOVE TO PRIMARY", 0xDA)
                        .serializes(Serialization.SERIALIZATION_AND_CHECKPOINT)
                        .routine(BYTES, (i, r, a, e) -> moveBetween(i, r, a, Space.PRIMARY))
                        .build(),
                move("mvcs", "MOVE TO SECONDARY", 0xDB)
                        .serializes(Serialization.SERIALIZATION_AND_CHECKPOINT)
                        .routine(BYTES, (i, r, a, e) -> moveBetween(i, r, a, Space.SECONDARY))
                        .build(),
                move("mvck", "MOVE WITH KEY", 0xD9)
                        .routine(BYTES, MoveRows::moveWithKey)
                        .build(),
                row("mvcsk", "MOVE WITH SOURCE KEY", 0xE50E, Format.SSE)
                        .semiprivileged()
                        .routine(BYTES, MoveRows::moveWithSourceKey)
                        .build(),
                row("mvcdk", "MOVE WITH DESTINATION KEY", 0xE50F, Format.SSE)
                        .semiprivileged()
                        .routine(BYTES, MoveRows::moveWithDestinationKey)
                        .build(),
                row("mvcos", "MOVE WITH OPTIONAL SPECIFICATIONS", 0xC80, Format.SSF)
                        .facility(Facility.MOVE_WITH_OPTIONAL_SPECIFICATIONS)
                        .semiprivileged()
                        .routine(BYTES, MoveRows::moveWithSpecifications)
                        .build());
    }

    private static Rows move(String mnemonic, String title, int opcode) {
        return row(mnemonic, title, opcode, Format.SS_D).semiprivileged();
    }

    /** The true length in a register: 64 bits in the 64-bit addressing mode, else bits 32-63; unsigned. */
    private static long trueLength(Registers registers, int number) {
        long value = registers.gr(number);
        return registers.isMaskSet(Psw.EXTENDED_ADDRESSING) ? value : value & 0xFFFF_FFFFL;
    }

    private static int limited(long trueLength, int limit) {
        return Long.compareUnsigned(trueLength, limit) > 0 ? limit : (int) trueLength;
    }

    /** Condition code 0 if all was moved, 3 if the limit cut it. */
    private static int moved(long trueLength, int limit) {
        return Long.compareUnsigned(trueLength, limit) > 0 ? 3 : 0;
    }

    /** Bits 56-59 of a register. */
    private static int keyIn(Registers registers, int number) {
        return registers.grLow(number) >>> 4 & 15;
    }

    private static void moveBetween(Decoded insn, Registers registers, Access access, Space destination) {
        Conditions.translating(registers);
        Conditions.secondarySpaceAllowed(registers);
        if ((registers.addressSpace() & 1) != 0) {
            throw Conditions.specialOperation();
        }
        int key = keyIn(registers, insn.r3());
        Conditions.keyAuthority(registers, key);
        long trueLength = trueLength(registers, insn.r1());
        int length = limited(trueLength, SHORT_LIMIT);
        long to = insn.address(registers);
        long from = insn.secondAddress(registers);
        if (destination == Space.PRIMARY) {
            access.move(Space.PRIMARY, Access.PSW_KEY, to, Space.SECONDARY, key, from, length);
        } else {
            access.move(Space.SECONDARY, key, to, Space.PRIMARY, Access.PSW_KEY, from, length);
        }
        registers.setCc(moved(trueLength, SHORT_LIMIT));
    }

    private static void moveWithKey(Decoded insn, Registers registers, Access access, Environment environment) {
        int key = keyIn(registers, insn.r3());
        Conditions.keyAuthority(registers, key);
        long trueLength = trueLength(registers, insn.r1());
        access.move(
                Space.CURRENT,
                Access.PSW_KEY,
                insn.address(registers),
                Space.CURRENT,
                key,
                insn.secondAddress(registers),
                limited(trueLength, SHORT_LIMIT));
        registers.setCc(moved(trueLength, SHORT_LIMIT));
    }

    private static void moveWithSourceKey(Decoded insn, Registers registers, Access access, Environment environment) {
        int key = keyIn(registers, 1);
        Conditions.keyAuthority(registers, key);
        moveCurrent(insn, registers, access, Access.PSW_KEY, key);
    }

    private static void moveWithDestinationKey(
            Decoded insn, Registers registers, Access access, Environment environment) {
        int key = keyIn(registers, 1);
        Conditions.keyAuthority(registers, key);
        moveCurrent(insn, registers, access, key, Access.PSW_KEY);
    }

    /** The length code stands in bits 56-63 of general register 0 and is one less than the number of bytes. */
    private static void moveCurrent(Decoded insn, Registers registers, Access access, int toKey, int fromKey) {
        long to = insn.address(registers);
        long from = insn.secondAddress(registers);
        int length = (registers.grLow(0) & 0xFF) + 1;
        access.move(Space.CURRENT, toKey, to, Space.CURRENT, fromKey, from, length);
    }

    private static void moveWithSpecifications(
            Decoded insn, Registers registers, Access access, Environment environment) {
        Conditions.translating(registers);
        OperandControl to = OperandControl.of(registers.grLow(0) >>> 16, registers);
        OperandControl from = OperandControl.of(registers.grLow(0) & 0xFFFF, registers);
        if (to.explicitSpace && to.control == HOME && registers.isMaskSet(Psw.PROBLEM_STATE)) {
            throw Conditions.specialOperation();
        }
        if (to.control == SECONDARY || from.control == SECONDARY) {
            Conditions.secondarySpaceAllowed(registers);
        }
        Space toSpace = Conditions.space(to.control);
        Space fromSpace = Conditions.space(from.control);
        Conditions.keyAuthority(registers, to.key);
        Conditions.keyAuthority(registers, from.key);
        long trueLength = trueLength(registers, insn.r3());
        access.move(
                toSpace,
                to.key,
                insn.address(registers),
                fromSpace,
                from.key,
                insn.secondAddress(registers),
                limited(trueLength, LONG_LIMIT));
        registers.setCc(moved(trueLength, LONG_LIMIT));
    }

    /** An operand-access control of MVCOS with what the PSW supplies where its validity bits are zero. */
    private record OperandControl(int key, int control, boolean explicitSpace) {
        private static final int KEY_VALID = 2;
        private static final int SPACE_VALID = 1;

        static OperandControl of(int halfword, Registers registers) {
            int key = (halfword & KEY_VALID) != 0 ? halfword >> 12 & 15 : registers.key();
            boolean explicit = (halfword & SPACE_VALID) != 0;
            int control = explicit ? halfword >> 6 & 3 : registers.addressSpace();
            return new OperandControl(key, control, explicit);
        }
    }
}
