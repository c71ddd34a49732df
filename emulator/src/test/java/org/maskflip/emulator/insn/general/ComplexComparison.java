package org.maskflip.emulator.insn.general;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.MachineState;
import org.maskflip.emulator.insn.QemuGap;
import org.maskflip.emulator.insn.RowComparison;
import org.maskflip.emulator.insn.TestCase;

/** The complex general rows that a program in QEMU's user mode can try. */
public final class ComplexComparison extends RowComparison {
    private static final int SIGILL = MachineState.SIGNAL + 4;
    private static final int SPECIFICATION = 2;
    private static final Map<String, QemuGap> LEFT_OUT = new TreeMap<>();

    static {
        leaveOut(QemuGap.USER_MODE, "ex exrl svc mc mvpg stck stckf stcke stfle ecag epsw bassm bsm sam24 sam31 sam64");
        leaveOut(QemuGap.ABSENT, "lmd cvb cvby cvbg cvdg cpya plo cuse cfc upt trte trtre cmpsc");
        leaveOut(QemuGap.ALWAYS_WRONG, "stmh pka pku csst");
    }

    private static void leaveOut(QemuGap gap, String mnemonics) {
        for (String mnemonic : mnemonics.split(" ")) {
            LEFT_OUT.put(mnemonic, gap);
        }
    }

    static boolean isCompared(String mnemonic) {
        return !LEFT_OUT.containsKey(mnemonic);
    }

    @Override
    public List<Instruction> rows() {
        return new ComplexGeneralInstructions()
                .rows().stream().filter(row -> isCompared(row.mnemonic())).toList();
    }

    @Override
    public Map<String, QemuGap> leftOut() {
        return Map.copyOf(LEFT_OUT);
    }

    @Override
    protected Cases cases(long seed) {
        return new ComplexCases(seed)::one;
    }

    @Override
    protected QemuGap adjust(TestCase testCase, MachineState ours, MachineState theirs) {
        boolean isSpecification = ours.outcome == SIGILL && ours.signalCode == SPECIFICATION;
        boolean isRefused = isSpecification && testCase.row().mnemonic().equals("cdsg");
        if (!isRefused) {
            return null;
        }
        theirs.take(ours);
        return QemuGap.ODD_PAIR;
    }
}
