package org.maskflip.emulator.storage;

/**
 * The result of a translation without a reference (LRA, TPROT, STRAG). Source: PoP chapter 10, "Load Real Address".
 *
 * @param code 0, or the program-interruption code of the condition that ended it: ASCE type, or a region-, segment- or
 *     page-translation condition
 * @param address with code 0 the real address; otherwise the real address of the table entry whose invalid bit is one, or
 *     {@link #NO_ENTRY} if an entry lies outside its table or the designation does not cover the address
 * @param isProtected with code 0, whether DAT protection forbids stores
 */
public record Translation(int code, long address, boolean isProtected) {
    /** In place of the address of an entry: there is none. */
    public static final long NO_ENTRY = 0;
}
