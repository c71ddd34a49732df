# One round of SIGNAL PROCESSOR with acknowledgements, as on_each_cpu and pcpu_ec_call do it: a call for each other CPU is put into that
# CPU's queue by COMPARE AND SWAP; if the queue was empty, a bit is set in the CPU's mask, and if the bit was off the CPU is signalled.
#
# NO_WAIT: acknowledgements are not awaited. NO_LOCAL: this CPU does not serialize. EMPTY_FUNCTION: the function called does nothing.
# FAST_BCR: it executes BCR 14,0. ALL_RUN: no SENSE RUNNING. SKIP_NOT_RUNNING: no call to a CPU that does not run. TARGETS_LABEL: label targets
# says by a byte each which CPUs are called. CLEAR_AFTER: the target clears its mask after it has served it. NO_EC_MASK: no mask and no queue; the
# target serves the CPU that signalled. PLAIN_QUEUE: the queue is taken without serialization. QUIESCE: quiesce exists. HANDLER_CALLS:
# the interruption itself calls the patched function on its way out. WAITING: CPUs may wait. OWN_TABLES: percpu and calls elsewhere.

        .set    LC_PERCPU,0x200                 # in the prefix area: this CPU's entry in percpu
        .set    LC_NUMBER,0x208                 # and its address
        .set    LC_SAVE,0x210                   # registers of the interrupted program

        .set    PC_EC_MASK,0                    # why the CPU was signalled, one bit each
        .set    PC_QUEUE,8                      # calls asked of it
        .set    PC_INSIDE,16                    # the CPU may be inside a call
        .set    PERCPU,24

        .set    CALL_NEXT,0                     # a call asked of another CPU
        .set    CALL_FUNCTION,8
        .set    CALL_LOCKED,16                  # 1 until the function has run
        .set    CALL_SIZE,24

        .set    BIT_CALL,2

# What every CPU does after code was changed.
do_sync_core:
        .ifdef  FAST_BCR
#! mutable
        bcr     14,%r0
#! end
        .endif
        .ifndef EMPTY_FUNCTION
        .ifndef FAST_BCR
#! mutable
        bcr     15,%r0
#! end
        .endif
        .endif
        br      %r14

# Uses all registers but r8-r13 of the caller's: r8, r12 and r13 survive. Interruptions enabled.
synchronize:
        stg     %r14,16(%r15)
        stg     %r8,24(%r15)
        lghi    %r6,0                           # the target
        larl    %r7,percpu
        larl    %r8,calls
        lg      %r1,LC_NUMBER
        mghi    %r1,CPUS*CALL_SIZE
        agr     %r8,%r1                         # the call asked of it
        lgr     %r9,%r8
1:      cg      %r6,LC_NUMBER
        je      4f
        .ifdef  TARGETS_LABEL                   # only those whose byte is on
        larl    %r1,targets
        ic      %r0,0(%r6,%r1)
        tmll    %r0,1
        jz      4f
        .endif
        .ifdef  SKIP_NOT_RUNNING
        larl    %r1,not_running                 # what a hypervisor answers to SENSE RUNNING
        cli     0(%r1),1
        je      4f
        .endif
#! mutable
2:      lg      %r0,CALL_LOCKED(%r8)            # still in use?
        ltgr    %r0,%r0
        jnz     2b
        lghi    %r0,1
        stg     %r0,CALL_LOCKED(%r8)
        larl    %r0,do_sync_core
        stg     %r0,CALL_FUNCTION(%r8)
        lg      %r0,PC_QUEUE(%r7)
3:      stg     %r0,CALL_NEXT(%r8)
        csg     %r0,%r8,PC_QUEUE(%r7)
        jne     3b
#! end
        .ifndef NO_EC_MASK
        ltgr    %r0,%r0
        jnz     4f                              # it has not begun with an earlier call: no signal
        .endif
        brasl   %r14,ec_call
4:      aghi    %r6,1
        aghi    %r7,PERCPU
        aghi    %r8,CALL_SIZE
        cghi    %r6,CPUS
        jl      1b
        .ifndef NO_LOCAL
#! steps
        stnsm   0(%r15),0xfc
        brasl   %r14,do_sync_core
        stosm   0(%r15),1
#! end
        .endif
        .ifndef NO_WAIT
        lghi    %r6,0
5:      cg      %r6,LC_NUMBER
        je      7f
#! mutable
6:      lg      %r0,CALL_LOCKED(%r9)
        ltgr    %r0,%r0
        jnz     6b
