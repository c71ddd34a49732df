package org.maskflip.emulator.insn.decimal;

import java.util.List;
import java.util.stream.Stream;
import org.maskflip.emulator.insn.Chapter;
import org.maskflip.emulator.insn.Instruction;

/** The rows of PoP chapter 8, "Decimal Instructions". */
public final class DecimalInstructions implements Chapter {
    @Override
    public List<Instruction> rows() {
        return Stream.of(ArithmeticRows.rows(), EditRows.rows(), TestRows.rows())
                .flatMap(List::stream)
                .toList();
    }
}
