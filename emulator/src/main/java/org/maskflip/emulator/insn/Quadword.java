package org.maskflip.emulator.insn;

/** Sixteen bytes of storage or an even-odd register pair. */
public record Quadword(long high, long low) {}
