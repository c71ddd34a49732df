package org.maskflip.emulator.loader;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Builds small, valid ELF executables for tests, to be damaged by them. */
final class ElfBuilder {
    /** Never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Load(long address, byte[] bytes, long length) {}

    private final List<Load> loads = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Long> values = new ArrayList<>();
    private final long entry;

    ElfBuilder(long entry) {
        this.entry = entry;
    }

    ElfBuilder load(long address, byte[] bytes, long length) {
        loads.add(new Load(address, bytes, length));
        return this;
    }

    ElfBuilder symbol(String name, long value) {
        names.add(name);
        values.add(value);
        return this;
    }

    byte[] build() {
        byte[] strings = ("\0" + String.join("\0", names) + "\0").getBytes(StandardCharsets.ISO_8859_1);
        int data = 64 + 56 * loads.size();
        int bytes = loads.stream().mapToInt(l -> l.bytes().length).sum();
        int symbols = data + bytes;
        int stringTable = symbols + 24 * (names.size() + 1);
        int sections = stringTable + strings.length;
        ByteBuffer file = ByteBuffer.allocate(sections + 3 * 64);
        file.putInt(0x7F454C46).put((byte) 2).put((byte) 2).put((byte) 1).position(16);
        file.putShort((short) 2)
                .putShort((short) 22)
                .putInt(1)
                .putLong(entry)
                .putLong(64)
                .putLong(sections);
        file.putInt(0).putShort((short) 64).putShort((short) 56).putShort((short) loads.size());
        file.putShort((short) 64).putShort((short) 3).putShort((short) 2);
        int at = data;
        for (Load load : loads) {
            file.putInt(1).putInt(7).putLong(at).putLong(load.address()).putLong(load.address());
            file.putLong(load.bytes().length).putLong(load.length()).putLong(8);
            at += load.bytes().length;
        }
        loads.forEach(l -> file.put(l.bytes()));
        putSymbols(file);
        file.put(strings);
        file.position(sections + 64);
        putSection(file, 2, symbols, 24L * (names.size() + 1), 2);
        putSection(file, 3, stringTable, strings.length, 0);
        return file.array();
    }

    private void putSymbols(ByteBuffer file) {
        file.position(file.position() + 24);
        int offset = 1;
        for (int i = 0; i < names.size(); i++) {
            file.putInt(offset)
                    .put((byte) 0x10)
                    .put((byte) 0)
                    .putShort((short) 1)
                    .putLong(values.get(i))
                    .putLong(0);
            offset += names.get(i).length() + 1;
        }
    }

    private static void putSection(ByteBuffer file, int type, long offset, long size, int link) {
        file.putInt(0)
                .putInt(type)
                .putLong(0)
                .putLong(0)
                .putLong(offset)
                .putLong(size)
                .putInt(link)
                .putInt(0);
        file.putLong(1).putLong(24);
    }
}
