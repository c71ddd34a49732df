package org.maskflip.emulator.storage.order;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the oracle's JSON: objects, arrays, strings without line breaks, integers. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        return new Json(text).value();
    }

    private Object value() {
        switch (peek()) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string();
            default:
                return number();
        }
    }

    private char peek() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.charAt(at);
    }

    private boolean take(char expected) {
        if (peek() != expected) {
            return false;
        }
        at++;
        return true;
    }

    private void need(char expected) {
        if (!take(expected)) {
            throw new IllegalArgumentException("expected " + expected + " at " + at);
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        need('{');
        while (!take('}')) {
            peek();
            String name = string();
            need(':');
            members.put(name, value());
            take(',');
        }
        return members;
    }

    private List<Object> array() {
        List<Object> elements = new ArrayList<>();
        need('[');
        while (!take(']')) {
            elements.add(value());
            take(',');
        }
        return elements;
    }

    private String string() {
        need('"');
        StringBuilder result = new StringBuilder();
        while (text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            result.append(text.charAt(at++));
        }
        at++;
        return result.toString();
    }

    private Object number() {
        int start = at;
        while ("-0123456789truefalsn.".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String token = text.substring(start, at);
        if (token.isEmpty()) {
            throw new IllegalArgumentException("unexpected " + text.charAt(at) + " at " + at);
        }
        return Character.isLetter(token.charAt(0)) ? token : (Object) Long.valueOf(token);
    }
}
