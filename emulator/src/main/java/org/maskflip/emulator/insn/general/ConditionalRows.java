package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.arch.Facility.Z196_GROUP;
import static org.maskflip.emulator.insn.Format.RRF_C;
import static org.maskflip.emulator.insn.Format.RSY_B;
import static org.maskflip.emulator.insn.Operand.BASED2;
import static org.maskflip.emulator.insn.Operand.GR1;
import static org.maskflip.emulator.insn.Operand.MASK3;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Routine;
import org.maskflip.emulator.insn.Rows;

/** LOAD and STORE ON CONDITION. Where the condition is not met there is no reference and nothing changes. */
final class ConditionalRows {
    private static final String LOAD = "LOAD ON CONDITION";
    private static final String STORE = "STORE ON CONDITION";

    private ConditionalRows() {}

    static List<Instruction> rows() {
        return List.of(
                finish(row("locr", LOAD, 0xB9F2, RRF_C), "", (insn, r, access, environment) -> {
                    if (isMet(insn, r)) {
                        r.setGrLow(insn.r1(), r.gr(insn.r2()));
                    }
                }),
                finish(row("locgr", LOAD, 0xB9E2, RRF_C), "", (insn, r, access, environment) -> {
                    if (isMet(insn, r)) {
                        r.setGr(insn.r1(), r.gr(insn.r2()));
                    }
                }),
                finish(storage("loc", LOAD, 0xEBF2), "fetches 4 if the condition is met", load(4)),
                finish(storage("locg", LOAD, 0xEBE2), "fetches 8 if the condition is met", load(8)),
                finish(storage("stoc", STORE, 0xEBF3), "stores 4 if the condition is met", store(4)),
                finish(storage("stocg", STORE, 0xEBE3), "stores 8 if the condition is met", store(8)));
    }

    private static Rows storage(String mnemonic, String title, int opcode) {
        return row(mnemonic, title, opcode, RSY_B).operands(GR1, BASED2, MASK3);
    }

    private static Instruction finish(Rows row, String references, Routine routine) {
        row.facility(Z196_GROUP).routine(references, routine);
        Instruction plain = row.build();
        return Suffixes.conditions(row, Field.M3, plain.mnemonic(), "").build();
    }

    private static boolean isMet(Decoded insn, Registers registers) {
        return (insn.m3() & 8 >> registers.cc()) != 0;
    }

    private static Routine load(int size) {
        return (insn, registers, access, environment) -> {
            if (isMet(insn, registers)) {
                long value = access.fetch(insn.address(registers), size);
                if (size == 8) {
                    registers.setGr(insn.r1(), value);
                } else {
                    registers.setGrLow(insn.r1(), value);
                }
            }
        };
    }

    private static Routine store(int size) {
        return (insn, registers, access, environment) -> {
            if (isMet(insn, registers)) {
                access.store(insn.address(registers), size, registers.gr(insn.r1()));
            }
        };
    }
}
