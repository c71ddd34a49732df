# scenario: disable
# models: ftrace_make_nop: the mask goes off, the interceptor stays as it is
# property: P1 P2
# expected: safe
# bounds: CPUS=2 CALLS=2
# reason: One byte changes; what a late CPU enters is still there.
# origin: Linux arch/s390/kernel/ftrace.c, ftrace_make_nop
#
# variant: disable+sync
# define: SYNC
# property: P3 P6
# bounds: CPUS=2 CALLS=1
# reason: As enable+sync.
# origin: Linux ftrace_arch_code_modify_post_process, text_poke_sync_lock
#
# variant: disable/no-sync
# property: P3
# bounds: CPUS=2 CALLS=1
# expected: unsafe
# reason: The old mask may be executed for ever (F-prefetch).
# origin: derived
#
# variant: disable/no-wait
# define: SYNC NO_WAIT
# property: P3 P6
# bounds: CPUS=2 CALLS=1
# expected: unsafe
# reason: Pending is not taken.
# origin: derived
#
# variant: null-target
# define: NULL_FIRST
# property: P2
# expected: unsafe
# reason: A CPU that has taken the first stage finds the null interceptor and branches to 0.
# origin: Linux c730fce7c70c, "s390/bpf: Fix bpf_arch_text_poke() with new_addr == NULL"
#
# variant: null-target/mask-first
# define: NULL_LAST
# property: P2
# expected: unsafe
# reason: A CPU past its first stage, or with an old copy of it, has not fetched the interceptor yet.
# origin: Linux c730fce7c70c, and the repair that does not suffice
#
# variant: null-target/mask-sync-null
# define: NULL_LAST SYNC
# property: P2 P6
# bounds: CPUS=2 CALLS=1
# expected: unsafe
# reason: The interruption is taken between the first stage and the fetch of the interceptor.
# origin: derived
#
# variant: null-target/quiescent
# define: NULL_LAST SYNC QUIESCE
# property: P2 P4 P6
# bounds: CPUS=2 CALLS=1
# expected: safe
# reason: After the synchronization nobody takes the first stage any more; after every CPU was seen between two calls nobody is past it.
# origin: Linux synchronize_rcu_tasks behind ftrace_shutdown
#
# variant: null-target/quiescent-no-sync
# define: NULL_LAST QUIESCE
# property: P2 P4
# bounds: CPUS=2 CALLS=2
# expected: unsafe
# reason: A CPU seen between two calls may take an old copy of the first stage afterwards.
# origin: derived
#
# variant: null-target/harmless
# define: HARMLESS_FIRST
# property: P2
# expected: safe
# reason: The address behind the first stage is an interceptor that does nothing: a late CPU goes on with the function.
# origin: Linux c730fce7c70c, the repair
#
# variant: free-after-sync
# define: SYNC REUSE
# property: P4 P6
# bounds: CPUS=2 CALLS=1
# expected: unsafe
# reason: A CPU between the stages is interrupted, acknowledges, and goes on in memory that is something else by then.
# origin: Linux 1.8 of the hotpatch facts: that nobody is between the stages is RCU's work, not that of the synchronization
#
# variant: free-after-sync/quiescent
# define: SYNC QUIESCE REUSE
# property: P4 P6
# bounds: CPUS=2 CALLS=1
# expected: safe
# reason: As null-target/quiescent.
# origin: Linux synchronize_rcu_tasks behind ftrace_shutdown
#
# variant: free-after-sync/quiescent-no-sync
# define: QUIESCE REUSE
# property: P4
# bounds: CPUS=2 CALLS=2
# expected: unsafe
# reason: As null-target/quiescent-no-sync.
# origin: derived

        .set    FIRST_MASK,15
        .set    FIRST_INTERCEPTOR,tracer
        .set    NEW,1                           # not traced
        .include "parts/stages.s"
        .include "parts/caller.s"
        .include "parts/write.s"
        .ifdef  SYNC
        .include "parts/signal.s"
        .else
        .ifdef  QUIESCE
        .include "parts/signal.s"
        .endif
        .endif

cpu0:
#! steps
        .ifdef  NULL_FIRST
        WRITE   slot,0,no_interceptor,8
        .endif
        .ifdef  HARMLESS_FIRST
        WRITE   slot,0,harmless,8
        .endif
        WRITE   site,1,mask_off,1
        .ifdef  SYNC
        brasl   %r14,synchronize
        .endif
        .ifdef  QUIESCE
        brasl   %r14,quiesce
        .endif
        .ifdef  NULL_LAST
        WRITE   slot,0,no_interceptor,8
        .endif
        .ifdef  REUSE
        WRITE   second,0,no_interceptor,8
        .endif
#! end
        lghi    %r1,1
        stgrl   %r1,done
        j       end

        .balign 8
harmless:
        .quad   body
finally:
        .quad   site+1,1,OFF
        .ifdef  HARMLESS_FIRST
        .quad   slot,8,body
        .endif
finally_end:
