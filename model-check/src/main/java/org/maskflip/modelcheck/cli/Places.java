package org.maskflip.modelcheck.cli;

import java.util.function.Function;
import java.util.function.LongFunction;
import org.maskflip.emulator.decode.Decoder;
import org.maskflip.emulator.decode.Disassembler;
import org.maskflip.emulator.decode.InstructionSet;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Observation;
import org.maskflip.modelcheck.verdict.Moment;
import org.maskflip.modelcheck.verdict.Moment.Kind;

/** What a step of a timeline refers to, in words: an observed location by its name, and instructions as assembler text. */
final class Places implements Function<Moment, String> {
    private final GuestProgram program;
    private final LongFunction<String> names;
    private final Disassembler disassembler;

    Places(GuestProgram program) {
        this(program, Long::toHexString);
    }

    /** Names what is not observed, too. */
    Places(GuestProgram program, LongFunction<String> names) {
        this.program = program;
        this.names = names;
        disassembler = new Disassembler(InstructionSet.all().decoder(program.facilities()));
    }

    @Override
    public String apply(Moment moment) {
        if (moment.size() == 0) {
            return "";
        }
        return "at " + name(moment.address()) + instruction(moment);
    }

    private String name(long address) {
        for (Observation observation : program.observations()) {
            if (observation.isStorage() && observation.address() == address) {
                return observation.name() + " (" + Long.toHexString(address) + ")";
            }
        }
        return names.apply(address);
    }

    private String instruction(Moment moment) {
        if (moment.kind() != Kind.INSTRUCTION_FETCH) {
            return "";
        }
        long bytes = moment.value() << 64 - 8 * moment.size();
        boolean isWhole = Decoder.length((int) (bytes >>> 56)) == moment.size();
        return isWhole ? ": " + disassembler.text(bytes, moment.address()) : "";
    }
}
