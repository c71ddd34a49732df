package org.maskflip.emulator.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Absolute storage in pages of {@code long[512]}, allocated by the first store into them. Made for checkers that follow Java heap
 * references (Lincheck, the models' comparisons); {@link DirectStorage} is the fast one. A store shorter than a doubleword is a
 * compare-and-set of the doubleword around it, which leaves the neighbours as they are.
 */
public final class ArrayStorage extends InstalledStorage {
    private static final VarHandle PAGES = MethodHandles.arrayElementVarHandle(long[][].class);
    private static final VarHandle DOUBLEWORDS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int LENGTH = 512;

    private final long[][] pages;

    /** Storage of the given number of bytes: a multiple of 1 MiB, at most 4 GiB. */
    public ArrayStorage(long size) {
        super(size);
        pages = new long[(int) (size >>> PAGE_SHIFT)][];
    }

    @Override
    public long getAcquire(long absolute, int size) {
        // ORDER acquire: the page's zeros, and the emptiness of one not there yet; pairs with allocated().
        //   Without it: a doubleword is read from a page whose clearing is not yet seen. Shown by: StorageContractTest.
        long[] page = (long[]) PAGES.getAcquire(pages, page(absolute));
        if (page == null) {
            return 0;
        }
        // ORDER acquire: what the caller's contract says; pairs with every store here.
        //   Without it: message passing through storage fails. Shown by: StorageContractTest.
        return extract((long) DOUBLEWORDS.getAcquire(page, doubleword(absolute)), absolute, size);
    }

    @Override
    public long getVolatile(long absolute, int size) {
        // ORDER volatile: that a page is not there is a fetch of zero, in the one order of all volatile accesses.
        //   Without it: store buffering through two fresh pages gives zero twice. Shown by: StorageContractTest.
        long[] page = (long[]) PAGES.getVolatile(pages, page(absolute));
        if (page == null) {
            return 0;
        }
        // ORDER volatile: what the caller's contract says; pairs with setVolatile().
        //   Without it: store buffering gives zero twice. Shown by: StorageContractTest.
        return extract((long) DOUBLEWORDS.getVolatile(page, doubleword(absolute)), absolute, size);
    }

    @Override
    public void setRelease(long absolute, int size, long value) {
        long[] page = allocated(absolute);
        int index = doubleword(absolute);
        if (size == Long.BYTES) {
            // ORDER release: all that the caller did before; pairs with getAcquire().
            //   Without it: message passing through storage fails. Shown by: StorageContractTest.
            DOUBLEWORDS.setRelease(page, index, value);
            return;
        }
        long old;
        do {
            old = page[index];
            // ORDER release: as above, and no neighbour that changes meanwhile is put back; pairs with getAcquire().
            //   Without it: another CPU's store to a neighbouring byte is lost. Shown by: StorageContractTest.
        } while (!DOUBLEWORDS.weakCompareAndSetRelease(page, index, old, insert(old, absolute, size, value)));
    }

    @Override
    public void setVolatile(long absolute, int size, long value) {
        long[] page = allocated(absolute);
        int index = doubleword(absolute);
        if (size == Long.BYTES) {
            // ORDER volatile: what the caller's contract says; pairs with getVolatile().
            //   Without it: store buffering gives zero twice. Shown by: StorageContractTest.
            DOUBLEWORDS.setVolatile(page, index, value);
            return;
        }
        long old;
        do {
            old = page[index];
            // ORDER volatile: as above, and no neighbour that changes meanwhile is put back; pairs with getVolatile().
            //   Without it: another CPU's store to a neighbouring byte is lost. Shown by: StorageContractTest.
        } while (!DOUBLEWORDS.compareAndSet(page, index, old, insert(old, absolute, size, value)));
    }

    @Override
    public long compareAndExchange(long absolute, int size, long expected, long replacement) {
        // ORDER volatile: the comparison with a page not there is a fetch of zero, as in the other method; pairs with
        //   allocated(). Without it: as in getVolatile(). Shown by: StorageContractTest.
        if ((expected & bits(size)) != 0 && PAGES.getVolatile(pages, page(absolute)) == null) {
            return 0;
        }
        long[] page = allocated(absolute);
        int index = doubleword(absolute);
        // ORDER volatile: the fetch that a comparison ends with; pairs with setVolatile().
        //   Without it: an unequal comparison may be older than this CPU's last store. Shown by: StorageContractTest.
        long old = (long) DOUBLEWORDS.getVolatile(page, index);
        while (extract(old, absolute, size) == (expected & bits(size))) {
            long changed = insert(old, absolute, size, replacement);
            // ORDER volatile: nothing falls between comparison and store; pairs with every access here.
            //   Without it: two CPUs take one lock. Shown by: StorageContractTest.
            long witness = (long) DOUBLEWORDS.compareAndExchange(page, index, old, changed);
            if (witness == old) {
                break;
            }
            old = witness;
        }
        return extract(old, absolute, size);
    }

    @Override
    public boolean isTouched(long absolute) {
        // ORDER acquire: whoever has seen a store sees the page too; pairs with allocated().
        //   Without it: an audit passes over a page it has seen a pointer to. Shown by: StorageContractTest.
        return PAGES.getAcquire(pages, page(absolute)) != null;
    }

    /** The page, made now if it is not there. */
    private long[] allocated(long absolute) {
        // ORDER acquire: the page's zeros; pairs with the compare-and-exchange below.
        //   Without it: this store may be followed by the zeros. Shown by: StorageContractTest.
        long[] page = (long[]) PAGES.getAcquire(pages, page(absolute));
        if (page != null) {
            return page;
        }
        long[] created = new long[LENGTH];
        // ORDER volatile: publishes the zeros, and of two CPUs that come first one wins; pairs with acquire above.
        //   Without it: one CPU stores into a page that nobody keeps. Shown by: StorageContractTest.
        long[] present = (long[]) PAGES.compareAndExchange(pages, page(absolute), null, created);
        return present == null ? created : present;
    }

    private static int page(long absolute) {
        return (int) (absolute >>> PAGE_SHIFT);
    }

    private static int doubleword(long absolute) {
        return (int) (absolute >>> 3) & LENGTH - 1;
    }

    private static int shift(long absolute, int size) {
        return Byte.SIZE * (Long.BYTES - size - (int) (absolute & 7));
    }

    private static long extract(long doubleword, long absolute, int size) {
        return doubleword >>> shift(absolute, size) & bits(size);
    }

    private static long insert(long doubleword, long absolute, int size, long value) {
        int shift = shift(absolute, size);
        return doubleword & ~(bits(size) << shift) | (value & bits(size)) << shift;
    }
}
