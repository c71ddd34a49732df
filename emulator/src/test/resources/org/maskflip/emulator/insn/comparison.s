# Runs one machine instruction per case under a user-mode emulator and writes what it did.
#
# Layout fixed by QemuComparison.java: .slots (64 bytes of code per case), .cases and .results (1,536 bytes per case:
# general registers 0, access registers 128, floating-point registers 192, condition code and program mask as IPM gives them
# at 320, outcome 328, floating-point-control register 336, code of the signal 344, scratch 512), .scratch (1,024 bytes that every case uses).
# Outcome: 0 next instruction, 1 branch to slot + 40, 256 + signal number when the instruction was interrupted.
        .globl  _start
_start: larl    %r2,stack
        lghi    %r3,0
        svc     186                     # sigaltstack
        lghi    %r9,4                   # SIGILL
        brasl   %r13,catch
        lghi    %r9,5                   # SIGTRAP
        brasl   %r13,catch
        lghi    %r9,7                   # SIGBUS
        brasl   %r13,catch
        lghi    %r9,8                   # SIGFPE
        brasl   %r13,catch
        lghi    %r9,11                  # SIGSEGV
        brasl   %r13,catch
next:   larl    %r12,state
        lg      %r3,0(%r12)
        lgrl    %r4,end
        clgr    %r3,%r4
        jnl     finish
        llilh   %r6,0x0700              # the scratch area's address, 0x07000000
        mvc     0(256,%r6),512(%r3)
        mvc     256(256,%r6),768(%r3)
        mvc     512(256,%r6),1024(%r3)
        mvc     768(256,%r6),1280(%r3)
        .irp    n,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
        ld      %f\n,192+8*\n(%r3)
        .endr
        lam     %a0,%a15,128(%r3)
        lfpc    336(%r3)
        lgr     %r1,%r3
        lg      %r5,16(%r12)
        lg      %r4,320(%r3)
        spm     %r4
        br      %r5                     # the slot: lmg %r0,%r15,0(%r1); the instruction; where it goes on

        .globl  fallen, taken
fallen: stgrl   %r1,save
        larl    %r1,state
        lg      %r1,8(%r1)
        stmg    %r0,%r15,0(%r1)
        lghi    %r3,0
        j       store
taken:  stgrl   %r1,save
        larl    %r1,state
        lg      %r1,8(%r1)
        stmg    %r0,%r15,0(%r1)
        lghi    %r3,1
        j       store
stopped: stgrl  %r1,save
        larl    %r1,state
        lg      %r1,8(%r1)
        stmg    %r0,%r15,0(%r1)
        lgrl    %r3,signal
store:  lghi    %r2,0
        ipm     %r2
        lghi    %r4,0
        spm     %r4
        stg     %r2,320(%r1)
        stg     %r3,328(%r1)
        lgrl    %r2,code
        stg     %r2,344(%r1)
        stgrl   %r4,code
        lgrl    %r2,save
        stg     %r2,8(%r1)
        stam    %a0,%a15,128(%r1)
        stfpc   336(%r1)
        .irp    n,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
        std     %f\n,192+8*\n(%r1)
        .endr
        llilh   %r6,0x0700
        mvc     512(256,%r1),0(%r6)
        mvc     768(256,%r1),256(%r6)
        mvc     1024(256,%r1),512(%r6)
        mvc     1280(256,%r1),768(%r6)
        larl    %r12,state
        lg      %r3,0(%r12)
        la      %r3,1536(%r3)
        stg     %r3,0(%r12)
        lg      %r3,8(%r12)
        la      %r3,1536(%r3)
        stg     %r3,8(%r12)
        lg      %r3,16(%r12)
        la      %r3,64(%r3)
        stg     %r3,16(%r12)
        j       next

finish: lghi    %r2,1
        larl    %r3,results
        lgrl    %r4,length
        svc     4                       # write
        lghi    %r2,0
        svc     1                       # exit

catch:  lgr     %r2,%r9
        larl    %r3,action
        lghi    %r4,0
        lghi    %r5,8
        svc     174                     # rt_sigaction
        br      %r13

# handler(number, information, context): the context goes on at 'stopped'; its PSW address is at 48.
handler: aghi   %r2,256
        stgrl   %r2,signal
        lgf     %r2,8(%r3)
        stgrl   %r2,code
        larl    %r1,stopped
        stg     %r1,48(%r4)
        br      %r14

        .data
        .balign 8
state:  .quad   cases, results, slots
end:    .quad   cases_end
length: .quad   cases_end - cases
save:   .quad   0
signal: .quad   0
code:   .quad   0
action: .quad   handler, 0x08000004, 0, 0       # SA_ONSTACK, SA_SIGINFO
stack:  .quad   stack_area, 0, 65536
        .bss
stack_area: .space 65536

        .section .slots,"ax",@progbits
slots:  .incbin "slots.bin"
        .section .cases,"aw",@progbits
cases:  .incbin "cases.bin"
cases_end:
        .section .results,"aw",@nobits
results: .space cases_end - cases
        .section .scratch,"aw",@nobits
        .space  4096
