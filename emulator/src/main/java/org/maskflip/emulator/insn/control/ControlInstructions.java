package org.maskflip.emulator.insn.control;

import java.util.List;
import java.util.stream.Stream;
import org.maskflip.emulator.insn.Chapter;
import org.maskflip.emulator.insn.Instruction;

/** PoP chapter 10, "Control Instructions". */
public final class ControlInstructions implements Chapter {
    @Override
    public List<Instruction> rows() {
        return Stream.of(
                        StatusRows.rows(),
                        RegisterRows.rows(),
                        AddressSpaceRows.rows(),
                        MoveRows.rows(),
                        TranslationRows.rows(),
                        StorageRows.rows(),
                        FrameRows.rows(),
                        TimingRows.rows(),
                        SystemRows.rows(),
                        TraceRows.rows(),
                        AbsentFunctionRows.rows())
                .flatMap(List::stream)
                .toList();
    }
}
