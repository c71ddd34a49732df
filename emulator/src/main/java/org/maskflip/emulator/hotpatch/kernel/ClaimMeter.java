package org.maskflip.emulator.hotpatch.kernel;

import java.util.BitSet;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.loader.linux.KernelCode;

/**
 * Counts, of every instruction of a kernel that switches its function tracer, what the commit that brought hotpatching makes claims
 * about. To be told of all instructions of all CPUs, each on its CPU's thread; read after the run.
 */
public final class ClaimMeter {
    /** What the tracer is doing. */
    enum Phase {
        OFF,
        /** The kernel stores into sites. */
        UPDATING,
        SOME,
        /** More than half of the sites are on. */
        ALL
    }

    private static final Phase[] PHASES = Phase.values();

    /** What was counted of one CPU; its thread alone. */
    private static final class Counts {
        final long[] instructions = new long[PHASES.length];
        final long[] kernel = new long[PHASES.length];
        final long[] first = new long[PHASES.length];
        final long[] second = new long[PHASES.length];
        final long[] third = new long[PHASES.length];
        /** Halfwords of the kernel's text at which an instruction was executed. */
        final BitSet executedOff = new BitSet();

        final BitSet executedAll = new BitSet();
        final Stay held = new Stay();
        final Stay synchronizing = new Stay();
        long stopsInUpdates;
        long stops;
        long all;
    }

    /** A routine's executions on one CPU, from its first instruction to its return. */
    static final class Stay {
        private long from;
        private long returnAddress;
        long times;
        long instructions;
        long longest;

        void enter(long now, long back) {
            from = now;
            returnAddress = back;
        }

        void leave(long now) {
            returnAddress = 0;
            times++;
            instructions += now - from;
            longest = Math.max(longest, now - from);
        }

        void add(Stay other) {
            times += other.times;
            instructions += other.instructions;
            longest = Math.max(longest, other.longest);
        }
    }

    private final KernelMap map;
    private final long begin;
    private final long end;
    private final long updateBegin;
    private final long synchronization;
    private final long stop;
    private final long held;
    private final Counts[] cpus;
    private final BitSet on = new BitSet();
    /** Written by the CPU that patches; every CPU reads. */
    // ORDER volatile: publishes the phase alone, late by some instructions; enter() and ended() write it, executed()
    //   reads it. Plain, a CPU could count an update's instructions as those of the phase before, for ever. No order
    //   with the counts is wanted. Shown by: ClaimMeterTest.
    private volatile Phase phase = Phase.OFF;

    /**
     * A meter for one run, which begins with the tracer off.
     *
     * @throws ImageException if the kernel lacks what is to be counted
     */
    public ClaimMeter(KernelCode code, int cpus) throws ImageException {
        map = new KernelMap(code);
        begin = code.text().begin();
        end = code.text().end();
        updateBegin = code.address("ftrace_modify_all_code", "a kernel with dynamic function tracing");
        synchronization = code.address("do_sync_core", "a kernel that synchronizes its CPUs by signals");
        stop = routine(code, "stop_machine_cpuslocked");
        held = routine(code, "multi_cpu_stop");
        this.cpus = new Counts[cpus];
        for (int i = 0; i < cpus; i++) {
            this.cpus[i] = new Counts();
        }
    }

    private static long routine(KernelCode code, String symbol) {
        OptionalLong address = code.address(symbol);
        return address.isPresent() ? address.getAsLong() : -1;
    }

    /**
     * An instruction has been executed. The target of an execute instruction is no instruction of its own.
     *
     * @param registers as the instruction left them, the instruction address still its own
     * @param address the instruction's, virtual
     */
    public void executed(int cpu, Registers registers, long address) {
        if (registers.instructionAddress() != address) {
            return;
        }
        Counts counts = cpus[cpu];
        // ORDER volatile: which phase an instruction belongs to, to some instructions; partners: enter() and ended().
        Phase now = phase;
        counts.all++;
        counts.instructions[now.ordinal()]++;
        if (address < begin || address >= end || registers.isMaskSet(Psw.PROBLEM_STATE)) {
            return;
        }
        counts.kernel[now.ordinal()]++;
        int halfword = (int) (address - begin >>> 1);
        if (now == Phase.OFF) {
            counts.executedOff.set(halfword);
        } else if (now == Phase.ALL) {
            counts.executedAll.set(halfword);
        }
        leave(counts, address);
        if (map.isWatched(address)) {
            watched(counts, now, registers, address);
        }
        enter(counts, now, registers, address);
    }

