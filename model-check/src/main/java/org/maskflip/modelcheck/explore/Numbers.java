package org.maskflip.modelcheck.explore;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** A list of integers that grows. */
final class Numbers {
    private int[] numbers = new int[16];
    private int size;

    int size() {
        return size;
    }

    int get(int index) {
        return numbers[index];
    }

    void add(int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.toIntExact(Math.min(2L * size, Integer.MAX_VALUE - 8L)));
        }
        numbers[size++] = number;
    }

    void replaceAll(IntUnaryOperator change) {
        for (int i = 0; i < size; i++) {
            numbers[i] = change.applyAsInt(numbers[i]);
        }
    }

    void addAll(Numbers other) {
        if (size + other.size > numbers.length) {
            numbers =
                    Arrays.copyOf(numbers, Math.toIntExact(Math.min(2L * (size + other.size), Integer.MAX_VALUE - 8L)));
        }
        System.arraycopy(other.numbers, 0, numbers, size, other.size);
        size += other.size;
    }
}
