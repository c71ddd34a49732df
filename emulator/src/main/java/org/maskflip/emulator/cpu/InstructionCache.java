package org.maskflip.emulator.cpu;

import java.util.Arrays;
import java.util.function.LongPredicate;
import org.maskflip.emulator.arch.InstructionLength;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.storage.Translator;
import org.maskflip.emulator.storage.order.StorageOrder;

/**
 * The copies of prefetched instructions that one CPU holds, decoded, by virtual address. A copy is executed again as long as the
 * storage order's epoch stands and the page translates to where it was fetched from (F-address); after that it is fetched again,
 * and decoded again only if its bytes are others. What could have been several things when it was fetched is never executed twice.
 * Source: PoP chapter 5, "Instruction Fetching"; Model Z section 3.
 */
final class InstructionCache {
    private static final int PAGE = 4096;
    private static final long BYTE = PAGE - 1;
    private static final int PAGES = 4096;
    private static final int TARGETS = 8;

    /** The copies from one page, by halfword. */
    static final class Page {
        /** A virtual page address; -1 for an empty page. Bit 0 is never on: an odd instruction address finds no page. */
        long virtual = -1;

        long absolute;
        /** The epoch of translation in which virtual was found to mean absolute. */
        long epoch;

        final InstructionCopy[] copies = new InstructionCopy[PAGE / 2];

        /** The blocks by their heads' halfword; {@code null} until there is one. */
        private BlockCopy[] blocks;

        /** The block that begins at an address of the page; {@code null} if there is none. */
        BlockCopy block(long address) {
            return blocks == null ? null : blocks[(int) (address & BYTE) >>> 1];
        }

        void put(long address, BlockCopy block) {
            if (blocks == null) {
                blocks = new BlockCopy[PAGE / 2];
            }
            blocks[(int) (address & BYTE) >>> 1] = block;
        }
    }

    private final Registers registers;
    private final Translator translator;
    private final StorageOrder order;
    private final InstructionDecoder decoder;
    private final LongPredicate watched;
    private final int tracing;
    private final Page[] pages = new Page[PAGES];
    /** 0 or half of {@link #PAGES}: the place that the last page to be emptied had. */
    private int victim;

    private int fetchedLength;
    /** Whether the instruction fetched last may be executed again: one choice only, and all of it in its page. */
    private boolean isStable;

    InstructionCache(
            Registers registers,
            Translator translator,
            StorageOrder order,
            InstructionDecoder decoder,
            LongPredicate watched,
            int tracing) {
        this.registers = registers;
        this.translator = translator;
        this.order = order;
        this.decoder = decoder;
        this.watched = watched;
        this.tracing = tracing;
    }

    /** After an exception in fetching: the length of the instruction as far as it was known, in bytes. */
    int fetchedLength() {
        return fetchedLength;
    }

    /**
     * The page that holds an instruction address, valid in the present epoch of translation.
     *
     * @throws ProgramInterruption the access exception of the fetch, or specification for an odd address
     */
    Page page(long address) {
        fetchedLength = 2;
        if ((address & 1) != 0) {
            throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
        }
        long virtual = address & ~BYTE;
        long absolute = translator.instruction(virtual);
        Page page = find(virtual, absolute);
        page.epoch = translator.epoch();
        return page;
    }

    /** Two places for each page; pages in a row never share theirs. A page that finds both taken empties one of them in turn. */
    private Page find(long virtual, long absolute) {
        long distance = (absolute - virtual >>> 12) * 0x9E37_79B9_7F4A_7C15L >>> 40;
        int slot = (int) ((virtual >>> 12) + distance) & PAGES / 2 - 1;
        for (int way = 0; way < PAGES; way += PAGES / 2) {
            Page page = pages[slot + way];
            if (page != null && page.virtual == virtual && page.absolute == absolute) {
                return page;
            }
        }
        victim ^= PAGES / 2;
        int way = pages[slot] == null ? 0 : pages[slot + PAGES / 2] == null ? PAGES / 2 : victim;
        if (pages[slot + way] == null) {
            pages[slot + way] = new Page();
        }
        Page page = pages[slot + way];
        Arrays.fill(page.copies, null);
        page.blocks = null;
        page.virtual = virtual;
        page.absolute = absolute;
        return page;
    }

