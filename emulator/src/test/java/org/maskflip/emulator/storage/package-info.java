/**
 * Tests of absolute storage, keys, prefixing, translation, protection and the TLB.
 *
 * <p>They know no instruction; guest tables are built by {@link org.maskflip.emulator.storage.GuestTables}.
 *
 * <p>Source: PoP chapter 3, "Storage".
 */
package org.maskflip.emulator.storage;