#! end
7:      aghi    %r9,CALL_SIZE
        aghi    %r6,1
        cghi    %r6,CPUS
        jl      5b
        .endif
        lg      %r8,24(%r15)
        lg      %r14,16(%r15)
        br      %r14

# Waits until every other CPU has been seen between two calls.
        .ifdef  QUIESCE
quiesce:
        lghi    %r6,0
        larl    %r7,percpu
1:      cg      %r6,LC_NUMBER
        je      3f
#! mutable
        lghi    %r0,1
        stg     %r0,PC_INSIDE(%r7)
2:      lg      %r0,PC_INSIDE(%r7)
        ltgr    %r0,%r0
        jnz     2b
#! end
3:      aghi    %r6,1
        aghi    %r7,PERCPU
        cghi    %r6,CPUS
        jl      1b
        br      %r14
        .endif

# Signals CPU r6, whose entry is r7, for a call: unless the bit was on already.
ec_call:
        .ifndef NO_EC_MASK
#! mutable
        lg      %r1,PC_EC_MASK(%r7)
1:      lgr     %r4,%r1
        oill    %r4,BIT_CALL
        cgr     %r4,%r1
        je      9f
        csg     %r1,%r4,PC_EC_MASK(%r7)
        jne     1b
        .endif
        lghi    %r3,2                           # external call
        .ifndef ALL_RUN
        lghi    %r5,0
        sigp    %r4,%r6,0x15
        jz      2f
        lghi    %r3,3                           # not running: emergency signal
        .endif
2:      lghi    %r5,0
        sigp    %r4,%r6,0(%r3)
        brc     2,2b                            # busy; "external call pending" will do
#! end
9:      br      %r14

# ---------------------------------------------------------------- the external interruption
external:
        stmg    %r14,%r5,LC_SAVE                # r14, r15, r0-r5
        .ifdef  WAITING
#! mutable
        ni      0x131,0xfd                      # no longer waiting
#! end
        .endif
        .ifdef  HANDLER_CALLS
        stmg    %r8,%r9,LC_SAVE+64
        .endif
        lg      %r5,LC_PERCPU
        .ifdef  NO_EC_MASK                      # who signalled? Only that CPU's call is served
        llgh    %r3,0x84
        mghi    %r3,CPUS*CALL_SIZE
        lg      %r1,LC_NUMBER
        mghi    %r1,CALL_SIZE
        agr     %r3,%r1
        larl    %r1,calls
        agr     %r3,%r1
        brasl   %r14,do_sync_core
        lghi    %r0,0
        stg     %r0,CALL_LOCKED(%r3)
        .else
        lg      %r1,PC_EC_MASK(%r5)
        .ifndef CLEAR_AFTER
#! mutable
        lghi    %r0,0
1:      csg     %r1,%r0,PC_EC_MASK(%r5)         # first exchange the mask, then serve it
        jne     1b
#! end
        .endif
        tmll    %r1,BIT_CALL
        jz      4f
        .ifdef  PLAIN_QUEUE
        lghi    %r0,0
#! mutable
        lang    %r3,%r0,PC_QUEUE(%r5)           # interlocked, but does not serialize
#! end
        .else
#! mutable
        lg      %r3,PC_QUEUE(%r5)
        lghi    %r0,0
2:      csg     %r3,%r0,PC_QUEUE(%r5)
        jne     2b
#! end
        .endif
3:      ltgr    %r3,%r3
        jz      4f
#! steps
        lg      %r4,CALL_NEXT(%r3)
        lg      %r1,CALL_FUNCTION(%r3)
        basr    %r14,%r1
        lghi    %r0,0
        stg     %r0,CALL_LOCKED(%r3)            # the acknowledgement
#! end
        lgr     %r3,%r4
        j       3b
4:
        .ifdef  CLEAR_AFTER
        lghi    %r0,0
        stg     %r0,PC_EC_MASK(%r5)
        .endif
        .endif
        .ifdef  HANDLER_CALLS                   # the way out of the interruption runs over sites, too
        lgrl    %r8,done
        CHECKED_CALL
        lmg     %r8,%r9,LC_SAVE+64
        .endif
        lmg     %r14,%r5,LC_SAVE
#! mutable
        lpswe   0x130
#! end

        .balign 8
        .ifndef OWN_TABLES
percpu: .space  PERCPU*CPUS
calls:  .space  CALL_SIZE*CPUS*CPUS
        .endif
