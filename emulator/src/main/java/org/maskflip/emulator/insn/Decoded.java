package org.maskflip.emulator.insn;

import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Registers;

/**
 * One decoded instruction: a row and the values of its fields, for the address at which it was found. Immutable. Fields that the
 * format lacks are zero. M1 and R1, being alternatives, are apart.
 */
public final class Decoded {
    private final Instruction row;
    private final long bytes;
    private final long address;
    private final long target;
    private final long immediate;
    private final byte r1;
    private final byte r2;
    private final byte r3;
    private final byte m1;
    private final byte m3;
    private final byte m4;
    private final int rotation;
    private final short length1;
    private final byte length2;
    private final byte i3;
    private final byte index;
    private final byte base;
    private final int displacement;
    private final byte secondBase;
    private final short secondDisplacement;
    private final Serialization serialization;
    private final boolean interlocked;
    private final boolean relative;
    private final boolean even;

    /**
     * Decodes the fields of an instruction of the given row.
     *
     * @param bytes the instruction, left-aligned in a doubleword; what follows it is ignored
     * @param address the logical address of the instruction
     * @param facilities decide what BCR 14,0 and storage updates do
     */
    public Decoded(Instruction row, long bytes, long address, Facilities facilities) {
        Format format = row.format();
        this.row = row;
        this.bytes = bytes & -1L << (Long.SIZE - 8 * format.length());
        this.address = address;
        r1 = (byte) field(format, Field.R1);
        r2 = (byte) field(format, Field.R2);
        r3 = (byte) field(format, Field.R3);
        m1 = (byte) field(format, Field.M1);
        m3 = (byte) field(format, Field.M3);
        m4 = (byte) field(format, Field.M4);
        i3 = (byte) field(format, Field.I3);
        rotation = field(format, Field.I3) << 16 | field(format, Field.I4) << 8 | field(format, Field.I5);
        length1 = (short) (format.has(Field.L) ? field(format, Field.L) : field(format, Field.L1));
        length2 = (byte) field(format, Field.L2);
        immediate = immediate(format);
        relative = format.has(Field.RI2) || format.has(Field.RI4);
        target = address + 2 * relative(format);
        index = (byte) field(format, Field.X2);
        boolean first = format.has(Field.B1);
        boolean second = format.has(Field.B2);
        base = (byte) field(format, first ? Field.B1 : second ? Field.B2 : Field.B4);
        displacement = field(format, first ? Field.D1 : second ? Field.D2 : Field.D4);
        secondBase = (byte) field(format, first ? Field.B2 : Field.B4);
        secondDisplacement = (short) field(format, first ? Field.D2 : Field.D4);
        even = row.evenRegisters().stream().allMatch(field -> (field(format, field) & 1) == 0);
        serialization = resolve(row.serialization(), facilities);
        interlocked = row.update() == Update.SPECIFIC
                || row.interlockFacility() != null && facilities.has(row.interlockFacility());
    }

    private int field(Format format, Field field) {
        Field.Placement placement = format.placement(field);
        return placement == null ? 0 : placement.extract(bytes);
    }

    private long immediate(Format format) {
        Field.Placement placement = format.placement(format.has(Field.I1) ? Field.I1 : Field.I2);
        if (placement == null) {
            return 0;
        }
        long value = placement.extract(bytes) & 0xFFFF_FFFFL;
        int shift = Long.SIZE - placement.width();
        return row.isImmediateUnsigned() ? value : value << shift >> shift;
    }

    private long relative(Format format) {
        Field.Placement placement = format.placement(format.has(Field.RI2) ? Field.RI2 : Field.RI4);
        if (placement == null) {
            return 0;
        }
        int shift = Integer.SIZE - placement.width();
        int halfwords = placement.extract(bytes) << shift >> shift;
        return halfwords;
    }

    private Serialization resolve(Serialization declared, Facilities facilities) {
        if (declared != Serialization.BCR) {
            return declared;
        }
        if (r2 == 0 && m1 == 15) {
            return Serialization.SERIALIZATION_AND_CHECKPOINT;
        }
        boolean fast = r2 == 0 && m1 == 14 && facilities.has(Facility.Z196_GROUP);
        return fast ? Serialization.SERIALIZATION : Serialization.NONE;
    }

    public Instruction row() {
        return row;
    }

    /** The bytes of the instruction, left-aligned; the rest is zero. */
    public long bytes() {
        return bytes;
    }

    /** The logical address at which the instruction was found (for the target of an execute: its own). */
    public long address() {
        return address;
    }

    public int length() {
        return row.format().length();
    }

    public int r1() {
        return r1;
    }

    public int r2() {
        return r2;
    }

    public int r3() {
        return r3;
    }

    public int m1() {
        return m1;
    }

    public int m3() {
        return m3;
    }

    public int m4() {
        return m4;
    }

    /** I1 or I2, extended as the row says. */
    public long immediate() {
        return immediate;
    }

    public int i3() {
        return i3;
    }

    /** I3, I4 and I5 as three bytes, I5 lowest. */
    public int rotation() {
        return rotation;
    }

    /** L or L1 as encoded: one less than the number of bytes. */
    public int length1() {
        return length1;
    }

    /** L2 as encoded: one less than the number of bytes. */
    public int length2() {
        return length2;
    }

    /** Whether the format designates a location relative to the instruction. */
    public boolean isRelative() {
        return relative;
    }

    /** Whether all register fields that the row wants even are even; else the instruction is a specification exception. */
    public boolean hasEvenRegisters() {
        return even;
    }

    /** The relative address RI2 or RI4, not wrapped. */
    public long target() {
        return target;
    }

    /** The number of the first base register: that of the only, or leftmost, address. */
    public int base() {
        return base;
    }

    public int index() {
        return index;
    }

    public int displacement() {
        return displacement;
    }

    public int secondBase() {
        return secondBase;
    }

    public int secondDisplacement() {
        return secondDisplacement;
    }

    /** The address generated from index, base and displacement, wrapped. In SS and SSF formats the first operand's. */
    public long address(Registers registers) {
        long sum = displacement;
        if (base != 0) {
            sum += registers.gr(base);
        }
        if (index != 0) {
            sum += registers.gr(index);
        }
        return registers.wrap(sum);
    }

    /** The second address of the instruction (B2 D2 beside B1 D1, B4 D4 beside B2 D2), wrapped. */
    public long secondAddress(Registers registers) {
        long sum = secondDisplacement;
        if (secondBase != 0) {
            sum += registers.gr(secondBase);
        }
        return registers.wrap(sum);
    }

    /** The serialization of this very instruction: for BCR it depends on the fields; never {@link Serialization#BCR}. */
    public Serialization serialization() {
        return serialization;
    }

    /** Whether a storage update of this row is interlocked on this machine. */
    public boolean isInterlocked() {
        return interlocked;
    }

    @Override
    public String toString() {
        return String.format("%x: %s %0" + 2 * length() + "x", address, row, bytes >>> (Long.SIZE - 8 * length()));
    }
}
