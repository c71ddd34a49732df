/**
 * The rows of the decimal instructions: arithmetic, comparison, shift, editing and test of packed decimal numbers in storage.
 *
 * <p>A routine here knows digit and sign codes and the decimal data exceptions; it reaches storage through
 * {@link org.maskflip.emulator.insn.Access} only, and fetches all it needs before it stores. It does not know which engine runs it, nor
 * binary integers: the conversions to and from them, and PACK and UNPACK, are general instructions.
 *
 * <p>Source: z/Architecture Principles of Operation, chapter 8 "Decimal Instructions".
 */
package org.maskflip.emulator.insn.decimal;
