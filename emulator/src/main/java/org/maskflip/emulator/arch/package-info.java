/**
 * The architecture as data: the program-status word, control-register bits, the prefix area, facilities, program-interruption
 * codes, and the register file of one CPU.
 *
 * <p>Nothing here executes, translates or orders anything: these types know no storage, no instruction and no other CPU.
 *
 * <p>Sources: z/Architecture Principles of Operation, chapters 3 "Storage" (assigned storage locations), 4 "Control" (PSW,
 * control registers, facility indications) and 6 "Interruptions".
 */
package org.maskflip.emulator.arch;
