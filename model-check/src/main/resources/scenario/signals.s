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
# bounds: CPUS=3 CALLS=0
# property: P6
# expected: safe
# reason: Condition code 1, "external call pending", is as good as 0: the bit in the mask is on and the call in the queue when the pending
#   interruption is taken.
# origin: Linux pcpu_ec_call ignores condition code 1
#
# variant: external-call-pending/no-mask
# define: SYNC TWO_SENDERS NO_EC_MASK
# bounds: CPUS=3 CALLS=0
# property: P6
# expected: unsafe
# reason: The target serves the CPU whose signal it takes; the other one's was never accepted.
# origin: derived

        .set    FIRST_INTERCEPTOR,tracer
        .set    NEW,1                           # off again
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
# CPUs 0 and 1 signal CPU 2, in an update each; CPU 2 ends when both are done.
cpu0:   bras    %r14,signal_target
        lghi    %r1,1
        stgrl   %r1,done
        j       wait_for_both
cpu1:   bras    %r14,signal_target
        lghi    %r1,1
        stgrl   %r1,other_done
        j       wait_for_both
cpu2:
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
        .ifndef TWO_SENDERS
finally:
        .quad   site+1,1,OFF
finally_end:
        .endif
