package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.arch.Facility.EXTENDED_TRANSLATION_2;
import static org.maskflip.emulator.insn.Access.PSW_KEY;
import static org.maskflip.emulator.insn.Format.RR;
import static org.maskflip.emulator.insn.Format.RRE;
import static org.maskflip.emulator.insn.Format.RSY_A;
import static org.maskflip.emulator.insn.Format.RS_A;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Space;

/** MOVE LONG, MOVE LONG EXTENDED, MOVE LONG UNICODE and MOVE PAGE. Bytes move one by one from the left. */
final class LongMoves {
    private static final String UNIT = "moves or pads at most 256 bytes, not past a page boundary; both probed first";
    private static final int PAGE = 4096;

    /** Bits of general register 0 that MOVE PAGE looks at. */
    private static final int KEY_FOR_FIRST = 0x800;

    private static final int KEY_FOR_SECOND = 0x400;
    private static final int CONDITION_CODE_OPTION = 0x100;

    private LongMoves() {}

    static List<Instruction> rows() {
        return List.of(
                row("mvcl", "MOVE LONG", 0x0E, RR)
                        .even(Field.R1, Field.R2)
                        .routine(UNIT, LongMoves::moveLong)
                        .build(),
                row("mvcle", "MOVE LONG EXTENDED", 0xA8, RS_A)
                        .even(Field.R1, Field.R3)
                        .routine(UNIT, (insn, registers, access, environment) -> extended(insn, registers, access, 1))
                        .build(),
                row("mvclu", "MOVE LONG UNICODE", 0xEB8E, RSY_A)
                        .facility(EXTENDED_TRANSLATION_2)
                        .even(Field.R1, Field.R3)
                        .routine(UNIT, (insn, registers, access, environment) -> extended(insn, registers, access, 2))
                        .build(),
                row("mvpg", "MOVE PAGE", 0xB254, RRE)
                        .routine("moves 4,096 bytes; both operands probed first", LongMoves::movePage)
                        .build());
    }

    private static void moveLong(Decoded insn, Registers registers, Access access, Environment environment) {
        Specification.registers(insn);
        LongOperand to = LongOperand.ofShortLength(registers, insn.r1());
        LongOperand from = LongOperand.ofShortLength(registers, insn.r2());
        if (isDestructive(registers, to, from)) {
            registers.setCc(3);
            return;
        }
        int pad = registers.grLow(insn.r2() + 1) >>> 24;
        if (!moveUnit(registers, access, to, from, pad, 1)) {
            registers.repeat();
        }
    }

    /** Whether the first operand is used as a source after it has been used as a destination. */
    private static boolean isDestructive(Registers registers, LongOperand to, LongOperand from) {
        long distance = registers.wrap(to.address() - from.address());
        long moved = Math.min(to.length(), from.length());
        return distance != 0 && Long.compareUnsigned(distance, moved) < 0;
    }

    private static void extended(Decoded insn, Registers registers, Access access, int element) {
        Specification.registers(insn);
        LongOperand to = LongOperand.ofFullLength(registers, insn.r1());
        LongOperand from = LongOperand.ofFullLength(registers, insn.r3());
        Specification.require(((to.length() | from.length()) & (element - 1)) == 0);
        if (!moveUnit(registers, access, to, from, (int) insn.address(registers), element)) {
            registers.setCc(3);
        }
    }

    /** One unit of operation; sets the condition code and returns true if it was the last. */
    private static boolean moveUnit(
            Registers registers, Access access, LongOperand to, LongOperand from, int pad, int element) {
        if (to.length() == 0) {
            registers.setCc(to.compareLength(from));
            return true;
        }
        int count = UnitOfOperation.atMost(UnitOfOperation.within(to.address(), element), to.length());
        int moved = 0;
        if (from.length() == 0) {
            pad(registers, access, to.address(), count, pad, element);
        } else {
            count = Math.min(
                    count, UnitOfOperation.atMost(UnitOfOperation.within(from.address(), element), from.length()));
            access.move(to.address(), from.address(), count);
            moved = count;
        }
        int order = to.compareLength(from);
        to.advance(registers, count);
        from.advance(registers, moved);
        if (to.length() != count) {
            return false;
        }
        registers.setCc(order);
        return true;
    }

    private static void pad(Registers registers, Access access, long address, int count, int pad, int element) {
        access.probeStore(Space.CURRENT, PSW_KEY, address, count);
        for (int i = 0; i < count; i++) {
            int shift = 8 * (element - 1 - i % element);
            access.store(registers.wrap(address + i), 1, pad >>> shift & 0xFF);
        }
    }

    private static void movePage(Decoded insn, Registers registers, Access access, Environment environment) {
        int control = registers.grLow(0);
        Specification.require((control & 0xF000) == 0);
        Specification.require((control & (KEY_FOR_FIRST | KEY_FOR_SECOND)) != (KEY_FOR_FIRST | KEY_FOR_SECOND));
        int key = control >> 4 & 0xF;
        if ((control & (KEY_FOR_FIRST | KEY_FOR_SECOND)) != 0) {
            authorize(registers, key);
        }
        int toKey = (control & KEY_FOR_FIRST) != 0 ? key : PSW_KEY;
        int fromKey = (control & KEY_FOR_SECOND) != 0 ? key : PSW_KEY;
        long to = registers.wrap(registers.gr(insn.r1())) & -PAGE;
        long from = registers.wrap(registers.gr(insn.r2())) & -PAGE;
        boolean option = (control & CONDITION_CODE_OPTION) != 0;
        if (option && isPageInvalid(() -> access.probeFetch(Space.CURRENT, fromKey, from, PAGE))) {
            registers.setCc(2);
        } else if (option && isPageInvalid(() -> access.probeStore(Space.CURRENT, toKey, to, PAGE))) {
            registers.setCc(1);
        } else {
            access.move(Space.CURRENT, toKey, to, Space.CURRENT, fromKey, from, PAGE);
            registers.setCc(0);
        }
    }

    /** In the problem state the PSW-key mask must allow the access key. */
    private static void authorize(Registers registers, int key) {
        boolean allowed = (registers.cr(3) & 0x8000_0000L >>> key) != 0;
        if (registers.isMaskSet(Psw.PROBLEM_STATE) && !allowed) {
            throw ProgramInterruption.of(ProgramCode.PRIVILEGED_OPERATION);
        }
    }

    private static boolean isPageInvalid(Runnable probe) {
        try {
            probe.run();
            return false;
        } catch (ProgramInterruption interruption) {
            if (interruption.code() == ProgramCode.PAGE_TRANSLATION) {
                return true;
            }
            throw interruption;
        }
    }
}
