/**
 * The second engine: blocks of rows become methods of the host's virtual machine, general registers in locals, operations and
 * condition-code rules inlined. It derives from the columns of rows as the row interpreter does, which is its reference: a row
 * that it does not take is left to it.
 *
 * <p>Here only is ASM known. The package knows no storage order and no machine, decides nothing about when a block is translated
 * or may be executed (that is the CPU's, which keeps the copies), and names no instruction.
 *
 * <p>Source: PoP chapter 5, "Program Execution" ("Sequence of Storage References": a block is instructions that were prefetched).
 */
package org.maskflip.emulator.translate;
