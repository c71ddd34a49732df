package org.maskflip.modelcheck.operational;

/** A deliberate fault of the model: only for tests, which must notice it. */
enum Deviation {
    /** Stores are in storage at once, and no copy is ever old. */
    SEQUENTIAL,
    /** A fetch takes the value of an own store in the queue. */
    FORWARDING,
    /** Stores leave the queue in any order. */
    UNORDERED_QUEUE,
    /** A serializing function does not wait for the queue. */
    SERIALIZATION_WITHOUT_DRAIN,
    /** A serializing function keeps the copies. */
    SERIALIZATION_KEEPS_COPIES,
    /** An interruption keeps the copies. */
    INTERRUPTION_KEEPS_COPIES,
    /** Whoever has executed the newest copy of a byte has no older one any more. */
    COHERENT_COPIES,
    /** A store by real address counts as one by virtual address. */
    REAL_STORE_SEEN_BY_OWN_FETCH,
    /** An own store by virtual address is not seen by own fetches before it is in storage. */
    OWN_STORE_UNSEEN,
    /** Copies are never old: each fetch takes what storage holds. */
    NO_PREFETCH,
    /** An instruction inside one doubleword is fetched whole, as it stood in storage at some moment. */
    WHOLE_INSTRUCTION_FETCH,
    /** Rule {@code F-seq} holds although the facility is not installed. */
    SEQUENTIAL_FETCHING_WITHOUT_FACILITY,
    /** Rule {@code F-seq} does not hold although the facility is installed. */
    SEQUENTIAL_FETCHING_IGNORED,
    /** An interlocked update is a fetch and a store. */
    SWAP_WITHOUT_INTERLOCK,
    /** A specific update serializes: its store is in storage at once. */
    SPECIFIC_UPDATE_AT_ONCE,
    /** The bytes of an unaligned store go to storage together. */
    UNALIGNED_STORE_WHOLE,
    /** A signal is taken at the moment in which it is sent: its sender need not wait for an acknowledgement. */
    SIGNAL_DISCARDS_AT_ONCE
}
