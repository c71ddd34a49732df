package org.maskflip.modelcheck.verdict;

import java.util.List;

/**
 * One step of one CPU.
 *
 * @param cpu the CPU
 * @param kind what it is
 * @param address the absolute address of the bytes referenced; 0 if there are none
 * @param size how many bytes; 0 if there are none
 * @param value their value, right-aligned; of sixteen bytes the left half
 * @param words what happened, in words, without the address
 * @param rules the rules of Model Z that it shows, the one first that allowed it to be in this place of the order
 */
public record Moment(int cpu, Kind kind, long address, int size, long value, String words, List<String> rules) {
    /** What a step is. */
    public enum Kind {
        /** Instruction bytes are fetched, and the copies chosen. */
        INSTRUCTION_FETCH,
        /** An operand is fetched. */
        FETCH,
        /** A store joins the store queue. */
        STORE,
        /** A store, or a byte of one, leaves the store queue for storage. */
        DRAIN,
        /** A fetch and a store that nothing comes between. */
        INTERLOCKED,
        /** A serializing function: copies of instructions are discarded. */
        SERIALIZATION,
        /** Another CPU is signaled. */
        SIGNAL,
        /** An interruption that was pending is taken. */
        INTERRUPTION,
        /** An order of another CPU, to start, stop or restart, that was pending is followed. */
        ORDER,
        /** Something that nobody else can see. */
        INTERNAL
    }

    public Moment {
        rules = List.copyOf(rules);
    }
}
