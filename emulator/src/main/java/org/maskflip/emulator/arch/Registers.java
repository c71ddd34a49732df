package org.maskflip.emulator.arch;

import java.util.Arrays;

/**
 * The register file of one CPU: general, access, floating-point and control registers, the PSW, and the prefix. Plain data
 * for one thread at a time; nothing here is seen by another CPU. Source: PoP chapter 4 and chapter 2, "CPU".
 *
 * <p>While an instruction executes, {@link #instructionAddress()} designates it (or the execute-type instruction whose target
 * it is) and {@link #nextAddress()} what follows; a branch replaces the latter.
 */
public final class Registers {
    /** Low-order 32 bits of a register. */
    private static final long LOW = 0xFFFF_FFFFL;

    private final long[] general = new long[16];
    private final int[] access = new int[16];
    private final long[] floating = new long[16];
    private final long[] control = new long[16];
    private int floatingPointControl;
    private long prefix;

    /** PSW bits 0-63 without the condition code, which stands in {@link #conditionCode}. */
    private long pswMask = Psw.EXTENDED_ADDRESSING | Psw.BASIC_ADDRESSING;

    private int conditionCode;
    private long instructionAddress;
    private long nextAddress;
    private long addressMask = -1L;
    private long breakingEventAddress = 1;

    /** Set by whatever may unmask an interruption or change translation; the run loop clears it. */
    private boolean controlChanged;

    public long gr(int number) {
        return general[number];
    }

    public void setGr(int number, long value) {
        general[number] = value;
    }

    /** Bits 32-63 as a signed word. */
    public int grLow(int number) {
        return (int) general[number];
    }

    /** Replaces bits 32-63; bits 0-31 stay. */
    public void setGrLow(int number, long value) {
        general[number] = (general[number] & ~LOW) | (value & LOW);
    }

    /** Bits 0-31 as a signed word. */
    public int grHigh(int number) {
        return (int) (general[number] >>> 32);
    }

    /** Replaces bits 0-31 by the low word of the value; bits 32-63 stay. */
    public void setGrHigh(int number, long value) {
        general[number] = (general[number] & LOW) | (value << 32);
    }

    /**
     * Stores an address into a register as the addressing mode asks: 64 bits in the 64-bit mode, else bits 32-63, with bits 0-31
     * unchanged. The address is already wrapped, or link information, whose bit 32 is one in the 31-bit mode.
     */
    public void setGrAddress(int number, long address) {
        if (addressMask == -1L) {
            general[number] = address;
        } else {
            setGrLow(number, address);
        }
    }

    public int ar(int number) {
        return access[number];
    }

    public void setAr(int number, int value) {
        access[number] = value;
    }

    public long fpr(int number) {
        return floating[number];
    }

    public void setFpr(int number, long value) {
        floating[number] = value;
    }

    public long cr(int number) {
        return control[number];
    }

    /** Replaces a control register and makes the run loop look at interruptions and translation again. */
    public void setCr(int number, long value) {
        control[number] = value;
        controlChanged = true;
    }

    public int fpc() {
        return floatingPointControl;
    }

    public void setFpc(int value) {
        floatingPointControl = value;
    }

    /** The real address whose 8 KiB are exchanged with absolute 0. */
    public long prefix() {
        return prefix;
    }

    public void setPrefix(long value) {
        prefix = value;
        controlChanged = true;
    }

    /** PSW bits 0-63, the condition code included. */
    public long pswMask() {
        return pswMask | (long) conditionCode << Psw.CONDITION_CODE_SHIFT;
    }

    /** Whether any of the given PSW bits is one; not for the condition code. */
    public boolean isMaskSet(long bits) {
        return (pswMask & bits) != 0;
    }

    /** Replaces PSW bits 0-63, the condition code and the addressing mode included. */
    public void setPswMask(long mask) {
        pswMask = mask & ~Psw.CONDITION_CODE;
        conditionCode = (int) (mask >>> Psw.CONDITION_CODE_SHIFT) & 3;
        addressMask = Psw.addressMask(mask);
        controlChanged = true;
    }

    public int cc() {
        return conditionCode;
    }

    public void setCc(int value) {
        conditionCode = value;
    }

    public int programMask() {
        return (int) (pswMask >>> Psw.PROGRAM_MASK_SHIFT) & 0xF;
    }

    /** The PSW key, 0-15. */
    public int key() {
        return (int) (pswMask >>> Psw.KEY_SHIFT) & 0xF;
    }

    /** The address-space control: 0 primary, 1 access-register, 2 secondary, 3 home. */
    public int addressSpace() {
        return (int) (pswMask >>> Psw.ADDRESS_SPACE_SHIFT) & 3;
    }

    /** The bits of an address that take part in the current addressing mode. */
    public long addressMask() {
        return addressMask;
    }

    /** The address wrapped to the current addressing mode. */
    public long wrap(long address) {
        return address & addressMask;
    }

    public long instructionAddress() {
        return instructionAddress;
    }

    public void setInstructionAddress(long address) {
        instructionAddress = address;
    }

    /** The address of the instruction to execute after the current one. */
    public long nextAddress() {
        return nextAddress;
    }

    public void setNextAddress(long address) {
        nextAddress = address;
    }

    /** A successful branch: the address is wrapped, and the current instruction becomes the breaking event. */
    public void branch(long target) {
        breakingEventAddress = instructionAddress;
        nextAddress = target & addressMask;
    }

    /** The current unit of operation is done but the instruction is not: it executes again unless interrupted. */
    public void repeat() {
        nextAddress = instructionAddress;
    }

    /** The address of the last instruction that branched or changed the flow; 1 after a reset. */
    public long breakingEventAddress() {
        return breakingEventAddress;
    }

    public void setBreakingEventAddress(long address) {
        breakingEventAddress = address;
    }

    public boolean isControlChanged() {
        return controlChanged;
    }

    public void setControlChanged(boolean changed) {
        controlChanged = changed;
    }

    /** Makes this register file equal to another. */
    public void copyFrom(Registers other) {
        System.arraycopy(other.general, 0, general, 0, 16);
        System.arraycopy(other.access, 0, access, 0, 16);
        System.arraycopy(other.floating, 0, floating, 0, 16);
        System.arraycopy(other.control, 0, control, 0, 16);
        floatingPointControl = other.floatingPointControl;
        prefix = other.prefix;
        pswMask = other.pswMask;
        conditionCode = other.conditionCode;
        instructionAddress = other.instructionAddress;
        nextAddress = other.nextAddress;
        addressMask = other.addressMask;
        breakingEventAddress = other.breakingEventAddress;
        controlChanged = other.controlChanged;
    }

    /** Whether two register files hold the same architected state between instructions. */
    public boolean sameAs(Registers other) {
        return Arrays.equals(general, other.general)
                && Arrays.equals(access, other.access)
                && Arrays.equals(floating, other.floating)
                && Arrays.equals(control, other.control)
                && floatingPointControl == other.floatingPointControl
                && prefix == other.prefix
                && pswMask() == other.pswMask()
                && instructionAddress == other.instructionAddress;
    }
}
