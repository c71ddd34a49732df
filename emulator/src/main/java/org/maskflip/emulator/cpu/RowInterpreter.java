package org.maskflip.emulator.cpu;

import static org.maskflip.emulator.cpu.InstructionCopy.*;

import org.maskflip.emulator.arch.ProgramCode;
import org.maskflip.emulator.arch.ProgramInterruption;
import org.maskflip.emulator.arch.ProgramInterruption.Ending;
import org.maskflip.emulator.arch.Psw;
import org.maskflip.emulator.arch.Registers;
import org.maskflip.emulator.insn.Environment;
import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Update;
import org.maskflip.emulator.interrupt.PendingInterruptions;
import org.maskflip.emulator.storage.Translator;
import org.maskflip.emulator.storage.order.StorageOrder;

/**
 * Executes instructions by their rows' columns, whatever their mnemonic: sources, operation and condition code, storage target,
 * registers, branch. The reference among the engines. Source: PoP chapter 5, "Program Execution".
 */
final class RowInterpreter {
    /** Why {@link #run} came back. */
    enum Outcome {
        /** As many instructions as were asked for. */
        LIMIT,
        /** The attention word has a bit that is enabled; looked at before an instruction. */
        ATTENTION,
        /** After an instruction that changed PSW, control registers or prefix, or called the supervisor. */
        CONTROL_CHANGED,
        /** A program-interruption condition: see {@link #condition}. */
        PROGRAM
    }

    private static final long PAGE_AND_ODD = ~0xFFEL;

    private final Registers registers;
    private final CpuAccess access;
    private final StorageOrder order;
    private final Translator translator;
    private final InstructionCache cache;
    private final PendingInterruptions pending;
    private final Environment environment;
    private final ExecutionHooks hooks;
    private final BlockContext blocks;

    /** {@code null} if nothing is translated. */
    private final BlockFinder finder;

    private int executed;
    private ProgramInterruption condition;
    private int conditionLength;
    private int limitLength;
    private int lastLength;

    RowInterpreter(
            CpuParts parts, CpuAccess access, InstructionCache cache, Environment environment, ExecutionHooks hooks) {
        blocks = new BlockContext(parts.registers(), access, parts.order(), parts.pending(), environment);
        finder = parts.blocks() == null || !parts.order().mayFetchAhead()
                ? null
                : new BlockFinder(
                        parts.registers(),
                        parts.blocks().translator(),
                        parts.blocks().hot());
        registers = parts.registers();
        order = parts.order();
        translator = parts.translator();
        pending = parts.pending();
        this.access = access;
        this.cache = cache;
        this.environment = environment;
        this.hooks = hooks;
    }

    /** How many instructions, or units of operation, the last {@link #run} executed. */
    int executed() {
        return executed;
    }

    /** The program-interruption condition that ended the last {@link #run}; the instruction address is that of the old PSW. */
    ProgramInterruption condition() {
        return condition;
    }

    /**
     * After {@link Outcome#CONTROL_CHANGED}: the length, in bytes, of the instruction that ended the run; 0 if it did not go on to
     * the instruction that follows it.
     */
    int lastLength() {
        return lastLength;
    }

    /** The length, in bytes, of the instruction executed last; not after {@link Outcome#PROGRAM}. */
    int executedLength() {
        return limitLength;
    }

    /** The length, in bytes, of the instruction that the condition belongs to. */
    int conditionLength() {
        return conditionLength;
    }

