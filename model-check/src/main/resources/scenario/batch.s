# scenario: batch
# models: two sites with a second stage each are switched on, with one synchronization for both
# property: P3 P6
# expected: safe
# bounds: CPUS=2 CALLS=1
# define: SYNC
# reason: One discard of copies after the last store serves all sites.
# origin: Linux ftrace_replace_code, one post_process for every update
#
# variant: batch/sync-between
# define: SYNC BETWEEN_SITES
# expected: unsafe
# reason: The second site is written after the only synchronization.
# origin: derived
#
# variant: batch/no-wait
# define: SYNC NO_WAIT
# expected: unsafe
# reason: Pending is not taken.
# origin: derived

        .set    FIRST_INTERCEPTOR,tracer
        .set    NEW,2
        .include "parts/stages.s"

        .org    0x4540
site2:  brcl    0,second2
body2:  br      %r14
        .org    0x4580
second2:
        brasl   %r1,third
        .short  0
        .quad   body2
slot2:  .quad   tracer

# The second site, checked as the first one is.
        .macro  CALL_SECOND
        lghi    %r9,1
        brasl   %r14,site2
        .if     CHECK_P3
        cghi    %r8,0
        je      9f
        cghi    %r9,NEW
        je      9f
        oill    %r13,P3
9:
        .endif
        .endm

        .set    SECOND_SITE,1
        .include "parts/caller.s"
        .include "parts/write.s"
        .include "parts/signal.s"

cpu0:
#! steps
        WRITE   site,1,mask_on,1
        .ifdef  BETWEEN_SITES
        brasl   %r14,synchronize
        .endif
        WRITE   site2,1,mask_on,1
        .ifndef BETWEEN_SITES
        brasl   %r14,synchronize
        .endif
#! end
        lghi    %r1,1
        stgrl   %r1,done
        j       end

        .balign 8
finally:
        .quad   site+1,1,ON
        .quad   site2+1,1,ON
finally_end:
