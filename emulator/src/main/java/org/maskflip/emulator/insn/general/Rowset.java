package org.maskflip.emulator.insn.general;

import java.util.ArrayList;
import java.util.List;
import org.maskflip.emulator.insn.Instruction;

/** Rows joined from the groups of the chapter, in order. */
final class Rowset {
    private Rowset() {}

    @SafeVarargs
    static List<Instruction> of(List<Instruction>... groups) {
        List<Instruction> all = new ArrayList<>();
        for (List<Instruction> group : groups) {
            all.addAll(group);
        }
        return List.copyOf(all);
    }
}
