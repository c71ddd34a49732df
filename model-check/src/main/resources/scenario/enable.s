# scenario: enable
# models: ftrace_make_call: the interceptor (8 bytes), then the mask (1 byte), each by s390_kernel_write; other CPUs call the function
# property: P1 P2
# expected: safe
# bounds: CPUS=2 CALLS=2
# reason: The store of the interceptor reaches storage before that of the mask (W-W). Whoever executes the new first stage fetched it
#   before its later operands (F-before-later), so LMG finds the new interceptor. One byte changes in the first stage, and a byte is
#   never seen in parts.
# origin: Linux de5012b4, arch/s390/kernel/ftrace.c, ftrace_make_call
#
# variant: mask-first
# define: MASK_FIRST
# property: P2
# expected: unsafe
# reason: Between the two stores a taken first stage enters whatever the second stage held before.
# origin: derived from ftrace_make_call with its two writes exchanged
#
# variant: enable+sync
# define: SYNC
# property: P3 P6
# bounds: CPUS=2 CALLS=1
# expected: safe
# reason: The interruption, COMPARE AND SWAP and BCR discard the target's copies (ser-int, ser-discard) after the stores are in storage
#   (SIGP serializes the sender) and before it acknowledges.
# origin: Linux ftrace_arch_code_modify_post_process, text_poke_sync_lock
#
# variant: no-sync
# property: P3 P6
# bounds: CPUS=2 CALLS=1
# expected: unsafe
# reason: Nothing makes the other CPU discard its copy of the old first stage (F-prefetch).
# origin: derived from ftrace_arch_code_modify_post_process left out
#
# variant: no-wait
# define: SYNC NO_WAIT
# property: P3 P6
# bounds: CPUS=2 CALLS=1
# expected: unsafe
# reason: Condition code 0 of SIGP says that the interruption is pending, not that it was taken.
# origin: derived from smp_call_function without its wait

        .set    FIRST_INTERCEPTOR,retired
        .set    NEW,2                           # tracer
        .include "parts/stages.s"
        .include "parts/caller.s"
        .include "parts/write.s"
        .ifdef  SYNC
        .include "parts/signal.s"
        .endif

cpu0:
#! steps
        .ifdef  MASK_FIRST
        WRITE   site,1,mask_on,1
        WRITE   slot,0,new_interceptor,8
        .else
        WRITE   slot,0,new_interceptor,8
        WRITE   site,1,mask_on,1
        .endif
        .ifdef  SYNC
        brasl   %r14,synchronize
        .endif
#! end
        lghi    %r1,1
        stgrl   %r1,done
        j       end

        .balign 8
finally:
        .quad   site+1,1,ON
        .quad   slot,8,tracer
finally_end:
