/**
 * Families of litmus tests from cycles of relations: program order, with and without a serialization, and who reads what from whom,
 * by operand fetches and by instruction fetches. A cycle names events and their places; the test asks whether all of its relations
 * can hold at once.
 *
 * <p>It must not know any model that searches: whether a cycle is forbidden is decided from the axioms for its one execution.
 *
 * <p>Sources: the cycles are in the manner of diy (Alglave, Maranget, Sarkar, Sewell: Fences in weak memory models, CAV 2010); the
 * relations are those of Model Z, section 5.
 */
package org.maskflip.modelcheck.generate;
