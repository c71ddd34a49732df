package org.maskflip.emulator.insn;

import static org.maskflip.emulator.insn.Field.*;

import java.util.List;

/**
 * Instruction formats: length, where the operation code stands, and the fields. Source: PoP chapter 5, "Instruction Formats".
 *
 * <p>Operation codes are written as the manual does, without the fields between their parts: {@code 0x18} (one byte), {@code
 * 0xB904} (two bytes), {@code 0xC04} (one byte and a nibble), {@code 0xE304} (first and sixth byte).
 */
public enum Format {
    E(Opcode.TWO_BYTES, 2),
    I(Opcode.BYTE, 2, I1.at(8, 8)),
    IE(Opcode.TWO_BYTES, 4, I1.at(24, 4), I2.at(28, 4)),
    MII(Opcode.BYTE, 6, M1.at(8, 4), RI2.at(12, 12), RI3.at(24, 24)),
    RI_A(Opcode.BYTE_NIBBLE, 4, R1.at(8, 4), I2.at(16, 16)),
    RI_B(Opcode.BYTE_NIBBLE, 4, R1.at(8, 4), RI2.at(16, 16)),
    RI_C(Opcode.BYTE_NIBBLE, 4, M1.at(8, 4), RI2.at(16, 16)),
    RIE_A(Opcode.FIRST_AND_LAST, 6, R1.at(8, 4), I2.at(16, 16), M3.at(32, 4)),
    RIE_B(Opcode.FIRST_AND_LAST, 6, R1.at(8, 4), R2.at(12, 4), M3.at(32, 4), RI4.at(16, 16)),
    RIE_C(Opcode.FIRST_AND_LAST, 6, R1.at(8, 4), I2.at(32, 8), M3.at(12, 4), RI4.at(16, 16)),
    RIE_D(Opcode.FIRST_AND_LAST, 6, R1.at(8, 4), R3.at(12, 4), I2.at(16, 16)),
    RIE_E(Opcode.FIRST_AND_LAST, 6, R1.at(8, 4), R3.at(12, 4), RI2.at(16, 16)),
    RIE_F(Opcode.FIRST_AND_LAST, 6, R1.at(8, 4), R2.at(12, 4), I3.at(16, 8), I4.at(24, 8), I5.at(32, 8)),
    RIE_G(Opcode.FIRST_AND_LAST, 6, R1.at(8, 4), I2.at(16, 16), M3.at(12, 4)),
    RIL_A(Opcode.BYTE_NIBBLE, 6, R1.at(8, 4), I2.at(16, 32)),
    RIL_B(Opcode.BYTE_NIBBLE, 6, R1.at(8, 4), RI2.at(16, 32)),
    RIL_C(Opcode.BYTE_NIBBLE, 6, M1.at(8, 4), RI2.at(16, 32)),
    RIS(Opcode.FIRST_AND_LAST, 6, R1.at(8, 4), I2.at(32, 8), M3.at(12, 4), B4.at(16, 4), D4.at(20, 12)),
    RR(Opcode.BYTE, 2, R1.at(8, 4), R2.at(12, 4)),
    RR_M(Opcode.BYTE, 2, M1.at(8, 4), R2.at(12, 4)),
    RRD(Opcode.TWO_BYTES, 4, R1.at(16, 4), R3.at(24, 4), R2.at(28, 4)),
    RRE(Opcode.TWO_BYTES, 4, R1.at(24, 4), R2.at(28, 4)),
    RRF_A(Opcode.TWO_BYTES, 4, R1.at(24, 4), R2.at(28, 4), R3.at(16, 4), M4.at(20, 4)),
    RRF_B(Opcode.TWO_BYTES, 4, R1.at(24, 4), R3.at(16, 4), R2.at(28, 4), M4.at(20, 4)),
    RRF_C(Opcode.TWO_BYTES, 4, R1.at(24, 4), R2.at(28, 4), M3.at(16, 4)),
    RRF_D(Opcode.TWO_BYTES, 4, R1.at(24, 4), R2.at(28, 4), M4.at(20, 4)),
    RRF_E(Opcode.TWO_BYTES, 4, R1.at(24, 4), M3.at(16, 4), R2.at(28, 4), M4.at(20, 4), M3_M4.at(16, 8)),
    RRS(Opcode.FIRST_AND_LAST, 6, R1.at(8, 4), R2.at(12, 4), M3.at(32, 4), B4.at(16, 4), D4.at(20, 12)),
    RS_A(Opcode.BYTE, 4, R1.at(8, 4), R3.at(12, 4), D2.at(20, 12), B2.at(16, 4)),
    RS_B(Opcode.BYTE, 4, R1.at(8, 4), M3.at(12, 4), D2.at(20, 12), B2.at(16, 4)),
    RSI(Opcode.BYTE, 4, R1.at(8, 4), R3.at(12, 4), RI2.at(16, 16)),
    RSL_A(Opcode.FIRST_AND_LAST, 6, D1.at(20, 12), L1.at(8, 4), B1.at(16, 4)),
    RSY_A(Opcode.FIRST_AND_LAST, 6, R1.at(8, 4), R3.at(12, 4), D2.at(20, 20), B2.at(16, 4)),
    RSY_B(Opcode.FIRST_AND_LAST, 6, R1.at(8, 4), M3.at(12, 4), D2.at(20, 20), B2.at(16, 4)),
    RX_A(Opcode.BYTE, 4, R1.at(8, 4), D2.at(20, 12), X2.at(12, 4), B2.at(16, 4)),
    RX_B(Opcode.BYTE, 4, M1.at(8, 4), D2.at(20, 12), X2.at(12, 4), B2.at(16, 4)),
    RXE(Opcode.FIRST_AND_LAST, 6, R1.at(8, 4), D2.at(20, 12), X2.at(12, 4), B2.at(16, 4), M3.at(32, 4)),
    RXF(Opcode.FIRST_AND_LAST, 6, R1.at(32, 4), R3.at(8, 4), D2.at(20, 12), X2.at(12, 4), B2.at(16, 4)),
    RXY_A(Opcode.FIRST_AND_LAST, 6, R1.at(8, 4), D2.at(20, 20), X2.at(12, 4), B2.at(16, 4)),
    RXY_B(Opcode.FIRST_AND_LAST, 6, M1.at(8, 4), D2.at(20, 20), X2.at(12, 4), B2.at(16, 4)),
    S(Opcode.TWO_BYTES, 4, D2.at(20, 12), B2.at(16, 4)),
    /** An S-format instruction of one byte of operation code: SSM, LPSW and their like. */
    S_SHORT(Opcode.BYTE, 4, D2.at(20, 12), B2.at(16, 4)),
    SI(Opcode.BYTE, 4, D1.at(20, 12), B1.at(16, 4), I2.at(8, 8)),
    SIL(Opcode.TWO_BYTES, 6, D1.at(20, 12), B1.at(16, 4), I2.at(32, 16)),
    SIY(Opcode.FIRST_AND_LAST, 6, D1.at(20, 20), B1.at(16, 4), I2.at(8, 8)),
    SMI(Opcode.BYTE, 6, M1.at(8, 4), RI2.at(32, 16), D3.at(20, 12), B3.at(16, 4)),
    SS_A(Opcode.BYTE, 6, D1.at(20, 12), L.at(8, 8), B1.at(16, 4), D2.at(36, 12), B2.at(32, 4)),
    SS_B(Opcode.BYTE, 6, D1.at(20, 12), L1.at(8, 4), B1.at(16, 4), D2.at(36, 12), L2.at(12, 4), B2.at(32, 4)),
    SS_C(Opcode.BYTE, 6, D1.at(20, 12), L1.at(8, 4), B1.at(16, 4), D2.at(36, 12), B2.at(32, 4), I3.at(12, 4)),
    SS_D(Opcode.BYTE, 6, D1.at(20, 12), R1.at(8, 4), B1.at(16, 4), D2.at(36, 12), B2.at(32, 4), R3.at(12, 4)),
    SS_E(Opcode.BYTE, 6, R1.at(8, 4), D2.at(20, 12), B2.at(16, 4), R3.at(12, 4), D4.at(36, 12), B4.at(32, 4)),
    SS_F(Opcode.BYTE, 6, D1.at(20, 12), B1.at(16, 4), D2.at(36, 12), L2.at(8, 8), B2.at(32, 4)),
    SSE(Opcode.TWO_BYTES, 6, D1.at(20, 12), B1.at(16, 4), D2.at(36, 12), B2.at(32, 4)),
    SSF(Opcode.BYTE_NIBBLE, 6, D1.at(20, 12), B1.at(16, 4), D2.at(36, 12), B2.at(32, 4), R3.at(8, 4));

