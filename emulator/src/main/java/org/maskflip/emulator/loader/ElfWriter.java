package org.maskflip.emulator.loader;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes ELF executables: 64-bit, big-endian, for IBM S/390, static, no sections. Source: System V ABI, "Object Files". */
public final class ElfWriter {
    private static final int HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int PAGE = 4096;
    private static final byte[] IDENTIFICATION = {0x7F, 'E', 'L', 'F', 2, 2, 1, 0};
    private static final short EXECUTABLE = 2;
    private static final short S390 = 22;
    private static final int LOAD = 1;

    /** What a part of a program is for. */
    public enum Use {
        /** Read and execute. */
        CODE(5),
        /** Read and write. */
        DATA(6);

        private final int flags;

        Use(int flags) {
            this.flags = flags;
        }
    }

    /** A part of a program, on a page boundary. */
    public record Part(Segment segment, Use use) {
        public Part {
            if (segment.address() % PAGE != 0) {
                throw new IllegalArgumentException("segment " + segment + ": a page boundary expected");
            }
        }
    }

    private ElfWriter() {}

    /** An executable of the parts, which share no page; it starts at {@code entry}. */
    public static byte[] executable(long entry, List<Part> parts) {
        int size = PAGE;
        for (Part part : parts) {
            size += roundedUp(part.segment().bytes().length);
        }
        ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.BIG_ENDIAN);
        file.put(IDENTIFICATION).position(16);
        file.putShort(EXECUTABLE).putShort(S390).putInt(1);
        file.putLong(entry).putLong(HEADER).putLong(0).putInt(0);
        file.putShort((short) HEADER).putShort((short) PROGRAM_HEADER).putShort((short) parts.size());
        file.position(HEADER);
        int offset = PAGE;
        for (Part part : parts) {
            byte[] bytes = part.segment().bytes();
            long address = part.segment().address();
            file.putInt(LOAD).putInt(part.use().flags);
            file.putLong(offset).putLong(address).putLong(address);
            file.putLong(bytes.length).putLong(part.segment().length()).putLong(PAGE);
            file.put(offset, bytes);
            offset += roundedUp(bytes.length);
        }
        return file.array();
    }

    private static int roundedUp(int length) {
        return (length + PAGE - 1) / PAGE * PAGE;
    }
}