    /**
     * Executes instructions from the instruction address on.
     *
     * @param limit the most to execute, at least 1
     * @param interest the attention bits that end the run
     */
    Outcome run(int limit, int interest) {
        Registers r = registers;
        InstructionCache.Page page = null;
        long pageVirtual = 1;
        long pageEpoch = 0;
        InstructionCopy copy = null;
        boolean hasArrived = finder != null;
        boolean isInBlock = false;
        int n = 0;
        try {
            while (n < limit) {
                if ((pending.attentionOpaque() & interest) != 0) {
                    return Outcome.ATTENTION;
                }
                long address = r.instructionAddress();
                if ((address & PAGE_AND_ODD) != pageVirtual || translator.epoch() != pageEpoch) {
                    copy = null;
                    page = cache.page(address);
                    pageVirtual = page.virtual;
                    pageEpoch = page.epoch;
                }
                BlockCopy block = hasArrived ? block(page, address, limit - n) : null;
                if (block != null) {
                    copy = null;
                    isInBlock = true;
                    n += block.translation.code().run(blocks, block.masks, limit - n, interest);
                    isInBlock = false;
                    if (r.isControlChanged()) {
                        return controlChanged(blocks.length(), blocks.length());
                    }
                    continue;
                }
                copy = null;
                copy = copy(page, address);
                if (hasArrived) {
                    finder.arrived(page, copy);
                }
                long sequential = address + copy.length & r.addressMask();
                r.setNextAddress(sequential);
                perform(copy);
                n++;
                long next = r.nextAddress();
                r.setInstructionAddress(next);
                hasArrived = finder != null && (next != sequential || copy.special != 0);
                order.step();
                if (copy.special != 0 && r.isControlChanged()) {
                    return controlChanged(copy.length, next == sequential ? copy.length : 0);
                }
            }
            limitLength = copy == null ? blocks.length() : copy.length;
            return Outcome.LIMIT;
        } catch (ProgramInterruption caught) {
            n += (isInBlock ? blocks.executed() : 0) + (caught.ending() == Ending.COMPLETED ? 1 : 0);
            end(caught, isInBlock ? blocks.length() : copy == null ? cache.fetchedLength() : copy.length);
            return Outcome.PROGRAM;
        } finally {
            executed = n;
        }
    }

    /** The copy to execute at an address. */
    private InstructionCopy copy(InstructionCache.Page page, long address) {
        InstructionCopy copy = page.copies[(int) (address & 0xFFF) >>> 1];
        return copy == null || copy.epoch != order.copyEpoch() ? cache.fetch(page, address) : copy;
    }

    private void perform(InstructionCopy copy) {
        if (copy.special == 0) {
            plain(copy);
        } else {
            special(copy);
        }
    }

    private Outcome controlChanged(int length, int lengthIfSequential) {
        limitLength = length;
        lastLength = lengthIfSequential;
        return Outcome.CONTROL_CHANGED;
    }

    /** The block at an address, ready to execute; {@code null} if there is none, or it may have more instructions than the limit. */
    private BlockCopy block(InstructionCache.Page page, long address, int limit) {
        BlockCopy block = page.block(address);
        if (block == null || block.size > limit || block.translation.addressMask() != registers.addressMask()) {
            return null;
        }
        if (block.epoch != order.copyEpoch() && !block.fetch(order, page)) {
            BlockFinder.disown(page, address);
            return null;
        }
        blocks.begin(block.translation);
        return block;
    }

    /** Leaves the instruction address as the old PSW has it. */
    private void end(ProgramInterruption caught, int length) {
        condition = caught;
        conditionLength = length;
        switch (caught.ending()) {
            case NULLIFIED -> {}
            case SUPPRESSED -> registers.setInstructionAddress(registers.wrap(registers.instructionAddress() + length));
            case COMPLETED -> registers.setInstructionAddress(registers.nextAddress());
        }
    }

    private void special(InstructionCopy copy) {
        int special = copy.special;
        if ((special & IS_PRIVILEGED) != 0 && registers.isMaskSet(Psw.PROBLEM_STATE)) {
            throw ProgramInterruption.of(ProgramCode.PRIVILEGED_OPERATION);
        }
        if ((special & IS_ODD) != 0 || (special & IS_ALIGNED) != 0 && (address(copy) & copy.alignment - 1) != 0) {
            throw ProgramInterruption.of(ProgramCode.SPECIFICATION);
        }
        if ((special & SERIALIZES) != 0) {
            order.serialize();
        }
        if ((special & IS_ROUTINE) != 0) {
            copy.routine.execute(copy.insn, registers, access, environment);
            checkOverflow(copy, registers.cc());
        } else if ((special & IS_UPDATE) != 0) {
            update(copy);
        } else if ((special & IS_EXECUTE) != 0) {
            execute(copy);
        } else {
            plain(copy);
        }
        if ((special & SERIALIZES) != 0) {
            order.serialize();
        }
        if ((special & (IS_WATCHED | IS_TRACED)) != 0) {
            hooks.executed(copy);
        }
    }

    /** EX and EXRL: the target is fetched as an instruction; addresses relative to it are relative to where it stands. */
    private void execute(InstructionCopy copy) {
        int r1 = copy.insn.r1();
        int modifier = r1 == 0 ? 0 : registers.grLow(r1) & 0xFF;
        InstructionCopy target = cache.target(copy, address(copy), modifier);
        if ((target.special & IS_EXECUTE) != 0) {
            throw ProgramInterruption.of(ProgramCode.EXECUTE);
        }
        perform(target);
    }

