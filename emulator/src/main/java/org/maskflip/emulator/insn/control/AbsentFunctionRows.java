package org.maskflip.emulator.insn.control;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Serialization;

/**
 * The rows whose function this machine does not offer: the linkage stack, program call and transfer, ASN translation, subspace
 * groups, branch-and-set-authority, resume program and trap.
 *
 * <p>DEVIATION: each ends with the special-operation exception that the manual has for it when the function is not enabled by
 * control bits or tables; here those count as zero, whatever they hold. No Linux kernel uses them.
 */
final class AbsentFunctionRows {
    private AbsentFunctionRows() {}

    static List<Instruction> rows() {
        return List.of(
                absent("bakr", "BRANCH AND STACK", 0xB240, Format.RRE).build(),
                absent("pr", "PROGRAM RETURN", 0x0101, Format.E).build(),
                absent("ereg", "EXTRACT STACKED REGISTERS", 0xB249, Format.RRE).build(),
                absent("eregg", "EXTRACT STACKED REGISTERS", 0xB90E, Format.RRE).build(),
                absent("esta", "EXTRACT STACKED STATE", 0xB24A, Format.RRE).build(),
                absent("msta", "MODIFY STACKED STATE", 0xB247, Format.RRE)
                        .operands(Operand.GR1)
                        .build(),
                serializing("pc", "PROGRAM CALL", 0xB218, Format.S).build(),
                serializing("pt", "PROGRAM TRANSFER", 0xB228, Format.RRE).build(),
                serializing("pti", "PROGRAM TRANSFER WITH INSTANCE", 0xB99E, Format.RRE)
                        .facility(Facility.ASN_AND_LX_REUSE)
                        .build(),
                serializing("ssar", "SET SECONDARY ASN", 0xB225, Format.RRE)
                        .operands(Operand.GR1)
                        .build(),
                serializing("ssair", "SET SECONDARY ASN WITH INSTANCE", 0xB99F, Format.RRE)
                        .facility(Facility.ASN_AND_LX_REUSE)
                        .operands(Operand.GR1)
                        .build(),
                absent("lasp", "LOAD ADDRESS SPACE PARAMETERS", 0xE500, Format.SSE)
                        .privileged()
                        .build(),
                absent("bsa", "BRANCH AND SET AUTHORITY", 0xB25A, Format.RRE).build(),
                absent("bsg", "BRANCH IN SUBSPACE GROUP", 0xB258, Format.RRE).build(),
                absent("rp", "RESUME PROGRAM", 0xB277, Format.S).build(),
                absent("trap2", "TRAP", 0x01FF, Format.E).build(),
                absent("trap4", "TRAP", 0xB2FF, Format.S).build());
    }

    private static Rows absent(String mnemonic, String title, int opcode, Format format) {
        return row(mnemonic, title, opcode, format).routine("", AbsentFunctionRows::notEnabled);
    }

    private static Rows serializing(String mnemonic, String title, int opcode, Format format) {
        return absent(mnemonic, title, opcode, format)
                .semiprivileged()
                .serializes(Serialization.SERIALIZATION_AND_CHECKPOINT);
    }

    private static void notEnabled(Decoded insn, Registers registers, Access access, Environment environment) {
        throw Conditions.specialOperation();
    }
}
