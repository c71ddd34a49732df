package org.maskflip.modelcheck.operational;

import java.nio.ByteBuffer;
import org.maskflip.emulator.arch.ControlBits;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.decode.Assembler;
import org.maskflip.emulator.decode.AssemblyException;
import org.maskflip.emulator.decode.Program;
import org.maskflip.modelcheck.program.GuestProgram;
import org.maskflip.modelcheck.program.Observation;
import org.maskflip.modelcheck.program.Outcome;

/** Guest programs that are larger than a litmus test, for reductions and for measuring. */
public final class Protocols {
    private static final long ENABLED = Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING | Psw.EXTERNAL;
    private static final int PREFIX = 0x2000;
    private static final int NEW_VERSION = 2;

    private Protocols() {}

    private static Program assemble(String source) {
        try {
            return new Assembler().assemble("protocol.s", " .org 0x10000\n" + source);
        } catch (AssemblyException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A program whose CPUs begin and end at numbered labels. */
    private static GuestProgram.Builder program(Program program, int cpus) {
        GuestProgram.Builder builder = GuestProgram.named("protocol").storage(program);
        for (int cpu = 0; cpu < cpus; cpu++) {
            Registers registers = new Registers();
            registers.setInstructionAddress(program.symbol("cpu" + cpu));
            registers.setPswMask(ENABLED);
            registers.setCr(0, ControlBits.CR0_EMERGENCY_SIGNAL | ControlBits.CR0_EXTERNAL_CALL);
            if (program.symbols().containsKey("handler")) {
                registers.setPrefix((long) PREFIX * cpu);
                byte[] area = new byte[0x200];
                ByteBuffer.wrap(area).putLong(0x1B0, ENABLED & ~Psw.EXTERNAL).putLong(0x1B8, program.symbol("handler"));
                builder.storage((long) PREFIX * cpu, area);
            }
            builder.cpu(registers).end(program.symbol("end" + cpu));
        }
        return builder;
    }

    /** Store buffering in a ring: CPU n stores to location n and fetches location n + 1. */
    public static GuestProgram ring(int cpus) {
        StringBuilder source = new StringBuilder();
        for (int cpu = 0; cpu < cpus; cpu++) {
            source.append("cpu%1$d: lghi %%r1,1\n stgrl %%r1,x%1$d\n lgrl %%r2,x%2$d\nend%1$d: nop\n"
                    .formatted(cpu, (cpu + 1) % cpus));
        }
        source.append(" .balign 8\n");
        for (int cpu = 0; cpu < cpus; cpu++) {
            source.append("x").append(cpu).append(": .quad 0\n");
        }
        GuestProgram.Builder builder = program(assemble(source.toString()), cpus);
        for (int cpu = 0; cpu < cpus; cpu++) {
            builder.observe(Observation.register(cpu + ":r2", cpu, 2, 8));
        }
        return builder.build();
    }

    /** Two CPUs, each of which stores so many values into its own location and fetches the other's after each. */
    public static GuestProgram pairs(int number) {
        StringBuilder source = new StringBuilder();
        for (int cpu = 0; cpu < 2; cpu++) {
            source.append("cpu").append(cpu).append(":\n");
            for (int i = 0; i < number; i++) {
                source.append(
                        " lghi %%r1,%d\n stgrl %%r1,x%d\n lgrl %%r%d,x%d\n".formatted(i + 1, cpu, 2 + i, 1 - cpu));
            }
            source.append("end").append(cpu).append(": nop\n");
        }
        GuestProgram.Builder builder = program(assemble(source + " .balign 8\nx0: .quad 0\nx1: .quad 0\n"), 2);
        for (int i = 0; i < 2 * number; i++) {
            int cpu = i / number;
            int register = 2 + i % number;
            builder.observe(Observation.register(cpu + ":r" + register, cpu, register, 8));
        }
        return builder.build();
    }

    /** CPUs that all run the same code: a plain increment of one counter, and a fetch of it. */
    static GuestProgram counters(int cpus) {
        Program code = assemble(
                "cpu0: lgrl %r1,x\n aghi %r1,1\n stgrl %r1,x\n lgrl %r2,x\nend0: nop\n .balign 8\nx: .quad 0\n");
        GuestProgram.Builder builder =
                GuestProgram.named("counters").storage(code).end(code.symbol("end0"));
        for (int cpu = 0; cpu < cpus; cpu++) {
            Registers registers = new Registers();
            registers.setInstructionAddress(code.symbol("cpu0"));
            registers.setPswMask(ENABLED);
            builder.cpu(registers).observe(Observation.register(cpu + ":r2", cpu, 2, 8));
        }
        return builder.observe(Observation.storage("x", code.symbol("x"), 8)).build();
    }

    /**
     * Three CPUs: CPU 0 sets up an interceptor, flips the mask of a BRCL, signals the others and awaits their acknowledgements, then
     * says that it is done; the others, enabled for interruptions, fetch that word and call the function, so many times. Per caller
     * the outcome has the versions that ran, a digit of four bits per call, and what the word was before each call.
     */
    public static GuestProgram hotpatch(int calls) {
        StringBuilder source =
                new StringBuilder("cpu0: larl %r4,slot\n larl %r5,stage\n stg %r5,0(%r4)\n larl %r4,f\n lg %r6,0(%r4)\n"
                        + "again: lgr %r7,%r6\n llihh %r8,0x00f0\n ogr %r7,%r8\n csg %r6,%r7,0(%r4)\n jne again\n"
                        + " lghi %r8,0\n lghi %r9,1\n sigp %r8,%r9,3\n lghi %r9,2\n sigp %r8,%r9,3\n"
                        + "w1: lgrl %r2,ack1\n cghi %r2,0\n je w1\nw2: lgrl %r2,ack2\n cghi %r2,0\n je w2\n"
                        + " lghi %r2,1\n stgrl %r2,done\nend0: nop\n");
        for (int cpu = 1; cpu <= 2; cpu++) {
            source.append("cpu%1$d: lghi %%r2,0\n larl %%r11,ack%1$d\n".formatted(cpu));
            for (int call = 0; call < calls; call++) {
                source.append(
                        " lgrl %%r%d,done\n brasl %%r14,f\n sllg %%r2,%%r2,4\n agr %%r2,%%r1\n".formatted(3 + call));
            }
            source.append("end").append(cpu).append(": nop\n");
        }
        source.append(" .balign 8\nf: brcl 0,first\n lghi %r1,1\n br %r14\n"
                + "first: lgrl %r10,slot\n br %r10\nstage: lghi %r1,2\n br %r14\n"
                + "handler: lghi %r12,1\n stg %r12,0(%r11)\n lpswe 0x130\n"
                + " .balign 8\nslot: .quad 0\nack1: .quad 0\nack2: .quad 0\ndone: .quad 0\n");
        GuestProgram.Builder builder = program(assemble(source.toString()), 3);
        for (int cpu = 1; cpu <= 2; cpu++) {
            builder.observe(Observation.register(cpu + ":r2", cpu, 2, 8));
            for (int call = 0; call < calls; call++) {
                builder.observe(Observation.register(cpu + ":r" + (3 + call), cpu, 3 + call, 8));
            }
        }
        return builder.build();
    }

    /** Whether every call after a fetch that found the update done ran the new version, and each ran one of the two. */
    static boolean isCurrent(Outcome outcome, int calls) {
        boolean isCurrent = true;
        for (int caller = 0; caller < 2; caller++) {
            int first = caller * (1 + calls);
            long versions = outcome.values().get(first);
            for (int call = 0; call < calls; call++) {
                long version = versions >>> 4 * (calls - 1 - call) & 0xF;
                boolean isDone = outcome.values().get(first + 1 + call) == 1;
                isCurrent &= version == NEW_VERSION || version == 1 && !isDone;
            }
        }
        return isCurrent;
    }
}
