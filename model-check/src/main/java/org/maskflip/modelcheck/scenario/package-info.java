/**
 * The catalogue of patching protocols: guest code in assembly files with a header, built into programs of two and more CPUs; the
 * decision whether any execution violates a property; and mutants of the protocols.
 *
 * <p>It must not know how a command prints what was found, nor how the model searches; it asks the model for outcomes, and for states
 * from which no end can be reached.
 *
 * <p>Sources: the properties P1 to P6 and the protocols are those of the project's scenario table; PoP chapter 4, "CPU Signaling and
 * Response", and chapter 5, "Instruction Fetching" and "CPU Serialization", through Model Z.
 */
package org.maskflip.modelcheck.scenario;
