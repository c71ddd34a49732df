/**
 * The TOD clock between CPUs: the shipped class, and a twin that is weakened and must fail.
 *
 * <p>It must not know CPUs or storage.
 *
 * <p>Implements PoP chapter 4, "Time-of-Day Clock": each value that STORE CLOCK gives is unique.
 */
package org.maskflip.stress.clock;
