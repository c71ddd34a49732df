/**
 * The rows of the floating-point support instructions, and of the few binary floating-point instructions that a kernel without
 * floating-point code of its own still executes.
 *
 * <p>A routine here knows the register file and the two data exceptions of the AFP-register control; it reaches storage through
 * {@link org.maskflip.emulator.insn.Access} only. It does not know which engine runs it.
 *
 * <p>Source: z/Architecture Principles of Operation, chapter 9 "Floating-Point Overview and Support Instructions" and chapter 19
 * "Binary-Floating-Point Instructions".
 */
package org.maskflip.emulator.insn.floatingpoint;
