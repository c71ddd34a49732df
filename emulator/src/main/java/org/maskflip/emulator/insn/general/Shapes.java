package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.Rows.row;

import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Operand;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Source;

/** The usual beginnings of a row: a format with the sources that nearly all its instructions have. */
final class Shapes {
    private Shapes() {}

    /** R1 and R2. */
    static Rows rr(String mnemonic, String title, int opcode) {
        return row(mnemonic, title, opcode, Format.RR).in(Source.R1, Source.R2);
    }

    /** R1 and R2. */
    static Rows rre(String mnemonic, String title, int opcode) {
        return row(mnemonic, title, opcode, Format.RRE).in(Source.R1, Source.R2);
    }

    /** R2 and R3: the first operand is only the target. */
    static Rows rrf(String mnemonic, String title, int opcode) {
        return row(mnemonic, title, opcode, Format.RRF_A)
                .operands(Operand.GR1, Operand.GR2, Operand.GR3)
                .in(Source.R2, Source.R3)
                .facility(Facility.Z196_GROUP);
    }

    /** R1 and storage. */
    static Rows rx(String mnemonic, String title, int opcode, Source storage) {
        return row(mnemonic, title, opcode, Format.RX_A).in(Source.R1, storage);
    }

    /** R1 and storage, with a 20-bit displacement; of the base architecture. */
    static Rows rxy(String mnemonic, String title, int opcode, Source storage) {
        return row(mnemonic, title, opcode, Format.RXY_A).in(Source.R1, storage);
    }

    /** R1 and storage, with a 20-bit displacement; came with the long-displacement facility. */
    static Rows longRxy(String mnemonic, String title, int opcode, Source storage) {
        return rxy(mnemonic, title, opcode, storage).facility(Facility.LONG_DISPLACEMENT);
    }

    /** R1 and 16 immediate bits. */
    static Rows ri(String mnemonic, String title, int opcode) {
        return row(mnemonic, title, opcode, Format.RI_A).in(Source.R1, Source.I2);
    }

    /** R1 and 32 immediate bits. */
    static Rows ril(String mnemonic, String title, int opcode) {
        return row(mnemonic, title, opcode, Format.RIL_A)
                .in(Source.R1, Source.I2)
                .facility(Facility.EXTENDED_IMMEDIATE);
    }

    /** R1 and storage at a relative address, which must be on the operand's boundary. */
    static Rows relative(String mnemonic, String title, int opcode, Source storage) {
        return row(mnemonic, title, opcode, Format.RIL_B)
                .in(Source.R1, storage)
                .aligned(storage.storageBytes())
                .facility(Facility.GENERAL_INSTRUCTIONS_EXTENSION);
    }
}
