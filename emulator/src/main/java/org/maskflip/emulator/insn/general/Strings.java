package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.arch.Facility.EXTENDED_TRANSLATION_3;
import static org.maskflip.emulator.insn.Access.PSW_KEY;
import static org.maskflip.emulator.insn.Format.RRE;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Space;

/**
 * Instructions on strings with an ending character in general register 0, and CHECKSUM. Each ends with condition code 3 after a
 * unit of operation.
 */
final class Strings {
    private static final String SEARCH = "fetches at most 256 bytes, up to the character";

    private Strings() {}

    static List<Instruction> rows() {
        return List.of(
                row("mvst", "MOVE STRING", 0xB255, RRE)
                        .routine(
                                "fetches up to the ending character, at most 256 bytes, then stores them",
                                Strings::move)
                        .build(),
                row("clst", "COMPARE LOGICAL STRING", 0xB25D, RRE)
                        .routine("fetches at most 256 bytes of each, up to a difference or an end", Strings::compare)
                        .build(),
                row("srst", "SEARCH STRING", 0xB25E, RRE)
                        .routine(SEARCH, (insn, registers, access, environment) -> search(insn, registers, access, 1))
                        .build(),
                row("srstu", "SEARCH STRING UNICODE", 0xB9BE, RRE)
                        .facility(EXTENDED_TRANSLATION_3)
                        .routine(SEARCH, (insn, registers, access, environment) -> search(insn, registers, access, 2))
                        .build(),
                row("cksm", "CHECKSUM", 0xB241, RRE)
                        .even(Field.R2)
                        .routine("fetches at most 64 words", Strings::checksum)
                        .build());
    }

    /** The ending or searched character: the rightmost bytes of general register 0, whose low word is else zero. */
    private static int character(Registers registers, int element) {
        int character = registers.grLow(0);
        Specification.require(character >>> 8 * element == 0);
        return character;
    }

    private static void move(Decoded insn, Registers registers, Access access, Environment environment) {
        int ending = character(registers, 1);
        long to = registers.wrap(registers.gr(insn.r1()));
        long from = registers.wrap(registers.gr(insn.r2()));
        int limit = Math.min(UnitOfOperation.within(to, 1), UnitOfOperation.within(from, 1));
        long distance = registers.wrap(to - from);
        int[] bytes = new int[limit];
        int count = 0;
        boolean ended = false;
        while (count < limit && !ended) {
            // A source byte that lies in the part already moved is the moved one, as if each byte were stored at once.
            boolean moved = distance != 0 && Long.compareUnsigned(distance, count) <= 0;
            int value = moved ? bytes[count - (int) distance] : (int) access.fetch(registers.wrap(from + count), 1);
            bytes[count++] = value;
            ended = value == ending;
        }
        access.probeStore(Space.CURRENT, PSW_KEY, to, count);
        for (int i = 0; i < count; i++) {
            access.store(registers.wrap(to + i), 1, bytes[i]);
        }
        if (ended) {
            registers.setGrAddress(insn.r1(), registers.wrap(to + count - 1));
            registers.setCc(1);
        } else {
            registers.setGrAddress(insn.r1(), registers.wrap(to + count));
            registers.setGrAddress(insn.r2(), registers.wrap(from + count));
            registers.setCc(3);
        }
    }

    private static void compare(Decoded insn, Registers registers, Access access, Environment environment) {
        int ending = character(registers, 1);
        long left = registers.wrap(registers.gr(insn.r1()));
        long right = registers.wrap(registers.gr(insn.r2()));
        int limit = Math.min(UnitOfOperation.within(left, 1), UnitOfOperation.within(right, 1));
        int cc = 3;
        int i = 0;
        for (; i < limit; i++) {
            int first = (int) access.fetch(registers.wrap(left + i), 1);
            int second = (int) access.fetch(registers.wrap(right + i), 1);
            if (first == ending && second == ending) {
                registers.setCc(0);
                return;
            }
            if (first != second) {
                cc = first == ending || second != ending && first < second ? 1 : 2;
                break;
            }
        }
        registers.setGrAddress(insn.r1(), registers.wrap(left + i));
        registers.setGrAddress(insn.r2(), registers.wrap(right + i));
        registers.setCc(cc);
    }

    private static void search(Decoded insn, Registers registers, Access access, int element) {
        int wanted = character(registers, element);
        long end = registers.wrap(registers.gr(insn.r1()));
        long from = registers.wrap(registers.gr(insn.r2()));
        int limit = UnitOfOperation.within(from, element);
        for (int i = 0; i < limit; i += element) {
            long left = registers.wrap(end - from - i);
            if (left == 0 || left < element && left > 0) {
                registers.setCc(2);
                return;
            }
            if (access.fetch(registers.wrap(from + i), element) == wanted) {
                registers.setGrAddress(insn.r1(), registers.wrap(from + i));
                registers.setCc(1);
                return;
            }
        }
        registers.setGrAddress(insn.r2(), registers.wrap(from + limit));
        registers.setCc(3);
    }

    private static void checksum(Decoded insn, Registers registers, Access access, Environment environment) {
        Specification.registers(insn);
        LongOperand operand = LongOperand.ofFullLength(registers, insn.r2());
        int count = UnitOfOperation.atMost(UnitOfOperation.within(operand.address(), 4), operand.length());
        long sum = registers.gr(insn.r1()) & 0xFFFF_FFFFL;
        int done = 0;
        for (; done + 4 <= count; done += 4) {
            sum = addWithCarry(sum, access.fetch(registers.wrap(operand.address() + done), 4));
        }
        if (done < count) {
            long last = 0;
            for (int i = 0; i < count - done; i++) {
                last |= access.fetch(registers.wrap(operand.address() + done + i), 1) << (24 - 8 * i);
            }
            sum = addWithCarry(sum, last);
        }
        registers.setGrLow(insn.r1(), sum);
        operand.advance(registers, count);
        registers.setCc(operand.length() == count ? 0 : 3);
    }

    /** Adds two words; the carry out of the leftmost bit goes into the rightmost. */
    private static long addWithCarry(long sum, long word) {
        long total = sum + word;
        return (total & 0xFFFF_FFFFL) + (total >>> 32);
    }
}
