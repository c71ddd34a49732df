package org.maskflip.emulator.decode;

import java.util.List;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.InstructionLength;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;

/**
 * Finds the row of an instruction by its operation code: the first byte selects the row, or a table indexed by the second part of
 * the operation code. Immutable. Source: PoP chapter 5, "Instruction Formats".
 */
public final class Decoder {
    /** Per first byte: its only row, or {@code null}. */
    private final Instruction[] single = new Instruction[256];

    /** Per first byte: rows by the second part of the operation code, or {@code null}. */
    private final Instruction[][] extended = new Instruction[256][];

    /** Per first byte: where the second part stands. */
    private final Format.Opcode[] layout = new Format.Opcode[256];

    private final Facilities facilities;

    Decoder(List<Instruction> rows, Facilities facilities) {
        this.facilities = facilities;
        rows.stream().filter(row -> facilities.has(row.facility())).forEach(this::add);
    }

    private void add(Instruction row) {
        Format.Opcode kind = row.format().opcode();
        long bytes = kind.place(row.opcode());
        int first = (int) (bytes >>> 56);
        if (layout[first] != null && (layout[first] != kind || kind == Format.Opcode.BYTE)) {
            throw new IllegalStateException(
                    String.format("operation code %02x of %s stands in two layouts", first, row));
        }
        layout[first] = kind;
        if (kind == Format.Opcode.BYTE) {
            single[first] = row;
            return;
        }
        if (extended[first] == null) {
            extended[first] = new Instruction[256];
        }
        extended[first][second(kind, bytes)] = row;
    }

    private static int second(Format.Opcode kind, long bytes) {
        return switch (kind) {
            case BYTE -> 0;
            case TWO_BYTES -> (int) (bytes >>> 48) & 0xFF;
            case BYTE_NIBBLE -> (int) (bytes >>> 48) & 0xF;
            case FIRST_AND_LAST -> (int) (bytes >>> 16) & 0xFF;
        };
    }

    /** The length in bytes of an instruction, by the first two bits of its first byte: 2, 4 or 6. */
    public static int length(int firstByte) {
        return InstructionLength.of(firstByte);
    }

    /** The row of an instruction whose bytes stand left-aligned in a doubleword, or {@code null}. */
    public Instruction row(long bytes) {
        int first = (int) (bytes >>> 56);
        Instruction[] table = extended[first];
        return table == null ? single[first] : table[second(layout[first], bytes)];
    }

    /** The instruction whose bytes stand left-aligned in a doubleword, or {@code null} if the machine has none such. */
    public Decoded decode(long bytes, long address) {
        Instruction row = row(bytes);
        return row == null ? null : new Decoded(row, bytes, address, facilities);
    }

    public Facilities facilities() {
        return facilities;
    }
}
