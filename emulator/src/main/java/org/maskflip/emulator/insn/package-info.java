/**
 * The instruction row and its closed vocabulary: format, operand sources and targets, operation, condition-code rule, update
 * kind, serialization; and the narrow interfaces {@link org.maskflip.emulator.insn.Access} and {@link
 * org.maskflip.emulator.insn.Environment} through which complex instructions reach storage and everything else outside the CPU.
 *
 * <p>Decoder, assembler, disassembler, interpreter, translator, both models and the instruction table derive from rows. Nothing
 * here knows how storage works, how references are ordered, or which rows exist: the chapters are found as {@link
 * org.maskflip.emulator.insn.Chapter} services.
 *
 * <p>Sources: z/Architecture Principles of Operation, chapter 5 "Program Execution" (instruction formats, address generation)
 * and the instruction chapters 7 to 10.
 */
package org.maskflip.emulator.insn;
