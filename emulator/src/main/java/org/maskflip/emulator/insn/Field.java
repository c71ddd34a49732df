package org.maskflip.emulator.insn;

/** A named field of an instruction format. A long displacement (DL, DH) is one field. */
public enum Field {
    R1,
    R2,
    R3,
    M1,
    M3,
    M4,
    M5,
    /** M3 and M4 side by side: an alias fixes both. */
    M3_M4,
    X2,
    B1,
    D1,
    B2,
    D2,
    B3,
    D3,
    B4,
    D4,
    L,
    L1,
    L2,
    I1,
    I2,
    I3,
    I4,
    I5,
    /** Relative addresses, counted in halfwords from the instruction. */
    RI2,
    RI3,
    RI4;

    /** The field at a bit offset of the instruction, 0 being its leftmost bit. */
    Placement at(int offset, int width) {
        return new Placement(this, offset, width);
    }

    /** Where a field stands: {@code width} bits from bit {@code offset}; a 20-bit displacement has its high part at bit 32. */
    public record Placement(Field field, int offset, int width) {
        static final int LONG_DISPLACEMENT = 20;

        /** The field's unsigned value in an instruction whose bytes stand left-aligned in a doubleword. */
        public int extract(long bytes) {
            if (width == LONG_DISPLACEMENT) {
                int low = (int) (bytes >>> (Long.SIZE - offset - 12)) & 0xFFF;
                int high = (int) (bytes >>> (Long.SIZE - 32 - 8)) & 0xFF;
                return (byte) high << 12 | low;
            }
            return (int) (bytes >>> (Long.SIZE - offset - width) & (1L << width) - 1);
        }

        /** The instruction bytes with this field set; the rest is unchanged. The value is taken modulo the width. */
        public long insert(long bytes, long value) {
            if (width == LONG_DISPLACEMENT) {
                long low = (value & 0xFFF) << (Long.SIZE - offset - 12);
                long high = (value >> 12 & 0xFF) << (Long.SIZE - 32 - 8);
                long holes = 0xFFFL << (Long.SIZE - offset - 12) | 0xFFL << (Long.SIZE - 32 - 8);
                return bytes & ~holes | low | high;
            }
            long mask = (1L << width) - 1;
            int shift = Long.SIZE - offset - width;
            return bytes & ~(mask << shift) | (value & mask) << shift;
        }
    }
}
