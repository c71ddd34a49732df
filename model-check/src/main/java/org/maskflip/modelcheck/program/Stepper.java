package org.maskflip.modelcheck.program;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.maskflip.emulator.arch.Facilities;
import org.maskflip.emulator.arch.PrefixArea;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.ProgramInterruption.Ending;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.decode.Decoder;
import org.maskflip.emulator.decode.InstructionSet;
import org.maskflip.emulator.insn.Decoded;
import org.maskflip.emulator.insn.Execution;
import org.maskflip.emulator.insn.Field;
import org.maskflip.emulator.insn.Instruction;
import org.maskflip.emulator.insn.Privilege;
import org.maskflip.emulator.insn.Serialization;
import org.maskflip.modelcheck.program.Effect.Kind;
import org.maskflip.modelcheck.program.Effect.Naming;

/**
 * Steps the CPUs of a program from effect to effect. Pure: the next state depends on state and answer alone, so a model may
 * remember it. Safe for any thread.
 */
public final class Stepper {
    private static final long[] NOTHING = {};
    private static final Map<Facilities, Decoder> DECODERS = new ConcurrentHashMap<>();

    private final GuestProgram program;
    private final Decoder decoder;

    /** A stepper for the CPUs of one program. */
    public Stepper(GuestProgram program) {
        this.program = program;
        decoder = DECODERS.computeIfAbsent(
                program.facilities(), facilities -> InstructionSet.all().decoder(facilities));
    }

    /** The initial state of a CPU, by its address. */
    public CpuState initial(int cpu) {
        long[] registers = CpuState.save(program.cpus().get(cpu).registers());
        Executions observed = Executions.of(program, cpu);
        return settle(new CpuState.Point(registers, null, observed, observed.initial()), NOTHING);
    }

    /** The state after the CPU's effect was answered. */
    public CpuState advance(CpuState from, long answer) {
        long[] log = Arrays.copyOf(from.log(), from.log().length + 1);
        log[log.length - 1] = answer;
        return settle(from.point(), log);
    }

    /** The state after an effect of sixteen bytes was answered. */
    public CpuState advance(CpuState from, long high, long low) {
        long[] log = Arrays.copyOf(from.log(), from.log().length + 2);
        log[log.length - 2] = high;
        log[log.length - 1] = low;
        return settle(from.point(), log);
    }

    /** The state in which a CPU that stands between two instructions begins to take an interruption. */
    public CpuState interrupt(CpuState from, Interruption interruption) {
        if (!from.isBetweenInstructions()) {
            throw new IllegalArgumentException("an instruction is under way: " + from);
        }
        CpuState.Point point = from.point();
        return settle(new CpuState.Point(point.registers(), interruption, point.observed(), point.executed()), NOTHING);
    }

    /** Runs from the beginning of the instruction or interruption until an effect has no answer, be it one instruction later. */
    private CpuState settle(CpuState.Point from, long[] answers) {
        CpuState.Point start = from;
        long[] log = answers;
        while (true) {
            Registers registers = CpuState.restore(start.registers());
            ReplayAccess access =
                    new ReplayAccess(program, registers.prefix(), log, start.observed(), start.executed());
            Interruption next;
            try {
                next = start.interruption() == null
                        ? instruction(registers, access)
                        : exchange(start.interruption(), registers, access);
            } catch (ReplayAccess.Unanswered stop) {
                return new CpuState(start, log, access.wanted(), access.executed());
            }
            start = new CpuState.Point(CpuState.save(registers), next, start.observed(), access.executed());
            log = NOTHING;
        }
    }

    /** One instruction; returns the interruption that follows it, or {@code null}. */
    private Interruption instruction(Registers registers, ReplayAccess access) {
        long address = registers.instructionAddress();
        if (Psw.isInvalid(registers.pswMask(), address)) {
            access.perform(Effect.end(Effect.INVALID_PSW));
        }
        if (registers.isMaskSet(Psw.DAT)) {
            throw new NotModeledException("dynamic address translation is not modeled");
        }
        if (registers.isMaskSet(Psw.WAIT)) {
            boolean isEnabled = registers.isMaskSet(Psw.EXTERNAL | Psw.IO | Psw.MACHINE_CHECK);
            access.perform(isEnabled ? Effect.of(Kind.WAIT) : Effect.end(Effect.ENDED));
        }
        if (program.isEnd(address)) {
            access.perform(Effect.end(Effect.ENDED));
        }
        ReplayEnvironment environment = new ReplayEnvironment(program, access);
        int[] length = {2};
        try {
            execute(address, registers, access, environment, length);
        } catch (ProgramInterruption caught) {
            return program(caught, registers, access, length[0]);
        }
        registers.setInstructionAddress(registers.nextAddress());
        int call = environment.supervisorCall();
        return call < 0 ? null : new Interruption(Interruption.Kind.SUPERVISOR_CALL, call, length[0]);
    }

