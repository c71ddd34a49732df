package org.maskflip.emulator.insn.floatingpoint;

import java.util.Map;
import org.maskflip.emulator.alu.BinaryFormat;
import org.maskflip.emulator.alu.BinaryNumber;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.MachineState;
import org.maskflip.emulator.insn.QemuGap;
import org.maskflip.emulator.insn.TestCase;

/** What QEMU 7.2 lacks or does otherwise than the manual says in floating-point instructions. */
final class BinaryQemuGaps {
    /** Rows that QEMU does not have, and those that take the first factor for a number of the product's format. */
    static final Map<String, QemuGap> LACKING = Map.of(
            "diebr", QemuGap.ABSENT,
            "didbr", QemuGap.ABSENT,
            "mdebr", QemuGap.FACTOR_FORMAT,
            "mdeb", QemuGap.FACTOR_FORMAT,
            "mxdbr", QemuGap.FACTOR_FORMAT,
            "mxdb", QemuGap.FACTOR_FORMAT);

    private static final int SIGFPE = MachineState.SIGNAL + 8;
    private static final int CODE = 0xFF00;
    private static final int INVALID = 0x8000;
    private static final int OVERFLOW = 0x2000;
    private static final int UNDERFLOW = 0x1000;
    private static final int INEXACT = 0x0800;
    private static final int INCREMENTED = 0x0400;
    private static final int SIMULATED = 0x0300;

    private BinaryQemuGaps() {}

    /** Makes the two states agree where QEMU is known to be wrong, and says why; {@code null} where it is not known to be. */
    static QemuGap adjust(TestCase testCase, MachineState ours, MachineState theirs) {
        String name = testCase.row().mnemonic();
        boolean pair = name.matches("l[de]xbra") && (register(testCase, Field.R1) & 2) != 0;
        if (pair || name.matches("lt.br") && isSignaling(testCase)) {
            // It does not ask for a pair where a result is extended only if it traps; it copies a signaling NaN.
            accept(ours, theirs);
            return pair ? QemuGap.EXTENDED_PAIR : QemuGap.SIGNALING_NAN;
        }
        if (testCase.row().title().startsWith("CONVERT TO") && isSpecial(ours)) {
            // An integer that does not exist is inexact too, unless it traps.
            theirs.fpc = ours.fpc;
            theirs.outcome = ours.outcome;
            if (ours.outcome == SIGFPE) {
                copyResults(ours, theirs);
            }
            return QemuGap.NO_INTEGER;
        }
        if (ours.outcome == SIGFPE) {
            trap(ours, theirs);
            return QemuGap.TRAP_DETAILS;
        }
        if (name.matches("m[as][ed]br?") && isNanAmbiguous(testCase)) {
            // It takes the first NaN of three even if a later one is signaling.
            copyResults(ours, theirs);
            return QemuGap.NAN_ORDER;
        }
        return null;
    }

    /** Whether a signaling NaN comes with another NaN; the storage operand is taken for one. */
    private static boolean isNanAmbiguous(TestCase testCase) {
        int nans = testCase.row().mnemonic().endsWith("r") ? 0 : 1;
        boolean signaling = nans == 1;
        for (Field field : new Field[] {Field.R1, Field.R2, Field.R3}) {
            if (testCase.row().format().has(field)) {
                BinaryFormat format = BinaryFormat.values()[
                        "ed".indexOf(testCase.row().mnemonic().charAt(2))];
                BinaryNumber number = BinaryNumber.of(format, testCase.before().floating[register(testCase, field)], 0);
                nans += number.isNan() ? 1 : 0;
                signaling |= number.kind() == BinaryNumber.Kind.SIGNALING_NAN;
            }
        }
        return signaling && nans > 1;
    }

    private static int register(TestCase testCase, Field field) {
        return testCase.row().format().placement(field).extract(testCase.bytes());
    }

    private static boolean isSignaling(TestCase testCase) {
        int second = register(testCase, Field.R2);
        long[] floating = testCase.before().floating;
        BinaryFormat format =
                BinaryFormat.values()["edx".indexOf(testCase.row().mnemonic().charAt(2))];
        return BinaryNumber.of(format, floating[second], floating[second + 2 & 15])
                        .kind()
                == BinaryNumber.Kind.SIGNALING_NAN;
    }

    private static boolean isSpecial(MachineState ours) {
        return ours.outcome == SIGFPE
                ? (ours.fpc & CODE) == INVALID || ours.conditionCode == 3
                : ours.conditionCode == 3;
    }

    private static void accept(MachineState ours, MachineState theirs) {
        copyResults(ours, theirs);
        theirs.fpc = ours.fpc;
        theirs.outcome = ours.outcome;
        theirs.signalCode = ours.signalCode;
    }

    private static void copyResults(MachineState ours, MachineState theirs) {
        System.arraycopy(ours.floating, 0, theirs.floating, 0, 16);
        System.arraycopy(ours.general, 0, theirs.general, 0, 16);
        theirs.conditionCode = ours.conditionCode;
    }

    /** Traps that complete the instruction suppress it in QEMU, and an underflow that is exact does not trap. */
    private static void trap(MachineState ours, MachineState theirs) {
        int code = ours.fpc & CODE;
        if ((code & (OVERFLOW | UNDERFLOW | INEXACT)) == 0) {
            return;
        }
        if ((code & SIMULATED) != 0) {
            // The code of a simulated overflow tells of an inexact result only if that would trap too.
            theirs.fpc = theirs.fpc & ~INEXACT | ours.fpc & INEXACT;
            return;
        }
        copyResults(ours, theirs);
        if ((code & (UNDERFLOW | INEXACT)) == UNDERFLOW) {
            accept(ours, theirs);
        }
        // Its code never says that a magnitude was rounded up, nor that an overflow or underflow is exact.
        int unknown = (code & (OVERFLOW | UNDERFLOW)) == 0 ? INCREMENTED : INCREMENTED | INEXACT;
        theirs.fpc = theirs.fpc & ~unknown | ours.fpc & unknown;
    }
}
