package org.maskflip.emulator.storage.order;

import org.maskflip.emulator.insn.Operation;
import org.maskflip.emulator.insn.Quadword;
import org.maskflip.emulator.insn.Update;

/**
 * A storage order that passes every reference to another one: base of those that watch, hold up or change some references of a CPU.
 * Belongs to the thread of its CPU, as the other one does.
 */
public abstract class DelegatingOrder extends StorageOrder {
    /** Where references go. */
    protected final StorageOrder order;

    /** Passes all references on to an order. */
    protected DelegatingOrder(StorageOrder order) {
        this.order = order;
    }

    @Override
    public long fetch(long absolute, int size) {
        return order.fetch(absolute, size);
    }

    @Override
    public void store(long virtual, long absolute, int size, long value) {
        order.store(virtual, absolute, size, value);
    }

    @Override
    public void storeBytes(long virtual, long absolute, int count, long restAbsolute, int size, long value) {
        order.storeBytes(virtual, absolute, count, restAbsolute, size, value);
    }

    @Override
    public long update(
            long virtual, long absolute, int size, Update kind, Operation operation, long second, long third) {
        return order.update(virtual, absolute, size, kind, operation, second, third);
    }

    @Override
    public long compareAndSwap(long virtual, long absolute, int size, long expected, long replacement) {
        return order.compareAndSwap(virtual, absolute, size, expected, replacement);
    }

    @Override
    public Quadword fetchQuadword(long absolute) {
        return order.fetchQuadword(absolute);
    }

    @Override
    public void storeQuadword(long virtual, long absolute, Quadword value) {
        order.storeQuadword(virtual, absolute, value);
    }

    @Override
    public Quadword compareAndSwapQuadword(long virtual, long absolute, Quadword expected, Quadword replacement) {
        return order.compareAndSwapQuadword(virtual, absolute, expected, replacement);
    }

    @Override
    public void serialize() {
        order.serialize();
    }

    @Override
    public void discardCopies() {
        order.discardCopies();
    }

    @Override
    public void step() {
        order.step();
    }

    @Override
    public void drain() {
        order.drain();
    }

    @Override
    public long copyEpoch() {
        return order.copyEpoch();
    }

    @Override
    public long fetchInstruction(long virtual, long absolute, int length) {
        return order.fetchInstruction(virtual, absolute, length);
    }

    @Override
    public boolean isStable() {
        return order.isStable();
    }

    @Override
    public long fetchTableEntry(long absolute) {
        return order.fetchTableEntry(absolute);
    }

    @Override
    public boolean isStalled() {
        return order.isStalled();
    }

    @Override
    public boolean fetchesOperandsIndependently() {
        return order.fetchesOperandsIndependently();
    }

    @Override
    public boolean isSecondOperandNext() {
        return order.isSecondOperandNext();
    }

    @Override
    public boolean mayJoinBytes() {
        return order.mayJoinBytes();
    }
}
