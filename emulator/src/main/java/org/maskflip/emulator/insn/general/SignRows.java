package org.maskflip.emulator.insn.general;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import java.util.function.LongUnaryOperator;
import org.maskflip.emulator.alu.Arithmetic;
import org.maskflip.emulator.alu.Conditions;
import org.maskflip.emulator.alu.Extension;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.insn.ConditionRule;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Source;
import org.maskflip.emulator.insn.Target;

/** Loads that set the condition code. Source: PoP chapter 7, "LOAD AND TEST", "LOAD COMPLEMENT", "LOAD NEGATIVE", "LOAD POSITIVE". */
final class SignRows {
    private static final String TEST = "LOAD AND TEST";
    private static final String COMPLEMENT = "LOAD COMPLEMENT";
    private static final String NEGATIVE = "LOAD NEGATIVE";
    private static final String POSITIVE = "LOAD POSITIVE";

    private SignRows() {}

    static List<Instruction> rows() {
        return List.of(
                word("ltr", TEST, 0x12, Extension::same, Conditions::sign32).build(),
                doubleword("ltgr", TEST, 0xB902, Extension::same, Conditions::sign64)
                        .build(),
                doubleword("ltgfr", TEST, 0xB912, Extension::signedWord, Conditions::sign64)
                        .build(),
                storage("lt", 0xE312, Source.STORAGE_4)
                        .op1(Extension::same)
                        .out(Target.R1_LOW)
                        .cc(Conditions::sign32)
                        .build(),
                storage("ltg", 0xE302, Source.STORAGE_8).op1(Extension::same).build(),
                storage("ltgf", 0xE332, Source.STORAGE_4)
                        .facility(Facility.GENERAL_INSTRUCTIONS_EXTENSION)
                        .op1(Extension::signedWord)
                        .build(),
                word("lcr", COMPLEMENT, 0x13, Arithmetic::complement, Conditions::complement32)
                        .overflow()
                        .build(),
                doubleword("lcgr", COMPLEMENT, 0xB903, Arithmetic::complement, Conditions::complement64)
                        .overflow()
                        .build(),
                doubleword("lcgfr", COMPLEMENT, 0xB913, a -> -(long) (int) a, Conditions::sign64)
                        .build(),
                word("lnr", NEGATIVE, 0x11, Arithmetic::negative32, Conditions::sign32)
                        .build(),
                doubleword("lngr", NEGATIVE, 0xB901, Arithmetic::negative64, Conditions::sign64)
                        .build(),
                doubleword("lngfr", NEGATIVE, 0xB911, Arithmetic::negative32, Conditions::sign64)
                        .build(),
                word("lpr", POSITIVE, 0x10, Arithmetic::absolute32, Conditions::absolute32)
                        .overflow()
                        .build(),
                doubleword("lpgr", POSITIVE, 0xB900, Arithmetic::absolute64, Conditions::absolute64)
                        .overflow()
                        .build(),
                doubleword("lpgfr", POSITIVE, 0xB910, a -> Math.abs((long) (int) a), Conditions::sign64)
                        .build());
    }

    private static Rows word(String mnemonic, String title, int opcode, LongUnaryOperator operation, ConditionRule cc) {
        return row(mnemonic, title, opcode, Format.RR)
                .in(Source.R2)
                .op1(operation)
                .out(Target.R1_LOW)
                .cc(cc);
    }

    private static Rows doubleword(
            String mnemonic, String title, int opcode, LongUnaryOperator operation, ConditionRule cc) {
        return row(mnemonic, title, opcode, Format.RRE)
                .in(Source.R2)
                .op1(operation)
                .out(Target.R1)
                .cc(cc);
    }

    private static Rows storage(String mnemonic, int opcode, Source operand) {
        return row(mnemonic, TEST, opcode, Format.RXY_A)
                .facility(Facility.EXTENDED_IMMEDIATE)
                .in(operand)
                .out(Target.R1)
                .cc(Conditions::sign64);
    }
}
