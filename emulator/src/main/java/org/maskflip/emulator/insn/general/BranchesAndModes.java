package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.Format.E;
import static org.maskflip.emulator.insn.Format.RIE_E;
import static org.maskflip.emulator.insn.Format.RR;
import static org.maskflip.emulator.insn.Format.RSI;
import static org.maskflip.emulator.insn.Format.RSY_A;
import static org.maskflip.emulator.insn.Format.RS_A;
import static org.maskflip.emulator.insn.Format.RX_A;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Routine;

/** Branches that count with a register pair, branches that save or change the addressing mode, and the mode instructions. */
final class BranchesAndModes {
    private static final String NONE = "none";
    private static final long MODE_BITS = Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING;

    /** Bit 32 of a register: the 31-bit addressing mode in link information and branch addresses. */
    private static final long MODE_31 = 0x8000_0000L;

    /** Addressing modes and the address bits that they use. */
    private enum Mode {
        BITS_24(0, 0xFF_FFFFL),
        BITS_31(Psw.BASIC_ADDRESSING, 0x7FFF_FFFFL),
        BITS_64(Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING, -1L);

        final long pswBits;
        final long addressMask;

        Mode(long pswBits, long addressMask) {
            this.pswBits = pswBits;
            this.addressMask = addressMask;
        }

        static Mode of(Registers registers) {
            if (registers.isMaskSet(Psw.EXTENDED_ADDRESSING)) {
                return BITS_64;
            }
            return registers.isMaskSet(Psw.BASIC_ADDRESSING) ? BITS_31 : BITS_24;
        }

        void set(Registers registers) {
            registers.setPswMask(registers.pswMask() & ~MODE_BITS | pswBits);
        }
    }

    /** Whether an index that is above (or not above) the comparand branches. */
    private enum When {
        HIGH,
        LOW_OR_EQUAL
    }

    /** The size of index, increment and comparand. */
    private enum Width {
        WORD,
        DOUBLEWORD
    }

    private BranchesAndModes() {}

    static List<Instruction> rows() {
        return Rowset.of(onIndex(), linking(), modes());
    }

    private static List<Instruction> onIndex() {
        String high = "BRANCH ON INDEX HIGH";
        String low = "BRANCH ON INDEX LOW OR EQUAL";
        String relativeHigh = "BRANCH RELATIVE ON INDEX HIGH";
        String relativeLow = "BRANCH RELATIVE ON INDEX LOW OR EQUAL";
        return List.of(
                row("bxh", high, 0x86, RS_A)
                        .routine(NONE, index(When.HIGH, Width.WORD))
                        .build(),
                row("bxle", low, 0x87, RS_A)
                        .routine(NONE, index(When.LOW_OR_EQUAL, Width.WORD))
                        .build(),
                row("bxhg", high, 0xEB44, RSY_A)
                        .routine(NONE, index(When.HIGH, Width.DOUBLEWORD))
                        .build(),
                row("bxleg", low, 0xEB45, RSY_A)
                        .routine(NONE, index(When.LOW_OR_EQUAL, Width.DOUBLEWORD))
                        .build(),
                row("brxh", relativeHigh, 0x84, RSI)
                        .synonym("jxh", Field.R1)
                        .routine(NONE, index(When.HIGH, Width.WORD))
                        .build(),
                row("brxle", relativeLow, 0x85, RSI)
                        .synonym("jxle", Field.R1)
                        .routine(NONE, index(When.LOW_OR_EQUAL, Width.WORD))
                        .build(),
                row("brxhg", relativeHigh, 0xEC44, RIE_E)
                        .synonym("jxhg", Field.R1)
                        .routine(NONE, index(When.HIGH, Width.DOUBLEWORD))
                        .build(),
                row("brxlg", relativeLow, 0xEC45, RIE_E)
                        .synonym("jxleg", Field.R1)
                        .routine(NONE, index(When.LOW_OR_EQUAL, Width.DOUBLEWORD))
                        .build());
    }

    /** The increment stands in R3, the comparand in R3 if that is odd, else in the register after it. */
    private static Routine index(When when, Width width) {
        return (insn, registers, access, environment) -> {
            long target = insn.isRelative() ? insn.target() : insn.address(registers);
            boolean words = width == Width.WORD;
            int odd = insn.r3() | 1;
            long comparand = words ? registers.grLow(odd) : registers.gr(odd);
            long sum = registers.gr(insn.r1()) + registers.gr(insn.r3());
            long result = words ? (int) sum : sum;
            if (words) {
                registers.setGrLow(insn.r1(), result);
            } else {
                registers.setGr(insn.r1(), result);
            }
            if (result > comparand == (when == When.HIGH)) {
                registers.branch(target);
            }
        };
    }

