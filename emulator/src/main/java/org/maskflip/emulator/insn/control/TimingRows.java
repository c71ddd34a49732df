package org.maskflip.emulator.insn.control;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Rows;

/** The rows of clock comparator, CPU timer and TOD clock, as far as they are control instructions; and EXTRACT CPU TIME. */
final class TimingRows {
    private TimingRows() {}

    static List<Instruction> rows() {
        return List.of(
                stores("stckc", "STORE CLOCK COMPARATOR", 0xB207, Environment::clockComparator),
                loads("sckc", "SET CLOCK COMPARATOR", 0xB206, Environment::setClockComparator),
                stores("stpt", "STORE CPU TIMER", 0xB209, Environment::cpuTimer),
                loads("spt", "SET CPU TIMER", 0xB208, Environment::setCpuTimer),
                privileged("sck", "SET CLOCK", 0xB204)
                        .routine("fetches a doubleword", TimingRows::setClock)
                        .build(),
                row("sckpf", "SET CLOCK PROGRAMMABLE FIELD", 0x0107, Format.E)
                        .privileged()
                        .routine("", TimingRows::setProgrammableField)
                        .build(),
                row("ectg", "EXTRACT CPU TIME", 0xC81, Format.SSF)
                        .facility(Facility.EXTRACT_CPU_TIME)
                        .routine("fetches three doublewords", TimingRows::extractCpuTime)
                        .build());
    }

    private static Rows privileged(String mnemonic, String title, int opcode) {
        return row(mnemonic, title, opcode, Format.S).privileged();
    }

    private static Instruction stores(String mnemonic, String title, int opcode, ToLongFunction<Environment> source) {
        return privileged(mnemonic, title, opcode)
                .routine(
                        "stores a doubleword",
                        (i, r, a, e) -> a.store(Conditions.aligned(i.address(r), 8), 8, source.applyAsLong(e)))
                .build();
    }

    private static Instruction loads(String mnemonic, String title, int opcode, ObjLongConsumer<Environment> target) {
        return privileged(mnemonic, title, opcode)
                .routine(
                        "fetches a doubleword",
                        (i, r, a, e) -> target.accept(e, a.fetch(Conditions.aligned(i.address(r), 8), 8)))
                .build();
    }

    private static void setClock(Decoded insn, Registers registers, Access access, Environment environment) {
        long value = access.fetch(Conditions.aligned(insn.address(registers), 8), 8);
        registers.setCc(environment.setTod(value));
    }

    /** Bits 48-63 of general register 0 become the programmable field; bits 32-47 must be zero. */
    private static void setProgrammableField(
            Decoded insn, Registers registers, Access access, Environment environment) {
        int value = registers.grLow(0);
        if (value >>> 16 != 0) {
            throw Conditions.specification();
        }
        environment.setTodProgrammable(value);
    }

    /**
     * General register 0 takes the first operand less the CPU timer, register 1 the second operand, R3 the third operand, which
     * R3 designates.
     */
    private static void extractCpuTime(Decoded insn, Registers registers, Access access, Environment environment) {
        long third = registers.wrap(registers.gr(insn.r3()));
        long base = access.fetch(insn.address(registers), 8);
        long second = access.fetch(insn.secondAddress(registers), 8);
        long loaded = access.fetch(third, 8);
        registers.setGr(0, base - environment.cpuTimer());
        registers.setGr(1, second);
        registers.setGr(insn.r3(), loaded);
    }
}
