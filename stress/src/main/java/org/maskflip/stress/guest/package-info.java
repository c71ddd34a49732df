/**
 * Guest programs as jcstress tests: each actor is a CPU of one small machine in host order. The tests themselves are generated from
 * litmus files when the project is built; here is what they have in common.
 *
 * <p>It must not know what is allowed: the grades stand in the generated tests, and come from Model Z.
 *
 * <p>Implements the execution environment of small programs, as package {@code trial} of the models does: PoP chapter 4, "Stopped,
 * Operating, Load, and Check-Stop States".
 */
package org.maskflip.stress.guest;
