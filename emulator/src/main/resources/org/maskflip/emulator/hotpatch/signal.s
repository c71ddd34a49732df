# SIGNAL PROCESSOR between CPUs: a queue of calls per CPU, and a mask that says why a CPU was signalled.

# What every CPU does after code was changed.
do_sync_core:
        lg      %r1,LC_PERCPU
        agsi    PC_SERVED(%r1),1
        bcr     15,%r0
        br      %r14

# Runs do_sync_core on every CPU, this one included, and waits until all have done so. Interruptions enabled.
synchronize:
        ENTER
        .ifndef NO_SYNC
        lg      %r13,LC_PERCPU
        lg      %r12,PC_NUMBER(%r13)
        lghi    %r6,0                           # the target
        larl    %r7,percpu
        lgr     %r8,%r12
        mghi    %r8,CPUS*CALL
        larl    %r1,calls
        agr     %r8,%r1                         # the call asked of it
        lgr     %r9,%r8
1:      cgr     %r6,%r12
        je      4f
2:      ltg     %r0,CALL_LOCKED(%r8)            # still in use?
        jnz     2b
        lghi    %r0,1
        stg     %r0,CALL_LOCKED(%r8)
        larl    %r0,do_sync_core
        stg     %r0,CALL_FUNCTION(%r8)
        lg      %r0,PC_QUEUE(%r7)
3:      stg     %r0,CALL_NEXT(%r8)
        csg     %r0,%r8,PC_QUEUE(%r7)
        jne     3b
        ltgr    %r0,%r0
        jnz     4f                              # it has not begun with an earlier call: no signal
        lghi    %r2,BIT_CALL
        lgr     %r3,%r7
        brasl   %r14,ec_call
4:      aghi    %r6,1
        aghi    %r7,PERCPU
        aghi    %r8,CALL
        cghi    %r6,CPUS
        jl      1b
        stnsm   160(%r15),0xfc
        brasl   %r14,do_sync_core
        stosm   160(%r15),1
        .ifndef NO_WAIT
        lghi    %r6,CPUS
5:      ltg     %r0,CALL_LOCKED(%r9)
        jnz     5b
        aghi    %r9,CALL
        brctg   %r6,5b
        .endif
        .endif
        LEAVE

# Sets the bit in r2 for the CPU whose entry is r3, and signals it unless the bit was on.
ec_call:
        ENTER
        lg      %r1,PC_EC_MASK(%r3)
1:      lgr     %r4,%r1
        ogr     %r4,%r2
        cgr     %r4,%r1
        je      9f
        csg     %r1,%r4,PC_EC_MASK(%r3)
        jne     1b
        lg      %r6,PC_NUMBER(%r3)
        lghi    %r7,SIGP_EXTERNAL_CALL
        larl    %r1,has_sense_running
        tm      0(%r1),0x40
        jz      2f
        lghi    %r1,0
        sigp    %r0,%r6,SIGP_SENSE_RUNNING
        jz      2f
        lghi    %r7,SIGP_EMERGENCY
2:      lghi    %r1,0
        sigp    %r0,%r6,0(%r7)
        brc     2,2b                            # busy
        brc     1,8f                            # not operational
        lg      %r1,LC_PERCPU                   # accepted; or an external call is pending, which will do
        agsi    PC_SIGNALS(%r1),1
9:
        LEAVE
8:
        FAIL    ERROR_SIGNAL

# The external interruption. It ends where the interrupted program was, and out of its wait.
external:
        stmg    %r0,%r15,LC_SAVE
external_entered:
        lg      %r15,LC_ASYNC
        cli     0x86,0x12                       # emergency signal or external call
        jne     unexpected
        lg      %r13,LC_PERCPU
        brasl   %r14,call_some                # its own path runs over sites, too
        lg      %r1,PC_EC_MASK(%r13)
        lghi    %r0,0
1:      csg     %r1,%r0,PC_EC_MASK(%r13)        # first exchange the mask, then serve it
        jne     1b
        lgr     %r8,%r1
        tmll    %r8,BIT_CALL
        jz      4f
        lg      %r9,PC_QUEUE(%r13)
        lghi    %r0,0
2:      csg     %r9,%r0,PC_QUEUE(%r13)
        jne     2b
3:      ltgr    %r9,%r9
        jz      4f
        lg      %r10,CALL_NEXT(%r9)
        lg      %r1,CALL_FUNCTION(%r9)
        basr    %r14,%r1
        lghi    %r0,0
        stg     %r0,CALL_LOCKED(%r9)            # the acknowledgement
        lgr     %r9,%r10
        j       3b
4:      tmll    %r8,BIT_STOP
        jnz     stop_here
        ni      0x131,0xfd                      # no longer waiting
        lmg     %r0,%r15,LC_SAVE
external_left:
        lpswe   0x130
stop_here:
        lghi    %r0,1
        stg     %r0,PC_STOPPED(%r13)
        lg      %r6,PC_NUMBER(%r13)
        lghi    %r1,0
5:      sigp    %r0,%r6,SIGP_STOP
        j       5b
