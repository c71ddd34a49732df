package org.maskflip.emulator.storage;

import java.util.Arrays;

/**
 * The translation-lookaside buffer of one CPU: direct-mapped, one half for fetches and one for stores, tagged by {@link
 * TlbContext}, so that switching back to an address space finds its entries again. Belongs to one CPU's thread; other CPUs' IPTE
 * and CSP reach it through that thread.
 *
 * <p>Holding an entry in the store half means that DAT protection does not forbid stores. Entries of common segments are used
 * with the designation alone that formed them, which the PoP permits. Source: PoP chapter 3, "Translation-Lookaside Buffer".
 */
final class Tlb {
    /** Entries per half; a power of two. */
    static final int ENTRIES = 1024;
    /** The highest tag in use. */
    static final int CONTEXTS = 1022;
    /** A tag that no entry ever has. */
    static final long NO_TAG = 1023;
    /** Added to the tag of a store entry whose page lies partly under low-address protection: the fast path does not see it. */
    static final long CHECKED = 0x800L;

    static final long PAGE = 0xFFFF_FFFF_FFFF_F000L;
    static final long BYTE = 0xFFFL;

    private static final int MASK = ENTRIES - 1;
    /** Slots of the table of contexts: a power of two, twice their number, so that probing stays short and ends. */
    private static final int SLOTS = 2048;

    /** Pairs: page address with tag; absolute address of the frame. A pair of zeros is empty: no context has tag 0. */
    private final long[] fetch = new long[2 * ENTRIES];

    private final long[] store = new long[2 * ENTRIES];

    /** Behind each pair: the absolute address of the page-table entry, or another {@link TableWalk#pageEntryAbsolute() origin}. */
    private final long[] fetchOrigin = new long[ENTRIES];

    private final long[] storeOrigin = new long[ENTRIES];

    private final TlbContext[] contexts = new TlbContext[SLOTS];
    private int lastTag;

    /** The index of the pair for a page; contexts are spread, since all address spaces use the same low pages. */
    private static int pair(long address, long tag) {
        return ((int) (address >>> 12) + (int) tag * 37 & MASK) << 1;
    }

    /** The absolute address for a fetch, or -1 where there is no entry. */
    long findFetch(long tag, long address) {
        int pair = pair(address, tag);
        return fetch[pair] == (address & PAGE | tag) ? fetch[pair + 1] + (address & BYTE) : -1;
    }

    /** The absolute address for a store, or -1 where there is no entry or low-address protection must be looked at. */
    long findStore(long tag, long address) {
        int pair = pair(address, tag);
        return store[pair] == (address & PAGE | tag) ? store[pair + 1] + (address & BYTE) : -1;
    }

    /** The absolute address for a store whose low-address protection has been looked at, or -1. */
    long findCheckedStore(long tag, long address) {
        int pair = pair(address, tag);
        return (store[pair] & ~CHECKED) == (address & PAGE | tag) ? store[pair + 1] + (address & BYTE) : -1;
    }

    /** The origin of the entry that a fetch or store of this address has just found or formed. */
    long origin(long tag, long address, AccessKind kind) {
        int pair = pair(address, tag);
        return (kind == AccessKind.STORE ? storeOrigin : fetchOrigin)[pair >> 1];
    }

    /**
     * Enters a translation for fetches.
     *
     * @param frame the absolute address of the 4 KiB block
     * @param origin the absolute address of the page-table entry, or what stands in its place
     */
    void enterFetch(long tag, long address, long frame, long origin) {
        int pair = pair(address, tag);
        fetch[pair] = address & PAGE | tag;
        fetch[pair + 1] = frame;
        fetchOrigin[pair >> 1] = origin;
    }

    /** Enters a translation for stores; {@code checked} is 0 or {@link #CHECKED}. */
    void enterStore(long tag, long address, long frame, long origin, long checked) {
        int pair = pair(address, tag);
        store[pair] = address & PAGE | tag | checked;
        store[pair + 1] = frame;
        storeOrigin[pair >> 1] = origin;
    }

    /**
     * The context for a key, a new one if there is none. Giving out the last tag begins anew with an empty TLB: then every
     * context from before is void, and the result is {@code null}; the caller asks again for all that it holds.
     */
    TlbContext context(long key) {
        int slot = (int) (key * 0x9E37_79B9_7F4A_7C15L >>> 53);
        while (contexts[slot] != null) {
            if (contexts[slot].key == key) {
                return contexts[slot];
            }
            slot = slot + 1 & SLOTS - 1;
        }
        if (lastTag == CONTEXTS) {
            purge();
            return null;
        }
        TlbContext created = new TlbContext(key);
        created.tag = ++lastTag;
        contexts[slot] = created;
        return created;
    }

    /** Removes every entry and every context. */
    void purge() {
        Arrays.fill(fetch, 0);
        Arrays.fill(store, 0);
        Arrays.fill(contexts, null);
        lastTag = 0;
    }

    /** Removes the entries that the table of an address-space-control element took part in. */
    void purgeAsce(long asce) {
        for (TlbContext context : contexts) {
            if (context != null && context.isFormedBy(asce)) {
                if (lastTag == CONTEXTS) {
                    purge();
                    return;
                }
                context.tag = ++lastTag;
            }
        }
    }

    /** Removes the entries that the page-table entry at an absolute address took part in. */
    void purgePageEntry(long absolute) {
        for (int i = 0; i < ENTRIES; i++) {
            if (fetchOrigin[i] == absolute) {
                fetch[2 * i] = 0;
            }
            if (storeOrigin[i] == absolute) {
                store[2 * i] = 0;
            }
        }
    }
}
