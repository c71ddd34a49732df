# scenario: ec-mask
# models: two updates, on and off, one after the other; no signal is sent where the bit is on already, and the target exchanges its mask
#   before it serves it
# property: P3 P6
# expected: safe
# bounds: CPUS=2 CALLS=0 UPDATES=2
# define: SYNC
# reason: A bit that is set after the exchange brings a signal of its own; one set before it is served.
# origin: Linux pcpu_ec_call, smp_handle_ext_call
#
# variant: ec-mask/clear-after
# define: SYNC CLEAR_AFTER
# expected: unsafe
# reason: The second update finds the bit on, sends nothing, and then the target clears it unserved.
# origin: derived
#
# variant: ec-mask/no-wait
# define: SYNC NO_WAIT
# bounds: CPUS=2 CALLS=1 UPDATES=2
# expected: unsafe
# reason: Pending is not taken.
# origin: derived
#
# variant: external-call-pending
# define: SYNC TWO_SENDERS
# bounds: CPUS=3 CALLS=1
# property: P3 P6
# expected: safe
# reason: Condition code 1, "external call pending", is as good as 0: the bit in the mask is on and the call in the queue when the pending
#   interruption is taken.
# origin: Linux pcpu_ec_call ignores condition code 1
#
# variant: external-call-pending/no-mask
# define: SYNC TWO_SENDERS NO_EC_MASK
# bounds: CPUS=3 CALLS=1
# property: P3 P6
# expected: unsafe
# reason: The target serves the CPU whose signal it takes; the other one's was never accepted.
# origin: derived

        .set    FIRST_INTERCEPTOR,tracer
        .ifdef  TWO_SENDERS
        .set    NEW,2                           # CPU 0's update stays
        .else
        .set    NEW,1                           # off again
        .endif
        .include "parts/stages.s"
        .include "parts/caller.s"
        .include "parts/write.s"
        .ifdef  TWO_SENDERS
        .set    TARGETS_LABEL,1
        .set    ALL_RUN,1
        .balign 8
targets:
        .byte   0,0,1,0,0,0,0,0
        .endif
        .include "parts/signal.s"

        .ifdef  TWO_SENDERS
# CPU 0, with an update, and CPU 1 signal CPU 2, which calls the function, and ends when both are done.
cpu0:
#! steps
        WRITE   site,1,mask_on,1
        bras    %r14,signal_target
#! end
        lghi    %r1,1
        stgrl   %r1,done
        j       wait_for_both
cpu1:
#! steps
        bras    %r14,signal_target
#! end
        lghi    %r1,1
        stgrl   %r1,other_done
        j       wait_for_both
cpu2:   PREPARE
        .rept   CALLS
        lgrl    %r8,done
        CHECKED_CALL
        .endr
wait_for_both:
        lgrl    %r1,done
        cghi    %r1,1
        jne     wait_for_both
        lgrl    %r1,other_done
        cghi    %r1,1
        jne     wait_for_both
        j       end
signal_target:
        stg     %r14,32(%r15)
        brasl   %r14,synchronize
        lg      %r14,32(%r15)
        br      %r14
        .else
cpu0:
#! steps
        WRITE   site,1,mask_on,1
        brasl   %r14,synchronize
        .if     UPDATES > 1
        WRITE   site,1,mask_off,1
        brasl   %r14,synchronize
        .endif
#! end
        lghi    %r1,1
        stgrl   %r1,done
        j       end
        .endif
        .balign 8
other_done:
        .quad   0
finally:
        .ifdef  TWO_SENDERS
        .quad   site+1,1,ON
        .else
        .quad   site+1,1,OFF
        .endif
finally_end:
