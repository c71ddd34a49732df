/**
 * Guest programs with their initial state, and the stepper that turns real guest bytes into one effect at a time: what a CPU wants
 * to fetch, store or signal next, until the model that drives it has answered. Simple rows run by their columns, complex rows by
 * replay: the routine runs again from the start with its first accesses answered from a log, and stops at the next one.
 *
 * <p>It must not know any ordering: no queue, no copy, no other CPU. Both models drive it and share nothing else.
 *
 * <p>Sources: PoP chapter 5, "Program Execution" and "Storage-Operand References"; chapter 6, "Interruption Action". There is no
 * dynamic address translation here: a logical address is a real one. Prefixing is (chapter 3, "Prefixing").
 */
package org.maskflip.modelcheck.program;
