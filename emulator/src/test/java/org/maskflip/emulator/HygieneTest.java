package org.maskflip.emulator;

import org.maskflip.emulator.hygiene.ModuleHygiene;
import org.maskflip.emulator.hygiene.PackageTable;

/** The emulator's package table, as in the design. */
class HygieneTest extends ModuleHygiene {
    private static final String[] ABOVE_CPU = {"arch", "alu", "insn*", "decode", "storage*", "interrupt", "trace"};

    HygieneTest() {
        super(PackageTable.of("org.maskflip.emulator")
                .row("arch")
                .row("alu")
                .row("insn", "arch", "alu")
                .row("insn.general", "insn", "arch", "alu")
                .row("insn.control", "insn", "arch", "alu")
                .row("insn.decimal", "insn", "arch", "alu")
                .row("insn.floatingpoint", "insn", "arch", "alu")
                .row("insn.vector", "insn", "arch", "alu")
                .row("decode", "insn", "arch")
                .row("storage", "arch")
                .row("storage.order", "storage", "arch", "insn")
                .row("interrupt", "arch", "storage")
                .row("cpu", ABOVE_CPU)
                .row("sigp", "arch", "interrupt", "cpu", "insn")
                .row("translate", "insn*", "alu", "decode", "arch", "cpu", "org.objectweb.asm*")
                .row("device", "arch", "storage", "interrupt", "insn")
                .row("loader", "arch", "storage")
                .row("loader.linux", "arch", "loader", "org.tukaani.xz")
                .row("hotpatch", "arch", "decode", "storage", "loader")
                .row("hotpatch.kernel", "arch", "decode", "loader", "loader.linux", "hotpatch")
                .row("trace", "arch")
                .row("machine", "*"));
    }
}