    /** Where the operation code stands. */
    public enum Opcode {
        BYTE,
        TWO_BYTES,
        BYTE_NIBBLE,
        FIRST_AND_LAST;

        /** The operation code of an instruction whose bytes stand left-aligned in a doubleword. */
        public int extract(long bytes) {
            int first = (int) (bytes >>> 56);
            return switch (this) {
                case BYTE -> first;
                case TWO_BYTES -> (int) (bytes >>> 48);
                case BYTE_NIBBLE -> first << 4 | (int) (bytes >>> 48) & 0xF;
                case FIRST_AND_LAST -> first << 8 | (int) (bytes >>> 16) & 0xFF;
            };
        }

        /** The instruction bytes, left-aligned, with nothing but the operation code. */
        public long place(int opcode) {
            return switch (this) {
                case BYTE -> (long) opcode << 56;
                case TWO_BYTES -> (long) opcode << 48;
                case BYTE_NIBBLE -> (long) (opcode >> 4) << 56 | (long) (opcode & 0xF) << 48;
                case FIRST_AND_LAST -> (long) (opcode >> 8) << 56 | (opcode & 0xFFL) << 16;
            };
        }
    }

    private final Opcode opcode;
    private final int length;
    private final List<Field.Placement> fields;

    Format(Opcode opcode, int length, Field.Placement... fields) {
        this.opcode = opcode;
        this.length = length;
        this.fields = List.of(fields);
    }

    public Opcode opcode() {
        return opcode;
    }

    /** The length of the instruction in bytes: 2, 4 or 6. */
    public int length() {
        return length;
    }

    /** The fields, in the order in which an assembler writes them. */
    public List<Field.Placement> fields() {
        return fields;
    }

    /** The placement of a field, or {@code null} if the format has none of that name. */
    public Field.Placement placement(Field field) {
        for (Field.Placement placement : fields) {
            if (placement.field() == field) {
                return placement;
            }
        }
        return null;
    }

    public boolean has(Field field) {
        return placement(field) != null;
    }
}
