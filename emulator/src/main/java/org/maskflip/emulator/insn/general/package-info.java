/**
 * The rows of the general instructions: simple ones as columns, complex ones as routines in direct style. A routine does one unit
 * of operation per call: at most 256 bytes, not past a 4 KiB boundary, of an interruptible instruction.
 *
 * <p>A routine reaches storage only through {@link org.maskflip.emulator.insn.Access} and everything else outside its CPU only
 * through {@link org.maskflip.emulator.insn.Environment}; it changes no register before its last access, because the models run
 * it again from the start. Nothing here knows how references are ordered, how addresses are translated, or which engine runs it;
 * privileged-operation and operation exceptions and serialization are the engine's.
 *
 * <p>Source: z/Architecture Principles of Operation, chapter 7 "General Instructions"; chapter 5 "Interruptible Instructions".
 * COMPARE UNTIL SUBSTRING EQUAL, COMPARE AND FORM CODEWORD, UPDATE TREE, PERFORM LOCKED OPERATION and the rows of the Unicode
 * conversions and two-byte translations are absent.
 */
package org.maskflip.emulator.insn.general;
