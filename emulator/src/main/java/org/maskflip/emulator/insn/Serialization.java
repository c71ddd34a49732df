package org.maskflip.emulator.insn;

/** What a row serializes, before and after its operation. Source: PoP chapter 5, "CPU Serialization". */
public enum Serialization {
    NONE,
    SERIALIZATION,
    /** Serialization and checkpoint synchronization; the same as serialization for every rule of Model Z. */
    SERIALIZATION_AND_CHECKPOINT,
    /** BCR: full for 15,0; with the fast-BCR-serialization facility also for 14,0; else none. Resolved by {@link Decoded}. */
    BCR
}
