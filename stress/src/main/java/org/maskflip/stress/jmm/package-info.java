/**
 * The host baseline: what the VarHandle modes that the emulator relies on really allow on this host.
 *
 * <p>It must not know the emulator. A surprise here is a surprise about the JDK or the hardware, not about our code.
 *
 * <p>Implements the access modes of {@link java.lang.invoke.VarHandle}; the shapes are the usual litmus names (SB, MP).
 */
package org.maskflip.stress.jmm;
