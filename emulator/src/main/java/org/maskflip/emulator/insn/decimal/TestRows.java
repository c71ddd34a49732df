package org.maskflip.emulator.insn.decimal;

import static org.maskflip.emulator.arch.Facility.EXTENDED_TRANSLATION_2;
import static org.maskflip.emulator.insn.Format.RSL_A;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Instruction;

/** TEST DECIMAL: whether an operand has valid digits and a valid sign, as a condition code and not as a data exception. */
final class TestRows {
    private static final int SMALLEST_SIGN = 0xA;

    private TestRows() {}

    static List<Instruction> rows() {
        return List.of(row("tp", "TEST DECIMAL", 0xEBC0, RSL_A)
                .facility(EXTENDED_TRANSLATION_2)
                .routine("fetches the operand", TestRows::test)
                .build());
    }

    private static void test(Decoded insn, Registers registers, Access access, Environment environment) {
        int length = insn.length1() + 1;
        long address = insn.address(registers);
        int wrongDigits = 0;
        int wrongSign = 0;
        for (int i = 0; i < length; i++) {
            int digits = (int) access.fetch(registers.wrap(address + i), 1);
            boolean last = i == length - 1;
            if (digits >> 4 >= SMALLEST_SIGN || !last && (digits & 0xF) >= SMALLEST_SIGN) {
                wrongDigits = 2;
            }
            if (last && (digits & 0xF) < SMALLEST_SIGN) {
                wrongSign = 1;
            }
        }
        registers.setCc(wrongDigits | wrongSign);
    }
}
