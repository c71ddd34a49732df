/**
 * Guest programs on the emulator's machine, run many times: what a machine with store queues and fetch windows, or this host's
 * hardware, really shows, as outcomes in the form of the models, and how much of what a model allows that is.
 *
 * <p>It must not know how a model finds its outcomes, nor change what the machine may do: it decides which CPU goes on, what each
 * choice of the machine's order is, and when an interruption arrives.
 *
 * <p>Implements the execution environment of PoP chapter 4, "Stopped, Operating, Load, and Check-Stop States", as far as small
 * programs need it, and Model Z, section 6: a pending condition is taken some time later.
 */
package org.maskflip.modelcheck.trial;
