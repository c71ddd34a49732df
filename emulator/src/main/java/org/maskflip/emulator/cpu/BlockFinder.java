package org.maskflip.emulator.cpu;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Branch;
import org.maskflip.emulator.insn.Decoded;

/**
 * Decides what is translated: where the CPU comes to often, the instructions of the same page that it has executed and that can be
 * reached from there by going on and by relative branches. Belongs to one CPU.
 */
final class BlockFinder {
    /** The most instructions of a block: their code stays below what the host's compiler takes. */
    static final int MOST = 48;

    /** So many translations of one head that storage disowned are enough: its code changes too often. */
    private static final int DISOWNED = 16;

    private final Registers registers;
    private final BlockTranslator translator;
    private final int hot;

    BlockFinder(Registers registers, BlockTranslator translator, int hot) {
        this.registers = registers;
        this.translator = translator;
        this.hot = hot;
    }

    /** The CPU has come to an instruction by a branch or out of a block, and there is no block: there may be one next time. */
    void arrived(InstructionCache.Page page, InstructionCopy copy) {
        if (++copy.arrivals < hot || copy.disowned > DISOWNED) {
            return;
        }
        copy.arrivals = 0;
        List<Decoded> instructions = gather(page, copy);
        if (instructions.size() > 1) {
            long head = copy.insn.address();
            page.put(head, new BlockCopy(translator.translate(instructions, head, registers.addressMask())));
        } else {
            copy.disowned++;
        }
    }

    /** The block at an address is of no use any more. */
    static void disown(InstructionCache.Page page, long address) {
        page.put(address, null);
        InstructionCopy copy = page.copies[(int) (address & 0xFFF) >>> 1];
        if (copy != null) {
            copy.disowned++;
        }
    }

    private List<Decoded> gather(InstructionCache.Page page, InstructionCopy head) {
        TreeMap<Long, Decoded> found = new TreeMap<>(Long::compareUnsigned);
        Deque<Long> waiting = new ArrayDeque<>();
        waiting.add(head.insn.address());
        while (!waiting.isEmpty() && found.size() < MOST) {
            long address = waiting.removeFirst();
            while (found.size() < MOST && !found.containsKey(address) && (address & ~0xFFFL) == page.virtual) {
                InstructionCopy copy = page.copies[(int) (address & 0xFFF) >>> 1];
                if (copy == null || !isFit(copy)) {
                    break;
                }
                found.put(address, copy.insn);
                if (copy.branch != InstructionCopy.NO_BRANCH && copy.insn.isRelative()) {
                    waiting.add(registers.wrap(copy.insn.target()));
                }
                if (copy.insn.row().branch() == Branch.ALWAYS) {
                    break;
                }
                address = registers.wrap(address + copy.length);
            }
        }
        return new ArrayList<>(found.values());
    }

    private boolean isFit(InstructionCopy copy) {
        int hooks = InstructionCopy.IS_WATCHED | InstructionCopy.IS_TRACED;
        long offset = copy.insn.address() & 0xFFF;
        return (copy.special & hooks) == 0
                && copy.epoch != InstructionCopy.NEVER
                && offset + copy.length <= 0x1000
                && translator.isTranslatable(copy.insn);
    }
}
