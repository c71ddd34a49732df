/**
 * Measurements of the model checker, run by hand.
 *
 * <p>It must not hold tests: no test asserts a time.
 *
 * <p>Results stand in docs/performance.md.
 */
package org.maskflip.modelcheck.bench;
