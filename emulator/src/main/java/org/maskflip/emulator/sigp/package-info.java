/**
 * SIGNAL PROCESSOR between the CPUs of one machine: the order codes, their condition codes and status, what is busy and what is
 * pending.
 *
 * <p>It makes conditions pending and requests orders; when the addressed CPU takes them is that CPU's affair. It does not
 * serialize: the instruction's row does.
 *
 * <p>Sources: PoP chapter 4, "CPU Signaling and Response"; Model Z, section 6.
 */
package org.maskflip.emulator.sigp;
