package org.maskflip.emulator.loader.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KallsymsTest {
    /** Where the offsets stand in relation to the names. */
    private enum Layout {
        BEFORE,
        BEHIND
    }

    private static final int COUNT = 700;

    private final List<String> names = new ArrayList<>();
    private int markers;

    KallsymsTest() {
        for (int i = 0; i < COUNT; i++) {
            names.add((i % 3 == 0 ? "t" : "T") + "symbol_" + i);
        }
        names.set(5, "t" + "long_".repeat(40)); // more than 127 tokens: two bytes of length
    }

    @Test
    void find_tableBeforeNames_readsEveryName() throws IOException {
        assertThat(Kallsyms.find(kernel(Layout.BEFORE)).orElseThrow()).isEqualTo(expected());
    }

    @Test
    void find_offsetsBehindTheIndex_readsEveryName() throws IOException {
        assertThat(Kallsyms.find(kernel(Layout.BEHIND)).orElseThrow()).isEqualTo(expected());
    }

    @Test
    void find_markerThatDisagrees_findsNothing() throws IOException {
        byte[] kernel = kernel(Layout.BEFORE);
        ByteBuffer.wrap(kernel).putInt(markers + 4, 12345);
        assertThat(Kallsyms.find(kernel)).isEmpty();
    }

    @Test
    void find_noTokenTable_findsNothing() {
        assertThat(Kallsyms.find(new byte[1 << 16])).isEmpty();
    }

    private List<Kallsyms.Entry> expected() {
        List<Kallsyms.Entry> expected = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            expected.add(new Kallsyms.Entry(names.get(i).charAt(0), names.get(i).substring(1), offset(i)));
        }
        return expected;
    }

    private static int offset(int index) {
        return index * 16;
    }

    /** Every token stands for its own character, except one that stands for a longer text. */
    private byte[] kernel(Layout layout) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(new byte[4096]);
        if (layout == Layout.BEFORE) {
            writeOffsets(out);
            align(out);
            out.writeLong(0);
        }
        out.writeInt(COUNT);
        align(out);
        int begin = out.size();
        int[] groups = new int[(COUNT + 255) / 256];
        for (int i = 0; i < COUNT; i++) {
            if (i % 256 == 0) {
                groups[i / 256] = out.size() - begin;
            }
            byte[] tokens = names.get(i).replace("symbol_", "\u0001").getBytes(StandardCharsets.ISO_8859_1);
            if (tokens.length < 128) {
                out.write(tokens.length);
            } else {
                out.write(tokens.length & 0x7F | 0x80);
                out.write(tokens.length >> 7);
            }
            out.write(tokens);
        }
        align(out);
        markers = out.size();
        for (int group : groups) {
            out.writeInt(group);
        }
        align(out);
        writeTokens(out);
        align(out);
        if (layout == Layout.BEHIND) {
            writeOffsets(out);
            align(out);
            out.writeLong(0);
        }
        out.write(new byte[4096]);
        return bytes.toByteArray();
    }

    private static void writeOffsets(DataOutputStream out) throws IOException {
        for (int i = 0; i < COUNT; i++) {
            out.writeInt(offset(i));
        }
    }

    private static void writeTokens(DataOutputStream out) throws IOException {
        int begin = out.size();
        int[] index = new int[256];
        for (int i = 0; i < 256; i++) {
            index[i] = out.size() - begin;
            String token = i == 1 ? "symbol_" : i == 0 ? "unused" : Character.toString((char) i);
            out.write(token.getBytes(StandardCharsets.ISO_8859_1));
            out.write(0);
        }
        align(out);
        for (int at : index) {
            out.writeShort(at);
        }
    }

    private static void align(DataOutputStream out) throws IOException {
        while (out.size() % 8 != 0) {
            out.write(0);
        }
    }
}
