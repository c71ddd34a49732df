package org.maskflip.modelcheck.operational;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** Gives equal parts of states one object and one number. Safe for any thread. */
final class Interner<K, V> {
    private final ConcurrentHashMap<K, V> known = new ConcurrentHashMap<>();
    private int next;

    /** The object of a key, made with the next number if it is new. */
    V get(K key, IntFunction<V> maker) {
        V value = known.get(key);
        return value != null ? value : make(key, maker);
    }

    private synchronized V make(K key, IntFunction<V> maker) {
        V value = known.get(key);
        if (value == null) {
            value = maker.apply(next++);
            known.put(key, value);
        }
        return value;
    }
}
