package org.maskflip.emulator.hotpatch.kernel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.maskflip.emulator.decode.Assembler;
import org.maskflip.emulator.decode.AssemblyException;
import org.maskflip.emulator.decode.Program;
import org.maskflip.emulator.loader.ImageException;
import org.maskflip.emulator.loader.linux.KernelCode;

/**
 * A kernel that is wrong in one place: some bytes to be changed in storage once it is there.
 *
 * @param kind what is wrong
 * @param address where, absolute
 * @param before what has to be there
 * @param after what is put there
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
public record KernelTwin(Kind kind, long address, byte[] before, byte[] after) {
    /** What is wrong. */
    public enum Kind {
        /** The routine that makes all CPUs serialize returns at once. */
        NO_SYNC,
        /** The mask is stored before the interceptor. */
        MASK_FIRST;

        /** As in an option. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final byte[] RETURN = {0x07, (byte) 0xFE};

    /**
     * The twin of a kernel.
     *
     * @throws ImageException if the kernel's routine is not what the change is made for
     */
    public static KernelTwin of(Kind kind, KernelCode code) throws ImageException {
        return switch (kind) {
            case NO_SYNC -> noSync(code);
            case MASK_FIRST -> maskFirst(code);
        };
    }

    private static KernelTwin noSync(KernelCode code) throws ImageException {
        long routine = need(code, "text_poke_sync_lock");
        long at = Arrays.stream(code.sites()).anyMatch(site -> site == routine) ? routine + FirstStage.LENGTH : routine;
        return new KernelTwin(Kind.NO_SYNC, at, bytes(code, at, RETURN.length), RETURN);
    }

    /** From the arguments of the first store up to the second: the mask goes first, then the stage is looked up once more. */
    private static KernelTwin maskFirst(KernelCode code) throws ImageException {
        long routine = need(code, "ftrace_make_call");
        long write = need(code, "s390_kernel_write");
        long first = call(code, routine, write);
        long second = call(code, first + KernelCode.CALL, write);
        long begin = first - 12;
        byte[] before = bytes(code, begin, (int) (second + KernelCode.CALL - begin));
        String arguments = HexFormat.of().formatHex(before, 0, 12)
                + HexFormat.of().formatHex(before, before.length - 22, before.length - 6);
        // lghi r4,8; la r3,D(r15); la r2,16(r2) and mvi M(r15),f4; la r2,1(r11); lghi r4,1; la r3,M(r15)
        if (!arguments.matches("a74900084130f...41202010" + "92f4f(...)4120b001a74900014130f\\1")) {
            throw new ImageException(code.name() + ": ftrace_make_call is not as known (" + arguments
                    + "); the twin mask-first is made for Debian's 6.1 kernel");
        }
        int interceptor = ByteBuffer.wrap(before).getShort(6) & 0xFFF;
        int mask = ByteBuffer.wrap(before).getShort(before.length - 8) & 0xFFF;
        String source = String.format(
                Locale.ROOT,
                ".org 0x%x\n mvi %d(%%r15),0xf4\n lg %%r2,0(%%r11)\n la %%r2,1(%%r2)\n lghi %%r4,1\n la %%r3,%d(%%r15)\n"
                        + " brasl %%r14,write\n lgr %%r2,%%r11\n brasl %%r14,trampoline\n la %%r2,16(%%r2)\n lghi %%r4,8\n"
                        + " la %%r3,%d(%%r15)\n brasl %%r14,write\n j done\n",
                begin,
                mask,
                mask,
                interceptor);
        try {
            Program program = new Assembler()
                    .define("write", write)
                    .define("trampoline", need(code, "ftrace_get_trampoline"))
                    .define("done", second + KernelCode.CALL)
                    .assemble("mask-first", source);
            byte[] after = program.pieces().get(0).bytes();
            return new KernelTwin(Kind.MASK_FIRST, begin, Arrays.copyOf(before, after.length), after);
        } catch (AssemblyException e) {
            throw new IllegalStateException("the twin's own assembly", e);
        }
    }

    private static long call(KernelCode code, long from, long routine) throws ImageException {
        return code.instructions(from)
                .filter(at -> code.isCall(at, routine))
                .findFirst()
                .orElseThrow(() -> new ImageException(code.name() + ": " + code.place(from) + " does not call "
                        + code.place(routine) + "; the twin is made for Debian's 6.1 kernel"));
    }

    private static long need(KernelCode code, String symbol) throws ImageException {
        return code.address(symbol, "Debian's 6.1 kernel, for which the twins are made");
    }

    private static byte[] bytes(KernelCode code, long address, int length) {
        byte[] bytes = new byte[length];
        code.bytes(address, length).get(bytes);
        return bytes;
    }
}
