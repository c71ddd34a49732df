/**
 * What is loaded into a machine before it starts: ELF executables, raw images, their segments, symbols and entry address.
 *
 * <p>A loader reads files and checks them; it knows nothing of CPUs, and nothing of what the loaded bytes mean. Anything wrong
 * with a file is a {@link org.maskflip.emulator.loader.ImageException} with one line per finding.
 *
 * <p>Sources: System V ABI, chapter "Object Files" (ELF-64), and its s390x supplement; PoP chapter 17, "Initial Program
 * Loading".
 */
package org.maskflip.emulator.loader;
