package org.maskflip.emulator.cpu;

import java.util.function.Function;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.interrupt.PendingInterruptions;
import org.maskflip.emulator.storage.StorageKeys;
import org.maskflip.emulator.storage.Translator;
import org.maskflip.emulator.storage.order.StorageOrder;

/**
 * What a CPU is made of.
 *
 * @param address the CPU address, 0-65535
 * @param registers its registers, after a reset
 * @param order its storage order
 * @param translator its address translation, over the same registers and order
 * @param keys the storage keys of the machine
 * @param pending its pending interruptions
 * @param decoder makes instructions of bytes; may be shared by CPUs
 * @param rendezvous shared by all CPUs of the machine
 * @param environment makes the CPU's environment, given the CPU, which is not to be used before it is complete
 * @param hooks who looks; {@link CpuHooks#NONE} for nobody
 * @param blocks translates what is executed often; {@code null} if nothing is to be
 */
public record CpuParts(
        int address,
        Registers registers,
        StorageOrder order,
        Translator translator,
        StorageKeys keys,
        PendingInterruptions pending,
        InstructionDecoder decoder,
        Rendezvous rendezvous,
        Function<Cpu, Environment> environment,
        CpuHooks hooks,
        Blocks blocks) {
    /** What is translated, and by whom. */
    public record Blocks(BlockTranslator translator, int hot) {
        /** Arrivals at an address before what is there is translated. */
        public static final int HOT = 1000;
    }
}
