package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.arch.Facility.EXTENDED_TRANSLATION_3;
import static org.maskflip.emulator.arch.Facility.EXTENDED_TRANSLATION_3_ENHANCEMENT;
import static org.maskflip.emulator.insn.Access.PSW_KEY;
import static org.maskflip.emulator.insn.Format.RRE;
import static org.maskflip.emulator.insn.Format.RRF_C;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Space;

/**
 * The conversions between UTF-8, UTF-16 and UTF-32. One call converts whole characters of at most 256 bytes on either side, none of
 * which crosses a 4 KiB boundary unless it is the only one; all are fetched before the first is stored.
 */
final class UnicodeConversions {
    private static final String UNIT =
            "fetches whole characters of at most 256 bytes, then stores them converted; probed first";

    /** The longest character in any form, in bytes. */
    private static final int LONGEST = 4;

    private static final int WELL_FORMED = 1;
    private static final int INVALID = 2;
    private static final int GOES_ON = -1;

    /** A form of Unicode, with the bytes of its code unit. */
    private enum Form {
        UTF_8(1),
        UTF_16(2),
        UTF_32(4);

        private final int unit;

        Form(int unit) {
            this.unit = unit;
        }
    }

    private final Registers registers;
    private final Access access;
    private final Form from;
    private final Form to;
    private final LongOperand target;
    private final LongOperand source;
    /** Whether characters are checked for well-formedness. */
    private final boolean checks;

    private final long[] units = new long[UnitOfOperation.BYTES + LONGEST];
    private int made;
    private int used;

    /** Of the character decoded last: its bytes and its number. */
    private int length;

    private long code;

    private UnicodeConversions(
            Decoded insn, Registers registers, Access access, Environment environment, Form from, Form to) {
        this.registers = registers;
        this.access = access;
        this.from = from;
        this.to = to;
        target = LongOperand.ofFullLength(registers, insn.r1());
        source = LongOperand.ofFullLength(registers, insn.r2());
        checks = (insn.m3() & WELL_FORMED) != 0 && environment.facilities().has(EXTENDED_TRANSLATION_3_ENHANCEMENT);
    }

    static List<Instruction> rows() {
        return List.of(
                finish(checked("cu12", "CONVERT UTF-8 TO UTF-16", 0xB2A7, "cutfu"), Form.UTF_8, Form.UTF_16),
                finish(checked("cu21", "CONVERT UTF-16 TO UTF-8", 0xB2A6, "cuutf"), Form.UTF_16, Form.UTF_8),
                finish(checked("cu14", "CONVERT UTF-8 TO UTF-32", 0xB9B0), Form.UTF_8, Form.UTF_32),
                finish(checked("cu24", "CONVERT UTF-16 TO UTF-32", 0xB9B1), Form.UTF_16, Form.UTF_32),
                finish(third(row("cu41", "CONVERT UTF-32 TO UTF-8", 0xB9B2, RRE)), Form.UTF_32, Form.UTF_8),
                finish(third(row("cu42", "CONVERT UTF-32 TO UTF-16", 0xB9B3, RRE)), Form.UTF_32, Form.UTF_16));
    }

    /** A row of the base, with its old name where the mask is zero. */
    private static Rows checked(String mnemonic, String title, int opcode, String old) {
        return row(mnemonic, title, opcode, RRF_C).optional(1).alias(old, Field.M3, 0);
    }

    private static Rows checked(String mnemonic, String title, int opcode) {
        return third(row(mnemonic, title, opcode, RRF_C).optional(1));
    }

    private static Rows third(Rows row) {
        return row.facility(EXTENDED_TRANSLATION_3);
    }

    private static Instruction finish(Rows row, Form from, Form to) {
        return row.even(Field.R1, Field.R2)
                .routine(UNIT, (insn, registers, access, environment) -> {
                    Specification.registers(insn);
                    new UnicodeConversions(insn, registers, access, environment, from, to).convert();
                })
                .build();
    }

    private void convert() {
        int sourceLimit = UnitOfOperation.within(source.address(), 1);
        int targetLimit = UnitOfOperation.within(target.address(), 1);
        int cc = GOES_ON;
        while (cc == GOES_ON) {
            boolean first = used == 0;
            boolean fits = used + LONGEST <= sourceLimit && made + LONGEST <= targetLimit;
            if (!has(from.unit)) {
                cc = 0;
            } else if (!first && !fits) {
                cc = 3;
            } else {
                cc = one();
            }
        }
        if (made > 0) {
            access.probeStore(Space.CURRENT, PSW_KEY, target.address(), made);
        }
        for (int i = 0; i < made; i += to.unit) {
            access.store(registers.wrap(target.address() + i), to.unit, units[i]);
        }
        target.advance(registers, made);
        source.advance(registers, used);
        registers.setCc(cc);
    }

