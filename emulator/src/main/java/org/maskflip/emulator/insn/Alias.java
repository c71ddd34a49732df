package org.maskflip.emulator.insn;

/**
 * An extended mnemonic: a second name of a row with one field fixed, whose operand is then not written. {@code br} is BCR with
 * M1 = 15; {@code jgnop} is BRCL with M1 = 0. If only some bits of the field are fixed, the operand is written with the others:
 * {@code risbgz} is RISBG with the leftmost bit of I4 one. If none is, it is a synonym: {@code jas} is BRAS.
 *
 * @param mnemonic the extended mnemonic
 * @param field the field that it fixes
 * @param value the field's value, zeros in the bits that are not fixed
 * @param bits the bits of the field that are fixed, {@link #ALL} if it is not written
 * @param optionalOperands how many operands at the end may be left out under this name, beyond those of the row
 */
public record Alias(String mnemonic, Field field, int value, int bits, int optionalOperands) {
    /** Stands for all bits of the field. */
    public static final int ALL = -1;

    /** An alias that fixes a whole field. */
    public Alias(String mnemonic, Field field, int value) {
        this(mnemonic, field, value, ALL, 0);
    }

    /** Whether an instruction whose field has the given value bears this name. */
    public boolean names(int fieldValue) {
        return (fieldValue & bits) == value;
    }

    /** Whether this is just a second name, which fixes no bit. The disassembler never writes it. */
    public boolean isSynonym() {
        return bits == 0;
    }

    /** Whether the operand of the field is not written. */
    public boolean isWholeField() {
        return bits == ALL;
    }

    /** Whether an operand of the row is not written under this name. */
    public boolean hides(Operand operand) {
        boolean both = field == Field.M3_M4 && (operand == Operand.MASK3 || operand == Operand.MASK4);
        return isWholeField() && (both || operand.fields().contains(field));
    }

    /** How many operands at the end may be left out under this name, of those that are written. */
    public int optionalOperands(Instruction row) {
        int mandatory = row.operands().size() - row.optionalOperands();
        long unwritten =
                row.operands().stream().skip(mandatory).filter(this::hides).count();
        return row.optionalOperands() - (int) unwritten + optionalOperands;
    }
}
