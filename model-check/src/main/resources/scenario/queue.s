# scenario: queue-nonempty
# models: CPU 1 is in the external interruption for an earlier call, and takes its queue, when the update's call is put there: no signal
#   is sent. On its way out of the interruption it runs over the site.
# property: P3 P6
# expected: safe
# bounds: CPUS=2 CALLS=1
# define: SYNC HANDLER_CALLS
# reason: The call is found in the queue by COMPARE AND SWAP and served by BCR; both discard copies (ser-who, ser-discard), before the
#   acknowledgement.
# origin: Linux __flush_smp_call_function_queue, smp_call_function_many_cond; scenario B of the 5.16 change
#
# variant: queue-nonempty/empty-function
# define: SYNC HANDLER_CALLS EMPTY_FUNCTION
# reason: As Linux 5.15: the function does nothing, but COMPARE AND SWAP on the queue serializes.
# origin: Linux 5.15 ftrace_arch_code_modify_post_process
#
# variant: queue-nonempty/interlocked-only
# define: SYNC HANDLER_CALLS EMPTY_FUNCTION PLAIN_QUEUE
# expected: unsafe
# reason: LOAD AND AND does not discard copies (specific, ser-who), the function does nothing, and LPSWE comes after the
#   acknowledgement.
# origin: derived
#
# variant: queue-nonempty/interlocked+bcr
# define: SYNC HANDLER_CALLS PLAIN_QUEUE
# expected: safe
# reason: The BCR of the function is enough without COMPARE AND SWAP.
# origin: derived
#
# variant: queue-nonempty/interlocked+bcr14
# define: SYNC HANDLER_CALLS PLAIN_QUEUE FAST_BCR
# expected: safe
# reason: So is BCR 14,0, with the fast-BCR-serialization facility. (Without it there is no LOAD AND AND either.)
# origin: derived

        .set    FIRST_INTERCEPTOR,tracer
        .set    NEW,2
        .set    OWN_TABLES,1
        .set    disabled_1,1
        .include "parts/stages.s"
        .include "parts/caller.s"
        .include "parts/write.s"
        .include "parts/signal.s"

# CPU 1: an earlier call has been put into its queue, and it has been signalled.
cpu1:   larl    %r1,interrupted
        mvc     0x130(16),0(%r1)
        PREPARE
        j       external

cpu0:
#! steps
        WRITE   slot,0,new_interceptor,8
        WRITE   site,1,mask_on,1
        brasl   %r14,synchronize
#! end
        lghi    %r1,1
        stgrl   %r1,done
        j       end

        .balign 8
interrupted:
        .quad   0x0100000180000000,others
percpu: .quad   0,0,0
        .quad   BIT_CALL,earlier,0
        .space  PERCPU*(CPUS-2)
calls:  .space  CALL_SIZE*CPUS*CPUS
earlier:
        .quad   0,earlier_function,1
earlier_function:
        br      %r14
        .balign 8
finally:
        .quad   site+1,1,ON
finally_end:
