package org.maskflip.emulator.storage;

import static org.maskflip.emulator.arch.ProgramInterruption.Ending.NULLIFIED;
import static org.maskflip.emulator.arch.ProgramInterruption.Ending.SUPPRESSED;

import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;

/**
 * From the addresses that one CPU uses to absolute addresses: dynamic address translation with its TLB, prefixing, and every
 * access exception. Belongs to its CPU's thread; purges that other CPUs ask for are done by this thread too.
 *
 * <p>A result is good for the 4 KiB page of the address; operands that cross pages are asked for page by page, and wrapped
 * addresses are the caller's care. A method that throws {@link ProgramInterruption} has changed nothing but the TLB.
 *
 * <p>{@link #fetch}, {@link #store} and {@link #instruction} use parameters taken over by the last {@link #refresh()}: whoever
 * changes PSW bits 0-63, control register 0, 1, 7 or 13, or the prefix calls it before the next reference.
 *
 * <p>DEVIATION: access-register mode translates by the primary space, as with access-list-entry token 0.
 * DEVIATION: reference and change bits are recorded when a TLB entry is formed, not again by later references through it.
 * PoP chapter 3, "Dynamic Address Translation", "Protection", "Translation-Exception Identification"; chapter 6, "Access
 * Exceptions" and "Priority of Access Exceptions".
 */
public final class Translator {
    /** In place of a key: the one in the PSW. */
    public static final int PSW_KEY = -1;

    /** Bits of the translation-exception identification. */
    private static final long TEI_DAT_PROTECTION = 4;

    private static final long TEI_ACCESS_REGISTER = 1;
    private static final long TEI_SECONDARY = 2;
    private static final long TEI_HOME = 3;

    private static final long PSW_BITS = Psw.DAT | Psw.ADDRESS_SPACE | Psw.KEY;

    private final Registers registers;
    private final long storageSize;
    private final StorageKeys keys;
    private final boolean enhancedInstalled;
    private final TableWalk walk;
    private final Tlb tlb = new Tlb();

    // What the last refresh() took over.
    private long pswMask;
    private long control0;
    private long control1;
    private long control7;
    private long control13;
    private long prefix;

    private final Reach primary = new Reach(0);
    private final Reach secondary = new Reach(TEI_SECONDARY);
    private final Reach home = new Reach(TEI_HOME);
    private final Reach accessRegister = new Reach(TEI_ACCESS_REGISTER);
    private final Reach real = new Reach(0);
    private Reach operands = real;
    private Reach instructions = real;

    /** The tags that the fast paths look for: {@link Tlb#NO_TAG} while the PSW key is not zero. */
    private long operandTag;

    private long instructionTag;
    private long epoch;

    /** One way of reaching storage: a space with its designation, or real addresses. */
    private static final class Reach {
        /** Bits 62-63 of the translation-exception identification. */
        final long identification;

        /** The designation; 0 for real addresses. */
        long asce;

        TlbContext context;

        Reach(long identification) {
            this.identification = identification;
        }

        /** Whether neither low-address protection nor fetch-protection override applies; never for real addresses. */
        boolean isPrivate() {
            return (asce & ControlBits.ASCE_PRIVATE) != 0;
        }
    }

    /**
     * The translator of one CPU.
     *
     * @param storageSize the installed bytes; what lies beyond is an addressing exception
     * @param tables where table entries come from: the CPU's order
     */
    public Translator(
            Registers registers, Facilities facilities, long storageSize, StorageKeys keys, TableFetch tables) {
        this.registers = registers;
        this.storageSize = storageSize;
        this.keys = keys;
        this.enhancedInstalled = facilities.has(Facility.ENHANCED_DAT_1);
        this.walk = new TableWalk(storageSize, tables);
        takeOver();
    }

    // ---- the fast paths
    // -------------------------------------------------------------------------------------------------

    /** The absolute address of an operand fetch at a logical address with the PSW key. */
    public long fetch(long address) {
        long absolute = tlb.findFetch(operandTag, address);
        return absolute >= 0 ? absolute : reach(operands, registers.key(), address, AccessKind.FETCH);
    }

    /** The absolute address of an operand store, or update, at a logical address with the PSW key. */
    public long store(long address) {
        long absolute = tlb.findStore(operandTag, address);
        return absolute >= 0 ? absolute : reach(operands, registers.key(), address, AccessKind.STORE);
    }

    /** The absolute address of an instruction fetch with the PSW key. */
    public long instruction(long address) {
        long absolute = tlb.findFetch(instructionTag, address);
        return absolute >= 0 ? absolute : reach(instructions, registers.key(), address, AccessKind.INSTRUCTION);
    }

    /**
     * A number that changes whenever an absolute address given before may have become wrong: change of space, key, control
     * register 0 or prefix, and every purge. A result of the fast paths may be kept while this stays the same.
     */
    public long epoch() {
        return epoch;
    }

    // ---- any space, any key
    // ---------------------------------------------------------------------------------------------

