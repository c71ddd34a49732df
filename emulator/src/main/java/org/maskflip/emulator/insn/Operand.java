package org.maskflip.emulator.insn;

import static org.maskflip.emulator.insn.Field.*;

import java.util.List;

/** One operand as the assembler writes it, and the fields it sets. The syntax is that of GNU as. */
public enum Operand {
    GR1(Kind.GENERAL, Field.R1),
    GR2(Kind.GENERAL, Field.R2),
    GR3(Kind.GENERAL, Field.R3),
    AR1(Kind.ACCESS, Field.R1),
    AR2(Kind.ACCESS, Field.R2),
    AR3(Kind.ACCESS, Field.R3),
    CR1(Kind.CONTROL, Field.R1),
    CR3(Kind.CONTROL, Field.R3),
    FR1(Kind.FLOATING, Field.R1),
    FR2(Kind.FLOATING, Field.R2),
    FR3(Kind.FLOATING, Field.R3),
    MASK1(Kind.MASK, Field.M1),
    MASK3(Kind.MASK, Field.M3),
    MASK4(Kind.MASK, Field.M4),
    MASK5(Kind.MASK, Field.M5),
    IMMEDIATE1(Kind.IMMEDIATE, I1),
    IMMEDIATE2(Kind.IMMEDIATE, I2),
    IMMEDIATE3(Kind.IMMEDIATE, I3),
    IMMEDIATE4(Kind.IMMEDIATE, I4),
    IMMEDIATE5(Kind.IMMEDIATE, I5),
    RELATIVE2(Kind.RELATIVE, RI2),
    RELATIVE3(Kind.RELATIVE, RI3),
    RELATIVE4(Kind.RELATIVE, RI4),
    /** {@code D2(X2,B2)}. */
    INDEXED2(Kind.ADDRESS, D2, X2, B2),
    /** {@code D1(B1)}. */
    BASED1(Kind.ADDRESS, D1, B1),
    BASED2(Kind.ADDRESS, D2, B2),
    BASED3(Kind.ADDRESS, D3, B3),
    BASED4(Kind.ADDRESS, D4, B4),
    /** {@code D1(L,B1)}: the length is written one higher than encoded. */
    LENGTH1(Kind.ADDRESS, D1, L, B1),
    LENGTH1_SHORT(Kind.ADDRESS, D1, L1, B1),
    LENGTH2_SHORT(Kind.ADDRESS, D2, L2, B2),
    /** {@code D1(R1,B1)}: the length stands in a register. */
    REGISTER_LENGTH1(Kind.ADDRESS, D1, Field.R1, B1);

    /** What an operand is. */
    public enum Kind {
        GENERAL,
        ACCESS,
        CONTROL,
        FLOATING,
        MASK,
        IMMEDIATE,
        RELATIVE,
        ADDRESS
    }

    private final Kind kind;
    private final List<Field> fields;

    Operand(Kind kind, Field... fields) {
        this.kind = kind;
        this.fields = List.of(fields);
    }

    public Kind kind() {
        return kind;
    }

    /** The fields that this operand sets, in the order in which it is written: for an address the displacement first. */
    public List<Field> fields() {
        return fields;
    }
}
