package org.maskflip.emulator.decode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.insn.Alias;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;

/** Instructions of every row with random operands, each in a slot of its own. */
final class RandomInstructions {
    /** Bytes from one instruction to the next; wide enough for a disassembler that does not know one to find the next. */
    static final int SLOT = 16;

    /** Where the first stands: high enough that no relative address wraps. */
    static final long ORIGIN = 0x2_0000_0000L;

    private static final long FILLER = 0x0707_0707_0707_0707L;
    /** Rows on a pair of floating-point registers, whose number has a zero before its last bit. */
    private static final Pattern PAIRS = Pattern.compile(
            "lz?xr|l[pntc]xbr|lx[de]br?|l[de]xbra|fixbra|[kcasmd]xbr|mxdbr?|sqxbr|tcxb|cxl?[fg]bra?|cl?[fg]xbra?");

    private static final Facilities ALL = Facilities.of(Facility.values());

    private final Random random;

    RandomInstructions(long seed) {
        random = new Random(seed);
    }

    /** So many of each row, at the addresses of successive slots. */
    List<Decoded> of(List<Instruction> rows, int each) {
        List<Decoded> all = new ArrayList<>();
        for (Instruction row : rows) {
            for (int i = 0; i < each; i++) {
                all.add(new Decoded(row, bytes(row), ORIGIN + (long) SLOT * all.size(), ALL));
            }
        }
        return all;
    }

    private long bytes(Instruction row) {
        long pairs = PAIRS.matcher(row.mnemonic()).matches() ? ~2 : -1;
        Format format = row.format();
        long bytes = format.opcode().place(row.opcode());
        for (Operand operand : row.operands()) {
            for (Field field : operand.fields()) {
                Field.Placement placement = format.placement(field);
                long value = random.nextInt(4) == 0 ? 0 : random.nextLong();
                bytes = placement.insert(bytes, row.evenRegisters().contains(field) ? value & ~1 : value & pairs);
            }
        }
        return bytes;
    }

    /** One of each alias of the rows. */
    Map<Decoded, Alias> aliases(List<Instruction> rows) {
        Map<Decoded, Alias> all = new LinkedHashMap<>();
        for (Instruction row : rows) {
            for (Alias alias : row.aliases()) {
                Field.Placement fixed = row.format().placement(alias.field());
                long bytes = bytes(row);
                int value = fixed.extract(bytes) & ~alias.bits() | alias.value();
                all.put(new Decoded(row, fixed.insert(bytes, value), ORIGIN + (long) SLOT * all.size(), ALL), alias);
            }
        }
        return all;
    }

    /** The slots as storage; what no instruction fills are instructions of two bytes that do nothing. */
    static byte[] image(List<Decoded> instructions) {
        byte[] image = new byte[SLOT * instructions.size()];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) FILLER;
        }
        for (Decoded insn : instructions) {
            int at = (int) (insn.address() - ORIGIN);
            for (int i = 0; i < insn.length(); i++) {
                image[at + i] = (byte) (insn.bytes() >>> 56 - 8 * i);
            }
        }
        return image;
    }
}