    private Interruption program(ProgramInterruption caught, Registers registers, ReplayAccess access, int length) {
        if (!program.isInstalled(registers.prefix(), 0x200)) {
            access.perform(Effect.end(Effect.PROGRAM_INTERRUPTION + caught.code()));
        }
        if (caught.ending() == Ending.SUPPRESSED) {
            registers.setInstructionAddress(registers.wrap(registers.instructionAddress() + length));
        } else if (caught.ending() == Ending.COMPLETED) {
            registers.setInstructionAddress(registers.nextAddress());
        }
        return new Interruption(Interruption.Kind.PROGRAM, caught.code(), length);
    }

    private void execute(
            long address, Registers registers, ReplayAccess access, ReplayEnvironment environment, int[] length) {
        if ((address & 1) != 0) {
            throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
        }
        Decoded insn = decode(fetch(address, access, length), address);
        registers.setNextAddress(registers.wrap(address + length[0]));
        if (insn.row().execution() == Execution.EXECUTE) {
            insn = target(insn, registers, access);
        }
        perform(insn, registers, access, environment);
    }

    /** The bytes of an instruction, left-aligned. */
    private static long fetch(long address, ReplayAccess access, int[] length) {
        long bytes = access.instruction(address, 2) << 48;
        length[0] = Decoder.length((int) (bytes >>> 56));
        int rest = length[0] - 2;
        long all = rest == 0 ? bytes : bytes | access.instruction(address + 2, rest) << 48 - 8 * rest;
        access.noteExecution(address, all);
        return all;
    }

    private Decoded decode(long bytes, long address) {
        Decoded insn = decoder.decode(bytes, address);
        if (insn == null) {
            throw ProgramInterruption.of(ProgramCode.OPERATION);
        }
        return insn;
    }

    private Decoded target(Decoded insn, Registers registers, ReplayAccess access) {
        long address = SimpleRow.address(insn, registers);
        if ((address & 1) != 0) {
            throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
        }
        long modifier = insn.r1() == 0 ? 0 : registers.grLow(insn.r1()) & 0xFFL;
        Decoded target = decode(fetch(address, access, new int[1]) | modifier << 48, address);
        if (target.row().execution() == Execution.EXECUTE) {
            throw ProgramInterruption.of(ProgramCode.EXECUTE);
        }
        return target;
    }

    private static void perform(Decoded insn, Registers registers, ReplayAccess access, ReplayEnvironment environment) {
        Instruction row = insn.row();
        if (row.privilege() == Privilege.PRIVILEGED && registers.isMaskSet(Psw.PROBLEM_STATE)) {
            throw ProgramInterruption.of(ProgramCode.PRIVILEGED_OPERATION);
        }
        boolean isMisaligned = row.alignment() > 1 && (SimpleRow.address(insn, registers) & row.alignment() - 1) != 0;
        if (isMisaligned || isOdd(insn)) {
            throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
        }
        boolean serializes = insn.serialization() != Serialization.NONE;
        if (serializes) {
            access.perform(Effect.of(Kind.SERIALIZE));
        }
        if (row.isComplex()) {
            row.routine().execute(insn, registers, access, environment);
        } else {
            new SimpleRow(insn, registers, access).execute();
        }
        if (serializes && (row.isComplex() || row.storageBytes() > 0)) {
            access.perform(Effect.of(Kind.SERIALIZE));
        }
    }

    private static boolean isOdd(Decoded insn) {
        for (Field field : insn.row().evenRegisters()) {
            int number = field == Field.R1 ? insn.r1() : field == Field.R2 ? insn.r2() : insn.r3();
            if ((number & 1) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Serialize; store old PSW and code; load new PSW; serialize (rule {@code ser-int}). */
    private static Interruption exchange(Interruption taken, Registers registers, ReplayAccess access) {
        access.perform(Effect.of(Kind.SERIALIZE_INTERRUPTION));
        access.store(taken.kind().oldPsw(), 8, registers.pswMask(), Naming.BY_REAL);
        access.store(taken.kind().oldPsw() + 8, 8, registers.instructionAddress(), Naming.BY_REAL);
        switch (taken.kind()) {
            case EXTERNAL -> {
                access.store(PrefixArea.EXTERNAL_CPU_ADDRESS, 2, taken.detail(), Naming.BY_REAL);
                access.store(PrefixArea.EXTERNAL_CODE, 2, taken.code(), Naming.BY_REAL);
            }
            case SUPERVISOR_CALL -> identify(taken, PrefixArea.SVC_LENGTH, access);
            case PROGRAM -> identify(taken, PrefixArea.PROGRAM_LENGTH, access);
            case RESTART -> {}
        }
        long mask = access.fetch(taken.kind().newPsw(), 8);
        long address = access.fetch(taken.kind().newPsw() + 8, 8);
        access.perform(Effect.of(Kind.SERIALIZE_INTERRUPTION));
        registers.setPswMask(mask);
        registers.setInstructionAddress(address);
        return null;
    }

    private static void identify(Interruption taken, long location, ReplayAccess access) {
        access.store(location, 4, (long) taken.detail() << 16 | taken.code(), Naming.BY_REAL);
    }
}
