/**
 * Absolute storage with its two backends, storage keys, prefixing, dynamic address translation with its TLB, and access
 * exceptions. Only here do guest bytes meet a VarHandle.
 *
 * <p>It knows no instruction and no order among references: table entries come from a {@link
 * org.maskflip.emulator.storage.TableFetch}, the mode of an access from its caller, and other CPUs' purges by their thread.
 *
 * <p>Source: PoP chapter 3, "Storage": "Storage Addressing", "Storage Key", "Protection", "Prefixing", "Dynamic Address
 * Translation", "Translation-Lookaside Buffer", "Translation-Exception Identification"; chapter 6, "Access Exceptions".
 */
package org.maskflip.emulator.storage;
