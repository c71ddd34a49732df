/**
 * Checks of the sources themselves, shared by the tests of every module: imports, ORDER comments, sizes, documentation.
 *
 * <p>They must not know any instruction, storage or model. A rule that only one module has lives in that module's tests.
 *
 * <p>Implements the tables of the design (which package may import which) and the conventions 3, 10 and 11.
 */
package org.maskflip.emulator.hygiene;