    private static void leave(Counts counts, long address) {
        if (address == counts.held.returnAddress) {
            counts.held.leave(counts.all);
        } else if (address == counts.synchronizing.returnAddress) {
            counts.synchronizing.leave(counts.all);
        }
    }

    private void enter(Counts counts, Phase now, Registers registers, long address) {
        if (address == held) {
            counts.held.enter(counts.all, registers.gr(14));
        } else if (address == synchronization) {
            counts.synchronizing.enter(counts.all, registers.gr(14));
        } else if (address == stop) {
            counts.stops++;
            counts.stopsInUpdates += now == Phase.UPDATING ? 1 : 0;
        } else if (address == updateBegin) {
            // ORDER volatile: from here on instructions belong to the update. Partner: executed().
            phase = Phase.UPDATING;
        }
    }

    private void watched(Counts counts, Phase now, Registers registers, long address) {
        if (map.siteAt(address) >= 0) {
            counts.first[now.ordinal()]++;
        } else if (map.stageAt(address) >= 0) {
            counts.second[now.ordinal()]++;
        }
        KernelMap.Mark mark = map.mark(address);
        if (mark == KernelMap.Mark.THIRD_STAGE) {
            counts.third[now.ordinal()]++;
        } else if (mark == KernelMap.Mark.STORE) {
            stored(registers.gr(map.addressRegister()), registers.gr(map.storeRegister()));
        } else if (mark == KernelMap.Mark.SYNC_END) {
            ended();
        }
    }

    private synchronized void stored(long address, long doubleword) {
        int site = map.siteAt(address);
        if (site >= 0) {
            on.set(site, doubleword >>> 16 == map.on(site) >>> 16);
        }
    }

    private synchronized void ended() {
        int count = on.cardinality();
        // ORDER volatile: as above.
        phase = count == 0 ? Phase.OFF : count > map.size() / 2 ? Phase.ALL : Phase.SOME;
    }

    // ------------------------------------------------------------------------------------------------ result

    /** How many CPUs the machine has. */
    int cpus() {
        return cpus.length;
    }

    /** Whether instructions were counted in a phase. */
    boolean hasSeen(Phase wanted) {
        return instructions(wanted) > 0;
    }

    long instructions(Phase wanted) {
        return sum(counts -> counts.instructions[wanted.ordinal()]);
    }

    long kernelInstructions(Phase wanted) {
        return sum(counts -> counts.kernel[wanted.ordinal()]);
    }

    long firstStages(Phase wanted) {
        return sum(counts -> counts.first[wanted.ordinal()]);
    }

    long secondStages(Phase wanted) {
        return sum(counts -> counts.second[wanted.ordinal()]);
    }

    /** Entries. */
    long thirdStages(Phase wanted) {
        return sum(counts -> counts.third[wanted.ordinal()]);
    }

    long stopsInUpdates() {
        return sum(counts -> counts.stopsInUpdates);
    }

    long stops() {
        return sum(counts -> counts.stops);
    }

    /** The executions of {@code multi_cpu_stop}, in which a CPU waits for another, or patches. */
    Stay held() {
        Stay all = new Stay();
        for (Counts counts : cpus) {
            all.add(counts.held);
        }
        return all;
    }

    /** The executions of {@code do_sync_core}. */
    Stay synchronizing() {
        Stay all = new Stay();
        for (Counts counts : cpus) {
            all.add(counts.synchronizing);
        }
        return all;
    }

    /** Where in the text an instruction was executed by any CPU, by halfword, with the tracer off or on for all. */
    FetchedLines lines(Phase wanted) {
        BitSet executed = new BitSet();
        for (Counts counts : cpus) {
            executed.or(wanted == Phase.OFF ? counts.executedOff : counts.executedAll);
        }
        return FetchedLines.of(map, begin, executed);
    }

    private long sum(ToLongFunction<Counts> number) {
        long sum = 0;
        for (Counts counts : cpus) {
            sum += number.applyAsLong(counts);
        }
        return sum;
    }
}
