package org.maskflip.emulator.insn;

/**
 * An extended mnemonic: a second name of a row with one field fixed, whose operand is then not written. {@code br} is BCR with
 * M1 = 15; {@code jgnop} is BRCL with M1 = 0.
 *
 * @param mnemonic the extended mnemonic
 * @param field the field that it fixes
 * @param value the field's value
 */
public record Alias(String mnemonic, Field field, int value) {}
