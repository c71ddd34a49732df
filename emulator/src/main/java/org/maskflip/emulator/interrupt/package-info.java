/**
 * Interruptions: the conditions pending in one CPU and in the machine, their masks and priority, and the PSW exchange.
 *
 * <p>Nothing here executes instructions, translates addresses or orders references; what it stores into the prefix area it stores
 * through {@link org.maskflip.emulator.interrupt.ExchangeStorage}. No method of the take and post paths allocates.
 *
 * <p>Source: PoP chapter 6, "Interruptions" (interruption action, "External Interruption", "Program Interruption", "Priority of
 * Interruptions"); chapter 4, "CPU Signaling and Response"; Model Z section 6.
 */
package org.maskflip.emulator.interrupt;
