package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.Access.PSW_KEY;

import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Space;

/**
 * One execution of COMPRESSION CALL that compresses: strings of the second operand that the dictionary knows become index symbols
 * in the first. Source: PoP chapter 7, "Compression Process".
 */
final class Compression {
    /** In place of the address of a symbol-translation table: index symbols are stored as they are. */
    static final long NO_TABLE = -1L;

    private final CompressionCall.Control control;
    private final Registers registers;
    private final Access access;
    private final LongOperand first;
    private final LongOperand second;
    private final int[] symbols = new int[CompressionCall.SYMBOLS];

    private int count;
    private long taken;

    /** While a string is matched: how many bytes of the second operand are taken with it, and its entry. */
    private long reached;

    private int index;
    /** The entry at {@link #index}, or {@code null} if it need not be examined. */
    private CharacterEntry entry;

    Compression(CompressionCall.Control control, Registers registers, LongOperand first, LongOperand second) {
        this.control = control;
        this.registers = registers;
        this.first = first;
        this.second = second;
        access = control.access();
    }

    /** Fetches, matches and probes; stores nothing yet. Returns the condition code. */
    int run() {
        while (taken != second.length()) {
            if (!CompressionCall.isRoom(control.bitNumber() + bits(), control.symbolBits(), first.length())) {
                return 1;
            }
            if (count == CompressionCall.SYMBOLS) {
                return 3;
            }
            try {
                next();
            } catch (ProgramInterruption met) {
                if (count == 0) {
                    throw met;
                }
                return 3;
            }
        }
        return 0;
    }

    /** Bits of index symbols made. */
    int bits() {
        return count * control.symbolBits();
    }

    /** Bytes of the second operand used. */
    long taken() {
        return taken;
    }

    private void next() {
        match();
        int symbol = control.translationTable() == NO_TABLE
                ? index
                : (int) access.fetch(registers.wrap(control.translationTable() + 2L * index), 2);
        int from = (control.bitNumber() + bits()) / 8;
        int to = (control.bitNumber() + bits() + control.symbolBits() + 7) / 8;
        access.probeStore(Space.CURRENT, PSW_KEY, registers.wrap(first.address() + from), to - from);
        symbols[count++] = symbol & control.entries() - 1;
        taken = reached;
    }

    /** The longest string of the dictionary's tree that the second operand goes on with. */
    private void match() {
        reached = taken;
        index = character(reached);
        entry = entry(index);
        reached++;
        while (entry != null && entry.hasChildren() && reached != second.length() && descend(character(reached))) {
            CompressionCall.require(reached - taken <= CompressionCall.LARGEST);
        }
    }

    /** Goes on to the child for a character; false if there is none. */
    private boolean descend(int character) {
        boolean allEqual = true;
        for (int i = 0; i < entry.children(); i++) {
            if (character != entry.child(i)) {
                allEqual = false;
            } else if (isChild(entry.pointer() + i, entry.isExamined(i))) {
                return true;
            } else if (!allEqual) {
                return false;
            }
        }
        boolean isTried = allEqual && entry.children() > 0;
        return !isTried && entry.hasSiblings() && descendToSibling(character);
    }

    /** Only children of the entry itself may have the same character: the first sibling that has it decides. */
    private boolean descendToSibling(int character) {
        CharacterEntry parent = entry;
        int at = parent.pointer() + parent.children();
        int searched = parent.children();
        boolean isFirst = true;
        while (true) {
            SiblingFormat.Descriptor descriptor = descriptor(at);
            for (int i = 0; i < descriptor.count(); i++) {
                CompressionCall.require(++searched <= CompressionCall.LARGEST);
                if (character == descriptor.character(i)) {
                    return isChild(at + i + 1, isExamined(descriptor, i, isFirst ? parent : null));
                }
            }
            if (!descriptor.hasMore()) {
                return false;
            }
            at += descriptor.count() + 1;
            isFirst = false;
        }
    }

    private boolean isExamined(SiblingFormat.Descriptor descriptor, int i, CharacterEntry parent) {
        int own = control.siblings().examineBits;
        if (i < own) {
            return descriptor.isExamined(i);
        }
        return parent == null || parent.isSiblingExamined(i - own);
    }

    /** Takes a child whose first character matches if its additional characters do. */
    private boolean isChild(int child, boolean isExamined) {
        CharacterEntry found = isExamined ? entry(child) : null;
        long end = reached + 1;
        if (found != null) {
            if (Long.compareUnsigned(second.length() - end, found.additional()) < 0) {
                return false;
            }
            for (int i = 0; i < found.additional(); i++) {
                if (character(end + i) != found.additional(i)) {
                    return false;
                }
            }
            end += found.additional();
        }
        reached = end;
        index = child;
        entry = found;
        return true;
    }

    private int character(long offset) {
        return (int) access.fetch(registers.wrap(second.address() + offset), 1);
    }

    private CharacterEntry entry(int at) {
        return CharacterEntry.of(doubleword(at, 0));
    }

    private long doubleword(int at, int dictionary) {
        CompressionCall.require(at < control.entries());
        return access.fetch(registers.wrap(control.dictionary() + 8L * (dictionary * control.entries() + at)), 8);
    }

    private SiblingFormat.Descriptor descriptor(int at) {
        long right = control.siblings() == SiblingFormat.FORMAT_1 ? doubleword(at, 1) : 0;
        SiblingFormat.Descriptor found = new SiblingFormat.Descriptor(control.siblings(), doubleword(at, 0), right);
        CompressionCall.require(found.count() > 0);
        return found;
    }

    /** Stores the symbols: bits left of the first one stay, bits right of the last one become zeros. */
    void store() {
        if (count == 0) {
            return;
        }
        int before = control.bitNumber();
        long gathered = before == 0 ? 0 : access.fetch(first.address(), 1) >>> 8 - before;
        int held = before;
        int offset = 0;
        for (int i = 0; i < count; i++) {
            gathered = gathered << control.symbolBits() | symbols[i];
            held += control.symbolBits();
            while (held >= 8) {
                held -= 8;
                storeByte(offset++, gathered >>> held);
            }
        }
        if (held > 0) {
            storeByte(offset, gathered << 8 - held);
        }
    }

    private void storeByte(int offset, long value) {
        access.store(registers.wrap(first.address() + offset), 1, value & 0xFF);
    }
}
