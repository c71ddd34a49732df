package org.maskflip.modelcheck;

import org.maskflip.emulator.hygiene.ModuleHygiene;
import org.maskflip.emulator.hygiene.PackageTable;

/** The model checker's package table, as in the design. */
class HygieneTest extends ModuleHygiene {
    private static final String EMULATOR = "org.maskflip.emulator";
    private static final String INSN = EMULATOR + ".insn*";
    private static final String ARCH = EMULATOR + ".arch";

    HygieneTest() {
        super(PackageTable.of("org.maskflip.modelcheck")
                .row("program", INSN, EMULATOR + ".alu", ARCH, EMULATOR + ".decode")
                .row("litmus", "program", EMULATOR + ".decode", ARCH)
                .row("generate", "litmus")
                .row("operational", "program", "explore", "verdict", INSN, ARCH)
                .row("axiomatic", "program", INSN, ARCH)
                .row("explore")
                .row("scenario", "program", "explore", "operational", "verdict", EMULATOR + ".decode", INSN, ARCH)
                .row("verdict", "program", "explore", "com.fasterxml.jackson*")
                .row("agreement", "program", "explore", EMULATOR + ".decode", ARCH, "com.fasterxml.jackson*")
                .row(
                        "trial",
                        "program",
                        "litmus",
                        "explore",
                        "operational",
                        "verdict",
                        EMULATOR + ".machine",
                        EMULATOR + ".cpu",
                        EMULATOR + ".storage*",
                        EMULATOR + ".interrupt",
                        EMULATOR + ".decode",
                        INSN,
                        ARCH)
                .row("fetch", EMULATOR + ".loader", "org.apache.commons.compress*")
                .row("cli", "*", EMULATOR + "*", "picocli*", "com.fasterxml.jackson*"));
    }
}
