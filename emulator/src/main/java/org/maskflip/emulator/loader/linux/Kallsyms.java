package org.maskflip.emulator.loader.linux;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The symbol table that a kernel carries for its own messages, found in its bytes alone: names are sequences of tokens, a token
 * table of 256 texts holds the ten digits at their own codes, markers tell where every 256th name begins. What is found has to
 * agree in all of that.
 */
final class Kallsyms {
    /** A name with the letter of its kind, and its distance from the first byte of the kernel. */
    record Entry(char kind, String name, long offset) {}

    private static final int TOKENS = 256;
    private static final int GROUP = 256;
    private static final int FEWEST = 256;
    private static final int MOST = 1 << 23;

    private final ByteBuffer kernel;
    private final String[] tokens = new String[TOKENS];
    private int tokenTable;

    private Kallsyms(byte[] kernel) {
        this.kernel = ByteBuffer.wrap(kernel);
    }

    /** The symbols in the kernel's order, which is that of addresses; empty if there are none to be found. */
    static Optional<List<Entry>> find(byte[] kernel) {
        Kallsyms search = new Kallsyms(kernel);
        for (int at = search.digits(0); at >= 0; at = search.digits(at + 1)) {
            if (search.readTokens(at)) {
                Optional<List<Entry>> found = search.names();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The next place of the texts 0 to 9, each ended by a zero byte. */
    private int digits(int from) {
        for (int at = from; at + 20 <= kernel.capacity(); at++) {
            if (kernel.get(at) == '0' && isDigits(at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isDigits(int at) {
        for (int i = 0; i < 10; i++) {
            if (kernel.get(at + 2 * i) != '0' + i || kernel.get(at + 2 * i + 1) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Reads the token table that has the digits at the given place, and its index behind it; false if there is none. */
    private boolean readTokens(int digits) {
        int end = digits;
        for (int i = '0'; i < TOKENS; i++) {
            end = behindZero(end);
            if (end < 0) {
                return false;
            }
        }
        int index = (end + 7) & -8;
        if (index + 2 * TOKENS > kernel.capacity()) {
            return false;
        }
        tokenTable = digits - (kernel.getShort(index + 2 * '0') & 0xFFFF);
        if (tokenTable < 0) {
            return false;
        }
        int expected = tokenTable;
        for (int i = 0; i < TOKENS; i++) {
            if (tokenTable + (kernel.getShort(index + 2 * i) & 0xFFFF) != expected) {
                return false;
            }
            int next = behindZero(expected);
            if (next < 0) {
                return false;
            }
            tokens[i] = new String(kernel.array(), expected, next - 1 - expected, StandardCharsets.ISO_8859_1);
            expected = next;
        }
        return true;
    }

    private int behindZero(int from) {
        for (int at = from; at < kernel.capacity(); at++) {
            if (kernel.get(at) == 0) {
                return at + 1;
            }
        }
        return -1;
    }

    /** Goes back from the token table to a count whose names fill the place behind it and agree with their markers. */
    private Optional<List<Entry>> names() {
        for (int names = tokenTable & -8; names >= 16; names -= 8) {
            int count = kernel.getInt(names - 8);
            if (count >= FEWEST && count <= MOST && namesEnd(names, count) >= 0) {
                return entries(names, count);
            }
        }
        return Optional.empty();
    }

    /** Where so many names end, -1 if they do not all lie before the token table or the markers behind them disagree. */
    private int namesEnd(int names, int count) {
        int[] markers = new int[(count + GROUP - 1) / GROUP];
        int at = names;
        for (int i = 0; i < count; i++) {
            if (i % GROUP == 0) {
                markers[i / GROUP] = at - names;
            }
            int length = length(at);
            at += length + (length < 0x80 ? 1 : 2);
            if (length == 0 || at > tokenTable) {
                return -1;
            }
        }
        int table = (at + 7) & -8;
        for (int i = 0; i < markers.length; i++) {
            if (table + 4 * i + 4 > tokenTable || kernel.getInt(table + 4 * i) != markers[i]) {
                return -1;
            }
        }
        return at;
    }

    private int length(int at) {
        int first = kernel.get(at);
        return first >= 0 ? first : first & 0x7F | (kernel.get(at + 1) & 0xFF) << 7;
    }

    /** Offsets lie before the count and a doubleword (the address they count from), or, in newer kernels, behind the index. */
    private Optional<List<Entry>> entries(int names, int count) {
        int before = names - 16 - ((4 * count + 7) & -8);
        int behind = (indexEnd() + 7) & -8;
        int offsets = isAscending(before, count) ? before : behind;
        if (!isAscending(offsets, count)) {
            return Optional.empty();
        }
        List<Entry> found = new ArrayList<>(count);
        int at = names;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int length = length(at);
            at += length < 0x80 ? 1 : 2;
            text.setLength(0);
            for (int j = 0; j < length; j++) {
                text.append(tokens[kernel.get(at + j) & 0xFF]);
            }
            at += length;
            if (text.length() > 1) {
                found.add(new Entry(text.charAt(0), text.substring(1), kernel.getInt(offsets + 4 * i) & 0xFFFF_FFFFL));
            }
        }
        return Optional.of(found);
    }

    private int indexEnd() {
        int end = tokenTable;
        for (int i = 0; i < TOKENS; i++) {
            end = behindZero(end);
        }
        return ((end + 7) & -8) + 2 * TOKENS;
    }

    private boolean isAscending(int table, int count) {
        if (table < 0 || (long) table + 4L * count > kernel.capacity()) {
            return false;
        }
        for (int i = 1; i < count; i++) {
            if (Integer.compareUnsigned(kernel.getInt(table + 4 * i - 4), kernel.getInt(table + 4 * i)) > 0) {
                return false;
            }
        }
        return kernel.getInt(table) != kernel.getInt(table + 4 * count - 4);
    }
}
