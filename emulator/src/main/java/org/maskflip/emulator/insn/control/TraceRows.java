package org.maskflip.emulator.insn.control;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Serialization;
import org.maskflip.emulator.insn.Space;

/** The rows of explicit tracing. Source: PoP chapter 4, "Tracing", "Trace Entries"; chapter 10, "TRACE". */
final class TraceRows {
    private static final int NO_KEY = 0;
    private static final long TABLE_BLOCK = 4096;

    /** Bit 0 of the second operand: no entry is wanted. */
    private static final long NO_ENTRY = 0x8000_0000L;

    /** The first byte of an entry without the number of registers, one less, in its right half. */
    private static final long ENTRY = 0x70L;

    /** The second byte of an entry with registers of 64 bits. */
    private static final long WIDE = 0x80L;

    private static final long CLOCK_BITS_16_63 = 0xFFFF_FFFF_FFFFL;

    private TraceRows() {}

    static List<Instruction> rows() {
        return List.of(trace("trace", 0x99, Format.RS_A, 4), trace("tracg", 0xEB0F, Format.RSY_A, 8));
    }

    private static Instruction trace(String mnemonic, int opcode, Format format, int size) {
        Rows row = row(mnemonic, "TRACE", opcode, format)
                .privileged()
                .serializes(Serialization.SERIALIZATION_AND_CHECKPOINT);
        return row.routine("fetches a word, stores a trace entry", (i, r, a, e) -> trace(i, r, a, e, size))
                .build();
    }

    /**
     * With explicit tracing off, or with bit 0 of the second operand one, nothing happens. An entry of the greatest length must end
     * before the 4 KiB block does, however many registers there are.
     */
    private static void trace(Decoded insn, Registers registers, Access access, Environment environment, int size) {
        if ((registers.cr(12) & ControlBits.CR12_EXPLICIT_TRACE) == 0) {
            return;
        }
        long operand = access.fetch(Conditions.aligned(insn.address(registers), 4), 4);
        if ((operand & NO_ENTRY) != 0) {
            return;
        }
        int header = size == 8 ? 16 : 12;
        long entry = registers.cr(12) & ControlBits.CR12_TRACE_ENTRY;
        access.probeStore(Space.REAL, NO_KEY, entry, 1);
        if ((entry & TABLE_BLOCK - 1) + header + 16L * size >= TABLE_BLOCK) {
            throw ProgramInterruption.nullified(ProgramCode.TRACE_TABLE);
        }
        int count = (insn.r3() - insn.r1() & 15) + 1;
        storeHeader(access, entry, size, ENTRY | count - 1, environment.uniqueTod(), operand);
        for (int i = 0; i < count; i++) {
            long value = registers.gr(insn.r1() + i & 15);
            store(access, entry + header + (long) i * size, size, size == 8 ? value : value & 0xFFFF_FFFFL);
        }
        long next = entry + header + (long) count * size;
        registers.setCr(12, registers.cr(12) & ~ControlBits.CR12_TRACE_ENTRY | next & ControlBits.CR12_TRACE_ENTRY);
    }

    /** First bytes, the clock (bits 16-63, or 0-79 with zeros for those beyond 63), and the second operand. */
    private static void storeHeader(Access access, long entry, int size, long first, long clock, long operand) {
        if (size == 4) {
            store(access, entry, 4, first << 24 | (clock & CLOCK_BITS_16_63) >>> 32);
            store(access, entry + 4, 4, clock & 0xFFFF_FFFFL);
            store(access, entry + 8, 4, operand);
        } else {
            store(access, entry, 4, first << 24 | WIDE << 16 | clock >>> 48);
            store(access, entry + 4, 4, clock >>> 16 & 0xFFFF_FFFFL);
            store(access, entry + 8, 4, clock << 16 & 0xFFFF_FFFFL);
            store(access, entry + 12, 4, operand);
        }
    }

    private static void store(Access access, long real, int size, long value) {
        access.store(Space.REAL, NO_KEY, real, size, value);
    }
}
