package org.maskflip.emulator.storage.order;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.insn.Quadword;
import org.maskflip.emulator.insn.Update;

/** The operations that litmus tests are made of. Virtual equals absolute address unless said. */
final class Steps {
    static final long X = 0;
    static final long Y = 8;
    static final long Z = 16;

    private Steps() {}

    static Exploration.Step store(long address, int size, long value) {
        return (Exploration.LocalStep) (order, r) -> order.store(address, address, size, value);
    }

    static Exploration.Step store(long address, long value) {
        return store(address, 8, value);
    }

    static Exploration.Step storeByReal(long address, int size, long value) {
        return (Exploration.LocalStep) (order, r) -> order.store(StorageOrder.BY_REAL, address, size, value);
    }

    static Exploration.Step storeByAlias(long virtual, long address, int size, long value) {
        return (Exploration.LocalStep) (order, r) -> order.store(virtual, address, size, value);
    }

    static Exploration.Step storeUnaligned(long address, int size, long value) {
        return (Exploration.LocalStep) (order, r) -> order.storeBytes(address, address, size, 0, size, value);
    }

    static Exploration.Step storeQuadword(long address, long high, long low) {
        return (Exploration.LocalStep) (order, r) -> order.storeQuadword(address, address, new Quadword(high, low));
    }

    static Exploration.Step load(int register, long address, int size) {
        return (order, r) -> r[register] = order.fetch(address, size);
    }

    static Exploration.Step load(int register, long address) {
        return load(register, address, 8);
    }

    static Exploration.Step serialize() {
        return (order, r) -> order.serialize();
    }

    /** LAA: adds; the register gets the old value. */
    static Exploration.Step loadAndAdd(int register, long address, long value) {
        return (order, r) ->
                r[register] = order.update(address, address, 8, Update.SPECIFIC, (a, b, c) -> a + b, value, 0);
    }

    /** An interlocked addition stored at once, with no serialization. */
    static Exploration.Step add(int register, long address, long value) {
        return (order, r) ->
                r[register] = order.update(address, address, 8, Update.PLAIN, (a, b, c) -> a + b, value, 0);
    }

    static Exploration.Step compareAndSwap(int register, long address, long expected, long replacement) {
        return (order, r) -> r[register] = order.compareAndSwap(address, address, 8, expected, replacement);
    }

    /** An instruction of two bytes is fetched; the register gets the bytes. */
    static Exploration.Step execute(int register, long address) {
        return (order, r) -> r[register] = order.fetchInstruction(address, address, 2) >>> 48;
    }

    /** Runs the program in every way; an outcome is the named registers of each CPU, as in {@code "0,1 2"}. */
    static Set<String> outcomes(Facilities facilities, long[] initial, int[] registers, Exploration.Step[]... cpus) {
        List<List<Exploration.Step>> program =
                Arrays.stream(cpus).map(Arrays::asList).collect(Collectors.toList());
        return Exploration.outcomes(program, facilities, initial, true, (all, storage) -> {
            StringBuilder text = new StringBuilder();
            for (int cpu = 0; cpu < registers.length; cpu++) {
                text.append(cpu == 0 ? "" : " ");
                for (int i = 0; i < registers[cpu]; i++) {
                    text.append(i == 0 ? "" : ",").append(Long.toHexString(all[cpu][i]));
                }
            }
            return text.toString();
        });
    }

    static Exploration.Step[] cpu(Exploration.Step... steps) {
        return steps;
    }
}
