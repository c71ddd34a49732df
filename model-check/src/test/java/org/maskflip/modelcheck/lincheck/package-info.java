/**
 * The emulator's and the explorer's own concurrent classes under Lincheck, which runs a few operations of theirs in every
 * interleaving. Each check has the shipped class and a broken twin that must fail; {@link
 * org.maskflip.modelcheck.lincheck.Checking} says whether all interleavings were seen.
 *
 * <p>It must not know the models: what an operation may return is said by a sequential specification or an outcome set, by hand.
 * Lincheck sees heap references of classes from files only, so storage is {@code ArrayStorage} and rows are interpreted. It runs
 * one access after the other: a missing fence is for the stress module.
 *
 * <p>Herlihy and Wing, "Linearizability: A Correctness Condition for Concurrent Objects"; Lamport, "On Interprocess
 * Communication" (regular registers); PoP chapter 4, "CPU Signaling and Response"; Model Z, sections 3 and 4.
 */
package org.maskflip.modelcheck.lincheck;
