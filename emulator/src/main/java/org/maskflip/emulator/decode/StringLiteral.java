package org.maskflip.emulator.decode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** String operands of {@code .ascii} and its like: double quotes, the escapes of GNU as. */
final class StringLiteral {
    private StringLiteral() {}

    /** The bytes of a quoted string, in ISO 8859-1; characters beyond it in UTF-8. */
    static byte[] bytes(String quoted) {
        String text = quoted.strip();
        if (text.length() < 2 || text.charAt(0) != '"' || text.charAt(text.length() - 1) != '"') {
            throw new BadSource(
                    "found " + (text.isEmpty() ? "nothing" : text) + "; expected a string in double quotes");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int end = text.length() - 1;
        int i = 1;
        while (i < end) {
            char c = text.charAt(i++);
            if (c == '\\' && i < end) {
                i = escaped(text, i, end, bytes);
            } else {
                bytes.writeBytes(
                        String.valueOf(c).getBytes(c < 256 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static int escaped(String text, int from, int end, ByteArrayOutputStream bytes) {
        int i = from;
        char c = text.charAt(i);
        if (c >= '0' && c <= '7') {
            int value = 0;
            for (int digits = 0; digits < 3 && i < end && text.charAt(i) >= '0' && text.charAt(i) <= '7'; digits++) {
                value = value * 8 + text.charAt(i++) - '0';
            }
            bytes.write(value);
        } else if (c == 'x') {
            int value = 0;
            i++;
            while (i < end && Character.digit(text.charAt(i), 16) >= 0) {
                value = value * 16 + Character.digit(text.charAt(i++), 16) & 0xFF;
            }
            bytes.write(value);
        } else {
            bytes.write(escape(c));
            i++;
        }
        return i;
    }

    /** The value of an escaped character. */
    static int escape(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '0' -> 0;
            default -> c;
        };
    }
}
