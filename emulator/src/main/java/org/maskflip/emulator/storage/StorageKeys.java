package org.maskflip.emulator.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The storage keys: seven bits per 4 KiB block of absolute storage, right-aligned: access-control bits, fetch protection,
 * reference, change. All keys are zero at first, and blocks of keys come into being when one of them is changed. Every method may
 * be called by any CPU's thread and is atomic. Source: PoP chapter 3, "Storage Key" and "Protection".
 */
public final class StorageKeys {
    public static final int ACCESS_CONTROL = 0x78;
    public static final int ACCESS_CONTROL_SHIFT = 3;
    public static final int FETCH_PROTECTION = 4;
    public static final int REFERENCE = 2;
    public static final int CHANGE = 1;

    private static final int ALL = 0x7F;
    /** Keys per lazily allocated piece: those of 16 MiB. */
    private static final int PIECE = 4096;

    private static final VarHandle PIECES = MethodHandles.arrayElementVarHandle(byte[][].class);
    private static final VarHandle KEYS = MethodHandles.arrayElementVarHandle(byte[].class);

    private final byte[][] pieces;

    /** Keys for the given number of installed bytes, a multiple of 4 KiB. */
    public StorageKeys(long size) {
        pieces = new byte[(int) (size / 4096 + PIECE - 1) / PIECE][];
    }

    /** The key of the block that contains the absolute address, below the installed size. */
    public int get(long absolute) {
        byte[] piece = pieceAcquire(absolute);
        // ORDER acquire: what a CPU stored before SSKE is seen by whoever sees the new key; pairs with set() and
        // reference().
        //   Without it: a key is seen before the page contents it was set for. Shown by: StorageKeysTest.
        return piece == null ? 0 : (byte) KEYS.getAcquire(piece, index(absolute));
    }

    /** Replaces a whole key; returns the former one. */
    public int set(long absolute, int key) {
        if ((key & ~ALL) != 0) {
            throw new IllegalArgumentException("storage key " + Integer.toHexString(key) + ": 0 to 7f expected");
        }
        // ORDER volatile: takes the key at one moment among other CPUs' changes; pairs with get() and
        // recordReference().
        //   Without it: a reference or change bit set meanwhile is lost unseen. Shown by: StorageKeysTest.
        return (byte) KEYS.getAndSet(piece(absolute), index(absolute), (byte) key);
    }

    /** RESET REFERENCE BIT: makes the reference bit zero and returns the whole former key. */
    public int resetReference(long absolute) {
        // ORDER volatile: one atomic update; pairs with recordReference() of other CPUs.
        //   Without it: a change bit set meanwhile is lost. Shown by: StorageKeysTest.
        return (byte) KEYS.getAndBitwiseAnd(piece(absolute), index(absolute), (byte) ~REFERENCE);
    }

    /** Makes reference or change bits one; costs a fetch alone where they are one already. */
    void record(long absolute, int bits) {
        if ((get(absolute) & bits) != bits) {
            // ORDER volatile: one atomic update; pairs with set() and resetReference() of other CPUs.
            //   Without it: a key set by another CPU at the same time is undone. Shown by: StorageKeysTest.
            KEYS.getAndBitwiseOr(piece(absolute), index(absolute), (byte) bits);
        }
    }

    private static int index(long absolute) {
        return (int) (absolute >>> 12) & PIECE - 1;
    }

    private static int pieceIndex(long absolute) {
        return (int) (absolute >>> 12) / PIECE;
    }

    private byte[] pieceAcquire(long absolute) {
        // ORDER acquire: the piece's zeros; pairs with the compare-and-exchange in piece().
        //   Without it: a key is read from a piece whose clearing is not yet seen. Shown by: StorageKeysTest.
        return (byte[]) PIECES.getAcquire(pieces, pieceIndex(absolute));
    }

    /** The piece that holds a key, allocated now if it was not. */
    private byte[] piece(long absolute) {
        byte[] piece = pieceAcquire(absolute);
        if (piece != null) {
            return piece;
        }
        byte[] created = new byte[PIECE];
        // ORDER volatile: publishes the zeros, and of two CPUs that come first one wins; pairs with acquire in
        // pieceAcquire().
        //   Without it: one CPU's keys go into a piece that nobody keeps. Shown by: StorageKeysTest.
        byte[] present = (byte[]) PIECES.compareAndExchange(pieces, pieceIndex(absolute), null, created);
        return present == null ? created : present;
    }
}
