package org.maskflip.emulator.device;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.maskflip.emulator.interrupt.FloatingInterruptions;
import org.maskflip.emulator.storage.AbsoluteStorage;

/**
 * The service processor: answers SERVICE CALL within the instruction, then makes a service signal with the block's address pending.
 * While that is pending further calls find it busy. Safe for any thread.
 */
public final class ServiceProcessor {
    private static final int ACCEPTED = 0;
    private static final int BUSY = 2;

    private static final int READ_SCP_INFORMATION = 0x0002_0001;
    private static final int READ_SCP_INFORMATION_FORCED = 0x0012_0001;
    private static final int READ_CPU_INFORMATION = 0x0001_0001;
    private static final int READ_EVENT_DATA = 0x0077_0005;
    private static final int WRITE_EVENT_DATA = 0x0076_0005;
    private static final int WRITE_EVENT_MASK = 0x0078_0005;

    private static final int CPU_ENTRY = 16;
    private static final int SCP_INFORMATION = 128;
    private static final int CPU_INFORMATION = 16;
    private static final long MIB = 1L << 20;
    /** The parameter of a service signal for an event: bit 31, no block. */
    private static final int EVENT_PENDING = 1;

    private final AbsoluteStorage storage;
    private final FloatingInterruptions floating;
    private final Configuration configuration;
    private final EventConsole console;

    /** Held while a command is executed, or somebody types: neither makes the other find it busy. */
    private final ReentrantLock active = new ReentrantLock();

    /** Whether the last service signal told of a command's end. Guarded by {@link #active}. */
    private boolean isAnswered;

    public ServiceProcessor(
            AbsoluteStorage storage, FloatingInterruptions floating, Configuration configuration, ConsoleSink sink) {
        this.storage = storage;
        this.floating = floating;
        this.configuration = configuration;
        console = new EventConsole(sink);
    }

    /**
     * Executes a command.
     *
     * @param cpu the address of the CPU that executes SERVICE CALL
     * @param block the absolute address of the control block, a multiple of 8 below 2 GiB; its header is installed
     * @return the condition code: 0 executed, 2 busy
     */
    public int call(int cpu, int command, long block) {
        active.lock();
        try {
            if (isAnswered && floating.isServiceSignalPending()) {
                return BUSY;
            }
            ControlBlock found = ControlBlock.read(storage, block);
            if (found != null) {
                found.respond(execute(cpu, command, found));
            }
            isAnswered = true;
            floating.postServiceSignal((int) block | (console.isReadable() ? EVENT_PENDING : 0));
            return ACCEPTED;
        } finally {
            active.unlock();
        }
    }

    /** Text from the operator: one event. The guest is told if it asked for such events. */
    public void type(ConsoleMode mode, String text) {
        active.lock();
        try {
            console.type(mode, text);
            if (console.isReadable()) {
                isAnswered &= floating.isServiceSignalPending();
                floating.postServiceSignal(EVENT_PENDING);
            }
        } finally {
            active.unlock();
        }
    }

    /** Forgets what the guest asked for: a subsystem reset. */
    public void reset() {
        active.lock();
        try {
            console.reset();
        } finally {
            active.unlock();
        }
    }

    /** Writes what the guest asked for and what waits for it. */
    public void save(DataOutput out) throws IOException {
        active.lock();
        try {
            out.writeBoolean(isAnswered);
            console.save(out);
        } finally {
            active.unlock();
        }
    }

    /** Takes over what {@link #save} wrote. */
    public void restore(DataInput in) throws IOException {
        active.lock();
        try {
            isAnswered = in.readBoolean();
            console.restore(in);
        } finally {
            active.unlock();
        }
    }

    private Response execute(int cpu, int command, ControlBlock block) {
        return switch (command) {
            case READ_SCP_INFORMATION, READ_SCP_INFORMATION_FORCED -> readScpInformation(block);
            case READ_CPU_INFORMATION -> readCpuInformation(block);
            case WRITE_EVENT_MASK -> console.writeMask(block);
            case WRITE_EVENT_DATA -> console.writeData(cpu, block);
            case READ_EVENT_DATA -> console.readData(block);
            default -> Response.INVALID_COMMAND;
        };
    }

    private Response readScpInformation(ControlBlock block) {
        int length = SCP_INFORMATION + CPU_ENTRY * configuration.cpus();
        if (block.length() < length) {
            return Response.INSUFFICIENT_LENGTH;
        }
        ByteBuffer answer = ByteBuffer.allocate(length - ControlBlock.HEADER);
        int increments = (int) (configuration.storageSize() / MIB);
        put(answer, 8, increments);
        answer.put(10 - ControlBlock.HEADER, (byte) 1);
        put(answer, 16, configuration.cpus());
        put(answer, 18, SCP_INFORMATION);
        for (int i = 0; i < 8; i++) {
            answer.put(24 - ControlBlock.HEADER + i, (byte) 0x40);
        }
        answer.putInt(100 - ControlBlock.HEADER, 1);
        answer.putLong(104 - ControlBlock.HEADER, increments);
        put(answer, 120, configuration.cpus() - 1);
        entries(answer, SCP_INFORMATION);
        block.put(ControlBlock.HEADER, answer.array());
        return Response.NORMAL_READ;
    }

    private Response readCpuInformation(ControlBlock block) {
        int length = CPU_INFORMATION + CPU_ENTRY * configuration.cpus();
        if (block.length() < length) {
            return Response.INSUFFICIENT_LENGTH;
        }
        ByteBuffer answer = ByteBuffer.allocate(length - ControlBlock.HEADER);
        put(answer, 8, configuration.cpus());
        put(answer, 10, CPU_INFORMATION);
        put(answer, 14, length);
        entries(answer, CPU_INFORMATION);
        block.put(ControlBlock.HEADER, answer.array());
        return Response.NORMAL_READ;
    }

    /** One entry per CPU: its address first; type 0, a general-purpose CPU. */
    private void entries(ByteBuffer answer, int offset) {
        for (int cpu = 0; cpu < configuration.cpus(); cpu++) {
            answer.put(offset - ControlBlock.HEADER + CPU_ENTRY * cpu, (byte) cpu);
        }
    }

    private static void put(ByteBuffer answer, int offset, int halfword) {
        answer.putShort(offset - ControlBlock.HEADER, (short) halfword);
    }
}