    /**
     * The absolute address of a reference.
     *
     * @param key 0-15, or {@link #PSW_KEY}
     * @throws ProgramInterruption with the access exception that the reference meets
     */
    public long absolute(AddressSpace space, int key, long address, AccessKind kind) {
        int used = key == PSW_KEY ? registers.key() : key;
        if (space == AddressSpace.ABSOLUTE) {
            long absolute = installed(address);
            checkKey(real, used, address, keys.get(absolute), kind);
            return absolute;
        }
        return reach(reachOf(space, kind), used, address, kind);
    }

    /** Converts a real to an absolute address; addressing exception beyond installed storage. No protection applies. */
    public long realToAbsolute(long address) {
        return installed(Prefixing.exchange(address, prefix));
    }

    /**
     * Translates without a reference and without the TLB, as LRA does. {@link AddressSpace#CURRENT} means the space of PSW bits
     * 16-17, whether DAT is on or off.
     *
     * @throws ProgramInterruption addressing or translation specification, both suppressed
     */
    public Translation translate(AddressSpace space, long address) {
        if (space == AddressSpace.REAL || space == AddressSpace.ABSOLUTE) {
            return new Translation(0, address, false);
        }
        Reach reach = space == AddressSpace.CURRENT ? reachOf(pswMask) : reachOf(space, AccessKind.FETCH);
        walk.walk(reach.asce, address, prefix, enhanced());
        int code = walk.code();
        if (code == ProgramCode.ADDRESSING || code == ProgramCode.TRANSLATION_SPECIFICATION) {
            throw ProgramInterruption.of(code);
        }
        return code != 0
                ? new Translation(code, walk.entryReal(), false)
                : new Translation(0, walk.frame() | address & Tlb.BYTE, walk.isProtected());
    }

    // ---- parameters and purges
    // ------------------------------------------------------------------------------------------

    /** Takes over PSW, control registers and prefix where they have changed since; cheap where they have not. */
    public void refresh() {
        if ((registers.pswMask() & PSW_BITS) != pswMask
                || registers.cr(1) != control1
                || registers.cr(7) != control7
                || registers.cr(13) != control13
                || registers.cr(0) != control0
                || registers.prefix() != prefix) {
            takeOver();
        }
    }

    /** Removes all TLB entries (PTLB, CSP, CSPG, IDTE with a region- or segment-table entry, and a CPU reset). */
    public void purge() {
        tlb.purge();
        takeOver();
    }

    /** Removes the entries that were formed with the table of an address-space-control element (IDTE, clearing by ASCE). */
    public void purgeAsce(long asce) {
        tlb.purgeAsce(asce);
        takeOver();
    }

    /**
     * Removes the entries that a page-table entry took part in (IPTE).
     *
     * @param entryAbsolute its absolute address, by the prefix of the CPU that executes IPTE
     */
    public void purgePage(long entryAbsolute) {
        tlb.purgePageEntry(entryAbsolute);
        epoch++;
    }

    private void takeOver() {
        if (registers.prefix() != prefix) {
            prefix = registers.prefix();
            tlb.purge();
        }
        pswMask = registers.pswMask() & PSW_BITS;
        control0 = registers.cr(0);
        control1 = registers.cr(1);
        control7 = registers.cr(7);
        control13 = registers.cr(13);
        primary.asce = control1;
        accessRegister.asce = control1;
        secondary.asce = control7;
        home.asce = control13;
        if (!takeContexts()) {
            // The TLB has begun anew: now it has tags for all.
            boolean isComplete = takeContexts();
            assert isComplete : "no tag left after a purge of the TLB";
        }
        boolean isTranslated = (pswMask & Psw.DAT) != 0;
        operands = isTranslated ? reachOf(pswMask) : real;
        instructions = isTranslated ? operands == home ? home : primary : real;
        boolean isKeyed = (pswMask & Psw.KEY) != 0;
        operandTag = isKeyed ? Tlb.NO_TAG : operands.context.tag;
        instructionTag = isKeyed ? Tlb.NO_TAG : instructions.context.tag;
        epoch++;
    }

    private boolean takeContexts() {
        return takeContext(real, TlbContext.realKey())
                && takeContext(primary, TlbContext.key(control1, enhanced()))
                && takeContext(accessRegister, TlbContext.key(control1, enhanced()))
                && takeContext(secondary, TlbContext.key(control7, enhanced()))
                && takeContext(home, TlbContext.key(control13, enhanced()));
    }

    private boolean takeContext(Reach reach, long key) {
        reach.context = tlb.context(key);
        return reach.context != null;
    }

    private EnhancedDat enhanced() {
        return enhancedInstalled && (control0 & ControlBits.CR0_ENHANCED_DAT) != 0
                ? EnhancedDat.APPLIES
                : EnhancedDat.ABSENT;
    }

