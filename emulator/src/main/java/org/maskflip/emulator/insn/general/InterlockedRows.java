package org.maskflip.emulator.insn.general;

import java.util.List;
import org.maskflip.emulator.alu.Arithmetic;
import org.maskflip.emulator.alu.Conditions;
import org.maskflip.emulator.alu.Logic;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Source;
import org.maskflip.emulator.insn.Target;

/**
 * The interlocked-access facility 1: storage takes the operation of its old value and R3, R1 takes the old value. Specific-operand
 * serialization: Model Z, rule specific. Source: PoP chapter 7, "LOAD AND ADD" to "LOAD AND OR".
 */
final class InterlockedRows {
    private InterlockedRows() {}

    static List<Instruction> rows() {
        return List.of(
                word("laa", "LOAD AND ADD", 0xEBF8)
                        .op2(Arithmetic::add)
                        .cc(Conditions::add32)
                        .overflow()
                        .build(),
                doubleword("laag", "LOAD AND ADD", 0xEBE8)
                        .op2(Arithmetic::add)
                        .cc(Conditions::add64)
                        .overflow()
                        .build(),
                word("laal", "LOAD AND ADD LOGICAL", 0xEBFA)
                        .op2(Arithmetic::add)
                        .cc(Conditions::addLogical32)
                        .build(),
                doubleword("laalg", "LOAD AND ADD LOGICAL", 0xEBEA)
                        .op2(Arithmetic::add)
                        .cc(Conditions::addLogical64)
                        .build(),
                word("lan", "LOAD AND AND", 0xEBF4)
                        .op2(Logic::and)
                        .cc(Conditions::nonzero32)
                        .build(),
                doubleword("lang", "LOAD AND AND", 0xEBE4)
                        .op2(Logic::and)
                        .cc(Conditions::nonzero64)
                        .build(),
                word("lax", "LOAD AND EXCLUSIVE OR", 0xEBF7)
                        .op2(Logic::xor)
                        .cc(Conditions::nonzero32)
                        .build(),
                doubleword("laxg", "LOAD AND EXCLUSIVE OR", 0xEBE7)
                        .op2(Logic::xor)
                        .cc(Conditions::nonzero64)
                        .build(),
                word("lao", "LOAD AND OR", 0xEBF6)
                        .op2(Logic::or)
                        .cc(Conditions::nonzero32)
                        .build(),
                doubleword("laog", "LOAD AND OR", 0xEBE6)
                        .op2(Logic::or)
                        .cc(Conditions::nonzero64)
                        .build());
    }

    private static Rows word(String mnemonic, String title, int opcode) {
        return Rows.row(mnemonic, title, opcode, Format.RSY_A)
                .facility(Facility.Z196_GROUP)
                .specific()
                .aligned(4)
                .in(Source.STORAGE_4, Source.R3)
                .out(Target.STORAGE_4)
                .old(Target.R1_LOW);
    }

    private static Rows doubleword(String mnemonic, String title, int opcode) {
        return Rows.row(mnemonic, title, opcode, Format.RSY_A)
                .facility(Facility.Z196_GROUP)
                .specific()
                .aligned(8)
                .in(Source.STORAGE_8, Source.R3)
                .out(Target.STORAGE_8)
                .old(Target.R1);
    }
}
