package org.maskflip.emulator.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Absolute storage outside the Java heap, in chunks of 1 MiB that the first store into them allocates; the default.
 *
 * <p>Halfwords, words and doublewords go through big-endian views, which offer every mode on a direct buffer. No view has bytes:
 * a byte is accessed plainly with a fence on the side that the mode names, and volatile fetches and updates use the word around
 * it. The Java memory model has no rule for operands that overlap in part; HotSpot gives them one store or fetch each, and the
 * hardware's order. The JVM's limit on direct storage ({@code -XX:MaxDirectMemorySize}, by default the maximum heap) applies.
 */
public final class DirectStorage extends InstalledStorage {
    private static final VarHandle CHUNKS = MethodHandles.arrayElementVarHandle(ByteBuffer[].class);
    private static final VarHandle TOUCHED = MethodHandles.arrayElementVarHandle(byte[].class);
    private static final VarHandle DOUBLEWORDS = view(long[].class);
    private static final VarHandle WORDS = view(int[].class);
    private static final VarHandle HALFWORDS = view(short[].class);

    private static final int CHUNK_SHIFT = 20;
    private static final int CHUNK = 1 << CHUNK_SHIFT;
    /** Where chunks begin: a cache line, so that an operand on its boundary never crosses one. */
    private static final int ALIGNMENT = 64;

    private static final long WORD = 0xFFFF_FFFFL;

    private final ByteBuffer[] chunks;

    /** One byte per 4 KiB block: 1 before its first store. Never goes back, so plain stores by several CPUs agree. */
    private final byte[] touched;

    private final Object allocation = new Object();

    /** Storage of the given number of bytes: a multiple of 1 MiB, at most 4 GiB. */
    public DirectStorage(long size) {
        super(size);
        chunks = new ByteBuffer[(int) (size >>> CHUNK_SHIFT)];
        touched = new byte[(int) (size >>> PAGE_SHIFT)];
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteBufferViewVarHandle(array, ByteOrder.BIG_ENDIAN);
    }

    @Override
    public long getAcquire(long absolute, int size) {
        // ORDER acquire: the chunk's zeros; pairs with release in allocate().
        //   Without it: a buffer is used whose fields are not yet seen. Shown by: StorageContractTest.
        ByteBuffer chunk = (ByteBuffer) CHUNKS.getAcquire(chunks, (int) (absolute >>> CHUNK_SHIFT));
        if (chunk == null) {
            return 0;
        }
        int at = (int) absolute & CHUNK - 1;
        // ORDER acquire: what the caller's contract says, for each size; pairs with setRelease().
        //   Without it: message passing through storage fails. Shown by: StorageContractTest.
        return switch (size) {
            // ORDER acquire: as above.
            case 8 -> (long) DOUBLEWORDS.getAcquire(chunk, at);
            // ORDER acquire: as above.
            case 4 -> (int) WORDS.getAcquire(chunk, at) & WORD;
            // ORDER acquire: as above.
            case 2 -> (short) HALFWORDS.getAcquire(chunk, at) & 0xFFFF;
            default -> {
                byte value = chunk.get(at);
                // ORDER acquire: as above, by a fence, since bytes have no view.
                VarHandle.acquireFence();
                yield value & 0xFF;
            }
        };
    }

    @Override
    public void setRelease(long absolute, int size, long value) {
        ByteBuffer chunk = touch(absolute);
        int at = (int) absolute & CHUNK - 1;
        // ORDER release: all that the caller did before, for each size; pairs with getAcquire().
        //   Without it: message passing through storage fails. Shown by: StorageContractTest.
        switch (size) {
            // ORDER release: as above.
            case 8 -> DOUBLEWORDS.setRelease(chunk, at, value);
            // ORDER release: as above.
            case 4 -> WORDS.setRelease(chunk, at, (int) value);
            // ORDER release: as above.
            case 2 -> HALFWORDS.setRelease(chunk, at, (short) value);
            default -> {
                // ORDER release: as above, by a fence, since bytes have no view.
                VarHandle.releaseFence();
                chunk.put(at, (byte) value);
            }
        }
    }

    @Override
    public long getVolatile(long absolute, int size) {
        // ORDER volatile: that a chunk is not there is a fetch of zero, in the one order of all volatile accesses.
        //   Without it: store buffering through two fresh chunks gives zero twice. Shown by: StorageContractTest.
        ByteBuffer chunk = (ByteBuffer) CHUNKS.getVolatile(chunks, (int) (absolute >>> CHUNK_SHIFT));
        if (chunk == null) {
            return 0;
        }
        int at = (int) absolute & CHUNK - 1;
        if (size == Long.BYTES) {
            // ORDER volatile: what the caller's contract says; pairs with setVolatile().
            //   Without it: store buffering gives zero twice. Shown by: StorageContractTest.
            return (long) DOUBLEWORDS.getVolatile(chunk, at);
        }
        // ORDER volatile: as above; of a shorter operand, the word around it.
        int word = (int) WORDS.getVolatile(chunk, at & ~3);
        return extract(word, at, size);
    }

