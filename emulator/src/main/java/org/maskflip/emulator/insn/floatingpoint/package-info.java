/**
 * The rows of the floating-point support instructions and of all binary-floating-point instructions, short, long and extended.
 * Hexadecimal and decimal floating point are absent.
 *
 * <p>A routine here knows the register file and the two data exceptions of the AFP-register control; it reaches storage through
 * {@link org.maskflip.emulator.insn.Access} only. It does not know which engine runs it, nor how a number is rounded: that is
 * arithmetic of package alu.
 *
 * <p>Source: z/Architecture Principles of Operation, chapter 9 "Floating-Point Overview and Support Instructions" and chapter 19
 * "Binary-Floating-Point Instructions".
 */
package org.maskflip.emulator.insn.floatingpoint;
