/**
 * The façade: from a configuration to storage, CPUs, threads and devices, wired together; programs go in, an {@link
 * org.maskflip.emulator.machine.Ending} comes out.
 *
 * <p>It is the only place that wires things, and knows no instruction and no ordering rule itself. What runs the CPUs is exchangeable:
 * a thread for each, or one thread for all with every choice taken from a seed.
 *
 * <p>Sources: PoP chapter 4, "Stopped, Operating, Load, and Check-Stop States"; chapter 17, "Initial Program Loading", in so far as one
 * CPU starts and all others are stopped.
 */
package org.maskflip.emulator.machine;
