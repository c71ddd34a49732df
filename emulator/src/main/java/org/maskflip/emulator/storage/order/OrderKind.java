package org.maskflip.emulator.storage.order;

/** The order of storage references that a machine runs under. Exchangeable: no other part of the machine depends on it. */
public enum OrderKind {
    /** Model Z, exact: store queues and fetch windows, every open choice made by a {@link Chooser}. */
    WEAK,
    /** Fast: guest references mapped onto the Java memory model. May show SB+rfi, which Model Z forbids. */
    HOST,
    /** As {@link #HOST}, with a fence before a fetch that may meet this CPU's own store (rule W-R-same). */
    HOST_STRICT,
    /** One reference at a time, instructions fetched anew at every execution: for bisecting. */
    SEQUENTIAL
}
