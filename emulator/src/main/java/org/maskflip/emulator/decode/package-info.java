/**
 * From bytes to rows and back: operation-code lookup, assembler, disassembler, and the generated instruction table. All of it
 * derives from the rows; no mnemonic is written here.
 *
 * <p>It does not know which chapters exist (they are found as services), and not what an instruction does.
 *
 * <p>Sources: PoP chapter 5, "Instruction Formats", and appendix B; the syntax is that of GNU as and objdump.
 */
package org.maskflip.emulator.decode;
