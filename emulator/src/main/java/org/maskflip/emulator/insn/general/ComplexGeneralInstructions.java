package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.arch.Facility.EXECUTE_EXTENSIONS;
import static org.maskflip.emulator.insn.Format.RIL_B;
import static org.maskflip.emulator.insn.Format.RX_A;
import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.insn.Chapter;
import org.maskflip.emulator.insn.Instruction;

/** The rows of the general instructions that need a routine, and the execute-type instructions. Source: PoP chapter 7. */
public final class ComplexGeneralInstructions implements Chapter {
    private static final List<Instruction> ROWS = Rowset.of(
            MultipleRegisters.rows(),
            StorageToStorage.rows(),
            UnderMask.rows(),
            LongMoves.rows(),
            LongCompares.rows(),
            Strings.rows(),
            Translations.rows(),
            CharacterTranslations.rows(),
            UnicodeConversions.rows(),
            SortingRows.rows(),
            CompareAndSwap.rows(),
            LockedOperation.rows(),
            PairArithmetic.rows(),
            DecimalRows.rows(),
            BranchesAndModes.rows(),
            StateRows.rows(),
            ConditionalRows.rows(),
            PairLoads.rows(),
            CompressionCall.rows(),
            LoadAndTrapRows.rows(),
            HintRows.rows(),
            executes());

    private static List<Instruction> executes() {
        return List.of(
                row("ex", "EXECUTE", 0x44, RX_A).execute().build(),
                row("exrl", "EXECUTE RELATIVE LONG", 0xC60, RIL_B)
                        .facility(EXECUTE_EXTENSIONS)
                        .execute()
                        .build());
    }

    @Override
    public List<Instruction> rows() {
        return ROWS;
    }
}
