/**
 * What a Linux kernel or module says about its own code: symbols, patch sites, jump labels and alternatives, from an ELF file or
 * from the flat image that is installed, with nothing else at hand.
 *
 * <p>It reads files and knows no CPU and no storage; it says where things are, not whether they are right.
 *
 * <p>Sources: System V ABI, "Object Files" and its s390x supplement; the layouts of the kernel's tables (facts, no code).
 */
package org.maskflip.emulator.loader.linux;
