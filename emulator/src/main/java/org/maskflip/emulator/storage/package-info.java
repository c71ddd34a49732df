/**
 * Absolute storage, storage keys, prefixing, dynamic address translation with its TLB, and access exceptions. Only here do guest
 * bytes meet a VarHandle.
 *
 * <p>It knows no instruction and no order among references.
 *
 * <p>Source: PoP chapter 3, "Storage": storage addressing, protection, prefixing, dynamic address translation.
 */
package org.maskflip.emulator.storage;
