/**
 * Function hotpatching in three stages: the guest that patches its own functions while other CPUs run them, where its sites and
 * stages lie, and the auditor that looks at every executed first stage.
 *
 * <p>It must not know CPUs, instructions' rows, orders or machines: what is executed is told to it in numbers, storage is a function of
 * an address. Who runs the guest wires the two together.
 *
 * <p>Sources: the Linux kernel's function hotpatching for s390 (facts, no code); Model Z's rules {@code F-before-later}, {@code
 * F-prefetch}, {@code ser-discard}; PoP chapter 5, "Instruction Fetching" and "CPU Serialization".
 */
package org.maskflip.emulator.hotpatch;
