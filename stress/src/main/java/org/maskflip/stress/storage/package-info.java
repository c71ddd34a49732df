/**
 * Storage and its host order between CPUs: the shipped classes, and twins that are weakened and must fail.
 *
 * <p>It must not know CPUs or instructions.
 *
 * <p>Implements PoP chapter 5, "Storage-Operand References", and Model Z's rules {@code ser}, {@code interlocked} and {@code block}.
 */
package org.maskflip.stress.storage;
