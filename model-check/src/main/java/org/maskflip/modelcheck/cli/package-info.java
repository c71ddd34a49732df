/**
 * The command line: commands, messages and exit codes.
 *
 * <p>It must not know how a verdict is reached. A command turns arguments into one call of another package, prints
 * what came back, and returns an {@link org.maskflip.modelcheck.cli.ExitCode}. Nothing outside this package prints.
 *
 * <p>Implements no manual and no paper. Messages say what was found, where, what was expected and what to do.
 */
package org.maskflip.modelcheck.cli;
