package org.maskflip.emulator.insn.general;

/**
 * How sibling descriptors are laid out. Format 0 has 8 bytes: a count of 3 bits, 5 examine-child bits, 7 characters. Format 1 has
 * 16 bytes, the left half in the compression dictionary, the right half at the same index of the expansion dictionary that follows
 * it: a count of 4 bits, 12 examine-child bits, 14 characters. Source: "Data Compression" (SA22-7208), "Sibling Descriptors".
 */
enum SiblingFormat {
    FORMAT_0(7, 5, 0),
    FORMAT_1(14, 12, 15);

    /** The largest number of characters in one descriptor. */
    final int capacity;

    /** How many characters have an examine-child bit of their own. */
    final int examineBits;

    /** The count that says: as many as there is room for, and another descriptor follows them. */
    final int moreCode;

    SiblingFormat(int capacity, int examineBits, int moreCode) {
        this.capacity = capacity;
        this.examineBits = examineBits;
        this.moreCode = moreCode;
    }

    /** One descriptor. {@code right} is zero in format 0. */
    record Descriptor(SiblingFormat format, long left, long right) {
        private int code() {
            return (int) (left >>> (format == FORMAT_0 ? 61 : 60));
        }

        boolean hasMore() {
            return code() == format.moreCode;
        }

        int count() {
            return hasMore() ? format.capacity : code();
        }

        /** The examine-child bit of sibling {@code i}, which is less than {@link SiblingFormat#examineBits}. */
        boolean isExamined(int i) {
            int first = format == FORMAT_0 ? 3 : 4;
            return (left << first + i) < 0;
        }

        int character(int i) {
            int at = i + (format == FORMAT_0 ? 1 : 2);
            return (int) ((at < 8 ? left : right) >>> 8 * (7 - at % 8)) & 0xFF;
        }
    }
}
