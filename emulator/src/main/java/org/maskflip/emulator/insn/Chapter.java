package org.maskflip.emulator.insn;

import java.util.List;

/** A provider of rows: one per chapter of the manual, found with {@link java.util.ServiceLoader}. */
public interface Chapter {
    /** All rows of the chapter, whatever their facility. */
    List<Instruction> rows();
}
