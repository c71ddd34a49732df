package org.maskflip.emulator.hotpatch.kernel;

/**
 * A number of an audit.
 *
 * @param group what it is about
 * @param name what is counted; unique within the group
 * @param value the number: a count, bytes, or a percentage rounded to two digits, as the name says
 */
public record Figure(String group, String name, Number value) {}