    private static List<Instruction> linking() {
        return List.of(
                row("bal", "BRANCH AND LINK", 0x45, RX_A)
                        .routine(NONE, BranchesAndModes::branchAndLink)
                        .build(),
                row("balr", "BRANCH AND LINK", 0x05, RR)
                        .routine(NONE, BranchesAndModes::branchAndLinkRegister)
                        .build(),
                row("bassm", "BRANCH AND SAVE AND SET MODE", 0x0C, RR)
                        .routine(NONE, BranchesAndModes::branchAndSaveAndSetMode)
                        .build(),
                row("bsm", "BRANCH AND SET MODE", 0x0B, RR)
                        .routine(NONE, BranchesAndModes::branchAndSetMode)
                        .build());
    }

    /**
     * Link information of BRANCH AND LINK. In the 24-bit addressing mode: instruction-length code, condition code and program
     * mask left of the address. An instruction that is executed by another has the length of that one.
     */
    private static void link(Registers registers, int number) {
        long next = registers.nextAddress();
        switch (Mode.of(registers)) {
            case BITS_64 -> registers.setGr(number, next);
            case BITS_31 -> registers.setGrLow(number, MODE_31 | next);
            case BITS_24 -> {
                long halfwords = registers.wrap(next - registers.instructionAddress()) / 2;
                long left = halfwords << 6 | (long) registers.cc() << 4 | registers.programMask();
                registers.setGrLow(number, left << 24 | next);
            }
        }
    }

    private static void branchAndLink(Decoded insn, Registers registers, Access access, Environment environment) {
        long target = insn.address(registers);
        link(registers, insn.r1());
        registers.branch(target);
    }

    private static void branchAndLinkRegister(
            Decoded insn, Registers registers, Access access, Environment environment) {
        long target = registers.gr(insn.r2());
        link(registers, insn.r1());
        if (insn.r2() != 0) {
            registers.branch(target);
        }
    }

    private static void branchAndSaveAndSetMode(
            Decoded insn, Registers registers, Access access, Environment environment) {
        long target = registers.gr(insn.r2());
        long next = registers.nextAddress();
        switch (Mode.of(registers)) {
            case BITS_64 -> registers.setGr(insn.r1(), next | 1);
            case BITS_31 -> registers.setGrLow(insn.r1(), MODE_31 | next);
            case BITS_24 -> registers.setGrLow(insn.r1(), next);
        }
        branchInMode(insn, registers, target);
    }

    private static void branchAndSetMode(Decoded insn, Registers registers, Access access, Environment environment) {
        long target = registers.gr(insn.r2());
        int saved = insn.r1();
        if (saved != 0) {
            long value = registers.gr(saved);
            switch (Mode.of(registers)) {
                case BITS_64 -> registers.setGr(saved, value | 1);
                case BITS_31 -> registers.setGr(saved, value | MODE_31);
                case BITS_24 -> registers.setGr(saved, value & ~MODE_31);
            }
        }
        branchInMode(insn, registers, target);
    }

    /** Bit 63 of the target asks for the 64-bit mode, else bit 32 for the 31-bit mode. */
    private static void branchInMode(Decoded insn, Registers registers, long target) {
        if (insn.r2() == 0) {
            return;
        }
        if ((target & 1) != 0) {
            Mode.BITS_64.set(registers);
            registers.branch(target & -2);
        } else {
            ((target & MODE_31) != 0 ? Mode.BITS_31 : Mode.BITS_24).set(registers);
            registers.branch(target);
        }
    }

    private static List<Instruction> modes() {
        String set = "SET ADDRESSING MODE";
        return List.of(
                row("sam24", set, 0x010C, E)
                        .routine(NONE, setMode(Mode.BITS_24))
                        .build(),
                row("sam31", set, 0x010D, E)
                        .routine(NONE, setMode(Mode.BITS_31))
                        .build(),
                row("sam64", set, 0x010E, E)
                        .routine(NONE, setMode(Mode.BITS_64))
                        .build(),
                row("tam", "TEST ADDRESSING MODE", 0x010B, E)
                        .routine(NONE, BranchesAndModes::testMode)
                        .build());
    }

    /** The instruction itself, not the next one, must lie where the new mode can address it. */
    private static Routine setMode(Mode mode) {
        return (insn, registers, access, environment) -> {
            Specification.require((registers.instructionAddress() & ~mode.addressMask) == 0);
            mode.set(registers);
            registers.setNextAddress(registers.wrap(registers.nextAddress()));
        };
    }

    private static void testMode(Decoded insn, Registers registers, Access access, Environment environment) {
        registers.setCc(
                switch (Mode.of(registers)) {
                    case BITS_24 -> 0;
                    case BITS_31 -> 1;
                    case BITS_64 -> 3;
                });
    }
}
