/**
 * One CPU: its registers and states, its run loop with the interruption points, the row interpreter, the copies of prefetched
 * instructions, storage access with translation and order, and the rendezvous with the other CPUs of the machine.
 *
 * <p>It knows no device, no signal-processor order and no machine: what lies outside the CPU it reaches through {@link
 * org.maskflip.emulator.insn.Environment}. It knows no single instruction either: rows say what they do. Program-event recording
 * is absent: PSW bit 1 is kept and has no effect.
 *
 * <p>Source: PoP chapter 4, "Control" (CPU states, resets, store status); chapter 5, "Program Execution"; chapter 6,
 * "Interruptions"; Model Z ({@code docs/ordering.md}).
 */
package org.maskflip.emulator.cpu;
