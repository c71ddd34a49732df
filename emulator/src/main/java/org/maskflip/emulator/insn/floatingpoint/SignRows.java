package org.maskflip.emulator.insn.floatingpoint;

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

/** Loads of 64 bits with another sign, whatever the format of the datum; the condition code stays. */
final class SignRows {
    private static final long SIGN = Long.MIN_VALUE;

    /** The second operand with another sign. */
    private interface Sign {
        long of(long second);
    }

    private SignRows() {}

    static List<Instruction> rows() {
        return List.of(
                load("lpdfr", "LOAD POSITIVE", 0xB370, second -> second & ~SIGN),
                load("lndfr", "LOAD NEGATIVE", 0xB371, second -> second | SIGN),
                load("lcdfr", "LOAD COMPLEMENT", 0xB373, second -> second ^ SIGN),
                row("cpsdr", "COPY SIGN", 0xB372, Format.RRF_B)
                        .facility(Facility.FLOATING_POINT_SUPPORT_ENHANCEMENT)
                        .operands(Operand.FR1, Operand.FR3, Operand.FR2)
                        .routine("", SignRows::copySign)
                        .build());
    }

    private static Instruction load(String mnemonic, String title, int opcode, Sign sign) {
        return row(mnemonic, title, opcode, Format.RRE)
                .facility(Facility.FLOATING_POINT_SUPPORT_ENHANCEMENT)
                .operands(Operand.FR1, Operand.FR2)
                .routine("", (insn, registers, access, environment) -> {
                    RegisterControl.permit(registers, insn.r1());
                    RegisterControl.permit(registers, insn.r2());
                    registers.setFpr(insn.r1(), sign.of(registers.fpr(insn.r2())));
                })
                .build();
    }

    /** The sign of the third operand before the rest of the second. */
    private static void copySign(Decoded insn, Registers registers, Access access, Environment environment) {
        RegisterControl.permit(registers, insn.r1());
        RegisterControl.permit(registers, insn.r2());
        RegisterControl.permit(registers, insn.r3());
        registers.setFpr(insn.r1(), registers.fpr(insn.r3()) & SIGN | registers.fpr(insn.r2()) & ~SIGN);
    }
}
