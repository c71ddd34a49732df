package org.maskflip.emulator.insn.decimal;

import static org.maskflip.emulator.insn.Access.PSW_KEY;

import java.math.BigInteger;
import org.maskflip.emulator.alu.PackedDecimal;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Space;

/** A packed decimal operand in storage: where it stands and what was fetched there. The bytes are not changed. */
final class DecimalOperand {
    /** The data-exception code of an invalid digit or sign. */
    private static final int DECIMAL_OPERAND = 0;

    private final long address;
    private final int[] bytes;

    private DecimalOperand(long address, int[] bytes) {
        this.address = address;
        this.bytes = bytes;
    }

    /** Fetches the first operand of an instruction, of L1 or L bytes. */
    static DecimalOperand first(Decoded insn, Registers registers, Access access) {
        return fetch(registers, access, insn.address(registers), insn.length1() + 1);
    }

    /** Fetches the second operand, of L2 bytes. */
    static DecimalOperand second(Decoded insn, Registers registers, Access access) {
        return fetch(registers, access, insn.secondAddress(registers), insn.length2() + 1);
    }

    /** The place of the first operand where its contents do not matter. */
    static DecimalOperand target(Decoded insn, Registers registers) {
        return new DecimalOperand(insn.address(registers), new int[insn.length1() + 1]);
    }

    private static DecimalOperand fetch(Registers registers, Access access, long address, int length) {
        int[] bytes = new int[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (int) access.fetch(registers.wrap(address + i), 1);
        }
        return new DecimalOperand(address, bytes);
    }

    /** A data exception, which suppresses the operation, unless the condition holds. */
    static void require(boolean valid) {
        if (!valid) {
            throw ProgramInterruption.data(DECIMAL_OPERAND, ProgramInterruption.Ending.SUPPRESSED);
        }
    }

    /** Recognizes the data exception of an invalid digit or sign. */
    void check() {
        require(PackedDecimal.isValid(bytes));
    }

    int length() {
        return bytes.length;
    }

    int digits() {
        return PackedDecimal.digits(bytes.length);
    }

    BigInteger value() {
        return PackedDecimal.value(bytes);
    }

    BigInteger magnitude() {
        return PackedDecimal.magnitude(bytes);
    }

    boolean isNegative() {
        return PackedDecimal.isNegative(bytes);
    }

    /** Recognizes the access exceptions of storing the operand. */
    void probe(Access access) {
        access.probeStore(Space.CURRENT, PSW_KEY, address, bytes.length);
    }

    /** Replaces the operand in storage, which has been probed. */
    void store(Registers registers, Access access, int[] result) {
        for (int i = 0; i < result.length; i++) {
            access.store(registers.wrap(address + i), 1, result[i]);
        }
    }
}
