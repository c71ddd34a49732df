/**
 * The proof of the rows: their comparison with QEMU, which written tests execute them, and whether either notices when a row is
 * broken.
 *
 * <p>It must not know what a row computes: cases come from the chapters' comparisons, expected results from QEMU and from the written
 * tests. Rows are broken without a hook in production code: a class loader of its own loads the emulator and its tests once more, with
 * the accessors of a row passing through {@link org.maskflip.emulator.insn.proof.RowHook}.
 *
 * <p>It implements no heading of the manual.
 */
package org.maskflip.emulator.insn.proof;
