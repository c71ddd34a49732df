/**
 * Writes the guest tests when the project is built: a class per litmus file, whose grades are the outcomes that Model Z finds for the
 * same file.
 *
 * <p>It must not run the machine, and what it writes depends on nothing but the files and the model.
 *
 * <p>Implements nothing of the manual; the model's rules are cited in what it writes.
 */
package org.maskflip.stress.generate;
