package org.maskflip.emulator.insn.general;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random tree of strings, laid out as a compression and an expansion dictionary, and what compression with it is, by walking the
 * tree as objects. Sibling descriptors are laid out by the figures of "Data Compression" (SA22-7208).
 */
final class CompressionTree {
    /** One string: its parent's and its own characters. */
    static final class Node {
        final int index;
        final String text;
        final String added;
        final List<Node> children = new ArrayList<>();

        Node(int index, String before, String added) {
            this.index = index;
            this.added = added;
            text = before + added;
        }
    }

    final int bits;
    final int format;
    final byte[] compression;
    final byte[] expansion;
    final Node[] nodes;
    private final Random random;
    private final String letters;
    private int free = 256;

    /** @param format 0 or 1, of the sibling descriptors */
    CompressionTree(int bits, int format, String letters, Random random) {
        this.bits = bits;
        this.format = format;
        this.random = random;
        this.letters = letters;
        compression = new byte[8 << bits];
        expansion = new byte[8 << bits];
        nodes = new Node[1 << bits];
        List<Node> open = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            nodes[i] = new Node(i, "", String.valueOf((char) i));
            if (letters.indexOf(i) >= 0) {
                open.add(nodes[i]);
            }
        }
        while (!open.isEmpty()) {
            Node node = open.remove(random.nextInt(open.size()));
            grow(node);
            open.addAll(node.children);
        }
    }

    private void grow(Node node) {
        int wanted = random.nextInt(4) == 0 ? random.nextInt(letters.length() + 1) : random.nextInt(4);
        List<Character> firsts = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            firsts.add(random.nextInt(firsts.size() + 1), letters.charAt(i));
        }
        if (node.text.length() > 200 || free + wanted + wanted / 7 + 2 > 1 << bits) {
            wanted = 0;
        }
        // An entry with several children has room for one additional character of its own, and none if it has six or
        // more.
        int own = node.index < 256 ? 0 : node.added.length() - 1;
        if (own > 1) {
            wanted = Math.min(wanted, 1);
            wanted = own > 4 ? 0 : wanted;
        }
        write(node, firsts.subList(0, wanted), own);
    }

    private void write(Node node, List<Character> firsts, int own) {
        int inEntry = Math.min(firsts.size(), 5 - own);
        boolean more = firsts.size() > inEntry;
        int pointer = free;
        int at = 8 * node.index;
        int count = more ? inEntry + 1 : inEntry;
        compression[at] = (byte) (count << 5);
        compression[at + 1] =
                (byte) (own << 5 & (count <= 1 ? 0xE0 : 0) | (count > 1 && own == 1 ? 0x20 : 0) | pointer >> 8);
        compression[at + 2] = (byte) pointer;
        for (int i = 0; i < own; i++) {
            compression[at + 3 + i] = (byte) node.added.charAt(1 + i);
        }
        for (int i = 0; i < inEntry; i++) {
            compression[at + 3 + own + i] = (byte) (char) firsts.get(i);
            compression[at] |= (byte) (0x10 >> i);
            child(node, firsts.get(i));
        }
        int done = inEntry;
        boolean isFirst = true;
        while (done < firsts.size()) {
            done += descriptor(node, firsts.subList(done, firsts.size()), isFirst);
            isFirst = false;
        }
    }

    /** Lays out one sibling descriptor and returns how many characters it took. */
    private int descriptor(Node node, List<Character> firsts, boolean isFirst) {
        int capacity = format == 0 ? 7 : 14;
        int own = format == 0 ? 5 : 12;
        int number = Math.min(capacity, firsts.size());
        int code = firsts.size() > capacity ? (format == 0 ? 0 : 15) : number;
        int at = 8 * free++;
        byte[] image = new byte[16];
        image[0] = (byte) (format == 0 ? code << 5 | 0x1F : code << 4 | 0xF);
        int from = format == 0 ? 1 : 2;
        if (format == 1) {
            image[1] = (byte) 0xFF;
        }
        for (int i = 0; i < number; i++) {
            image[from + i] = (byte) (char) firsts.get(i);
            child(node, firsts.get(i));
        }
        if (isFirst && number > own) {
            compression[8 * node.index + 1] |= (byte) 0xC0;
        }
        System.arraycopy(image, 0, compression, at, 8);
        if (format == 1) {
            System.arraycopy(image, 8, expansion, at, 8);
        }
        return number;
    }

    private void child(Node parent, char first) {
        StringBuilder added = new StringBuilder().append(first);
        for (int i = random.nextInt(8); i < 4; i++) {
            added.append(letters.charAt(random.nextInt(letters.length())));
        }
        Node child = new Node(free++, parent.text, added.toString());
        parent.children.add(child);
        nodes[child.index] = child;
        int at = 8 * child.index;
        if (child.text.length() <= 7 && random.nextBoolean()) {
            expansion[at] = (byte) child.text.length();
            put(expansion, at + 1, child.text);
        } else {
            expansion[at] = (byte) (added.length() << 5 | parent.index >> 8);
            expansion[at + 1] = (byte) parent.index;
            put(expansion, at + 2, added.toString());
            expansion[at + 7] = (byte) parent.text.length();
        }
        if (parent.index < 256) {
            expansion[8 * parent.index] = 1;
            expansion[8 * parent.index + 1] = (byte) parent.index;
        }
    }

    private static void put(byte[] to, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            to[at + i] = (byte) text.charAt(i);
        }
    }

    /** The strings into which the text is cut. */
    List<Node> parse(String text) {
        List<Node> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            Node node = nodes[text.charAt(at)];
            at++;
            Node next = follow(node, text, at);
            while (next != null) {
                node = next;
                at += next.added.length();
                next = follow(node, text, at);
            }
            found.add(node);
        }
        return found;
    }

    private static Node follow(Node node, String text, int at) {
        return node.children.stream()
                .filter(child -> text.startsWith(child.added, at))
                .findFirst()
                .orElse(null);
    }

    /** Index symbols as one string of binary digits. */
    String digits(List<Node> symbols) {
        StringBuilder digits = new StringBuilder();
        for (Node symbol : symbols) {
            String plain = Integer.toBinaryString(symbol.index);
            digits.append("0".repeat(bits - plain.length())).append(plain);
        }
        return digits.toString();
    }
}
