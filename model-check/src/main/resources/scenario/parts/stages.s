# The patched function with its three stages, as in Linux: the first stage at the function's entry (its mask is the only thing that
# changes there), a second stage of 24 bytes for each site, one third stage. Then the interceptors.
#
# Symbols before: FIRST_MASK, the mask at the start (0); FIRST_INTERCEPTOR, the interceptor in the second stage at the start.

        .ifndef FIRST_MASK
        .set    FIRST_MASK,0
        .endif
        .set    ON,0xf4                         # second byte of the first stage: mask 15, mask 0
        .set    OFF,0x04

        .ifndef SECOND
        .set    SECOND,0x4040                   # 8-aligned, as the linker's table is
        .endif

        .org    0x4000
site:   brcl    FIRST_MASK,second
        .ifdef  LABEL_AT_BODY
body:   brcl    0,1f                            # a jump label: its mask shares a doubleword with the first stage's
1:      br      %r14
        .else
body:   br      %r14
        .endif

        .org    SECOND
        .ifdef  NO_SECOND
second: nopr    %r0                             # what the linker leaves there
        nopr    %r0
        nopr    %r0
        .short  0
        .quad   0x0700070007000700
slot:   .quad   0x0700070007000700
        .else
second: brasl   %r1,third
        .short  0
        .quad   site+6
slot:   .quad   FIRST_INTERCEPTOR
        .endif

        .org    0x4080
third:  lmg     %r0,%r1,2(%r1)
        br      %r1

# ---------------------------------------------------------------- interceptors
# Entered with r0 = site+6 and all else as the function was entered, r1 excepted. The caller has left in r10 what r0 must be, in r2-r7
# a pattern, and condition code 2. Tell the caller by r9 who they are, and go on behind the first stage.
        .macro  INTERCEPTOR name,number
        .balign 8
\name:
        .if     CHECK_P2
        ipm     %r1                             # first of all: the condition code
        srlg    %r1,%r1,28
        nill    %r1,3
        cghi    %r1,2
        jne     1f
        cgr     %r0,%r10
        jne     1f
        cghi    %r2,102
        jne     1f
        cghi    %r3,103
        jne     1f
        cghi    %r4,104
        jne     1f
        cghi    %r5,105
        jne     1f
        cghi    %r6,106
        jne     1f
        cghi    %r7,107
        jne     1f
        j       2f
1:      oill    %r13,P2
        .endif
2:      lghi    %r9,\number
        lgr     %r1,%r0
        br      %r1
        .endm

        .org    0x4100
        INTERCEPTOR tracer,2
        .org    0x4220
        INTERCEPTOR tracer2,3

# One that is no longer to be entered: what stands in a second stage from an earlier use.
        .balign 8
retired:
        oill    %r13,P2
        lghi    %r9,0
        lgr     %r1,%r0
        br      %r1

# What the first stage may be: 16 bytes each, where it stands and what it is.
        .org    0x4400
versions:
        .quad   site
        .byte   0xc0,OFF
        .long   (second-site)/2
        .short  0
        .quad   site
        .byte   0xc0,ON
        .long   (second-site)/2
        .short  0
versions_end:
        .org    0x4500
