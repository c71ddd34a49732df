# The code that is patched, on pages of its own: traced functions, second and third stages; then the interceptors.

        .balign 4096,0
code_begin:

# A whole function of 8 bytes.
        .macro  BODY_NONE
        br      %r14
        .endm

        .macro  BODY_SHORT
        aghi    %r2,1
        br      %r14
        .endm

# The second byte of the jump label shares a doubleword with the first stage before it.
        .macro  BODY_LABEL
1:      brcl    0,2f
        aghi    %r2,1
        br      %r14
2:      aghi    %r2,2
        br      %r14
        .section .labels,"a"
        .quad   1b
        .text
        .endm

        .macro  BODY_LOOP
        lghi    %r1,3
3:      aghi    %r2,1
        brctg   %r1,3b
        .rept   (function/4) & 7
        lr      %r0,%r1
        .endr
        br      %r14
        .endm

        .section .labels,"a"
        .balign 8,0
labels_begin:
        .section .mcount,"a"
        .balign 8,0
mcount_begin:
        .text

        .set    function,0
        .rept   FUNCTIONS
        .balign 8,0
1:      brcl    0,.                             # the first stage
        .section .mcount,"a"
        .quad   1b
        .text
        .if     (function & 3) == 0
        BODY_NONE
        .endif
        .if     (function & 3) == 1
        BODY_SHORT
        .endif
        .if     (function & 3) == 2
        BODY_LABEL
        .endif
        .if     (function & 3) == 3
        BODY_LOOP
        .endif
        .set    function,function+1
        .endr

        .section .labels,"a"
labels_end:
        .section .mcount,"a"
mcount_end:
        .text

        .balign 256,0
second_stages:
        .space  24*FUNCTIONS
        .balign 16,0
third_stage_br:
        lmg     %r0,%r1,2(%r1)
        br      %r1
        .balign 16,0
third_stage_exrl:
        lmg     %r0,%r1,2(%r1)
        exrl    %r0,1f
        j       .
1:      br      %r1
        .balign 4096,0
code_end:

# ---------------------------------------------------------------- interceptors
# Entered with r0 = site + 6 and all else as the traced function was entered, r1 excepted. Back with r2-r15 as they were.
        .macro  INTERCEPT
        stmg    %r2,%r15,176(%r15)
        stg     %r0,168(%r15)
        lgr     %r2,%r0
        aghi    %r2,-6
        cgr     %r2,%r10
        jne     entry_error
        lgrl    %r1,random_factor
        xgr     %r1,%r10
        cgr     %r1,%r12
        jne     entry_error
        lgrl    %r4,trace_operation             # the operation first, then its function
        lgrl    %r1,trace_function
        basr    %r14,%r1
        lg      %r1,168(%r15)
        lmg     %r2,%r15,176(%r15)
        lay     %r15,320(%r15)
        lgr     %r0,%r1
        br      %r1
        .endm

        .balign 16,0
ftrace_caller:
        nopr    %r0                             # arrived
        lay     %r15,-320(%r15)
        INTERCEPT

        .balign 16,0
ftrace_regs_caller:
        ipm     %r1                             # first of all: the condition code
        lay     %r15,-320(%r15)
        srl     %r1,28
        nilf    %r1,3
        cr      %r1,%r11
        jne     entry_error
        INTERCEPT

# Every second stage begins with this one, and no site is ever switched on with it: it works, but nobody may come here.
        .balign 16,0
ftrace_retired:
        nopr    %r0
        lay     %r15,-320(%r15)
        INTERCEPT

entry_error:
        FAIL    ERROR_ENTRY

# What traces: counts for the CPU, and for the CPU and function r9.
count_call:
        lg      %r1,LC_PERCPU
        agsi    PC_TRACED(%r1),1
        lg      %r1,PC_NUMBER(%r1)
        mghi    %r1,FUNCTIONS
        agr     %r1,%r9
        sllg    %r1,%r1,3
        larl    %r5,hits
        agr     %r1,%r5
        agsi    0(%r1),1
        br      %r14

        .balign 4096,0
