/**
 * Litmus tests: files in herd's layout for the architecture S390X, read to guest programs with a condition and an expectation, and
 * printed again. One column of guest assembly per CPU; labels are code locations; the catalogue comes with the project.
 *
 * <p>It must not know any model: what a test's outcomes are is for others to find. Only the assembler knows instructions.
 *
 * <p>Sources: the layout is that of the herd tools (Alglave, Maranget, Tautschnig: Herding cats, TOPLAS 2014), extended by what
 * guest code needs: PSWs, facilities, code locations and which version of them ran.
 */
package org.maskflip.modelcheck.litmus;
