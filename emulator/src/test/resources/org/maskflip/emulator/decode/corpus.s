# What guest programs use, in the syntax that GNU as takes as well. Assembled by both; the bytes must be the same.
        .equ    FRAME, 160
        .set    counter, 0
depth = 3
        .text
        .globl  _start
        .type   _start, @function
_start: larl    %r13, table             # a label and an instruction in one line
        lg      %r1,0(%r13); aghi %r1,-1
        stg     %r1,(table_end-table)(%r13)
        lghi    %r2,FRAME-(2+3)*4
        llill   %r3,0x8000>>3
        oill    %r3,~0xff & 0xffff
        mvi     FRAME(%r15),'A'
        mvi     FRAME+1(%r15),' '
        cli     0(%r1),','
        mvc     0(8,%r1),8(%r2)
        xc      FRAME(8,%r15),FRAME(%r15)
        clc     0(256,%r1),0(%r2)
        unpk    0(16,%r1),0(8,%r2)
        la      %r1,8(%r2,%r3)
        la      %r1,8(,%r3)
        la      %r1,8(%r3)
        la      %r1,8
        la      1,8(2,3)
        lmg     %r6,%r15,FRAME+48(%r15)
        lay     %r15,-FRAME(%r15)
        lctlg   %c0,%c15,0(%r1)
        lam     %a0,%a15,0(%r1)
        sar     %a1,%r2
        ld      %f0,0(%r1)
        cs      %r1,%r2,0(%r3)
        laag    %r1,%r2,0(%r3)
        risbg   %r1,%r2,3,128+60,64-8
1:      brct    %r1,1b
        jne     1f
        jgnop   1f
        brcl    0,1f
        brasl   %r14,routine
1:      cgrje   %r1,%r2,1b
        cgije   %r1,-1,2f
        exrl    %r1,1b
2:      bcr     15,0
        nopr
        nop     0
        br      %r14
        .align  16
routine:
        .p2align 4
        svc     255
        .balign 8
table:  .quad   _start, routine + 8, table_end - table
        .long   -1, 0xffffffff, . - table
        .short  1, -2
        .byte   1, 2, 0b101, 017, 'x, '\n
        .ascii  "blank; # no comment \"quoted\" \\ \101\x42"
        .asciz  "one", "two"
        .string "three\n"
        .balign 4
table_end:
        .space  5
        .skip   3, 0xaa
        .zero   4
        .fill   3, 2, 0x1234
        .fill   2
/* A comment over
   two lines. */
        .balign 2

        .macro  save reg, offset=8, times=1
        .rept   \times
        stg     \reg,\offset(%r15)
        .endr
        .endm
        save    %r1
        save    %r2, 16
        save    reg=%r3, times=2
        save    %r4, times=3, offset=24

        .macro  named prefix
\prefix\()_entry:
        jg      \prefix\()_entry
        .endm
        named   alpha
        named   beta
        brasl   %r14,alpha_entry

        .macro  down count
        .if     \count
        lghi    %r1,\count
        down    (\count)-1
        .endif
        .endm
        down    depth

        .irp    r, 1, 2, 3
        lgr     %r\r,%r0
        .endr

        .rept   3
        .set    counter, counter + 1
        lghi    %r1,counter
        .rept   2
        lghi    %r2,counter*16
        .endr
        .endr

        .ifdef  FRAME
        lghi    %r5,1
        .else
        lghi    %r5,2
        .endif
        .ifndef behind
        lghi    %r5,3
        .endif
        .if     depth == 2
        lghi    %r6,2
        .elseif depth == 3
        lghi    %r6,3
        .if     depth > 5
        lghi    %r6,5
        .endif
        .else
        lghi    %r6,4
        .endif
behind:
        .org    0x400
last:   .quad   last, behind
        .size   _start, . - _start
