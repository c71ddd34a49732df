# scenario: second-mask
# models: the mask of the branch in the tracer (ftrace_graph_caller) goes off in the same update as the site goes on; one synchronization
#   follows both
# property: P3 P6
# expected: safe
# bounds: CPUS=2 CALLS=1
# define: SYNC
# reason: The synchronization discards the copies of every instruction.
# origin: Linux 36dff49b9634, "s390/ftrace: Avoid extra serialization for graph caller patching"
#
# variant: second-mask/after-sync
# define: SYNC AFTER_SYNC
# expected: unsafe
# reason: Flipped after the only synchronization.
# origin: Linux before e5873d6f7a7a, "s390/ftrace: add missing serialization for graph caller patching"
#
# variant: second-mask/after-sync+sync
# define: SYNC AFTER_SYNC SECOND_SYNC
# expected: safe
# reason: Its own synchronization follows.
# origin: Linux e5873d6f7a7a

        .set    FIRST_INTERCEPTOR,graph_tracer
        .set    NEW,3
        .include "parts/stages.s"

        .org    0x4540
graph_tracer:
        lghi    %r9,2
        .balign 8
graph:  brc     15,1f                           # on: falls through
        lghi    %r9,3
1:      lgr     %r1,%r0
        br      %r1

        .include "parts/caller.s"
        .include "parts/write.s"
        .include "parts/signal.s"

cpu0:
#! steps
        WRITE   site,1,mask_on,1
        .ifdef  AFTER_SYNC
        brasl   %r14,synchronize
        .endif
        WRITE   graph,1,mask_off,1
        .ifndef AFTER_SYNC
        brasl   %r14,synchronize
        .endif
        .ifdef  SECOND_SYNC
        brasl   %r14,synchronize
        .endif
#! end
        lghi    %r1,1
        stgrl   %r1,done
        j       end

        .balign 8
finally:
        .quad   site+1,1,ON
        .quad   graph+1,1,OFF
finally_end:
