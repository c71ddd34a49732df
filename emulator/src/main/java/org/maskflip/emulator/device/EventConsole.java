package org.maskflip.emulator.device;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The events of the service processor: messages that the guest writes, input that it reads, and the masks that say which it wants. For
 * one thread at a time.
 */
final class EventConsole {
    private static final int OPERATOR_COMMAND = 0x01;
    private static final int MESSAGE = 0x02;
    private static final int VT220 = 0x1A;

    private static final int EVENT_HEADER = 6;
    private static final int LONGEST_MASK = 1021;
    private static final byte PROCESSED = (byte) 0x80;

    private static final int MESSAGE_BLOCK_TYPE = 1;
    private static final int MESSAGE_TAG = 0xD4C4_C240;
    private static final int TEXT_OBJECT = 4;
    private static final int TEXT_OBJECT_HEADER = 10;

    /** What surrounds the text of an operator command, from the outside: major vectors, then subvectors. */
    private static final int[] COMMAND_VECTORS = {0x1310, 0x1212, 0x1320};

    private static final int[] COMMAND_SUBVECTORS = {0x31, 0x30};
    private static final int LONGEST_COMMAND = 250;

    private final ConsoleSink sink;
    private final Deque<Input> inputs = new ArrayDeque<>();

    /** Bit 32 - n is on if the guest wants events of type n. */
    private int wanted;

    /** An event that waits to be read. */
    private static final class Input {
        private final int type;
        private final byte[] data;

        Input(int type, byte[] data) {
            this.type = type;
            this.data = data;
        }
    }

    EventConsole(ConsoleSink sink) {
        this.sink = sink;
    }

    void reset() {
        wanted = 0;
        inputs.clear();
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(wanted);
        out.writeInt(inputs.size());
        for (Input input : inputs) {
            out.writeInt(input.type);
            out.writeInt(input.data.length);
            out.write(input.data);
        }
    }

    void restore(DataInput in) throws IOException {
        reset();
        wanted = in.readInt();
        for (int left = in.readInt(); left > 0; left--) {
            int type = in.readInt();
            byte[] data = new byte[in.readInt()];
            in.readFully(data);
            inputs.add(new Input(type, data));
        }
    }

    /** Whether there is input of a type that the guest wants. */
    boolean isReadable() {
        return inputs.stream().anyMatch(this::isWanted);
    }

    private boolean isWanted(Input input) {
        return (wanted & bit(input.type)) != 0;
    }

    private static int bit(int type) {
        return 1 << Integer.SIZE - type;
    }

    // ------------------------------------------------------------------------------------------------ masks

    /** The guest's two masks are taken, the machine's two stored; the masks have the length that the block says. */
    Response writeMask(ControlBlock block) {
        int masks = ControlBlock.HEADER + 4;
        if (block.length() < masks) {
            return Response.INSUFFICIENT_LENGTH;
        }
        int length = block.halfwordAt(ControlBlock.HEADER + 2);
        if (length == 0 || length > LONGEST_MASK) {
            return Response.INVALID_MASK_LENGTH;
        }
        if (block.length() < masks + 4 * length) {
            return Response.INSUFFICIENT_LENGTH;
        }
        byte[] first = new byte[Math.max(length, Integer.BYTES)];
        block.slice(masks, length).get(first, 0, length);
        wanted = ByteBuffer.wrap(first).getInt(0);
        block.put(masks + 2 * length, mask(bit(MESSAGE) | bit(VT220), length));
        block.put(masks + 3 * length, mask(bit(OPERATOR_COMMAND) | bit(VT220), length));
        return Response.NORMAL;
    }

    private static byte[] mask(int bits, int length) {
        return Arrays.copyOf(ByteBuffer.allocate(Integer.BYTES).putInt(bits).array(), length);
    }

    // ------------------------------------------------------------------------------------------------ output

    /** Takes each event in turn and marks it; the first that cannot be taken ends it. */
    Response writeData(int cpu, ControlBlock block) {
        int offset = ControlBlock.HEADER;
        if (offset == block.length()) {
            return Response.INSUFFICIENT_LENGTH;
        }
        while (offset < block.length()) {
            int left = block.length() - offset;
            int length = left < EVENT_HEADER ? 0 : block.halfwordAt(offset);
            if (length < EVENT_HEADER || length > left) {
                return Response.INCONSISTENT_LENGTHS;
            }
            Response response =
                    write(cpu, block.byteAt(offset + 2), block.slice(offset + EVENT_HEADER, length - EVENT_HEADER));
            if (response != Response.NORMAL) {
                return response;
            }
            block.put(offset + 3, new byte[] {(byte) (block.byteAt(offset + 3) | PROCESSED)});
            offset += length;
        }
        return Response.NORMAL;
    }

    private Response write(int cpu, int type, ByteBuffer data) {
        switch (type) {
            case VT220 -> {
                sink.write(
                        cpu,
                        ConsoleMode.VT220,
                        StandardCharsets.ISO_8859_1.decode(data).toString());
                return Response.NORMAL;
            }
            case MESSAGE -> {
                try {
                    return writeMessages(cpu, data);
                } catch (BufferUnderflowException e) {
                    return Response.EVENT_SYNTAX;
                }
            }
            default -> {
                return Response.INVALID_FUNCTION;
            }
        }
    }

    /** A message data block: a header, then objects, of which those of text are lines. */
    private Response writeMessages(int cpu, ByteBuffer data) {
        ByteBuffer block = cut(data, 0);
        short type = block.getShort();
        int tag = block.getInt();
        block.getInt();
        if (type != MESSAGE_BLOCK_TYPE || tag != MESSAGE_TAG) {
            return Response.EVENT_SYNTAX;
        }
        StringBuilder lines = new StringBuilder();
        while (block.hasRemaining()) {
            ByteBuffer object = cut(block, block.position());
            int length = object.limit();
            block.position(block.position() + length);
            if (object.getShort() == TEXT_OBJECT) {
                if (length < TEXT_OBJECT_HEADER) {
                    return Response.EVENT_SYNTAX;
                }
                object.position(TEXT_OBJECT_HEADER);
                lines.append(SystemInformation.Ebcdic.CHARSET.decode(object)).append('\n');
            }
        }
        if (lines.length() > 0) {
            sink.write(cpu, ConsoleMode.LINE, lines.toString());
        }
        return Response.NORMAL;
    }

    /** What begins with its own length in two bytes; positioned behind them. */
    private static ByteBuffer cut(ByteBuffer from, int offset) {
        if (from.limit() - offset < 2) {
            throw new BufferUnderflowException();
        }
        int length = from.getShort(offset) & 0xFFFF;
        if (length < 4 || length > from.limit() - offset) {
            throw new BufferUnderflowException();
        }
        return from.slice(offset, length).position(2);
    }

    // ------------------------------------------------------------------------------------------------ input

    void type(ConsoleMode mode, String text) {
        switch (mode) {
            case VT220 -> inputs.add(new Input(VT220, ("\0" + text).getBytes(StandardCharsets.ISO_8859_1)));
            case LINE -> {
                String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
                if (line.length() > LONGEST_COMMAND) {
                    throw new IllegalArgumentException("an operator command of " + line.length()
                            + " characters: at most " + LONGEST_COMMAND + " expected");
                }
                inputs.add(new Input(OPERATOR_COMMAND, command(line.getBytes(SystemInformation.Ebcdic.CHARSET))));
            }
        }
    }

    private static byte[] command(byte[] text) {
        byte[] inner = text;
        for (int i = COMMAND_SUBVECTORS.length - 1; i >= 0; i--) {
            inner = ByteBuffer.allocate(inner.length + 2)
                    .put((byte) (inner.length + 2))
                    .put((byte) COMMAND_SUBVECTORS[i])
                    .put(inner)
                    .array();
        }
        for (int i = COMMAND_VECTORS.length - 1; i >= 0; i--) {
            inner = ByteBuffer.allocate(inner.length + 4)
                    .putShort((short) (inner.length + 4))
                    .putShort((short) COMMAND_VECTORS[i])
                    .put(inner)
                    .array();
        }
        return inner;
    }

    /** Stores as many waiting events as the block holds. */
    Response readData(ControlBlock block) {
        int offset = ControlBlock.HEADER;
        boolean isFull = false;
        for (Input input : inputs.stream().filter(this::isWanted).toList()) {
            int length = EVENT_HEADER + input.data.length;
            isFull = offset + length > block.length();
            if (isFull) {
                break;
            }
            ByteBuffer event =
                    ByteBuffer.allocate(length).putShort((short) length).put((byte) input.type);
            block.put(offset, event.put(EVENT_HEADER, input.data).array());
            inputs.remove(input);
            offset += length;
        }
        if (offset > ControlBlock.HEADER) {
            // The length of the block tells the guest where the events end.
            block.put(0, new byte[] {(byte) (offset >> 8), (byte) offset});
            return Response.NORMAL;
        }
        return isFull ? Response.INSUFFICIENT_LENGTH : Response.NO_EVENT_STORED;
    }
}
