package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.arch.Facility.LONG_DISPLACEMENT;
import static org.maskflip.emulator.insn.Access.PSW_KEY;
import static org.maskflip.emulator.insn.Format.RSY_B;
import static org.maskflip.emulator.insn.Format.RS_B;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Routine;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Space;

/**
 * INSERT, STORE and COMPARE LOGICAL CHARACTERS UNDER MASK, on the low or the high word of a register. The bytes that the mask
 * selects stand side by side in storage; 1, 2 or 4 of them are one reference, 3 of them three. With a mask of zero access
 * exceptions are recognized for one byte and there is no reference.
 */
final class UnderMask {
    private static final String FETCHES = "fetches as many bytes as the mask has ones";
    private static final String STORES = "stores as many bytes as the mask has ones";

    /** The word of a register that takes part. */
    private enum Half {
        LOW,
        HIGH;

        int of(Registers registers, int number) {
            return this == LOW ? registers.grLow(number) : registers.grHigh(number);
        }

        void set(Registers registers, int number, int value) {
            if (this == LOW) {
                registers.setGrLow(number, value);
            } else {
                registers.setGrHigh(number, value);
            }
        }
    }

    private UnderMask() {}

    static List<Instruction> rows() {
        String insert = "INSERT CHARACTERS UNDER MASK";
        String store = "STORE CHARACTERS UNDER MASK";
        String compare = "COMPARE LOGICAL CHARACTERS UNDER MASK";
        return List.of(
                finish(row("icm", insert, 0xBF, RS_B), FETCHES, insert(Half.LOW)),
                finish(row("icmy", insert, 0xEB81, RSY_B).facility(LONG_DISPLACEMENT), FETCHES, insert(Half.LOW)),
                finish(row("icmh", insert, 0xEB80, RSY_B), FETCHES, insert(Half.HIGH)),
                finish(row("stcm", store, 0xBE, RS_B), STORES, store(Half.LOW)),
                finish(row("stcmy", store, 0xEB2D, RSY_B).facility(LONG_DISPLACEMENT), STORES, store(Half.LOW)),
                finish(row("stcmh", store, 0xEB2C, RSY_B), STORES, store(Half.HIGH)),
                finish(row("clm", compare, 0xBD, RS_B), FETCHES, compare(Half.LOW)),
                finish(row("clmy", compare, 0xEB21, RSY_B).facility(LONG_DISPLACEMENT), FETCHES, compare(Half.LOW)),
                finish(row("clmh", compare, 0xEB20, RSY_B), FETCHES, compare(Half.HIGH)));
    }

    private static Instruction finish(Rows row, String references, Routine routine) {
        return row.routine(references, routine).build();
    }

    /** The selected bytes of storage, the last one rightmost. */
    private static int fetch(Decoded insn, Registers registers, Access access) {
        long address = insn.address(registers);
        int count = Integer.bitCount(insn.m3());
        if (count == 0) {
            access.probeFetch(Space.CURRENT, PSW_KEY, address, 1);
            return 0;
        }
        if (count != 3) {
            return (int) access.fetch(address, count);
        }
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | (int) access.fetch(registers.wrap(address + i), 1);
        }
        return value;
    }

    /** The bytes of a word that the mask selects, the last one rightmost. */
    private static int select(int word, int mask) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            if ((mask << i & 8) != 0) {
                value = value << 8 | word >>> (24 - 8 * i) & 0xFF;
            }
        }
        return value;
    }

    private static Routine insert(Half half) {
        return (insn, registers, access, environment) -> {
            int mask = insn.m3();
            int bytes = fetch(insn, registers, access);
            int left = 8 * Integer.bitCount(mask);
            int leftmost = left == 0 ? 0 : bytes >>> (left - 1) & 1;
            int word = half.of(registers, insn.r1());
            for (int i = 0; i < 4; i++) {
                if ((mask << i & 8) != 0) {
                    left -= 8;
                    int shift = 24 - 8 * i;
                    word = word & ~(0xFF << shift) | (bytes >>> left & 0xFF) << shift;
                }
            }
            half.set(registers, insn.r1(), word);
            registers.setCc(bytes == 0 ? 0 : leftmost == 1 ? 1 : 2);
        };
    }

    private static Routine store(Half half) {
        return (insn, registers, access, environment) -> {
            long address = insn.address(registers);
            int count = Integer.bitCount(insn.m3());
            int bytes = select(half.of(registers, insn.r1()), insn.m3());
            access.probeStore(Space.CURRENT, PSW_KEY, address, Math.max(count, 1));
            if (count == 3) {
                for (int i = 0; i < count; i++) {
                    access.store(registers.wrap(address + i), 1, bytes >>> (16 - 8 * i) & 0xFF);
                }
            } else if (count > 0) {
                access.store(address, count, bytes & 0xFFFF_FFFFL);
            }
        };
    }

    private static Routine compare(Half half) {
        return (insn, registers, access, environment) -> {
            int storage = fetch(insn, registers, access);
            int register = select(half.of(registers, insn.r1()), insn.m3());
            int order = Integer.compareUnsigned(register, storage);
            registers.setCc(order == 0 ? 0 : order < 0 ? 1 : 2);
        };
    }
}
