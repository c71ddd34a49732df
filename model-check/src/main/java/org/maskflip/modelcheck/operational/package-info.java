/**
 * Model Z as an abstract machine: per CPU a store queue, the copies of instruction bytes that it may still execute, and what is
 * pending; the transitions between the states of several CPUs; and the reductions that leave out interleavings nobody can see.
 *
 * <p>It must not know the emulator's storage and CPUs, nor the axioms: only the stepper's effects.
 *
 * <p>Sources: Model Z, section 4 and section 6, whose rule names the comments and the timelines cite.
 */
package org.maskflip.modelcheck.operational;
