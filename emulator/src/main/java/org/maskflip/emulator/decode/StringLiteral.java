package org.maskflip.emulator.decode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** String operands of {@code .ascii} and its like: double quotes, the escapes of GNU as. */
final class StringLiteral {
    private StringLiteral() {}

    /** The bytes of one quoted string, or of several without a comma between; characters beyond ASCII in UTF-8. */
    static byte[] bytes(String quoted) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String text = quoted.strip();
        int at = one(text, 0, bytes);
        while (at < text.length()) {
            at = one(text, at, bytes);
        }
        return bytes.toByteArray();
    }

    /** Takes the string that begins at an index; returns where what follows it and blanks begins. */
    private static int one(String text, int start, ByteArrayOutputStream bytes) {
        if (start == text.length() || text.charAt(start) != '"') {
            throw new BadSource("found " + (start == text.length() ? "nothing" : text.substring(start))
                    + "; expected a string in double quotes");
        }
        int i = start + 1;
        while (i < text.length() && text.charAt(i) != '"') {
            if (text.charAt(i) == '\\' && i + 1 < text.length()) {
                i = escaped(text, i + 1, text.length(), bytes);
            } else {
                int character = text.codePointAt(i);
                bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(character);
            }
        }
        if (i == text.length()) {
            throw new BadSource("found " + text.substring(start) + "; expected a closing double quote");
        }
        i++;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
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
        } else if (c == '8' || c == '9') {
            throw new BadSource("found \\" + c + " in " + text + "; expected three octal digits after \\");
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
