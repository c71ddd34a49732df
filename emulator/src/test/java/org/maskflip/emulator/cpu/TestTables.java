package org.maskflip.emulator.cpu;

/** A segment table and a page table for the first megabyte of an address space. */
final class TestTables {
    private static final long INVALID = 0x400;
    private final CpuRig rig;
    private final long pages;
    private final long segments;

    /** At an absolute address, a multiple of 64 KiB: every page is invalid. */
    TestTables(CpuRig rig, long absolute) {
        this.rig = rig;
        segments = absolute;
        pages = absolute + 0x8000;
        for (int i = 0; i < 512; i++) {
            rig.put(segments + 8L * i, 8, 0x20);
        }
        for (int i = 0; i < 256; i++) {
            rig.put(pages + 8L * i, 8, INVALID);
        }
        rig.put(segments, 8, pages);
    }

    /** The address-space-control element. */
    long asce() {
        return segments;
    }

    long entry(long virtual) {
        return pages + 8 * (virtual >>> 12);
    }

    TestTables map(long virtual, long frame) {
        rig.put(entry(virtual), 8, frame);
        return this;
    }

    TestTables unmap(long virtual) {
        rig.put(entry(virtual), 8, INVALID);
        return this;
    }
}
