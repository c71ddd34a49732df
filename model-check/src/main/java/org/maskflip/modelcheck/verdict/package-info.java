/**
 * What is said about programs: verdicts, the timeline of one execution, and both as text and as JSON.
 *
 * <p>It must not know how a model or a machine came to what it reports.
 *
 * <p>Sources: the rule names are those of Model Z; JSON is RFC 8259.
 */
package org.maskflip.modelcheck.verdict;
