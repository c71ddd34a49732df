/**
 * What a machine has besides storage and CPUs: the clocks, the service processor with its two consoles, and the blocks by which the
 * machine describes itself.
 *
 * <p>It knows no CPU and no instruction: it answers requests, and makes conditions pending. Whatever a guest hands it, malformed
 * blocks included, ends in a response or condition code and never in an exception.
 *
 * <p>Sources: PoP chapter 4, "Timing"; chapter 10, "STORE SYSTEM INFORMATION" and "STORE CPU ID". The service-call interface is in no
 * public manual: it follows what kernels demand of it, as measured.
 */
package org.maskflip.emulator.device;