    private Reach reachOf(AddressSpace space, AccessKind kind) {
        return switch (space) {
            case CURRENT -> kind == AccessKind.INSTRUCTION ? instructions : operands;
            case PRIMARY -> primary;
            case SECONDARY -> secondary;
            case HOME -> home;
            case REAL, ABSOLUTE -> real;
        };
    }

    private Reach reachOf(long mask) {
        return switch ((int) (mask >>> Psw.ADDRESS_SPACE_SHIFT) & 3) {
            case 0 -> primary;
            case 1 -> accessRegister;
            case 2 -> secondary;
            default -> home;
        };
    }

    // ---- a reference in full
    // --------------------------------------------------------------------------------------------

    /** Every check in the order of "Priority of Access Exceptions"; the TLB where it can help. */
    private long reach(Reach reach, int key, long address, AccessKind kind) {
        long absolute;
        if (kind == AccessKind.STORE) {
            checkLowAddress(reach, address);
            absolute = tlb.findCheckedStore(reach.context.tag, address);
        } else {
            absolute = tlb.findFetch(reach.context.tag, address);
        }
        if (absolute < 0) {
            absolute = form(reach, address, kind);
        }
        if (key != 0) {
            int ownKey = TableWalk.keyOf(tlb.origin(reach.context.tag, address, kind));
            checkKey(reach, key, address, ownKey < 0 ? keys.get(absolute) : ownKey, kind);
        }
        return absolute;
    }

    /** Forms a TLB entry and gives its absolute address. */
    private long form(Reach reach, long address, AccessKind kind) {
        long frame = address & Tlb.PAGE;
        long origin = TableWalk.NO_PAGE_TABLE;
        if (reach != real) {
            walk.walk(reach.asce, address, prefix, enhanced());
            if (walk.code() != 0) {
                throw translationException(walk.code(), reach, address);
            }
            if (kind == AccessKind.STORE && walk.isProtected()) {
                throw ProgramInterruption.access(
                        ProgramCode.PROTECTION, SUPPRESSED, identification(reach, address) | TEI_DAT_PROTECTION, 0);
            }
            frame = walk.frame();
            origin = walk.pageEntryAbsolute();
        }
        long absolute = installed(Prefixing.exchange(frame, prefix));
        long tag = reach.context.tag;
        if (kind == AccessKind.STORE) {
            keys.record(absolute, StorageKeys.REFERENCE | StorageKeys.CHANGE);
            boolean isLow = address >>> 13 == 0 && !reach.isPrivate();
            tlb.enterStore(tag, address, absolute, origin, isLow ? Tlb.CHECKED : 0);
        } else {
            keys.record(absolute, StorageKeys.REFERENCE);
            tlb.enterFetch(tag, address, absolute, origin);
        }
        return absolute | address & Tlb.BYTE;
    }

    private long installed(long absolute) {
        if (Long.compareUnsigned(absolute, storageSize) >= 0) {
            throw ProgramInterruption.of(ProgramCode.ADDRESSING);
        }
        return absolute;
    }

    /** Low-address protection: effective addresses 0-511 and 4096-4607. */
    private void checkLowAddress(Reach reach, long address) {
        if ((address & ~0x11FFL) == 0
                && (control0 & ControlBits.CR0_LOW_ADDRESS_PROTECTION) != 0
                && !reach.isPrivate()) {
            throw protection(reach, address);
        }
    }

    /** Key-controlled protection with both of its overrides; the key is the frame's, or the segment-table entry's own. */
    private void checkKey(Reach reach, int key, long address, int storageKey, AccessKind kind) {
        int accessControl = storageKey >> StorageKeys.ACCESS_CONTROL_SHIFT;
        if (key == 0 || key == accessControl) {
            return;
        }
        if (accessControl == 9 && (control0 & ControlBits.CR0_STORAGE_PROTECTION_OVERRIDE) != 0) {
            return;
        }
        if (kind != AccessKind.STORE) {
            boolean isOverridden = (control0 & ControlBits.CR0_FETCH_PROTECTION_OVERRIDE) != 0
                    && address >>> 11 == 0
                    && !reach.isPrivate();
            if ((storageKey & StorageKeys.FETCH_PROTECTION) == 0 || isOverridden) {
                return;
            }
        }
        throw protection(reach, address);
    }

    /** Key-controlled or low-address protection: bit 61 is zero, and no address is promised. */
    private static ProgramInterruption protection(Reach reach, long address) {
        return ProgramInterruption.access(ProgramCode.PROTECTION, SUPPRESSED, identification(reach, address), 0);
    }

    private static ProgramInterruption translationException(int code, Reach reach, long address) {
        return switch (code) {
            case ProgramCode.ADDRESSING, ProgramCode.TRANSLATION_SPECIFICATION -> ProgramInterruption.of(code);
            default -> ProgramInterruption.access(code, NULLIFIED, identification(reach, address), 0);
        };
    }

    private static long identification(Reach reach, long address) {
        return address & Tlb.PAGE | reach.identification;
    }
}
