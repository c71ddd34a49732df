package org.maskflip.emulator.insn.general;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.maskflip.emulator.arch.Level;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.ByteStorage;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.DullEnvironment;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Instruction;

/** Registers, 64 KiB of storage from address 0 and an environment, to execute single routines by hand. */
final class RoutineBench {
    static final long BITS_24 = 0;
    static final long BITS_31 = Psw.BASIC_ADDRESSING;
    static final long BITS_64 = Psw.BASIC_ADDRESSING | Psw.EXTENDED_ADDRESSING;
    static final int ADDRESS = 0x8000;

    final Registers registers = new Registers();
    final byte[] bytes = new byte[0x10000];
    final ByteStorage storage = new ByteStorage(bytes, 0);

    /** The page that probes find invalid. */
    long invalidPage = -1;

    Environment environment = DullEnvironment.with(Level.ALS.facilities());

    RoutineBench(long mode) {
        registers.setPswMask(mode | Psw.PROBLEM_STATE);
    }

    /** Executes one unit of operation. The instruction stands right-aligned in {@code code}. */
    void run(String mnemonic, long code) {
        Instruction row = new ComplexGeneralInstructions()
                .rows().stream()
                        .filter(each -> each.mnemonic().equals(mnemonic))
                        .findFirst()
                        .orElseThrow();
        int length = row.format().length();
        Decoded insn = new Decoded(row, code << Long.SIZE - 8 * length, ADDRESS, environment.facilities());
        registers.setInstructionAddress(ADDRESS);
        registers.setNextAddress(ADDRESS + length);
        row.routine().execute(insn, registers, access(), environment);
    }

    /** The storage, whose probes meet page translation in one page. */
    private Access access() {
        return (Access) Proxy.newProxyInstance(
                RoutineBench.class.getClassLoader(), new Class<?>[] {Access.class}, (self, method, arguments) -> {
                    if (method.isDefault()) {
                        return InvocationHandler.invokeDefault(self, method, arguments);
                    }
                    if (method.getName().startsWith("probe") && (long) arguments[2] == invalidPage) {
                        throw ProgramInterruption.of(ProgramCode.PAGE_TRANSLATION);
                    }
                    try {
                        return method.invoke(storage, arguments);
                    } catch (InvocationTargetException wrapped) {
                        throw wrapped.getCause();
                    }
                });
    }

    /** Whether the last unit was not the last of its instruction. */
    boolean isRepeated() {
        return registers.nextAddress() == ADDRESS;
    }

    void fill(int from, int length, int value) {
        for (int i = 0; i < length; i++) {
            bytes[from + i] = (byte) value;
        }
    }
}
