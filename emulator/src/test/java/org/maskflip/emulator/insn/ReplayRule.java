package org.maskflip.emulator.insn;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.Registers;

/**
 * The rules that the models and the interruptions demand of a {@link Routine}, checked on one case: stopped before any of its
 * accesses it has changed no register; run again with earlier accesses answered from a log it asks for the same and ends the
 * same; and an access exception that no probe has ruled out finds neither a register nor storage changed.
 */
public final class ReplayRule {
    private static final int DENSE = 24;
    private static final int SPARSE = 37;

    /** Ends a run before an access; no routine may catch it. */
    private static final class Stopped extends Error {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("stopped", null, false, false);
        }
    }

    /** One access, what it was asked and what it gave. */
    private record Entry(String method, List<Object> arguments, Object result, RuntimeException thrown) {
        boolean asks(String name, List<Object> asked) {
            return method.equals(name) && arguments.equals(asked);
        }
    }

    /** A range that a probe has found accessible. */
    private record Probed(boolean stores, Space space, int key, long from, long length) {
        boolean covers(boolean storing, Space in, int with, long address, int size) {
            boolean same = space == in && key == with && (stores || !storing);
            return same && address >= from && address + size <= from + length;
        }
    }

    private final Decoded insn;
    private final Registers before;
    private final byte[] bytes;
    private final long origin;
    private final Supplier<Environment> environments;

    private ReplayRule(Decoded insn, Registers before, byte[] bytes, long origin, Supplier<Environment> environments) {
        this.insn = insn;
        this.before = before;
        this.bytes = bytes;
        this.origin = origin;
        this.environments = environments;
    }

    /**
     * Checks one unit of operation of a complex row.
     *
     * @param before the state before it, the next address set; not changed
     * @param bytes the storage before it; not changed
     * @param origin the address of the first byte
     * @param environments gives environments that answer alike
     */
    public static void check(
            Decoded insn, Registers before, byte[] bytes, long origin, Supplier<Environment> environments) {
        new ReplayRule(insn, before, bytes, origin, environments).check();
    }

    private void check() {
        Run full = new Run(List.of(), Integer.MAX_VALUE, Integer.MAX_VALUE);
        String end = full.execute();
        for (int k = 0; k < full.log.size(); k += stride(k, full.log.size())) {
            Run stopped = new Run(full.log, k, Integer.MAX_VALUE);
            assertThat(stopped.execute())
                    .as("%s stopped before access %d", insn, k)
                    .isEqualTo("stopped");
            assertUnchanged(stopped, "stopped before access " + k);
            Run failing = new Run(List.of(), Integer.MAX_VALUE, k);
            if (failing.execute().equals("failed")) {
                assertUnchanged(failing, "failed at access " + k + " " + full.log.get(k));
                assertThat(failing.copy)
                        .as("%s: storage after failing at access %d", insn, k)
                        .isEqualTo(bytes);
            }
        }
        Run again = new Run(full.log, full.log.size(), Integer.MAX_VALUE);
        assertThat(again.execute()).as("%s replayed", insn).isEqualTo(end);
        assertThat(again.registers.sameAs(full.registers)
                        && again.registers.nextAddress() == full.registers.nextAddress())
                .as("%s: registers of the replay", insn)
                .isTrue();
    }

    /** Every access of a short run; of a long one the first and last dozens, and some between that are no whole period. */
    private static int stride(int k, int accesses) {
        boolean isNearAnEnd = k < DENSE || k > accesses - DENSE;
        return isNearAnEnd ? 1 : Math.min(SPARSE, accesses - DENSE - k + 1);
    }

    private void assertUnchanged(Run run, String when) {
        assertThat(run.registers.sameAs(before) && run.registers.nextAddress() == before.nextAddress())
                .as("%s: registers unchanged when %s", insn, when)
                .isTrue();
    }

    /** One run: the first accesses from a log, then real ones, unless it is to stop or to fail at one. */
    private final class Run implements InvocationHandler {
        final Registers registers = new Registers();
        final byte[] copy = bytes.clone();
        final List<Entry> log = new ArrayList<>();
        private final List<Entry> answers;
        private final int stopAt;
        private final int failAt;
        private final Access storage = new ByteStorage(copy, origin);
        private final List<Probed> probed = new ArrayList<>();
        private ProgramInterruption injected;
        private int count;

        Run(List<Entry> answers, int stopAt, int failAt) {
            this.answers = answers;
            this.stopAt = stopAt;
            this.failAt = failAt;
            registers.copyFrom(before);
        }

        /** How it ended, in words. */
        String execute() {
            Access access = (Access)
                    Proxy.newProxyInstance(ReplayRule.class.getClassLoader(), new Class<?>[] {Access.class}, this);
            try {
                insn.row().routine().execute(insn, registers, access, environments.get());
                return "done";
            } catch (Stopped stopped) {
                return "stopped";
            } catch (ProgramInterruption interruption) {
                return interruption == injected ? "failed" : "interrupted " + interruption.code();
            }
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            List<Object> asked = Arrays.stream(arguments)
                    .map(argument -> argument instanceof Operation ? "operation" : argument)
                    .toList();
            int number = count++;
            if (number < answers.size() && number < stopAt) {
                Entry answer = answers.get(number);
                if (!answer.asks(method.getName(), asked)) {
                    throw new AssertionError(insn + " asked for " + method.getName() + asked + " after " + answer);
                }
                return give(answer);
            }
            if (number >= stopAt) {
                throw new Stopped();
            }
            if (number == failAt && !isCovered(method.getName(), arguments)) {
                injected = ProgramInterruption.of(ProgramCode.PROTECTION);
                throw injected;
            }
            Entry entry = perform(method, arguments, asked);
            log.add(entry);
            return give(entry);
        }

        private Object give(Entry entry) {
            if (entry.thrown() != null) {
                throw entry.thrown();
            }
            return entry.result();
        }

        private Entry perform(Method method, Object[] arguments, List<Object> asked) throws Throwable {
            String name = method.getName();
            if (name.equals("setStorageKey")) {
                return new Entry(name, asked, null, null);
            }
            try {
                Entry entry = new Entry(name, asked, method.invoke(storage, arguments), null);
                if (name.startsWith("probe")) {
                    boolean stores = name.equals("probeStore");
                    probed.add(new Probed(stores, (Space) arguments[0], (int) arguments[1], (long) arguments[2], (long)
                            arguments[3]));
                }
                return entry;
            } catch (InvocationTargetException wrapped) {
                if (wrapped.getCause() instanceof ProgramInterruption interruption) {
                    return new Entry(name, asked, null, interruption);
                }
                throw wrapped.getCause();
            }
        }

        private boolean isCovered(String name, Object[] arguments) {
            boolean explicit = arguments[0] instanceof Space;
            Space space = explicit ? (Space) arguments[0] : Space.CURRENT;
            int key = explicit && arguments.length > 2 ? (int) arguments[1] : Access.PSW_KEY;
            return switch (name) {
                case "fetch", "store", "compareAndSwap", "update" -> {
                    long address = (long) arguments[explicit ? 2 : 0];
                    int size = (int) arguments[explicit ? 3 : 1];
                    yield isProbed(!name.equals("fetch"), space, key, address, size);
                }
                case "fetchQuadword", "storeQuadword", "compareAndSwapQuadword" ->
                    isProbed(!name.equals("fetchQuadword"), space, key, (long) arguments[0], 16);
                // These do not meet access exceptions of their operand, or answer with them.
                case "translate", "storageKey", "setStorageKey" -> true;
                default -> false;
            };
        }

        private boolean isProbed(boolean storing, Space space, int key, long address, int size) {
            return probed.stream().anyMatch(each -> each.covers(storing, space, key, address, size));
        }
    }
}
