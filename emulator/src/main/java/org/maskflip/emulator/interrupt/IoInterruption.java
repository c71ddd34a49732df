package org.maskflip.emulator.interrupt;

/**
 * A pending I/O-interruption condition.
 *
 * @param subclass the I/O-interruption subclass, 0-7; 0 has the highest priority
 * @param subchannelId the subsystem-identification word
 * @param parameter the I/O-interruption parameter
 * @param identification the I/O-interruption-identification word
 */
public record IoInterruption(int subclass, int subchannelId, int parameter, int identification) {}