    @Override
    public void setVolatile(long absolute, int size, long value) {
        ByteBuffer chunk = touch(absolute);
        int at = (int) absolute & CHUNK - 1;
        // ORDER volatile: what the caller's contract says, for each size; pairs with getVolatile().
        //   Without it: store buffering gives zero twice. Shown by: StorageContractTest.
        switch (size) {
            // ORDER volatile: as above.
            case 8 -> DOUBLEWORDS.setVolatile(chunk, at, value);
            // ORDER volatile: as above.
            case 4 -> WORDS.setVolatile(chunk, at, (int) value);
            // ORDER volatile: as above.
            case 2 -> HALFWORDS.setVolatile(chunk, at, (short) value);
            default -> {
                // ORDER release: as above, the first half.
                VarHandle.releaseFence();
                chunk.put(at, (byte) value);
                // ORDER full fence: as above, the second half: no later fetch goes before the byte.
                VarHandle.fullFence();
            }
        }
    }

    @Override
    public long compareAndExchange(long absolute, int size, long expected, long replacement) {
        long compared = expected & bits(size);
        if (touched[(int) (absolute >>> PAGE_SHIFT)] == 0) {
            // ORDER volatile: an unequal comparison stores nothing and so touches nothing; pairs with setVolatile().
            //   Without it: it may be older than this CPU's last store. Shown by: StorageContractTest.
            long present = getVolatile(absolute, size);
            if (present != compared) {
                return present;
            }
        }
        ByteBuffer chunk = touch(absolute);
        int at = (int) absolute & CHUNK - 1;
        // ORDER volatile: nothing falls between comparison and store; pairs with every access here.
        //   Without it: two CPUs take one lock. Shown by: StorageContractTest.
        return switch (size) {
            // ORDER volatile: as above.
            case 8 -> (long) DOUBLEWORDS.compareAndExchange(chunk, at, expected, replacement);
            // ORDER volatile: as above.
            case 4 -> (int) WORDS.compareAndExchange(chunk, at, (int) expected, (int) replacement) & WORD;
            default -> exchangeInWord(chunk, at, size, compared, replacement);
        };
    }

    private static long exchangeInWord(ByteBuffer chunk, int at, int size, long expected, long replacement) {
        int aligned = at & ~3;
        // ORDER volatile: the fetch that an unequal comparison ends with; pairs with setVolatile().
        //   Without it: it may be older than this CPU's last store. Shown by: StorageContractTest.
        int old = (int) WORDS.getVolatile(chunk, aligned);
        while (extract(old, at, size) == expected) {
            int shift = shift(at, size);
            int mask = (int) bits(size) << shift;
            int changed = old & ~mask | (int) replacement << shift & mask;
            // ORDER volatile: nothing falls between comparison and store, the neighbours included; pairs with all.
            //   Without it: two CPUs take one lock, or lose a neighbour's store. Shown by: StorageContractTest.
            int witness = (int) WORDS.compareAndExchange(chunk, aligned, old, changed);
            if (witness == old) {
                break;
            }
            old = witness;
        }
        return extract(old, at, size);
    }

    @Override
    public boolean isTouched(long absolute) {
        // ORDER acquire: whoever has seen a store sees its mark, made before it; pairs with the release in the store.
        //   Without it: an audit passes over a page it has seen a pointer to. Shown by: StorageContractTest.
        return (byte) TOUCHED.getAcquire(touched, (int) (absolute >>> PAGE_SHIFT)) != 0;
    }

    /** The chunk for a store, with the block marked. */
    private ByteBuffer touch(long absolute) {
        int page = (int) (absolute >>> PAGE_SHIFT);
        if (touched[page] == 0) {
            touched[page] = 1;
        }
        int index = (int) (absolute >>> CHUNK_SHIFT);
        // ORDER acquire: the chunk's zeros; pairs with release in allocate().
        //   Without it: a buffer is used whose fields are not yet seen. Shown by: StorageContractTest.
        ByteBuffer chunk = (ByteBuffer) CHUNKS.getAcquire(chunks, index);
        return chunk != null ? chunk : allocate(index);
    }

    private ByteBuffer allocate(int index) {
        synchronized (allocation) {
            if (chunks[index] == null) {
                ByteBuffer created =
                        ByteBuffer.allocateDirect(CHUNK + ALIGNMENT).alignedSlice(ALIGNMENT);
                // ORDER volatile: publishes the cleared chunk; pairs with acquire and volatile fetches of the element.
                //   Without it: another CPU uses a buffer whose fields are not yet seen. Shown by: StorageContractTest.
                CHUNKS.setVolatile(chunks, index, created);
            }
            return chunks[index];
        }
    }

    /** The shift of an operand within its word. */
    private static int shift(int at, int size) {
        return Byte.SIZE * (Integer.BYTES - size - (at & 3));
    }

    private static long extract(int word, int at, int size) {
        return (word & WORD) >>> shift(at, size) & bits(size);
    }
}
