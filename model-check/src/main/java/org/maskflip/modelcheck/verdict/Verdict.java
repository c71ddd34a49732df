package org.maskflip.modelcheck.verdict;

/** The answer to whether something is as expected. */
public enum Verdict {
    /** It is. */
    PASS,
    /** It is not, and there is an execution that shows it. */
    FAIL,
    /** A bound was hit before either was certain. */
    UNKNOWN
}
