# scenario: modify
# models: ftrace_modify_call: the interceptor old to new by one aligned doubleword, the mask stays on
# property: P1 P2
# expected: safe
# bounds: CPUS=2 CALLS=2
# reason: An aligned doubleword is stored and fetched as one event (block): a CPU enters the old or the new interceptor.
# origin: Linux arch/s390/kernel/ftrace.c, ftrace_modify_call
#
# variant: modify+sync
# define: SYNC
# property: P3 P6
# bounds: CPUS=2 CALLS=1
# reason: The interceptor is an operand: whoever finds the update done fetches it later (R-R).
# origin: Linux ftrace_modify_call, text_poke_sync_lock
#
# variant: modify/no-sync
# property: P3
# bounds: CPUS=2 CALLS=1
# expected: safe
# reason: No instruction changes, so nothing is prefetched: W-W and R-R suffice. What a CPU that sleeps between the stages finds is
#   the question of P4, not of P3.
# origin: derived
#
# variant: unaligned-slot
# define: SECOND=0x4044
# property: P2
# expected: unsafe
# reason: At 4 modulo 8 the interceptor is two doublewords' business: written by two stores, fetched byte by byte (block).
# origin: derived; the kernel aligns the second stages to 8
#
# variant: direct-call
# define: DIRECT
# property: P2
# expected: safe
# reason: The second stage passes r0 = site+6 to a direct trampoline as to any interceptor.
# origin: Linux HAVE_DYNAMIC_FTRACE_WITH_DIRECT_CALLS
#
# variant: direct-call/fresh
# define: DIRECT FRESH
# property: P2
# expected: unsafe
# reason: The trampoline's memory was something else, and a CPU may hold copies of that (F-prefetch, F-unordered).
# origin: derived
#
# variant: direct-call/fresh+sync
# define: DIRECT FRESH SYNC
# property: P2 P6
# bounds: CPUS=2 CALLS=1
# expected: safe
# reason: The synchronization between the trampoline's code and its first use discards those copies.
# origin: derived

        .set    FIRST_MASK,15
        .set    FIRST_INTERCEPTOR,tracer
        .set    NEW,3                           # tracer2, or the direct trampoline
        .include "parts/stages.s"
        .include "parts/caller.s"
        .include "parts/write.s"
        .ifdef  SYNC
        .include "parts/signal.s"
        .endif

        .ifdef  DIRECT
# A direct trampoline, as BPF makes them: it has the address behind the first stage in r0.
        .balign 8
direct:
        .ifdef  FRESH
        .quad   0                               # not there yet: no instruction
        .quad   0
        .else
        lgr     %r1,%r0
        lghi    %r9,3
        br      %r1
        .balign 8
        .endif
direct_code:
        lgr     %r1,%r0
        lghi    %r9,3
        br      %r1
        .balign 8
direct_interceptor:
        .quad   direct
        .endif

cpu0:
#! steps
        .ifdef  FRESH
        WRITE   direct,0,direct_code,10
        .ifdef  SYNC
        brasl   %r14,synchronize
        .endif
        .endif
        .ifdef  DIRECT
        WRITE   slot,0,direct_interceptor,8
        .else
        WRITE   slot,0,other_interceptor,8
        .endif
        .ifdef  SYNC
        .ifndef FRESH
        brasl   %r14,synchronize
        .endif
        .endif
#! end
        lghi    %r1,1
        stgrl   %r1,done
        j       end

        .balign 8
finally:
        .ifdef  DIRECT
        .quad   slot,8,direct
        .else
        .quad   slot,8,tracer2
        .endif
finally_end:
