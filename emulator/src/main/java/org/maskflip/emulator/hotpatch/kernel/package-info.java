/**
 * The three stages of a real kernel: whether each of its patch sites is what hotpatching needs, and the figures of them all.
 *
 * <p>It looks at code in files and knows no CPU and no machine.
 *
 * <p>Sources: the Linux kernel's function hotpatching for s390 (facts, no code); PoP chapter 5, "Storage-Operand Consistency" (block
 * concurrency), "Instruction Fetching"; Model Z's rules {@code block}, {@code update}.
 */
package org.maskflip.emulator.hotpatch.kernel;
