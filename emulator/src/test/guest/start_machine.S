# Start without an operating system: 64-bit mode, floating point on, and at the end a disabled wait at address 0 with the
# output's address and length at 0x800 and 0x808, the exit status at 0x810. A program interruption waits at 0xDEAD.
        .text
        .globl  _start
_start: larl    %r1,caught
        mvc     0x1d0(16),0(%r1)
        larl    %r1,cr0
        lctlg   %c0,%c0,0(%r1)
        larl    %r15,stack_end-160
        brasl   %r14,guest
        lgfr    %r2,%r2
        stg     %r2,0x810
        larl    %r1,guest_output
        stg     %r1,0x800
        lgrl    %r1,guest_length
        stg     %r1,0x808
        larl    %r1,ended
        lpswe   0(%r1)
        .section .rodata
        .balign 8
caught: .quad   0x0002000180000000, 0xdead
ended:  .quad   0x0002000180000000, 0
cr0:    .quad   0x40000                 # AFP-register control
        .bss
        .balign 8
        .space  131072
stack_end:
        .section .note.GNU-stack,"",@progbits
