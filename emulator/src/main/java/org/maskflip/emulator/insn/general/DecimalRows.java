package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.arch.Facility.EXTENDED_TRANSLATION_2;
import static org.maskflip.emulator.arch.Facility.LONG_DISPLACEMENT;
import static org.maskflip.emulator.insn.Access.PSW_KEY;
import static org.maskflip.emulator.insn.Format.RXY_A;
import static org.maskflip.emulator.insn.Format.RX_A;
import static org.maskflip.emulator.insn.Format.SS_A;
import static org.maskflip.emulator.insn.Format.SS_B;
import static org.maskflip.emulator.insn.Format.SS_F;
import static org.maskflip.emulator.insn.Operand.BASED1;
import static org.maskflip.emulator.insn.Operand.LENGTH2_SHORT;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.alu.DecimalConversion;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Space;

/** CONVERT TO BINARY and CONVERT TO DECIMAL, PACK and UNPACK and their ASCII and Unicode forms. */
final class DecimalRows {
    private static final String RIGHT_TO_LEFT = "byte by byte from the right; both probed first";
    private static final String WHOLE = "fetches the second operand, then stores the first; both probed first";
    private static final int PACKED_BYTES = 16;

    private DecimalRows() {}

    static List<Instruction> rows() {
        return Rowset.of(conversions(), packings());
    }

    private static List<Instruction> conversions() {
        return List.of(
                row("cvb", "CONVERT TO BINARY", 0x4F, RX_A)
                        .routine("fetches 8 bytes", DecimalRows::toBinary)
                        .build(),
                row("cvby", "CONVERT TO BINARY", 0xE306, RXY_A)
                        .facility(LONG_DISPLACEMENT)
                        .routine("fetches 8 bytes", DecimalRows::toBinary)
                        .build(),
                row("cvbg", "CONVERT TO BINARY", 0xE30E, RXY_A)
                        .routine("fetches two doublewords", DecimalRows::toLongBinary)
                        .build(),
                row("cvd", "CONVERT TO DECIMAL", 0x4E, RX_A)
                        .routine("stores 8 bytes", DecimalRows::toDecimal)
                        .build(),
                row("cvdy", "CONVERT TO DECIMAL", 0xE326, RXY_A)
                        .facility(LONG_DISPLACEMENT)
                        .routine("stores 8 bytes", DecimalRows::toDecimal)
                        .build(),
                row("cvdg", "CONVERT TO DECIMAL", 0xE32E, RXY_A)
                        .routine("stores two doublewords, probed first", DecimalRows::toLongDecimal)
                        .build());
    }

    private static List<Instruction> packings() {
        return List.of(
                row("pack", "PACK", 0xF2, SS_B)
                        .routine(RIGHT_TO_LEFT, DecimalRows::pack)
                        .build(),
                row("unpk", "UNPACK", 0xF3, SS_B)
                        .routine(RIGHT_TO_LEFT, DecimalRows::unpack)
                        .build(),
                row("pka", "PACK ASCII", 0xE9, SS_F)
                        .facility(EXTENDED_TRANSLATION_2)
                        .operands(BASED1, LENGTH2_SHORT)
                        .routine(
                                WHOLE,
                                (insn, registers, access, environment) -> packCharacters(insn, registers, access, 1))
                        .build(),
                row("pku", "PACK UNICODE", 0xE1, SS_F)
                        .facility(EXTENDED_TRANSLATION_2)
                        .operands(BASED1, LENGTH2_SHORT)
                        .routine(
                                WHOLE,
                                (insn, registers, access, environment) -> packCharacters(insn, registers, access, 2))
                        .build(),
                row("unpka", "UNPACK ASCII", 0xEA, SS_A)
                        .facility(EXTENDED_TRANSLATION_2)
                        .routine(
                                WHOLE,
                                (insn, registers, access, environment) -> unpackCharacters(insn, registers, access, 1))
                        .build(),
                row("unpku", "UNPACK UNICODE", 0xE2, SS_A)
                        .facility(EXTENDED_TRANSLATION_2)
                        .routine(
                                WHOLE,
                                (insn, registers, access, environment) -> unpackCharacters(insn, registers, access, 2))
                        .build());
    }

    private static void requireDecimal(boolean valid) {
        if (!valid) {
            throw ProgramInterruption.data(0, ProgramInterruption.Ending.SUPPRESSED);
        }
    }

    /** A number too large leaves its low-order 32 bits in the register before the exception. */
    private static void toBinary(Decoded insn, Registers registers, Access access, Environment environment) {
        long packed = access.fetch(insn.address(registers), 8);
        requireDecimal(DecimalConversion.isSigned(packed));
        long value = DecimalConversion.signedValue(packed);
        registers.setGrLow(insn.r1(), value);
        if ((int) value != value) {
            throw ProgramInterruption.completed(ProgramCode.FIXED_POINT_DIVIDE);
        }
    }

    private static void toLongBinary(Decoded insn, Registers registers, Access access, Environment environment) {
        long address = insn.address(registers);
        long high = access.fetch(address, 8);
        long low = access.fetch(registers.wrap(address + 8), 8);
        requireDecimal(DecimalConversion.areDigits(high) && DecimalConversion.isSigned(low));
        if (DecimalConversion.overflows(high, low)) {
            throw ProgramInterruption.of(ProgramCode.FIXED_POINT_DIVIDE);
        }
        registers.setGr(insn.r1(), DecimalConversion.signedValue(high, low));
    }