    /** The interlocked-access facilities give NI, ASI and their like specific-operand serialization, as LAA has it, and no more. */
    private void update(InstructionCopy copy) {
        long address = address(copy);
        long second = input(copy, copy.in2, copy.register2, copy.constant2, address);
        long third = input(copy, copy.in3, copy.register3, copy.constant3, address);
        Operation operation = copy.operation;
        long old = (copy.special & IS_INTERLOCKED) != 0
                ? access.update(address, copy.fetchSize, Update.SPECIFIC, operation, second, third)
                : access.updatePlain(address, copy.fetchSize, operation, second, third);
        if (copy.old != NOWHERE) {
            put(copy.old, copy.outRegister, old);
        }
        if (copy.conditionRule != null) {
            conclude(copy, copy.conditionRule.of(old, second, third, operation.apply(old, second, third)));
        }
    }

    /** A simple row with nothing special about it. */
    private void plain(InstructionCopy copy) {
        Registers r = registers;
        long address = copy.addressing == NO_ADDRESS ? 0 : address(copy);
        long first = copy.in1 == GENERAL
                ? r.gr(copy.register1)
                : input(copy, copy.in1, copy.register1, copy.constant1, address);
        long second = copy.in2 == GENERAL
                ? r.gr(copy.register2)
                : input(copy, copy.in2, copy.register2, copy.constant2, address);
        long third =
                copy.in3 == CONSTANT ? copy.constant3 : input(copy, copy.in3, copy.register3, copy.constant3, address);
        long result = copy.operation.apply(first, second, third);
        if (copy.storeSize != 0) {
            access.store(address, copy.storeSize, result);
        }
        if (copy.branch != NO_BRANCH) {
            long target = copy.branchRegister < 0 ? address : r.gr(copy.branchRegister);
            put(copy.out, copy.outRegister, result);
            branch(copy, result, target);
        } else if (copy.out == TO_GENERAL) {
            r.setGr(copy.outRegister, result);
        } else {
            put(copy.out, copy.outRegister, result);
        }
        if (copy.conditionRule != null) {
            conclude(copy, copy.conditionRule.of(first, second, third, result));
        }
    }

    private void branch(InstructionCopy copy, long result, long target) {
        boolean isTaken = switch (copy.branch) {
            case BRANCH_ALWAYS -> true;
            case BRANCH_IF_NONZERO -> result != 0;
            default -> (int) result != 0;
        };
        if (isTaken) {
            registers.branch(target);
        }
    }

    private void conclude(InstructionCopy copy, int code) {
        registers.setCc(code);
        checkOverflow(copy, code);
    }

    private void checkOverflow(InstructionCopy copy, int code) {
        if (copy.overflows) {
            blocks.overflow(code);
        }
    }

    private long address(InstructionCopy copy) {
        Registers r = registers;
        long sum = copy.displacement;
        if (copy.addressing != RELATIVE) {
            if (copy.base != 0) {
                sum += r.gr(copy.base);
            }
            if (copy.addressing == INDEXED) {
                sum += r.gr(copy.index);
            }
        }
        return sum & r.addressMask();
    }

    private long input(InstructionCopy copy, int kind, int register, long constant, long address) {
        return switch (kind) {
            case CONSTANT -> constant;
            case GENERAL -> registers.gr(register);
            case ADDRESS -> address;
            case STORAGE -> access.fetch(address, copy.fetchSize);
            case CONDITION_CODE -> registers.cc();
            case GENERAL_HIGH -> registers.gr(register) >>> Integer.SIZE;
            case FLOATING -> registers.fpr(register);
            default -> link();
        };
    }

    /** Bit 32 tells the 31-bit addressing mode. */
    private long link() {
        long next = registers.nextAddress();
        boolean is31 = registers.addressMask() == 0x7FFF_FFFFL;
        return is31 ? next | 0x8000_0000L : next;
    }

    private void put(int kind, int register, long value) {
        switch (kind) {
            case NOWHERE -> {}
            case TO_GENERAL -> registers.setGr(register, value);
            case TO_LOW -> registers.setGrLow(register, value);
            case TO_HIGH -> registers.setGrHigh(register, value);
            case TO_ADDRESS -> putAddress(register, value);
            case TO_FLOATING -> registers.setFpr(register, value);
            default -> registers.setFpr(register, registers.fpr(register) & 0xFFFF_FFFFL | value << Integer.SIZE);
        }
    }

    /** An address or link information, formed already as the addressing mode asks. */
    private void putAddress(int register, long value) {
        if (registers.addressMask() == -1L) {
            registers.setGr(register, value);
        } else {
            registers.setGrLow(register, value);
        }
    }
}
