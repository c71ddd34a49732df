package org.maskflip.emulator.machine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.cpu.Cpu;
import org.maskflip.emulator.cpu.CpuState;
import org.maskflip.emulator.device.ServiceProcessor;
import org.maskflip.emulator.device.TodClock;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.interrupt.FloatingConditions;
import org.maskflip.emulator.interrupt.FloatingInterruptions;
import org.maskflip.emulator.interrupt.IoInterruption;
import org.maskflip.emulator.interrupt.PendingConditions;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.storage.AbsoluteStorage;
import org.maskflip.emulator.storage.StorageKeys;

/** Takes the state of a machine whose CPUs all stand between two instructions, and puts it into one like it that has not run yet. */
final class MachineState {
    private static final int PAGE = Snapshot.PAGE;

    private final Level level;
    private final Facilities facilities;
    private final int informationLevel;
    private final AbsoluteStorage storage;
    private final StorageKeys keys;
    private final List<Cpu> cpus;
    private final FloatingInterruptions floating;
    private final ServiceProcessor service;
    private final TodClock tod;

    /** The parts of one machine, and what it was built from. */
    MachineState(
            MachineBuilder from,
            AbsoluteStorage storage,
            StorageKeys keys,
            List<Cpu> cpus,
            FloatingInterruptions floating,
            ServiceProcessor service,
            TodClock tod) {
        level = from.level;
        facilities = from.facilities;
        informationLevel = from.informationLevel;
        this.storage = storage;
        this.keys = keys;
        this.cpus = cpus;
        this.floating = floating;
        this.service = service;
        this.tod = tod;
    }

    // ------------------------------------------------------------------------------------------------ out

    Snapshot take() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            for (Cpu cpu : cpus) {
                save(cpu, out);
            }
            // One more, so that a unique value that the guest has seen is not given again.
            out.writeLong(tod.now() + 1);
            save(floating.conditions(), out);
            service.save(out);
            saveKeys(out);
            return new Snapshot(
                    cpus.size(),
                    storage.size(),
                    level,
                    facilities.members(),
                    informationLevel,
                    bytes.toByteArray(),
                    pages());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SortedMap<Integer, byte[]> pages() {
        SortedMap<Integer, byte[]> pages = new TreeMap<>();
        byte[] page = new byte[PAGE];
        for (long address = 0; address < storage.size(); address += PAGE) {
            if (storage.isTouched(address)) {
                storage.read(address, page, 0, PAGE);
                if (!isZero(page)) {
                    pages.put((int) (address / PAGE), page.clone());
                }
            }
        }
        return pages;
    }

    private static boolean isZero(byte[] page) {
        int bits = 0;
        for (byte b : page) {
            bits |= b;
        }
        return bits == 0;
    }

    private static void save(Cpu cpu, DataOutputStream out) throws IOException {
        if (cpu.state() == CpuState.CHECK_STOP || cpu.state() == CpuState.LOAD) {
            throw new IllegalStateException("CPU " + cpu.address() + " is in the state " + cpu.state()
                    + ": nothing to go on from; a CPU that operates or is stopped expected");
        }
        out.writeUTF(cpu.state().name());
        save(cpu.registers(), out);
        Environment environment = cpu.environment();
        out.writeLong(environment.clockComparator());
        out.writeLong(environment.cpuTimer());
        out.writeInt(environment.todProgrammable());
        PendingConditions pending = cpu.pending().conditions();
        out.writeInt(pending.attention());
        out.writeInt(pending.externalCall());
        out.writeLong(pending.machineCheck());
        save(pending.emergencySignals(), out);
        save(pending.malfunctionAlerts(), out);
    }

    private static void save(Registers registers, DataOutputStream out) throws IOException {
        for (int i = 0; i < 16; i++) {
            out.writeLong(registers.gr(i));
            out.writeInt(registers.ar(i));
            out.writeLong(registers.fpr(i));
            out.writeLong(registers.cr(i));
        }
        out.writeInt(registers.fpc());
        out.writeLong(registers.prefix());
        out.writeLong(registers.pswMask());
        out.writeLong(registers.instructionAddress());
        out.writeLong(registers.breakingEventAddress());
    }

    private static void save(List<Long> words, DataOutputStream out) throws IOException {
        out.writeInt(words.size());
        for (long word : words) {
            out.writeLong(word);
        }
    }

    private static void save(FloatingConditions conditions, DataOutputStream out) throws IOException {
        out.writeBoolean(conditions.serviceSignal());
        out.writeInt(conditions.parameter());
        out.writeBoolean(conditions.interruptKey());
        out.writeInt(conditions.io().size());
        for (IoInterruption io : conditions.io()) {
            out.writeInt(io.subclass());
            out.writeInt(io.subchannelId());
            out.writeInt(io.parameter());
            out.writeInt(io.identification());
        }
    }

    private void saveKeys(DataOutputStream out) throws IOException {
        for (long address = 0; address < storage.size(); address += PAGE) {
            out.writeByte(keys.get(address));
        }
    }

    // ------------------------------------------------------------------------------------------------ in

    void restore(Snapshot snapshot) throws ImageException {
        if (snapshot.cpus() != cpus.size()
                || snapshot.storageSize() != storage.size()
                || !snapshot.facilities().equals(facilities.members())) {
            throw new ImageException("the snapshot is of a machine with " + snapshot.cpus() + " CPUs, "
                    + (snapshot.storageSize() >> 20) + " MiB and other facilities; a machine like it expected");
        }
        snapshot.pages().forEach((number, bytes) -> storage.write((long) number * PAGE, bytes, 0, PAGE));
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot.state()));
            for (Cpu cpu : cpus) {
                restore(cpu, in);
            }
            tod.set(in.readLong());
            floating.restore(floatingConditions(in));
            service.restore(in);
            for (long address = 0; address < storage.size(); address += PAGE) {
                keys.set(address, in.readByte());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void restore(Cpu cpu, DataInputStream in) throws IOException {
        CpuState state = CpuState.valueOf(in.readUTF());
        cpu.restore(registers(in), state);
        Environment environment = cpu.environment();
        environment.setClockComparator(in.readLong());
        environment.setCpuTimer(in.readLong());
        environment.setTodProgrammable(in.readInt());
        cpu.pending().restore(new PendingConditions(in.readInt(), in.readInt(), in.readLong(), words(in), words(in)));
    }

    private static Registers registers(DataInputStream in) throws IOException {
        Registers registers = new Registers();
        for (int i = 0; i < 16; i++) {
            registers.setGr(i, in.readLong());
            registers.setAr(i, in.readInt());
            registers.setFpr(i, in.readLong());
            registers.setCr(i, in.readLong());
        }
        registers.setFpc(in.readInt());
        registers.setPrefix(in.readLong());
        registers.setPswMask(in.readLong());
        registers.setInstructionAddress(in.readLong());
        registers.setNextAddress(registers.instructionAddress());
        registers.setBreakingEventAddress(in.readLong());
        return registers;
    }

    private static List<Long> words(DataInputStream in) throws IOException {
        List<Long> words = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            words.add(in.readLong());
        }
        return words;
    }

    private static FloatingConditions floatingConditions(DataInputStream in) throws IOException {
        boolean isSignal = in.readBoolean();
        int parameter = in.readInt();
        boolean isKey = in.readBoolean();
        List<IoInterruption> io = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            io.add(new IoInterruption(in.readInt(), in.readInt(), in.readInt(), in.readInt()));
        }
        return new FloatingConditions(isSignal, parameter, isKey, io);
    }
}
