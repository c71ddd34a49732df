package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.arch.Facility.Z_EC12_GROUP;
import static org.maskflip.emulator.insn.Format.IE;
import static org.maskflip.emulator.insn.Format.MII;
import static org.maskflip.emulator.insn.Format.RRF_C;
import static org.maskflip.emulator.insn.Format.SMI;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;
import org.maskflip.emulator.insn.Routine;

/**
 * The execution-hint and processor-assist facilities. A CPU may ignore what they tell it, and this one does: they meet no access
 * exception and change nothing.
 */
final class HintRows {
    private static final Routine NOTHING = (insn, registers, access, environment) -> {};

    private HintRows() {}

    static List<Instruction> rows() {
        return List.of(
                row("bpp", "BRANCH PREDICTION PRELOAD", 0xC7, SMI)
                        .facility(Z_EC12_GROUP)
                        .routine("", NOTHING)
                        .build(),
                row("bprp", "BRANCH PREDICTION RELATIVE PRELOAD", 0xC5, MII)
                        .facility(Z_EC12_GROUP)
                        .routine("", NOTHING)
                        .build(),
                row("niai", "NEXT INSTRUCTION ACCESS INTENT", 0xB2FA, IE)
                        .facility(Z_EC12_GROUP)
                        .routine("", NOTHING)
                        .build(),
                row("ppa", "PERFORM PROCESSOR ASSIST", 0xB2E8, RRF_C)
                        .facility(Z_EC12_GROUP)
                        .operands(Operand.GR1, Operand.GR2, Operand.MASK3)
                        .routine("", NOTHING)
                        .build());
    }
}
