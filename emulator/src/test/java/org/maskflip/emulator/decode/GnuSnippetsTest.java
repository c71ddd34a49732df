package org.maskflip.emulator.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Small sources of every kind (expressions, directives, macros, operands at their limits), each assembled by GNU as and by us. Ours is
 * a subset: it may refuse what GNU takes. But what both take must become the same bytes; and what GNU refuses, ours refuses too,
 * unless the snippet is headed by a reason.
 */
class GnuSnippetsTest {
    private static final String SEPARATOR = "%%";

    /** GNU as fills up the text section to this boundary at most. */
    private static final int PADDING = 8;

    /** A source, and why ours takes it although GNU does not (empty: it must not). */
    private record Snippet(String reason, String source) {}

    @Test
    void eachSnippet_thatBothTake_becomesTheSameBytes() throws IOException {
        String missing = GnuTools.missing();
        assumeTrue(missing.isEmpty(), missing);

        List<String> wrong = new ArrayList<>();
        for (Snippet snippet : snippets()) {
            byte[] ours = ours(snippet.source());
            if (ours != null) {
                compare(snippet, ours, GnuTools.bytesUnlessRefused(snippet.source()), wrong);
            } else if (!snippet.reason().isEmpty()) {
                wrong.add("refused by us, but headed by a reason:\n" + snippet.source());
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static void compare(Snippet snippet, byte[] ours, byte[] theirs, List<String> wrong) {
        if (theirs == null) {
            if (snippet.reason().isEmpty()) {
                wrong.add("taken by us, refused by GNU:\n" + snippet.source());
            }
        } else if (!snippet.reason().isEmpty()) {
            wrong.add("taken by both, but headed by a reason:\n" + snippet.source());
        } else if (!isSame(ours, theirs)) {
            HexFormat hex = HexFormat.of();
            wrong.add("ours " + hex.formatHex(ours) + ", GNU's " + hex.formatHex(theirs) + ":\n" + snippet.source());
        }
    }

    private static boolean isSame(byte[] ours, byte[] theirs) {
        if (theirs.length < ours.length || theirs.length - ours.length >= 2 * PADDING) {
            return false;
        }
        for (int i = ours.length; i < theirs.length; i++) {
            if (theirs[i] != 0 && theirs[i] != 7) {
                return false;
            }
        }
        return Arrays.equals(ours, Arrays.copyOf(theirs, ours.length));
    }

    private static byte[] ours(String source) {
        try {
            Program program = new Assembler().assemble("snippet.s", source);
            int end = program.pieces().stream()
                    .mapToInt(piece -> (int) piece.end())
                    .max()
                    .orElse(0);
            byte[] image = new byte[end];
            for (Program.Piece piece : program.pieces()) {
                System.arraycopy(piece.bytes(), 0, image, (int) piece.address(), piece.bytes().length);
            }
            return image;
        } catch (AssemblyException refused) {
            return null;
        }
    }

    private static List<Snippet> snippets() throws IOException {
        List<Snippet> all = new ArrayList<>();
        try (InputStream stream = GnuSnippetsTest.class.getResourceAsStream("snippets.txt")) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            for (String part : text.split("(?m)^" + SEPARATOR, -1)) {
                int end = part.indexOf('\n');
                if (end >= 0 && !part.isBlank()) {
                    all.add(new Snippet(part.substring(0, end).strip(), part.substring(end + 1)));
                }
            }
        }
        return all;
    }
}
