package org.maskflip.emulator.insn.general;

/**
 * An entry of a compression dictionary: the characters that follow its parent's (additional-extension characters) and its
 * children. Byte 0: child count, examine-child bits of five children. Bytes 1-2: count of additional characters, or two
 * examine-child bits of siblings and the double-character bit; child pointer. Then additional characters, then child characters.
 * Source: "Data Compression" (SA22-7208), "Compression-Dictionary Character Entries".
 */
record CharacterEntry(long bits) {
    private static final int FIRST_CHARACTER = 3;
    private static final int LARGEST_ADDITIONAL = 4;
    private static final int MORE = 6;

    /** An entry whose counts fit into it; else a data exception. */
    static CharacterEntry of(long bits) {
        CharacterEntry entry = new CharacterEntry(bits);
        int count = entry.childCount();
        CompressionCall.require(
                count <= 1 ? entry.additional() <= LARGEST_ADDITIONAL : count + entry.additional() <= MORE);
        return entry;
    }

    private int childCount() {
        return (int) (bits >>> 61);
    }

    boolean hasChildren() {
        return childCount() != 0;
    }

    /** The number of additional-extension characters. */
    int additional() {
        int field = (int) (bits >>> 53) & 7;
        return childCount() <= 1 ? field : field & 1;
    }

    int additional(int i) {
        return character(FIRST_CHARACTER + i);
    }

    /** Whether sibling descriptors follow the children whose characters stand here. */
    boolean hasSiblings() {
        return childCount() > 1 && childCount() + additional() == MORE;
    }

    /** The number of children whose characters stand in the entry itself. */
    int children() {
        return childCount() - (hasSiblings() ? 1 : 0);
    }

    int child(int i) {
        return character(FIRST_CHARACTER + additional() + i);
    }

    /** Whether child {@code i} has additional characters or children of its own. */
    boolean isExamined(int i) {
        return (bits << FIRST_CHARACTER + i) < 0;
    }

    /** The examine-child bits (0 and 1) for the siblings of the first descriptor that have none there. */
    boolean isSiblingExamined(int i) {
        return (bits << 8 + i) < 0;
    }

    /** The index of the first child. */
    int pointer() {
        return (int) (bits >>> 40) & 0x1FFF;
    }

    private int character(int at) {
        return (int) (bits >>> 8 * (7 - at)) & 0xFF;
    }
}
