# scenario: own-path
# models: a site on the patcher's own path goes on halfway through the update, and the patcher runs over it; the tracer pointer was
#   switched to the list function before, which tests whether it is asked for
# property: P2 P6
# expected: safe
# bounds: CPUS=2 CALLS=1
# reason: The list function leaves a function that nobody asked for alone.
# origin: Linux ftrace_modify_all_code; f8c2602733c9, "s390/ftrace: fix ftrace_update_ftrace_func implementation"
#
# variant: own-path/not-switched
# define: NOT_SWITCHED
# expected: unsafe
# reason: The tracer proper is entered for a function that it was never registered for.
# origin: Linux before f8c2602733c9
#
# variant: own-path/switched-last
# define: SWITCHED_LAST
# expected: unsafe
# reason: The same until the pointer is stored.
# origin: derived

        .set    FIRST_INTERCEPTOR,common
        .set    NEW,2
        .include "parts/stages.s"

# ftrace_common: calls what the tracer pointer says, then goes on behind the first stage.
        .balign 8
common: lgrl    %r1,trace_function
        br      %r1
# The tracer proper: sound only once the update is complete.
strict: lgrl    %r11,registered
        cghi    %r11,1
        je      1f
        oill    %r13,P2
1:      lghi    %r9,2
        lgr     %r1,%r0
        br      %r1
# The list function: does nothing for a function that is not registered.
list_function:
        lgrl    %r11,registered
        cghi    %r11,1
        jne     2f
        lghi    %r9,2
2:      lgr     %r1,%r0
        br      %r1

        .include "parts/caller.s"
        .include "parts/write.s"

cpu0:   PREPARE
#! steps
        .ifndef NOT_SWITCHED
        .ifndef SWITCHED_LAST
        larl    %r1,list_function
        stgrl   %r1,trace_function
        .endif
        .endif
        WRITE   site,1,mask_on,1
        CALL_ONCE                               # the patcher's own path
        .ifdef  SWITCHED_LAST
        larl    %r1,list_function
        stgrl   %r1,trace_function
        .endif
        lghi    %r1,1
        stgrl   %r1,registered
        larl    %r1,strict
        stgrl   %r1,trace_function
#! end
        j       end

        .balign 8
trace_function:
        .quad   strict
registered:
        .quad   0
finally:
        .quad   site+1,1,ON
        .quad   trace_function,8,strict
finally_end:
