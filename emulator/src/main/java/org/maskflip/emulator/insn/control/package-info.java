/**
 * The rows of the control instructions and of the few I/O instructions that a machine without a channel subsystem answers.
 *
 * <p>A routine here works on registers, reaches storage through {@link org.maskflip.emulator.insn.Access} and everything else
 * outside its CPU through {@link org.maskflip.emulator.insn.Environment}. It does not know how translation, storage keys, clocks,
 * other CPUs or the service processor work, nor which engine runs it. The privileged-operation exception of a privileged row is
 * the engine's; the conditions of a semiprivileged row are checked here.
 *
 * <p>Source: z/Architecture Principles of Operation, chapter 10 "Control Instructions" and chapter 14 "I/O Instructions". Access
 * registers, the linkage stack, ASN translation, subspace groups and tracing are not offered: the instructions that need them end
 * as if the control bits or tables that enable them were zero (docs/decisions.md).
 */
package org.maskflip.emulator.insn.control;
