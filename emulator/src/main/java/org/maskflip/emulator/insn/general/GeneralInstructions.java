package org.maskflip.emulator.insn.general;

import java.util.List;
import java.util.stream.Stream;
import org.maskflip.emulator.insn.Chapter;
import org.maskflip.emulator.insn.Instruction;

/** The simple rows of PoP chapter 7, "General Instructions", by topic. */
public final class GeneralInstructions implements Chapter {
    @Override
    public List<Instruction> rows() {
        return Stream.of(
                        LoadRows.rows(),
                        SignRows.rows(),
                        StoreRows.rows(),
                        AdditionRows.rows(),
                        LogicalAdditionRows.rows(),
                        MultiplicationRows.rows(),
                        CompareRows.rows(),
                        LogicalCompareRows.rows(),
                        BitwiseRows.rows(),
                        ImmediatePartRows.rows(),
                        ShiftRows.rows(),
                        BranchRows.rows(),
                        CompareAndBranchRows.rows(),
                        InterlockedRows.rows(),
                        LoadRows.zeroedRows())
                .flatMap(List::stream)
                .toList();
    }
}