    private static void toDecimal(Decoded insn, Registers registers, Access access, Environment environment) {
        access.store(insn.address(registers), 8, DecimalConversion.packedLow(registers.grLow(insn.r1())));
    }

    private static void toLongDecimal(Decoded insn, Registers registers, Access access, Environment environment) {
        long address = insn.address(registers);
        long value = registers.gr(insn.r1());
        access.probeStore(Space.CURRENT, PSW_KEY, address, PACKED_BYTES);
        access.store(address, 8, DecimalConversion.packedHigh(value));
        access.store(registers.wrap(address + 8), 8, DecimalConversion.packedLow(value));
    }

    private static void probe(Access access, long to, int toLength, long from, int fromLength) {
        access.probeFetch(Space.CURRENT, PSW_KEY, from, fromLength);
        access.probeStore(Space.CURRENT, PSW_KEY, to, toLength);
    }

    private static void pack(Decoded insn, Registers registers, Access access, Environment environment) {
        int toLength = insn.length1() + 1;
        int fromLength = insn.length2() + 1;
        long to = insn.address(registers);
        long from = insn.secondAddress(registers);
        probe(access, to, toLength, from, fromLength);
        int last = (int) access.fetch(registers.wrap(from + fromLength - 1), 1);
        access.store(registers.wrap(to + toLength - 1), 1, (last & 0xF) << 4 | last >> 4);
        int next = fromLength - 2;
        for (int i = toLength - 2; i >= 0; i--) {
            int low = next < 0 ? 0 : (int) access.fetch(registers.wrap(from + next), 1) & 0xF;
            int high = next < 1 ? 0 : (int) access.fetch(registers.wrap(from + next - 1), 1) & 0xF;
            access.store(registers.wrap(to + i), 1, high << 4 | low);
            next -= 2;
        }
    }

    private static void unpack(Decoded insn, Registers registers, Access access, Environment environment) {
        int toLength = insn.length1() + 1;
        int fromLength = insn.length2() + 1;
        long to = insn.address(registers);
        long from = insn.secondAddress(registers);
        probe(access, to, toLength, from, fromLength);
        int last = (int) access.fetch(registers.wrap(from + fromLength - 1), 1);
        access.store(registers.wrap(to + toLength - 1), 1, (last & 0xF) << 4 | last >> 4);
        int next = fromLength - 2;
        for (int i = toLength - 2; i >= 0; i -= 2) {
            int digits = next < 0 ? 0 : (int) access.fetch(registers.wrap(from + next), 1);
            access.store(registers.wrap(to + i), 1, 0xF0 | digits & 0xF);
            if (i > 0) {
                access.store(registers.wrap(to + i - 1), 1, 0xF0 | digits >> 4);
            }
            next--;
        }
    }

    /** The rightmost 31 characters' digits and a plus sign; the second operand has at most 32 characters. */
    private static void packCharacters(Decoded insn, Registers registers, Access access, int element) {
        int length = (insn.length2() & 0xFF) + 1;
        Specification.require(length <= 32 * element && length % element == 0);
        long to = insn.address(registers);
        long from = insn.secondAddress(registers);
        probe(access, to, PACKED_BYTES, from, length);
        long high = 0;
        long low = 0;
        for (int i = 0; i < length; i += element) {
            long digit = access.fetch(registers.wrap(from + i + element - 1), 1) & 0xF;
            high = high << 4 | low >>> 60;
            low = low << 4 | digit;
        }
        high = high << 4 | low >>> 60;
        low = low << 4 | 0xC;
        for (int i = 0; i < PACKED_BYTES; i++) {
            access.store(registers.wrap(to + i), 1, (i < 8 ? high : low) >>> (56 - 8 * (i & 7)) & 0xFF);
        }
    }

    /** The rightmost digits of a packed number of 16 bytes as characters; the sign becomes the condition code. */
    private static void unpackCharacters(Decoded insn, Registers registers, Access access, int element) {
        int length = insn.length1() + 1;
        Specification.require(length <= 32 * element && length % element == 0);
        long to = insn.address(registers);
        long from = insn.secondAddress(registers);
        probe(access, to, length, from, PACKED_BYTES);
        long[] packed = new long[2];
        for (int i = 0; i < PACKED_BYTES; i++) {
            packed[i / 8] = packed[i / 8] << 8 | access.fetch(registers.wrap(from + i), 1);
        }
        int characters = length / element;
        for (int i = 0; i < characters; i++) {
            int position = 30 - (characters - 1 - i);
            long digit = position < 0 ? 0 : packed[position / 16] >>> (60 - 4 * (position % 16)) & 0xF;
            long place = to + (long) i * element;
            if (element == 2) {
                access.store(registers.wrap(place), 1, 0);
            }
            access.store(registers.wrap(place + element - 1), 1, 0x30 | digit);
        }
        int sign = (int) packed[1] & 0xF;
        boolean negative = sign == 0xB || sign == 0xD;
        registers.setCc(sign < 0xA ? 3 : negative ? 1 : 0);
    }
}
