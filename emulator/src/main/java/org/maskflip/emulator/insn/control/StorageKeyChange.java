package org.maskflip.emulator.insn.control;

import org.maskflip.emulator.insn.Access;

/**
 * The setting of a storage key, which may depend on the key before. Source: PoP chapter 10, "SET STORAGE KEY EXTENDED".
 *
 * @param key seven bits, right-aligned
 * @param isReferenceMasked whether the reference bit alone does not make it change
 * @param isChangeMasked whether the change bit alone does not make it change
 */
record StorageKeyChange(int key, boolean isReferenceMasked, boolean isChangeMasked) {
    static final int KEY = 0x7F;
    private static final int ACCESS_AND_FETCH = 0x7C;
    private static final int REFERENCE = 2;
    private static final int CHANGE = 1;

    boolean isConditional() {
        return isReferenceMasked || isChangeMasked;
    }

    /** Whether a key differs from the new one in a part that counts. */
    boolean isNeeded(int old) {
        int compared = ACCESS_AND_FETCH | (isReferenceMasked ? 0 : REFERENCE) | (isChangeMasked ? 0 : CHANGE);
        return !isConditional() || ((old ^ key) & compared) != 0;
    }

    /** Sets the key of a block if it is needed; returns the key before, or the new one if that was not asked for. */
    int apply(Access access, long absolute) {
        int old = isConditional() ? access.storageKey(absolute) : key;
        if (isNeeded(old)) {
            access.setStorageKey(absolute, key);
        }
        return old;
    }
}