    /**
     * Fetches the instruction at an even address of the page and returns its copy for one execution, which is good for more if its
     * epoch is the present one.
     *
     * @throws ProgramInterruption the access exception of the fetch, or operation
     */
    InstructionCopy fetch(Page page, long address) {
        int slot = (int) (address & BYTE) >>> 1;
        InstructionCopy former = page.copies[slot];
        long epoch = order.copyEpoch();
        long bytes = bytes(page.absolute, address, former == null ? 2 : former.length);
        InstructionCopy copy = find(former, bytes);
        if (copy == null) {
            copy = decode(bytes, address);
            copy.other = former;
            if (former != null) {
                former.other = null;
            }
        } else if (copy != former) {
            former.other = null;
            copy.other = former;
        }
        copy.epoch = isStable ? epoch : InstructionCopy.NEVER;
        page.copies[slot] = copy;
        return copy;
    }

    private static InstructionCopy find(InstructionCopy former, long bytes) {
        if (former == null || former.insn.bytes() == bytes) {
            return former;
        }
        InstructionCopy other = former.other;
        return other != null && other.insn.bytes() == bytes ? other : null;
    }

    private InstructionCopy decode(long bytes, long address) {
        Decoded insn = decoder.decode(bytes, address);
        if (insn == null) {
            throw ProgramInterruption.of(ProgramCode.OPERATION);
        }
        int hooks = watched != null && watched.test(address) ? InstructionCopy.IS_WATCHED : 0;
        return new InstructionCopy(insn, hooks | tracing);
    }

    /**
     * Fetches the target of an execute for one execution, and gives its copy with bits 8-15 modified.
     *
     * @param modifier ORed into the second byte
     * @throws ProgramInterruption the access exception of the fetch, operation, or specification for an odd address
     */
    InstructionCopy target(InstructionCopy execute, long address, int modifier) {
        if ((address & 1) != 0) {
            throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
        }
        long absolute = translator.instruction(address);
        long bytes = bytes(absolute & ~BYTE, address, 2) | (long) modifier << 48;
        if (execute.targets == null) {
            execute.targets = new InstructionCopy[TARGETS];
        }
        int slot = (int) (bytes >>> 56 ^ bytes >>> 48) & TARGETS - 1;
        InstructionCopy copy = execute.targets[slot];
        if (copy == null || copy.insn.bytes() != bytes || copy.insn.address() != address) {
            copy = decode(bytes, address);
            execute.targets[slot] = copy;
        }
        return copy;
    }

    /**
     * The bytes of the instruction, left-aligned. As many as it is believed to have; if the first two bits say that it is longer, all
     * of it in this page once more, so that a doubleword is fetched at one moment (F-seq); then those in the next page.
     */
    private long bytes(long pageAbsolute, long address, int believed) {
        int offset = (int) (address & BYTE);
        int room = PAGE - offset;
        isStable = true;
        int have = Math.min(believed, room);
        long bytes = piece(address, pageAbsolute + offset, have);
        int length = length(bytes);
        while (have < Math.min(length, room)) {
            have = Math.min(length, room);
            bytes = piece(address, pageAbsolute + offset, have);
            length = length(bytes);
        }
        fetchedLength = length;
        int inPage = Math.min(length, room);
        if (inPage < length) {
            long next = registers.wrap(address + inPage);
            bytes |= piece(next, translator.instruction(next), length - inPage) >>> 8 * inPage;
            isStable = false;
        }
        return bytes & -1L << Long.SIZE - 8 * length;
    }

    private long piece(long virtual, long absolute, int length) {
        long bytes = order.fetchInstruction(virtual, absolute, length);
        isStable &= order.isStable();
        return bytes;
    }

    /** The length of an instruction by its first two bits. Source: PoP chapter 5, "Instruction Length". */
    static int length(long bytes) {
        return InstructionLength.of((int) (bytes >>> 56));
    }
}
