/**
 * Conditions pending in a CPU, posted by one thread and taken by another: the shipped class, and twins that are weakened and must fail.
 *
 * <p>It must not know CPUs or storage.
 *
 * <p>Implements PoP chapter 6, "External Interruption", and chapter 4, "CPU Signaling and Response".
 */
package org.maskflip.stress.interrupt;
