package org.maskflip.emulator.storage;

import org.junit.jupiter.api.Nested;

/** The contract of {@link AbsoluteStorage}, kept by both backends. */
class StorageContractTest {
    @Nested
    class OfDirectStorage extends StorageContract {
        @Override
        AbsoluteStorage storage(long size) {
            return new DirectStorage(size);
        }
    }

    @Nested
    class OfArrayStorage extends StorageContract {
        @Override
        AbsoluteStorage storage(long size) {
            return new ArrayStorage(size);
        }
    }

    @Nested
    class OfDirectStorageAmongThreads extends StorageConcurrency {
        @Override
        AbsoluteStorage storage(long size) {
            return new DirectStorage(size);
        }
    }

    @Nested
    class OfArrayStorageAmongThreads extends StorageConcurrency {
        @Override
        AbsoluteStorage storage(long size) {
            return new ArrayStorage(size);
        }
    }
}
