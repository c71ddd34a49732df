package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.arch.Facility.Z_EC12_GROUP;
import static org.maskflip.emulator.insn.Format.RXY_A;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import java.util.function.LongUnaryOperator;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.ProgramInterruption.Ending;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Instruction;

/** The load-and-trap facility: loads that trap, with the register loaded, if the value is zero. */
final class LoadAndTrapRows {
    /** The data-exception code of compare-and-trap and load-and-trap instructions. */
    private static final int TRAP = 0xFF;

    private static final String LOGICAL = "LOAD LOGICAL AND TRAP";

    /** Puts a value into a register, or into half of it. */
    private interface Destination {
        void set(Registers registers, int number, long value);
    }

    private LoadAndTrapRows() {}

    static List<Instruction> rows() {
        return List.of(
                load("lat", "LOAD AND TRAP", 0xE39F, 4, a -> a, Registers::setGrLow),
                load("lgat", "LOAD AND TRAP", 0xE385, 8, a -> a, Registers::setGr),
                load("lfhat", "LOAD HIGH AND TRAP", 0xE3C8, 4, a -> a, Registers::setGrHigh),
                load("llgfat", LOGICAL, 0xE39D, 4, a -> a, Registers::setGr),
                load(
                        "llgtat",
                        "LOAD LOGICAL THIRTY ONE BITS AND TRAP",
                        0xE39C,
                        4,
                        a -> a & 0x7FFF_FFFFL,
                        Registers::setGr));
    }

    private static Instruction load(
            String mnemonic, String title, int opcode, int size, LongUnaryOperator extension, Destination destination) {
        return row(mnemonic, title, opcode, RXY_A)
                .facility(Z_EC12_GROUP)
                .routine("fetches " + size, (insn, registers, access, environment) -> {
                    long value = extension.applyAsLong(access.fetch(insn.address(registers), size));
                    destination.set(registers, insn.r1(), value);
                    if (value == 0) {
                        throw ProgramInterruption.data(TRAP, Ending.COMPLETED);
                    }
                })
                .build();
    }
}
