package org.maskflip.emulator.insn.control;

import static org.maskflip.emulator.insn.Rows.row;

import java.util.List;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.Facility;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.ProgramInterruption.Ending;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Access;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Format;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Operand;
import org.maskflip.emulator.insn.Routine;
import org.maskflip.emulator.insn.Rows;
import org.maskflip.emulator.insn.Serialization;

/** The rows that read and set the PSW key, the address-space control and the address-space numbers. */
final class AddressSpaceRows {
    private static final int HOME = 3;
    private static final long ASN = 0xFFFFL;
    private static final long ASN_AND_INSTANCE = 0xFFFF_FFFF_0000_FFFFL;

    private AddressSpaceRows() {}

    static List<Instruction> rows() {
        return List.of(
                row("spka", "SET PSW KEY FROM ADDRESS", 0xB20A, Format.S)
                        .semiprivileged()
                        .routine("", AddressSpaceRows::setKey)
                        .build(),
                row("ipk", "INSERT PSW KEY", 0xB20B, Format.S)
                        .semiprivileged()
                        .operands()
                        .routine("", AddressSpaceRows::insertKey)
                        .build(),
                row("iac", "INSERT ADDRESS SPACE CONTROL", 0xB224, Format.RRE)
                        .semiprivileged()
                        .operands(Operand.GR1)
                        .routine("", AddressSpaceRows::insertControl)
                        .build(),
                row("sac", "SET ADDRESS SPACE CONTROL", 0xB219, Format.S)
                        .semiprivileged()
                        .serializes(Serialization.SERIALIZATION_AND_CHECKPOINT)
                        .routine("", AddressSpaceRows::setControl)
                        .build(),
                row("sacf", "SET ADDRESS SPACE CONTROL FAST", 0xB279, Format.S)
                        .semiprivileged()
                        .serializes(Serialization.SERIALIZATION_AND_CHECKPOINT)
                        .routine("", AddressSpaceRows::setControl)
                        .build(),
                extract("epar", "EXTRACT PRIMARY ASN", 0xB226, (i, r, a, e) -> extract(i, r, 4))
                        .build(),
                extract("esar", "EXTRACT SECONDARY ASN", 0xB227, (i, r, a, e) -> extract(i, r, 3))
                        .build(),
                extract("epair", "EXTRACT PRIMARY ASN AND INSTANCE", 0xB99A, (i, r, a, e) -> extractInstance(i, r, 4))
                        .facility(Facility.ASN_AND_LX_REUSE)
                        .build(),
                extract("esair", "EXTRACT SECONDARY ASN AND INSTANCE", 0xB99B, (i, r, a, e) -> extractInstance(i, r, 3))
                        .facility(Facility.ASN_AND_LX_REUSE)
                        .build(),
                row("tar", "TEST ACCESS", 0xB24C, Format.RRE)
                        .operands(Operand.AR1, Operand.GR2)
                        .routine("", AddressSpaceRows::testAccess)
                        .build());
    }

    private static Rows extract(String mnemonic, String title, int opcode, Routine routine) {
        return row(mnemonic, title, opcode, Format.RRE)
                .semiprivileged()
                .operands(Operand.GR1)
                .routine("", routine);
    }

    private static void setKey(Decoded insn, Registers registers, Access access, Environment environment) {
        int key = (int) (insn.address(registers) >>> 4) & 15;
        Conditions.keyAuthority(registers, key);
        registers.setPswMask(registers.pswMask() & ~Psw.KEY | (long) key << Psw.KEY_SHIFT);
    }

    private static void insertKey(Decoded insn, Registers registers, Access access, Environment environment) {
        Conditions.extractionAuthority(registers);
        registers.setGr(2, registers.gr(2) & ~0xFFL | (long) registers.key() << 4);
    }

    /** The PSW's control has its two bits in the other order: 1 is access-register there and secondary here. */
    private static int reversed(int control) {
        return (control & 1) << 1 | control >> 1;
    }

    private static void insertControl(Decoded insn, Registers registers, Access access, Environment environment) {
        Conditions.translating(registers);
        Conditions.extractionAuthority(registers);
        int control = reversed(registers.addressSpace());
        registers.setGr(insn.r1(), registers.gr(insn.r1()) & ~0xFF00L | (long) control << 8);
        registers.setCc(control);
    }

    private static void setControl(Decoded insn, Registers registers, Access access, Environment environment) {
        Conditions.translating(registers);
        Conditions.secondarySpaceAllowed(registers);
        int code = (int) (insn.address(registers) >>> 8) & 15;
        if (code > HOME) {
            throw Conditions.specification();
        }
        if (code == HOME && registers.isMaskSet(Psw.PROBLEM_STATE)) {
            throw Conditions.privilegedOperation();
        }
        int old = registers.addressSpace();
        int control = reversed(code);
        Conditions.space(control);
        registers.setPswMask(registers.pswMask() & ~Psw.ADDRESS_SPACE | (long) control << Psw.ADDRESS_SPACE_SHIFT);
        spaceSwitchEvent(registers, old, control);
    }

    /**
     * Into or out of the home-space mode, with the control of the primary or the home space one, the instruction completes with a
     * space-switch event. Its identification is the primary ASN, with bit 32 one if the home-space mode was left.
     */
    private static void spaceSwitchEvent(Registers registers, int old, int control) {
        boolean leaves = old == HOME && control != HOME;
        boolean enters = old != HOME && control == HOME;
        if ((leaves || enters) && ((registers.cr(1) | registers.cr(13)) & ControlBits.ASCE_SPACE_SWITCH) != 0) {
            long identification = registers.cr(4) & ASN | (leaves ? 0x8000_0000L : 0);
            throw ProgramInterruption.access(ProgramCode.SPACE_SWITCH_EVENT, Ending.COMPLETED, identification, 0);
        }
    }

    private static void extract(Decoded insn, Registers registers, int control) {
        Conditions.translating(registers);
        Conditions.extractionAuthority(registers);
        registers.setGrLow(insn.r1(), registers.cr(control) & ASN);
    }

    private static void extractInstance(Decoded insn, Registers registers, int control) {
        Conditions.translating(registers);
        Conditions.extractionAuthority(registers);
        registers.setGr(insn.r1(), registers.cr(control) & ASN_AND_INSTANCE);
    }

    /**
     * DEVIATION: there are no access lists, so every access-list-entry token but 0 (primary) and 1 (secondary) meets an ALEN
     * exception: condition code 3, as for 1.
     */
    private static void testAccess(Decoded insn, Registers registers, Access access, Environment environment) {
        registers.setCc(registers.ar(insn.r1()) == 0 ? 0 : 3);
    }
}
