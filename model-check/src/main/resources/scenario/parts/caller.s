# CPUs that call the patched function CALLS times, and remember in r12 two bits per call: 1 not traced, 2 and 3 the interceptor.
# With P3: whoever has found the update done must see what it made. NEW is what that is.

        .macro  PREPARE
        larl    %r10,body
        .if     CHECK_P2
        .irp    number,2,3,4,5,6,7
        lghi    %r\number,100+\number
        .endr
        .endif
        .endm

        .macro  CALL_ONCE
        lghi    %r9,1
        ltgr    %r9,%r9                         # condition code 2
        brasl   %r14,site
        sllg    %r12,%r12,2
        agr     %r12,%r9
        .endm

# A call after which r8 = 1 says that the update was done before it.
        .macro  CHECKED_CALL
        CALL_ONCE
        .if     CHECK_P3
        cghi    %r8,0
        je      9f
        cghi    %r9,NEW
        je      9f
        oill    %r13,P3
9:
        .endif
        .endm

# Says that this CPU is between two calls, if somebody wants to know.
        .macro  BETWEEN
        .ifdef  QUIESCE
        lg      %r1,LC_PERCPU
        lg      %r0,PC_INSIDE(%r1)
        ltgr    %r0,%r0
        jz      7f
#! mutable
        lghi    %r0,0
        stg     %r0,PC_INSIDE(%r1)
#! end
7:
        .endif
        .endm

others: PREPARE
        .rept   CALLS
        .if     CHECK_P3
        lgrl    %r8,done
        .endif
        CHECKED_CALL
        .ifdef  SECOND_SITE
        CALL_SECOND
        .endif
        BETWEEN
        .endr
        .ifdef  MASKED                          # this CPU has run with interruptions disabled until now
#! mutable
        stosm   0(%r15),1
#! end
        .if     CHECK_P3
        lgrl    %r8,done
        .endif
        CHECKED_CALL
        .endif
        .ifdef  SYNC
stay:   BETWEEN
        lgrl    %r8,done                        # somebody waits for this CPU
        cghi    %r8,0
        je      stay
        .endif
end:    nopr    %r0
        .balign 8
done:   .quad   0
