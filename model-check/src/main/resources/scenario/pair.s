# scenario: op-func-pair
# models: the reader, ftrace_common, fetches function_trace_op, then ftrace_func, enabled for interruptions; the updater stores the list
#   function, then the new op, interrupts every CPU and waits, then stores the new function
# property: P2 P6
# expected: unsafe
# bounds: CPUS=2 CALLS=1
# define: SYNC
# reason: The interruption can fall between the two fetches: the reader has the old op, acknowledges, and fetches the new function. This
#   needs no weak order.
# origin: Linux ftrace_modify_all_code, ftrace_sync_ipi, ftrace_common; derived
#
# variant: op-func-pair/disabled
# define: SYNC READER_DISABLED
# expected: safe
# reason: Disabled between the two fetches, the reader acknowledges before or after both.
# origin: derived
#
# variant: op-func-pair/func-first
# define: SYNC FUNC_FIRST
# expected: unsafe
# reason: With the function first the reader may have the old function with the new op.
# origin: derived
#
# variant: op-func-pair/func-first+sync
# define: SYNC FUNC_FIRST SYNC_AFTER_LIST
# expected: unsafe
# reason: The same: the interruption between the list function and the new op falls between the two fetches.
# origin: derived
#
# variant: op-func-pair/quiescent
# define: SYNC QUIESCE
# expected: safe
# reason: Instead of interrupting every CPU the updater waits until each has been seen outside the tracer.
# origin: derived; what synchronize_rcu_tasks_rude would do
#
# variant: op-func-pair/one-doubleword
# define: SYNC FUNC_OF_OP
# expected: safe
# reason: The function is reached through the op: one doubleword tells both (block).
# origin: derived; as Linux HAVE_DYNAMIC_FTRACE_WITH_CALL_OPS
#
# variant: op-func-pair/no-ipi
# define: NO_IPI
# property: P2
# expected: unsafe
# reason: The same window without the interruption.
# origin: derived

        .set    FIRST_MASK,15
        .set    FIRST_INTERCEPTOR,common
        .set    NEW,2
        .include "parts/stages.s"

# ftrace_common: op into r4, function into r1. Functions compare the op with their own.
        .org    0x4540
common:
        .ifdef  READER_DISABLED
#! mutable
        stnsm   8(%r15),0xfc
#! end
        .endif
        .ifdef  FUNC_FIRST
        lgrl    %r1,ftrace_func
        lgrl    %r4,function_trace_op
        .else
        .ifdef  FUNC_OF_OP
        lgrl    %r4,function_trace_op
        lg      %r1,0(%r4)
        .else
        lgrl    %r4,function_trace_op
        lgrl    %r1,ftrace_func
        .endif
        .endif
        .ifdef  READER_DISABLED
#! mutable
        stosm   8(%r15),1
#! end
        .endif
        br      %r1

function_a:
        larl    %r5,op_a
        j       compare
function_b:
        larl    %r5,op_b
compare:
        cgr     %r4,%r5
        je      1f
        oill    %r13,P2
1:
list_function:                                  # any op will do
        lghi    %r9,2
        lgr     %r1,%r0
        br      %r1

        .include "parts/caller.s"
        .include "parts/write.s"
        .ifdef  SYNC
        .include "parts/signal.s"
        .endif

cpu0:
#! steps
        larl    %r1,list_function
        stgrl   %r1,ftrace_func
        .ifdef  SYNC_AFTER_LIST
        brasl   %r14,synchronize
        .endif
        larl    %r1,op_b
        stgrl   %r1,function_trace_op
        .ifdef  SYNC
        .ifdef  QUIESCE
        brasl   %r14,quiesce
        .else
        brasl   %r14,synchronize                # ftrace_sync_ipi
        .endif
        .endif
        larl    %r1,function_b
        stgrl   %r1,ftrace_func
#! end
        lghi    %r1,1
        stgrl   %r1,done
        j       end

        .balign 8
function_trace_op:
        .quad   op_a
ftrace_func:
        .quad   function_a
op_a:   .quad   function_a
op_b:   .quad   function_b
finally:
        .quad   function_trace_op,8,op_b
        .quad   ftrace_func,8,function_b
finally_end:
