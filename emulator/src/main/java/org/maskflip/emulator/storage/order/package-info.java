/**
 * The ordering of one CPU's storage references, exchangeable per machine: {@code weak} (Model Z, exact: store queue and fetch
 * windows), {@code host} (guest references mapped onto the Java memory model) and {@code sequential}.
 *
 * <p>It knows absolute addresses and serialization kinds, but no translation, no instruction semantics and no interruption.
 *
 * <p>Source: Model Z ({@code docs/ordering.md}); PoP chapter 5, "Sequence of Storage References".
 */
package org.maskflip.emulator.storage.order;
