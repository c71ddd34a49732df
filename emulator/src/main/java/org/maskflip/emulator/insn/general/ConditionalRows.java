package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.arch.Facility.LOAD_STORE_ON_CONDITION_2;
import static org.maskflip.emulator.arch.Facility.Z196_GROUP;
import static org.maskflip.emulator.insn.Format.RIE_G;
import static org.maskflip.emulator.insn.Format.RRF_C;
import static org.maskflip.emulator.insn.Format.RSY_B;
import static org.maskflip.emulator.insn.Operand.BASED2;
import static org.maskflip.emulator.insn.Operand.GR1;
import static org.maskflip.emulator.insn.Operand.MASK3;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Routine;
import org.maskflip.emulator.insn.Rows;

/** LOAD and STORE ON CONDITION. Where the condition is not met there is no reference and nothing changes. */
final class ConditionalRows {
    private static final String LOAD = "LOAD ON CONDITION";
    private static final String HIGH = "LOAD HIGH ON CONDITION";
    private static final String STORE = "STORE ON CONDITION";

    private static final Routine HIGH_LOAD = (insn, registers, access, environment) -> {
        if (isMet(insn, registers)) {
            registers.setGrHigh(insn.r1(), access.fetch(insn.address(registers), 4));
        }
    };

    private static final Routine HIGH_STORE = (insn, registers, access, environment) -> {
        if (isMet(insn, registers)) {
            access.store(insn.address(registers), 4, registers.gr(insn.r1()) >>> 32);
        }
    };

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
                finish(storage("stocg", STORE, 0xEBE3), "stores 8 if the condition is met", store(8)),
                second(row("locfhr", HIGH, 0xB9E0, RRF_C), "", (insn, r, access, environment) -> {
                    if (isMet(insn, r)) {
                        r.setGrHigh(insn.r1(), r.gr(insn.r2()) >>> 32);
                    }
                }),
                second(storage("locfh", HIGH, 0xEBE0), "fetches 4 if the condition is met", HIGH_LOAD),
                second(
                        storage("stocfh", "STORE HIGH ON CONDITION", 0xEBE1),
                        "stores 4 if the condition is met",
                        HIGH_STORE),
                immediate("lochi", "LOAD HALFWORD IMMEDIATE ON CONDITION", 0xEC42, Registers::setGrLow),
                immediate("locghi", "LOAD HALFWORD IMMEDIATE ON CONDITION", 0xEC46, Registers::setGr),
                immediate("lochhi", "LOAD HALFWORD HIGH IMMEDIATE ON CONDITION", 0xEC4E, Registers::setGrHigh));
    }

    /** Puts a value into a register, or into half of it. */
    private interface Destination {
        void set(Registers registers, int number, long value);
    }

    private static Instruction immediate(String mnemonic, String title, int opcode, Destination destination) {
        return second(row(mnemonic, title, opcode, RIE_G), "", (insn, registers, access, environment) -> {
            if (isMet(insn, registers)) {
                destination.set(registers, insn.r1(), insn.immediate());
            }
        });
    }

    private static Rows storage(String mnemonic, String title, int opcode) {
        return row(mnemonic, title, opcode, RSY_B).operands(GR1, BASED2, MASK3);
    }

    private static Instruction finish(Rows row, String references, Routine routine) {
        return finish(row, Z196_GROUP, references, routine);
    }

    private static Instruction second(Rows row, String references, Routine routine) {
        return finish(row, LOAD_STORE_ON_CONDITION_2, references, routine);
    }

    private static Instruction finish(Rows row, Facility facility, String references, Routine routine) {
        row.facility(facility).routine(references, routine);
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
