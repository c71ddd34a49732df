/**
 * What happens in a machine, as immutable records, and the sinks that take them.
 *
 * <p>It knows no CPU, storage or instruction type: events carry numbers and words, so that a sink can print, count or keep them
 * after the machine is gone. A machine without a sink makes no events.
 *
 * <p>Source: the PoP's words for instructions, interruption classes and signal-processor orders (chapters 5, 6 and 4).
 */
package org.maskflip.emulator.trace;
