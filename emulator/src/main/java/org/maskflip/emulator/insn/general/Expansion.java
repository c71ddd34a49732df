package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.Access.PSW_KEY;

import java.util.Arrays;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Space;

/**
 * One execution of COMPRESSION CALL that expands: index symbols of the second operand become the strings that they stand for. An
 * entry of an expansion dictionary is either complete (partial-symbol length 0; then 1-7 characters) or names its predecessor, up
 * to five characters and the offset of these in the string. Characters that a dictionary leaves out are stored as zeros. Source:
 * PoP chapter 7, "Expansion Process".
 */
final class Expansion {
    /** Indexes below this are characters, and have no entry. */
    private static final int ALPHABET = 256;

    private static final int LARGEST_PARTIAL = 5;
    private static final int MOST_ENTRIES = 127;

    private final CompressionCall.Control control;
    private final Registers registers;
    private final Access access;
    private final LongOperand first;
    private final LongOperand second;
    private final byte[] characters = new byte[CompressionCall.SYMBOLS * CompressionCall.LARGEST];

    private int count;
    private int length;

    Expansion(CompressionCall.Control control, Registers registers, LongOperand first, LongOperand second) {
        this.control = control;
        this.registers = registers;
        this.first = first;
        this.second = second;
        access = control.access();
    }

    /** Fetches, expands and probes; stores nothing yet. Returns the condition code. */
    int run() {
        while (CompressionCall.isRoom(control.bitNumber() + bits(), control.symbolBits(), second.length())) {
            if (length == first.length()) {
                return 1;
            }
            if (count == CompressionCall.SYMBOLS) {
                return 3;
            }
            try {
                if (!next()) {
                    return 1;
                }
            } catch (ProgramInterruption met) {
                if (count == 0) {
                    throw met;
                }
                return 3;
            }
        }
        return 0;
    }

    /** Bits of index symbols used. */
    int bits() {
        return count * control.symbolBits();
    }

    /** Bytes of the first operand made. */
    int length() {
        return length;
    }

    /** Expands one symbol; false if the first operand has no room for it. */
    private boolean next() {
        int index = symbol();
        long entry = index < ALPHABET ? 0 : entry(index);
        int made = index < ALPHABET ? 1 : stringLength(entry);
        if (Long.compareUnsigned(first.length() - length, made) < 0) {
            return false;
        }
        if (index < ALPHABET) {
            characters[length] = (byte) index;
        } else {
            gather(entry);
        }
        access.probeStore(Space.CURRENT, PSW_KEY, registers.wrap(first.address() + length), made);
        length += made;
        count++;
        return true;
    }

    private int symbol() {
        int bit = control.bitNumber() + bits();
        int end = bit + control.symbolBits();
        int gathered = 0;
        for (int at = bit / 8; at < (end + 7) / 8; at++) {
            gathered = gathered << 8 | (int) access.fetch(registers.wrap(second.address() + at), 1);
        }
        return gathered >>> (-end & 7) & control.entries() - 1;
    }

    private static int partialLength(long entry) {
        return (int) (entry >>> 61);
    }

    private static int completeLength(long entry) {
        return (int) (entry >>> 56) & 7;
    }

    private static int stringLength(long entry) {
        int partial = partialLength(entry);
        return partial == 0 ? completeLength(entry) : (int) (entry & 0xFF) + partial;
    }

    /** Puts the characters of an entry and of its predecessors where the string begins. */
    private void gather(long last) {
        long entry = last;
        int entries = 1;
        int made = stringLength(last);
        Arrays.fill(characters, length, length + made, (byte) 0);
        while (partialLength(entry) != 0) {
            put(entry, 2, partialLength(entry), (int) (entry & 0xFF));
            entry = entry((int) (entry >>> 48) & 0x1FFF);
            CompressionCall.require(++entries <= MOST_ENTRIES);
        }
        CompressionCall.require(completeLength(entry) <= made);
        put(entry, 1, completeLength(entry), 0);
    }

    private void put(long entry, int from, int number, int offset) {
        CompressionCall.require(offset + number <= CompressionCall.LARGEST);
        for (int i = 0; i < number; i++) {
            characters[length + offset + i] = (byte) (entry >>> 8 * (7 - from - i));
        }
    }

    /** An entry whose lengths fit into it; else a data exception. */
    private long entry(int index) {
        CompressionCall.require(index < control.entries());
        long entry = access.fetch(registers.wrap(control.dictionary() + 8L * index), 8);
        CompressionCall.require(
                partialLength(entry) <= LARGEST_PARTIAL && (partialLength(entry) | completeLength(entry)) != 0);
        CompressionCall.require(stringLength(entry) <= CompressionCall.LARGEST);
        return entry;
    }

    void store() {
        for (int i = 0; i < length; i++) {
            access.store(registers.wrap(first.address() + i), 1, characters[i] & 0xFF);
        }
    }
}
