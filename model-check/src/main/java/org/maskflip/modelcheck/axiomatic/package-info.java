/**
 * Model Z as axioms: the traces of every CPU from the stepper, candidate executions made of one trace per CPU with reads-from and
 * coherence, the order relation with its rules, and the reasons why a candidate is none. What it finds does not come from running
 * anything: a candidate is a finished execution that either has a cycle or has not.
 *
 * <p>It must not know the operational model or its search: no queue, no fetch window, no state of the machine. The two share the
 * guest program, the stepper and the instruction rows. Loops without end and signals between CPUs are named as not covered.
 *
 * <p>Sources: Model Z, sections 1, 2, 3 and 5 (PoP chapter 5, "Sequence of Storage References"); where section 5 is silent the rules
 * of {@link org.maskflip.modelcheck.axiomatic.Rule} say what section 1 or 4 asks for.
 */
package org.maskflip.modelcheck.axiomatic;