    /** Whether the source has so many bytes left. */
    private boolean has(int bytes) {
        return Long.compareUnsigned(source.length() - used, bytes) >= 0;
    }

    /** Converts one character; returns the condition code if that is not possible. */
    private int one() {
        int cc = switch (from) {
            case UTF_8 -> fromBytes();
            case UTF_16 -> fromHalfwords();
            case UTF_32 -> fromWord();
        };
        if (cc != GOES_ON) {
            return cc;
        }
        boolean pair = from == Form.UTF_8 ? length == 4 : code > 0xFFFF;
        int needed = switch (to) {
            case UTF_8 -> code < 0x80 ? 1 : code < 0x800 ? 2 : code <= 0xFFFF ? 3 : 4;
            case UTF_16 -> pair ? 4 : 2;
            case UTF_32 -> 4;
        };
        if (Long.compareUnsigned(target.length() - made, needed) < 0) {
            return 1;
        }
        switch (to) {
            case UTF_8 -> putBytes(needed);
            case UTF_16 -> putHalfwords(pair);
            case UTF_32 -> units[made] = code;
        }
        made += needed;
        used += length;
        return GOES_ON;
    }

    // ------------------------------------------------------------------------------------------------ decoding

    private long fetch(int offset, int size) {
        return access.fetch(registers.wrap(source.address() + used + offset), size);
    }

    private int fromBytes() {
        int lead = (int) fetch(0, 1);
        if (lead < 0x80) {
            length = 1;
            code = lead;
            return GOES_ON;
        }
        if (lead < 0xC0 || lead > 0xF7 || checks && (lead < 0xC2 || lead > 0xF4)) {
            return INVALID;
        }
        length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (!has(length)) {
            return 0;
        }
        code = lead & 0x7F >> length;
        for (int i = 1; i < length; i++) {
            int next = (int) fetch(i, 1);
            if (checks && (next & 0xC0) != 0x80) {
                return INVALID;
            }
            code = code << 6 | next & 0x3F;
        }
        return checks && !isShortestForm() ? INVALID : GOES_ON;
    }

    /** No form longer than needed, no surrogate, nothing above the last character. */
    private boolean isShortestForm() {
        return switch (length) {
            case 3 -> code >= 0x800 && (code < 0xD800 || code > 0xDFFF);
            case 4 -> code >= 0x1_0000 && code <= 0x10_FFFF;
            default -> true;
        };
    }

    private int fromHalfwords() {
        long high = fetch(0, 2);
        if ((high & 0xFC00) != 0xD800) {
            length = 2;
            code = high;
            return GOES_ON;
        }
        length = 4;
        if (!has(length)) {
            return 0;
        }
        long low = fetch(2, 2);
        if (checks && (low & 0xFC00) != 0xDC00) {
            return INVALID;
        }
        code = ((high & 0x3FF) << 10 | low & 0x3FF) + 0x1_0000;
        return GOES_ON;
    }

    private int fromWord() {
        length = 4;
        code = fetch(0, 4);
        return code >= 0xD800 && code <= 0xDBFF || code > 0x10_FFFF ? INVALID : GOES_ON;
    }

    // ------------------------------------------------------------------------------------------------ encoding

    private void putBytes(int needed) {
        if (needed == 1) {
            units[made] = code;
            return;
        }
        units[made] = 0xF00 >> needed & 0xFF | code >> 6 * (needed - 1);
        for (int i = 1; i < needed; i++) {
            units[made + i] = 0x80 | code >> 6 * (needed - 1 - i) & 0x3F;
        }
    }

    /** The high surrogate takes the number's leftmost five bits less one, modulo 16, whatever the number is. */
    private void putHalfwords(boolean pair) {
        if (!pair) {
            units[made] = code;
            return;
        }
        long offset = code - 0x1_0000;
        units[made] = 0xD800 | offset >> 10 & 0x3FF;
        units[made + 2] = 0xDC00 | offset & 0x3FF;
    }
}
