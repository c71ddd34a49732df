/**
 * Arithmetic, logic, shifts, comparisons and condition-code rules as pure static functions of doublewords. A function on words
 * uses bits 32-63 of its inputs and leaves bits 0-31 of its result to the target, which ignores them. Binary-floating-point
 * arithmetic in two steps: the exact result, then rounding with all exceptions.
 *
 * <p>No state, no registers, no storage, no instruction: a function is known by what it computes, and several rows share it.
 *
 * <p>Sources: z/Architecture Principles of Operation, chapter 7 "General Instructions": "Data Format", "Binary-Integer
 * Representation", "Binary Arithmetic", "Signed and Logical Comparison", and the condition codes of the instructions;
 * chapter 9 "Floating-Point Overview and Support Instructions" and chapter 19 "Binary-Floating-Point Instructions".
 */
package org.maskflip.emulator.alu;
