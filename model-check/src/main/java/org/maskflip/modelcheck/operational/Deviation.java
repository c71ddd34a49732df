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
    /** An interlocked update is a fetch and a store. */
    SWAP_WITHOUT_INTERLOCK
}
