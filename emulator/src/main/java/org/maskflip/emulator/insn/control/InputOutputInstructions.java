package org.maskflip.emulator.insn.control;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Chapter;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;
import org.maskflip.emulator.insn.Routine;
import org.maskflip.emulator.insn.Serialization;
import org.maskflip.emulator.insn.Space;

/**
 * PoP chapter 14, "I/O Instructions", on a machine without subchannels and channel paths: every one that is addressed is not
 * operational, no interruption and no channel report is ever pending.
 */
public final class InputOutputInstructions implements Chapter {
    /** What bits 32-47 of a subsystem-identification word must be. */
    private static final int SUBSYSTEM = 0x0001;

    private static final int PATH_STATUS_LENGTH = 32;

    /** Reserved bits 32-55 of general register 1 for RESET CHANNEL PATH. */
    private static final int PATH_RESERVED = 0xFFFF_FF00;

    /** Bits 36-61 of general register 1 for SET CHANNEL MONITOR. */
    private static final int MONITOR_RESERVED = 0x0FFF_FFFC;

    /** Bit 32 and bits 48-63 of general register 1 for SET ADDRESS LIMIT. */
    private static final int LIMIT_RESERVED = 0x8000_FFFF;

    @Override
    public List<Instruction> rows() {
        return List.of(
                implied("xsch", "CANCEL SUBCHANNEL", 0xB276, InputOutputInstructions::noSubchannel),
                implied("csch", "CLEAR SUBCHANNEL", 0xB230, InputOutputInstructions::noSubchannel),
                implied("hsch", "HALT SUBCHANNEL", 0xB231, InputOutputInstructions::noSubchannel),
                implied("rsch", "RESUME SUBCHANNEL", 0xB238, InputOutputInstructions::noSubchannel),
                addressed("msch", "MODIFY SUBCHANNEL", 0xB232, InputOutputInstructions::noSubchannelAtWord),
                addressed("ssch", "START SUBCHANNEL", 0xB233, InputOutputInstructions::noSubchannelAtWord),
                addressed("stsch", "STORE SUBCHANNEL", 0xB234, InputOutputInstructions::noSubchannelAtWord),
                addressed("tsch", "TEST SUBCHANNEL", 0xB235, InputOutputInstructions::noSubchannelAtWord),
                addressed("tpi", "TEST PENDING INTERRUPTION", 0xB236, InputOutputInstructions::nothingPending),
                addressed("stcrw", "STORE CHANNEL REPORT WORD", 0xB239, InputOutputInstructions::noReport),
                addressed("stcps", "STORE CHANNEL PATH STATUS", 0xB23A, InputOutputInstructions::noPathActive),
                implied("rchp", "RESET CHANNEL PATH", 0xB23B, (i, r, a, e) -> refuse(r, PATH_RESERVED, 3)),
                implied("schm", "SET CHANNEL MONITOR", 0xB23C, (i, r, a, e) -> accept(r, MONITOR_RESERVED)),
                implied("sal", "SET ADDRESS LIMIT", 0xB237, (i, r, a, e) -> accept(r, LIMIT_RESERVED)),
                row("chsc", "CHANNEL SUBSYSTEM CALL", 0xB25F, Format.RRE)
                        .privileged()
                        .operands(Operand.GR1)
                        .serializes(Serialization.SERIALIZATION_AND_CHECKPOINT)
                        .routine("", InputOutputInstructions::noChannelSubsystem)
                        .build());
    }

    /** An instruction whose operands are in general register 1 alone. */
    private static Instruction implied(String mnemonic, String title, int opcode, Routine routine) {
        return row(mnemonic, title, opcode, Format.S)
                .privileged()
                .operands()
                .serializes(Serialization.SERIALIZATION_AND_CHECKPOINT)
                .routine("", routine)
                .build();
    }

    private static Instruction addressed(String mnemonic, String title, int opcode, Routine routine) {
        return row(mnemonic, title, opcode, Format.S)
                .privileged()
                .serializes(Serialization.SERIALIZATION_AND_CHECKPOINT)
                .routine(references(mnemonic), routine)
                .build();
    }

    private static String references(String mnemonic) {
        return switch (mnemonic) {
            case "stcrw" -> "stores a word";
            case "stcps" -> "stores 32 bytes";
            default -> "";
        };
    }

    private static void noSubchannel(Decoded insn, Registers registers, Access access, Environment environment) {
        if (registers.grLow(1) >>> 16 != SUBSYSTEM) {
            throw ProgramInterruption.of(ProgramCode.OPERAND);
        }
        registers.setCc(3);
    }

    private static void noSubchannelAtWord(Decoded insn, Registers registers, Access access, Environment environment) {
        Conditions.aligned(insn.address(registers), 4);
        noSubchannel(insn, registers, access, environment);
    }

    private static void nothingPending(Decoded insn, Registers registers, Access access, Environment environment) {
        Conditions.aligned(insn.address(registers), 4);
        registers.setCc(0);
    }

    /** Zeros are stored in place of a channel-report word, with condition code 1. */
    private static void noReport(Decoded insn, Registers registers, Access access, Environment environment) {
        access.store(Conditions.aligned(insn.address(registers), 4), 4, 0);
        registers.setCc(1);
    }

    private static void noPathActive(Decoded insn, Registers registers, Access access, Environment environment) {
        long address = Conditions.aligned(insn.address(registers), PATH_STATUS_LENGTH);
        access.probeStore(Space.CURRENT, Access.PSW_KEY, address, PATH_STATUS_LENGTH);
        for (int offset = 0; offset < PATH_STATUS_LENGTH; offset += 8) {
            access.store(address + offset, 8, 0);
        }
    }

    private static void refuse(Registers registers, int reserved, int cc) {
        accept(registers, reserved);
        registers.setCc(cc);
    }

    /** Operand exception if a reserved bit of general register 1 is one. */
    private static void accept(Registers registers, int reserved) {
        if ((registers.grLow(1) & reserved) != 0) {
            throw ProgramInterruption.of(ProgramCode.OPERAND);
        }
    }

    private static void noChannelSubsystem(Decoded insn, Registers registers, Access access, Environment environment) {
        Conditions.aligned(registers.wrap(registers.gr(insn.r1())), 4096);
        registers.setCc(3);
    }
}
