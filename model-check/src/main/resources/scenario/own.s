# scenario: own-site
# models: the patcher itself calls the patched function after the update; every CPU, this one included, executes BCR 15,0 (Linux 5.16)
# property: P3 P6
# expected: safe
# bounds: CPUS=1 CALLS=1
# define: SYNC
# reason: A store by real address is not covered by F-own, but the CPU serializes before it goes on (ser-discard).
# origin: Linux text_poke_sync
#
# variant: own-site/2-cpus
# bounds: CPUS=2 CALLS=1
# define: SYNC
# expected: safe
# reason: The same, with another CPU that calls the function.
# origin: Linux text_poke_sync
#
# variant: own-site-5.15
# define: SYNC EMPTY_FUNCTION NO_LOCAL
# expected: unsafe
# reason: With one CPU nothing is signalled, and nothing behind the last STURG serializes: the unlocking store does not.
# origin: Linux 5.15 ftrace_arch_code_modify_post_process: smp_call_function of an empty function
#
# variant: own-site-5.15/2-cpus
# bounds: CPUS=2 CALLS=1
# define: SYNC EMPTY_FUNCTION NO_LOCAL
# expected: safe
# reason: COMPARE AND SWAP on the queue and SIGP serialize the sender.
# origin: the same
#
# variant: own-site-5.15/virtual-store
# define: SYNC EMPTY_FUNCTION NO_LOCAL PLAIN_STORE
# expected: safe
# reason: A store by the CPU's own virtual address is seen by its later fetches without serialization (F-own).
# origin: derived
#
# variant: own-site/bcr14
# level: z196
# define: SYNC FAST_BCR
# expected: safe
# reason: With the fast-BCR-serialization facility BCR 14,0 serializes.
# origin: Linux sync_core on z196 and later
#
# variant: own-site/bcr14+z10
# level: z10
# define: SYNC FAST_BCR
# expected: unsafe
# reason: Without the facility BCR 14,0 is a no-operation.
# origin: derived

        .set    FIRST_INTERCEPTOR,tracer
        .set    NEW,2
        .include "parts/stages.s"
        .include "parts/caller.s"
        .include "parts/write.s"
        .include "parts/signal.s"

cpu0:
#! steps
        WRITE   slot,0,new_interceptor,8
        WRITE   site,1,mask_on,1
        brasl   %r14,synchronize
#! end
        lghi    %r1,1
        stgrl   %r1,done
        PREPARE
        lghi    %r8,1
        CHECKED_CALL
        j       end

        .balign 8
finally:
        .quad   site+1,1,ON
finally_end:
