# scenario: masked-cpu
# models: a target runs its calls with external interruptions disabled while the update goes on, and one more when it is enabled again
# property: P3 P6
# expected: safe
# bounds: CPUS=2 CALLS=1
# define: SYNC MASKED
# reason: The interruption stays pending and the update waits; nothing is lost.
# origin: Linux local_irq_disable regions
#
# variant: masked-cpu/impatient
# define: SYNC MASKED NO_WAIT
# expected: unsafe
# reason: A patcher that does not wait returns while the target runs old copies.
# origin: derived
#
# variant: waiting-cpu
# define: SYNC WAITING
# expected: safe
# reason: The interruption ends the enabled wait, and discards the copies made before it (ser-int).
# origin: Linux idle CPUs
#
# variant: waiting-cpu/enabled-before
# define: SYNC WAITING ENABLED_BEFORE
# expected: unsafe
# reason: The interruption comes before the CPU waits, and nobody ends the wait.
# origin: derived; Linux loads its wait PSW with interruptions disabled until then
#
# variant: waiting-cpu/never-signalled
# define: WAITING NOBODY
# expected: unsafe
# reason: Without a signal the wait has no end.
# origin: derived
#
# variant: skip-not-running
# define: SYNC SKIP_NOT_RUNNING HYPERVISOR
# expected: unsafe
# reason: A CPU that the hypervisor does not run keeps its copies, and goes on with them when it is dispatched again. That dispatching
#   discards them is nowhere said (the weaker reading).
# origin: derived from pcpu_ec_call, which chooses the order by SENSE RUNNING, but sends one
#
# variant: skip-not-running/signalled
# define: SYNC HYPERVISOR
# expected: safe
# reason: The order is sent all the same and awaited.
# origin: Linux pcpu_ec_call

        .set    FIRST_INTERCEPTOR,tracer
        .set    NEW,2
        .include "parts/stages.s"
        .include "parts/caller.s"
        .include "parts/write.s"
        .ifndef NOBODY
        .include "parts/signal.s"
        .else
external:
        lpswe   0x130
        .set    LC_NUMBER,0x208
        .endif

        .ifdef  MASKED
        .set    disabled_1,1
        .endif

        .ifdef  WAITING                         # only the PSW of the wait enables
        .ifndef ENABLED_BEFORE
        .set    disabled_1,1
        .endif
        .endif

cpu0:
#! steps
        WRITE   slot,0,new_interceptor,8
        WRITE   site,1,mask_on,1
        .ifndef NOBODY
        brasl   %r14,synchronize
        .endif
#! end
        lghi    %r1,1
        stgrl   %r1,done
        j       end

        .ifdef  WAITING
cpu1:   larl    %r1,waiting
        lpswe   0(%r1)
        .balign 8
waiting:
        .quad   0x0102000180000000,others
        .endif

# The hypervisor takes CPU 1's processor away and gives it back; SENSE RUNNING would say so.
        .ifdef  HYPERVISOR
cpu1:   lghi    %r1,1
        larl    %r2,not_running
        stc     %r1,0(%r2)
        lghi    %r1,0
        stc     %r1,0(%r2)
        j       others
        .balign 8
not_running:
        .quad   0
        .endif

        .balign 8
finally:
        .quad   site+1,1,ON
finally_end:
