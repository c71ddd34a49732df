# A guest that patches its own functions while other CPUs run them: the three stages of function hotpatching, the locked
# write of code by real address, one round of SIGNAL PROCESSOR with acknowledgements per update.
#
# Parameters, all optional: CPUS (2 to 64), FUNCTIONS, UPDATES, SEED.
# Twins, each broken in one small place: NO_SYNC, NO_WAIT, MASK_FIRST, SKIP_LOCK, NULL_TARGET.
#
# Conventions: r15 is the stack, with 160 bytes for the callee as in the s390x ABI; r6-r13 and r15 survive calls. Whoever
# calls a traced function holds in r9 its number, in r10 its address, in r11 the condition code, in r12 a pattern.

        .include "parameters.s"

# ---------------------------------------------------------------- assigned storage locations, absolute page 0
        .text
        .org    0x1a0
        .quad   PSW_PLAIN, _start               # restart
        .quad   PSW_PLAIN, unexpected           # external, until the CPU has its own
        .quad   PSW_PLAIN, unexpected           # supervisor call
        .quad   PSW_PLAIN, program_check
        .quad   PSW_PLAIN, unexpected           # machine check
        .quad   PSW_PLAIN, unexpected           # I/O

# ---------------------------------------------------------------- start of CPU 0: DAT off, interruptions disabled
        .org    0x10000
        .globl  _start
_start: larl    %r15,stacks+STACK-160
        brasl   %r14,fill_prefix_areas
        brasl   %r14,build_tables
        stfl    0
        larl    %r1,has_sense_running
        mvc     0(1,%r1),201                    # facilities 8 to 15
        ni      0(%r1),0x40
        larl    %r2,prefix_cell
        larl    %r1,prefixes
        stg     %r1,0(%r2)
        spx     4(%r2)
        larl    %r1,dat_on
        lctlg   %c0,%c1,control_registers-dat_on(%r1)
        lpswe   psw_patcher-dat_on(%r1)
        .balign 8,0
dat_on: .quad   0
control_registers:
        .quad   CR0_SIGNALS, segment_table      # a segment table of 512 entries, primary space
psw_patcher:
        .quad   PSW_DAT, patcher
psw_worker:
        .quad   PSW_DAT, worker

# The other CPUs come here by SIGP restart.
secondary:
        lg      %r15,LC_STACK
        larl    %r1,dat_on
        lctlg   %c0,%c1,control_registers-dat_on(%r1)
        lpswe   psw_worker-dat_on(%r1)

        .include "boot.s"
        .include "patch.s"
        .include "signal.s"
        .include "run.s"
        .include "traced.s"
        .include "data.s"
